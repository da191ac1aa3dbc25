"""Addresses of those who coordinate: a territory in totals, its shared markets one by one."""

from django.urls import path

from maillage.clause.views import coordonnes, territoires

urlpatterns = [
    path("clause-du-territoire/", territoires.territoire, name="territoire"),
    path("clause-du-territoire/export.<slug:format>", territoires.exporter, name="territoire_export"),
    path("clause-du-territoire/marches-partages/", coordonnes.liste, name="coordonnes"),
    path("clause-du-territoire/marches-partages/export.<slug:format>", coordonnes.exporter, name="coordonnes_export"),
    path("clause-du-territoire/marches-partages/<uuid:uuid>/", coordonnes.lot, name="coordonne"),
]
