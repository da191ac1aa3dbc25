"""Every address of the parcours, one module per subject."""

from django.urls import include, path

app_name = "parcours"
urlpatterns = [
    path("", include("maillage.parcours.urls.dossiers")),
    path("", include("maillage.parcours.urls.diagnostics")),
    path("", include("maillage.parcours.urls.contrats")),
    path("", include("maillage.parcours.urls.documents")),
]
