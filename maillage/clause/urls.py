"""Every address of the clause sociale."""

from django.urls import path

from maillage.clause import urls_suivi
from maillage.clause.views import emplois, heures, lots, marches, personnes

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
    path("lots/<uuid:uuid>/heures/", heures.du_lot, name="lot_heures"),
    path("lots/<uuid:uuid>/heures/comptees/", heures.types, name="lot_types"),
    path("lots/<uuid:uuid>/suivi/", heures.suivi, name="lot_suivi"),
    path("heures/", heures.du_mois, name="heures"),
    path("heures/a-valider/", heures.a_valider, name="heures_a_valider"),
    path("heures/<uuid:uuid>/corriger/", heures.corriger, name="heures_corriger"),
    path("clause/personnes/", personnes.liste, name="personnes"),
    path("clause/personnes/export.<slug:format>", personnes.exporter, name="personnes_export"),
    path("clause/personnes/nouvelle/", personnes.nouvelle, name="personne_nouvelle"),
    path("clause/personnes/<uuid:uuid>/", personnes.personne, name="personne"),
    path("clause/personnes/<uuid:uuid>/identite/", personnes.identite, name="personne_identite"),
    path("clause/personnes/<uuid:uuid>/adresse/", personnes.adresse, name="personne_adresse"),
    path("clause/personnes/<uuid:uuid>/situation/", personnes.situation, name="personne_situation"),
    path("clause/personnes/<uuid:uuid>/eligibilite/", personnes.eligibilite, name="eligibilite"),
    path("clause/personnes/<uuid:uuid>/contrat/", emplois.nouveau, name="emploi_nouveau"),
    path("clause/eligibilites/<uuid:uuid>/piece/", personnes.piece, name="eligibilite_piece"),
    path("clause/contrats/<uuid:uuid>/modifier/", emplois.modifier, name="emploi_modifier"),
    path("clause/contrats/<uuid:uuid>/renouveler/", emplois.renouveler, name="emploi_renouveler"),
    path("clause/contrats/<uuid:uuid>/terminer/", emplois.terminer, name="emploi_terminer"),
    path("clause/contrats/<uuid:uuid>/lots/ajouter/", emplois.rattacher, name="emploi_lot"),
    path("donneurs-d-ordre/", marches.donneurs, name="donneurs"),
    path("donneurs-d-ordre/nouveau/", marches.donneur_nouveau, name="donneur_nouveau"),
    path("donneurs-d-ordre/<uuid:uuid>/", marches.donneur, name="donneur"),
    *urls_suivi.urlpatterns,
]
