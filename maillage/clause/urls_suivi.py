"""Addresses of a lot under way."""

from django.urls import path

from maillage.clause.views import controles, suivi

urlpatterns = [
    path("marches/alertes/", suivi.alertes, name="alertes"),
    path("marches/alertes/export.<slug:format>", suivi.alertes_exporter, name="alertes_export"),
    path("lots/<uuid:uuid>/plan/", suivi.planning, name="lot_planning"),
    path("lots/<uuid:uuid>/suite/<slug:vers>/", suivi.suivre, name="lot_suivre"),
    path("lots/<uuid:uuid>/penalite/", suivi.penalite, name="lot_penalite"),
    path("lots/<uuid:uuid>/penalite/decision/", suivi.decider_penalite, name="lot_penalite_decision"),
    path("lots/<uuid:uuid>/controles/", controles.liste, name="lot_controles"),
    path("lots/<uuid:uuid>/controles/nouveau/", controles.nouveau, name="controle_nouveau"),
    path("clause/controles/<uuid:uuid>/", controles.controle, name="controle"),
]
