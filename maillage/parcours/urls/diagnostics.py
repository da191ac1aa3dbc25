from django.urls import path

from maillage.parcours.views import diagnostics

urlpatterns = [
    path("dossiers/<uuid:uuid>/diagnostics/", diagnostics.diagnostics_du_dossier, name="diagnostics"),
    path("dossiers/<uuid:uuid>/diagnostics/etablir/", diagnostics.etablir, name="diagnostic_etablir"),
    path("dossiers/<uuid:uuid>/objectifs/ajouter/", diagnostics.ajouter_objectif, name="objectif_ajouter"),
    path("diagnostics/<uuid:uuid>/", diagnostics.diagnostic, name="diagnostic"),
    path("objectifs/<uuid:uuid>/modifier/", diagnostics.modifier_objectif, name="objectif_modifier"),
    path("orientations/<uuid:uuid>/diagnostic/", diagnostics.etablir_avant_entree, name="orientation_diagnostic"),
]
