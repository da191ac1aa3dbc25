"""Addresses of the team: posts, time, activity."""

from django.urls import path

from maillage.clause.views import activite, postes, temps

urlpatterns = [
    path("lots/<uuid:uuid>/temps/", temps.du_lot, name="lot_temps"),
    path("ma-semaine/", temps.semaine, name="semaine"),
    path("ma-semaine/temps/<uuid:uuid>/", temps.corriger, name="temps_corriger"),
    path("ma-semaine/temps/<uuid:uuid>/retirer/", temps.retirer, name="temps_retirer"),
    path("mon-temps/", temps.liste, name="mon_temps"),
    path("mon-temps/export.<slug:format>", temps.exporter, name="mon_temps_export"),
    path("activite-clause/", activite.activite, name="activite"),
    path("activite-clause/export.<slug:format>", activite.exporter, name="activite_export"),
    path("activite-clause/temps/", activite.temps, name="temps"),
    path("activite-clause/temps/export.<slug:format>", activite.exporter_temps, name="temps_export"),
    path("activite-clause/postes/", postes.liste, name="postes"),
    path("activite-clause/postes/nouveau/", postes.nouveau, name="poste_nouveau"),
    path("activite-clause/postes/<uuid:uuid>/changer/", postes.changer, name="poste_changer"),
    path("activite-clause/postes/<uuid:uuid>/terminer/", postes.terminer, name="poste_terminer"),
    path("activite-clause/postes/<uuid:uuid>/retirer/", postes.retirer, name="poste_retirer"),
]
