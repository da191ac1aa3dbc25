"""Addresses of markets, lots and donneurs d’ordre."""

from django.urls import path

from maillage.clause.views import lots, marches

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
]
