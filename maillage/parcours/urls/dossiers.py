from django.urls import path

from maillage.parcours.views import dossiers

urlpatterns = [
    path("dossiers/<uuid:uuid>/", dossiers.dossier, name="dossier"),
]
