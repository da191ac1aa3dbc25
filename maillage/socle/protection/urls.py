"""Addresses of the protection of data."""

from django.urls import path

from maillage.socle.protection.views import demandes, registre, relecture, reponses

app_name = "protection"
urlpatterns = [
    path("protection/registre/", registre.registre_page, name="registre"),
    path("protection/registre.csv", registre.registre_csv, name="registre_csv"),
    path("protection/registre.pdf", registre.registre_imprime, name="registre_pdf"),
    path("protection/effacements/", registre.effacements, name="effacements"),
    path("protection/effacements/<uuid:key>/valider/", registre.valider, name="valider"),
    path("protection/demandes/", demandes.liste, name="demandes"),
    path("protection/demandes/nouvelle/", demandes.nouvelle, name="demande_nouvelle"),
    path("protection/demandes/<uuid:key>/", demandes.demande, name="demande"),
    path("protection/demandes/<uuid:key>/archive/", demandes.ouvrir, name="archive_ouvrir"),
    path("protection/demandes/<uuid:key>/relire/", relecture.relire, name="relire"),
    path("protection/demandes/<uuid:key>/masquer/", relecture.masquer, name="masquer"),
    path("protection/demandes/<uuid:key>/prolonger/", reponses.prolonger, name="prolonger"),
    path("protection/demandes/<uuid:key>/reponse/", reponses.repondre, name="repondre"),
    path("protection/demandes/<uuid:key>/reunir/", reponses.reunir, name="reunir"),
    path("protection/archives/<str:lien>/", demandes.fichier, name="archive_fichier"),
    path("protection/mes-donnees/", registre.mes_donnees, name="mes_donnees"),
    path("protection/mes-donnees.json", registre.mes_donnees_json, name="mes_donnees_json"),
]
