from django.urls import path

from maillage.parcours.views import contrats, pieces

urlpatterns = [
    path("dossiers/<uuid:uuid>/contrats/", contrats.contrats_du_dossier, name="contrats"),
    path("dossiers/<uuid:uuid>/contrats/etablir/", contrats.etablir, name="contrat_etablir"),
    path("dossiers/<uuid:uuid>/contrats/ce/", contrats.noter_ce, name="contrat_ce"),
    path("contrats/<uuid:uuid>/", contrats.contrat, name="contrat"),
    path("contrats/<uuid:uuid>/signer/", contrats.signer, name="contrat_signer"),
    path("contrats/<uuid:uuid>/signe/", pieces.joindre_contrat, name="contrat_joindre"),
    path("contrats/<uuid:uuid>/contrat.pdf", contrats.contrat_pdf, name="contrat_pdf"),
]
