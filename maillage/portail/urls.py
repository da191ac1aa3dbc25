"""Addresses of the public site."""

from django.urls import path

from maillage.portail.annuaire import ANNUAIRE
from maillage.portail.views import annuaire, definitions, pages

app_name = "portail"
urlpatterns = [
    path("", pages.accueil, name="accueil"),
    path("carte/", pages.carte, name="carte"),
    path("pres-de-chez-moi/", pages.pres_de_chez_moi, name="pres_de_chez_moi"),
    path("annuaire/", annuaire.liste, name="annuaire"),
    *(
        path(f"annuaire/export.{format}", annuaire.exporter, {"format": format}, name=f"export_{format}")
        for format in ANNUAIRE.formats
    ),
    path("annuaire/data-inclusion.json", annuaire.export_data_inclusion, name="data_inclusion"),
    path("annuaire/<slug:slug>/", annuaire.fiche, name="fiche"),
    path("annuaire/<slug:slug>/fiche.pdf", annuaire.fiche_pdf, name="fiche_pdf"),
    path("sources/", pages.sources, name="sources"),
    path("definitions/", definitions.definitions, name="definitions"),
    path("definitions.json", definitions.definitions_json, name="definitions_json"),
    path("definitions.pdf", definitions.definitions_pdf, name="definitions_pdf"),
    path("accessibilite/", pages.accessibilite, name="accessibilite"),
    path("donnees-personnelles/", pages.donnees_personnelles, name="donnees_personnelles"),
    path("mentions-legales/", pages.mentions_legales, name="mentions_legales"),
    path("robots.txt", pages.robots, name="robots"),
    path("sitemap.xml", pages.plan_du_site, name="plan_du_site"),
]
