"""Every address of the parcours, one module per subject."""

from django.urls import include, path

app_name = "parcours"
urlpatterns = [
    path("", include("maillage.parcours.urls.dossiers")),
    path("", include("maillage.parcours.urls.suivi")),
    path("", include("maillage.parcours.urls.commissions")),
    path("", include("maillage.parcours.urls.referents")),
    path("", include("maillage.parcours.urls.droits")),
    path("", include("maillage.parcours.urls.personne")),
    path("", include("maillage.parcours.urls.reglages")),
    path("", include("maillage.parcours.urls.conservation")),
    path("", include("maillage.parcours.urls.orientations")),
    path("", include("maillage.parcours.urls.sorties")),
    path("", include("maillage.parcours.urls.etapes")),
    path("", include("maillage.parcours.urls.diagnostics")),
    path("", include("maillage.parcours.urls.contrats")),
    path("", include("maillage.parcours.urls.documents")),
    path("", include("maillage.parcours.urls.pilotage")),
]
