"""Every address of the clause sociale."""

from django.urls import path

from maillage.clause.views import demandes, lots, marches, partage

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
    path("marches/partages/", demandes.partages, name="partages"),
    path("partages/<uuid:uuid>/", demandes.demande, name="demande"),
    path("lots/<uuid:uuid>/partage/", partage.partage, name="lot_partage"),
    path("lots/<uuid:uuid>/partage/inviter/", partage.inviter, name="lot_inviter"),
    path("lots/<uuid:uuid>/partage/repartir/", partage.repartir, name="lot_repartir"),
    path("lots/<uuid:uuid>/partage/confirmer/", partage.confirmer, name="lot_confirmer"),
    path("lots/<uuid:uuid>/partage/transferer/", partage.transferer, name="lot_transferer"),
    path("lots/<uuid:uuid>/partage/passer-la-main/", partage.passer_la_main, name="lot_passer_la_main"),
    path("lots/<uuid:uuid>/partage/quitter/", partage.quitter, name="lot_quitter"),
    path("lots/<uuid:uuid>/partage/avis/", partage.donner_avis, name="lot_avis"),
    path("lots/<uuid:uuid>/partage/avis/<uuid:avis>/", partage.trancher, name="lot_contestation"),
    path("donneurs-d-ordre/", marches.donneurs, name="donneurs"),
    path("donneurs-d-ordre/nouveau/", marches.donneur_nouveau, name="donneur_nouveau"),
    path("donneurs-d-ordre/<uuid:uuid>/", marches.donneur, name="donneur"),
]
