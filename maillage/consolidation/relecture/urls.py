"""Addresses of the proofreading."""

from django.urls import path

from maillage.consolidation.relecture import views

app_name = "relecture"
urlpatterns = [
    path("consolidation/relire/", views.relire, name="relire"),
    path("consolidation/relire/exemple/", views.exemple, name="exemple"),
    path("consolidation/relire/exemple.csv", views.exporter_exemple, name="exporter_exemple"),
    path("consolidation/relire/modele.csv", views.modele, name="modele"),
]
