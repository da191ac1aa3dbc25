"""Addresses of pièces."""

from django.urls import path

from maillage.socle.pieces import views

app_name = "pieces"
urlpatterns = [
    path("pieces/", views.liste, name="liste"),
    path("pieces/deposer/", views.deposer, name="deposer"),
    path("pieces/<uuid:key>/", views.ouvrir, name="ouvrir"),
    path("pieces/<uuid:key>/retirer/", views.retirer, name="retirer"),
    path("pieces/fichier/<str:lien>/", views.fichier, name="fichier"),
]
