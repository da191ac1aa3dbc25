"""Addresses of the gallery (demonstration only)."""

from django.urls import path

from maillage.socle.galerie import views

app_name = "galerie"
urlpatterns = [
    path("", views.accueil, name="accueil"),
    path("confirmation/", views.confirmation, name="confirmation"),
    path("reponses/<slug:code>/", views.reponse, name="reponse"),
    path("<slug:planche>/", views.planche, name="planche"),
]
