"""Addresses of the queue and of its files."""

from django.urls import path

from maillage.echanges.reperage.views import annonces, decisions, fichiers

app_name = "reperage"
urlpatterns = [
    path("annonces/", annonces.liste, name="annonces"),
    path("annonces/export.<slug:format>", annonces.exporter, name="annonces_export"),
    path("annonces/ecarter/", decisions.ecarter_plusieurs, name="ecarter_plusieurs"),
    path("annonces/fichiers/", fichiers.accueil, name="fichiers"),
    path("annonces/fichiers/deposer/<slug:source>/", fichiers.deposer, name="deposer"),
    path("annonces/fichiers/modele.xlsx", fichiers.modele, name="modele"),
    path("annonces/fichiers/exemple.json", fichiers.exemple, name="exemple"),
    path("annonces/fichiers/<uuid:uuid>/", fichiers.fichier, name="fichier"),
    path("annonces/fichiers/<uuid:uuid>/compte-rendu.<slug:format>", fichiers.exporter_releve, name="releve"),
    path("annonces/fichiers/<uuid:uuid>/officiel.json", fichiers.exporter_officiel, name="officiel"),
    path("annonces/fichiers/<uuid:uuid>/retirer/", fichiers.retirer, name="retirer"),
    path("annonces/<uuid:uuid>/", annonces.annonce, name="annonce"),
    path("annonces/<uuid:uuid>/retenir/", decisions.retenir, name="retenir"),
    path("annonces/<uuid:uuid>/rapprocher/", decisions.choisir_lot, name="choisir_lot"),
    path("annonces/<uuid:uuid>/rapprocher/<uuid:lot>/", decisions.rapprocher, name="rapprocher"),
    path("annonces/<uuid:uuid>/ecarter/", decisions.ecarter, name="ecarter"),
    path("annonces/<uuid:uuid>/rouvrir/", decisions.rouvrir, name="rouvrir"),
    path("annonces/<uuid:uuid>/vue/", decisions.vue, name="vue"),
]
