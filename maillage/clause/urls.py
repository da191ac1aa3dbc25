"""Every address of the clause sociale."""

from django.urls import path

from maillage.clause import urls_amont
from maillage.clause.views import activite, lots, marches, postes, region, temps

app_name = "clause"
urlpatterns = [
    path("marches/", marches.liste, name="marches"),
    path("marches/export.<slug:format>", marches.exporter, name="marches_export"),
    path("marches/nouveau/", marches.nouveau, name="marche_nouveau"),
    path("marches/<uuid:uuid>/modifier/", marches.modifier, name="marche_modifier"),
    path("marches/<uuid:uuid>/lots/ajouter/", marches.ajouter_lot, name="lot_ajouter"),
    path("lots/<uuid:uuid>/", lots.lot, name="lot"),
    path("lots/<uuid:uuid>/clause/", lots.clause, name="lot_clause"),
    path("lots/<uuid:uuid>/passer/<slug:vers>/", lots.passer, name="lot_passer"),
    path("lots/<uuid:uuid>/entreprises/ajouter/", lots.ajouter_entreprise, name="lot_entreprise"),
    path(
        "lots/<uuid:uuid>/entreprises/<uuid:entreprise>/retirer/",
        lots.retirer_entreprise,
        name="lot_entreprise_retirer",
    ),
    path("lots/<uuid:uuid>/engagement/", lots.engagement, name="lot_engagement"),
    path("donneurs-d-ordre/", marches.donneurs, name="donneurs"),
    path("donneurs-d-ordre/nouveau/", marches.donneur_nouveau, name="donneur_nouveau"),
    *urls_amont.urlpatterns,
    # the team: posts, time, activity
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
    path("clause-de-la-region/", region.region, name="region"),
    path("clause-de-la-region/export.<slug:format>", region.exporter, name="region_export"),
]
