"""Addresses of saved views."""

from django.urls import path

from maillage.socle.tableaux import views

app_name = "tableaux"
urlpatterns = [
    path("vues/", views.garder, name="garder"),
    path("vues/<uuid:key>/oublier/", views.oublier, name="oublier"),
]
