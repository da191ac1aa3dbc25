"""Addresses of persons, contracts and hours."""

from django.urls import path

from maillage.clause.views import eligibilites, emplois, heures, heures_payees, personnes, profils, ressemblances

urlpatterns = [
    path("lots/<uuid:uuid>/heures/", heures.du_lot, name="lot_heures"),
    path("lots/<uuid:uuid>/heures/comptees/", heures.types, name="lot_types"),
    path("lots/<uuid:uuid>/suivi/", heures.suivi, name="lot_suivi"),
    path("heures/", heures.du_mois, name="heures"),
    path("heures/payees/", heures_payees.du_mois, name="heures_payees"),
    path("heures/a-valider/", heures.a_valider, name="heures_a_valider"),
    path("heures/<uuid:uuid>/corriger/", heures.corriger, name="heures_corriger"),
    path("clause/personnes/", personnes.liste, name="personnes"),
    path("clause/personnes/export.<slug:format>", personnes.exporter, name="personnes_export"),
    path("clause/personnes/nouvelle/", personnes.nouvelle, name="personne_nouvelle"),
    path("clause/personnes/ressemblances/", ressemblances.liste, name="ressemblances"),
    path("clause/personnes/ressemblances/<uuid:uuid>/", ressemblances.ressemblance, name="ressemblance"),
    path("clause/personnes/<uuid:uuid>/", personnes.personne, name="personne"),
    path("clause/personnes/<uuid:uuid>/identite/", personnes.identite, name="personne_identite"),
    path("clause/personnes/<uuid:uuid>/adresse/", personnes.adresse, name="personne_adresse"),
    path("clause/personnes/<uuid:uuid>/situation/", personnes.situation, name="personne_situation"),
    path("clause/personnes/<uuid:uuid>/eligibilite/", eligibilites.eligibilite, name="eligibilite"),
    path("clause/personnes/<uuid:uuid>/contrat/", emplois.nouveau, name="emploi_nouveau"),
    path("clause/eligibilites/<uuid:uuid>/piece/", eligibilites.piece, name="eligibilite_piece"),
    path("clause/contrats/<uuid:uuid>/modifier/", emplois.modifier, name="emploi_modifier"),
    path("clause/contrats/<uuid:uuid>/renouveler/", emplois.renouveler, name="emploi_renouveler"),
    path("clause/contrats/<uuid:uuid>/terminer/", emplois.terminer, name="emploi_terminer"),
    path("clause/contrats/<uuid:uuid>/profil/", profils.profil, name="emploi_profil"),
    path("clause/contrats/<uuid:uuid>/lots/ajouter/", emplois.rattacher, name="emploi_lot"),
]
