from django.urls import path

from maillage.parcours.views import documents

urlpatterns = [
    path("dossiers/<uuid:uuid>/documents/<slug:code>.pdf", documents.document, name="document"),
    path("orientations/<uuid:uuid>/a-signer.pdf", documents.fiche_a_signer, name="orientation_a_signer"),
    path("orientations/<uuid:uuid>/fiche.pdf", documents.fiche_orientation, name="orientation_fiche"),
]
