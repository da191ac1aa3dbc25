"""Addresses of what several structures follow together."""

from django.urls import path

from maillage.clause.views import agreges, credits, demandes, partage, partage_heures

urlpatterns = [
    path("marches/partages/", demandes.liste, name="partages"),
    path("partages/<uuid:uuid>/", demandes.demande, name="demande"),
    path("lots/<uuid:uuid>/partage/", partage.partage, name="lot_partage"),
    path("lots/<uuid:uuid>/partage/inviter/", partage.inviter, name="lot_inviter"),
    path("lots/<uuid:uuid>/partage/repartir/", partage.repartir, name="lot_repartir"),
    path("lots/<uuid:uuid>/partage/confirmer/", partage.confirmer, name="lot_confirmer"),
    path("lots/<uuid:uuid>/partage/transferer/", partage.transferer, name="lot_transferer"),
    path("lots/<uuid:uuid>/partage/passer-la-main/", partage.passer_la_main, name="lot_passer_la_main"),
    path("lots/<uuid:uuid>/partage/quitter/", partage.quitter, name="lot_quitter"),
    path("lots/<uuid:uuid>/partage/heures/", partage_heures.faites, name="lot_faites"),
    path("lots/<uuid:uuid>/partage/agreges/", agreges.liste, name="agreges"),
    path("lots/<uuid:uuid>/partage/agreges/modele.<slug:format>", agreges.modele, name="agrege_modele"),
    path("lots/<uuid:uuid>/partage/agreges/deposer/", agreges.deposer, name="agrege_deposer"),
    path("partages/agreges/<uuid:uuid>/retirer/", agreges.retirer, name="agrege_retirer"),
    path("lots/<uuid:uuid>/partage/credit/<slug:sens>/", credits.proposer, name="lot_credit"),
    path("lots/<uuid:uuid>/partage/doublons/<uuid:doublon>/", partage_heures.arbitrer, name="lot_doublon"),
    path("lots/<uuid:uuid>/partage/avis/", partage.donner_avis, name="lot_avis"),
    path("lots/<uuid:uuid>/partage/avis/<uuid:avis>/", partage.trancher, name="lot_contestation"),
]
