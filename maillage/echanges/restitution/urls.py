"""Addresses of the archive of a dispositif."""

from django.urls import path

from maillage.echanges.restitution import views

app_name = "restitution"
urlpatterns = [
    path("restitution/", views.liste, name="liste"),
    path("restitution/demander/", views.demander, name="demander"),
    path("restitution/<uuid:key>/", views.restitution, name="restitution"),
    path("restitution/<uuid:key>/telecharger/", views.ouvrir, name="ouvrir"),
    path("restitution/<uuid:key>/phrase/", views.phrase, name="phrase"),
    path("restitution/fichier/<str:lien>/", views.fichier, name="fichier"),
]
