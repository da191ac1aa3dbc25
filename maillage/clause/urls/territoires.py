"""Addresses of the network, in totals, and of those who coordinate a territory: totals, shared markets one by one."""

from django.urls import path

from maillage.clause.views import coordonnes, reseau, territoires

urlpatterns = [
    path("clause-du-reseau/", reseau.reseau, name="reseau"),
    path("clause-du-reseau/export.<slug:format>", reseau.exporter, name="reseau_export"),
    path("clause-du-territoire/", territoires.territoire, name="territoire"),
    path("clause-du-territoire/export.<slug:format>", territoires.exporter, name="territoire_export"),
    path("clause-du-territoire/marches-partages/", coordonnes.liste, name="coordonnes"),
    path("clause-du-territoire/marches-partages/export.<slug:format>", coordonnes.exporter, name="coordonnes_export"),
    path("clause-du-territoire/marches-partages/<uuid:uuid>/", coordonnes.lot, name="coordonne"),
]
