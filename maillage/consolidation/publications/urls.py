"""Addresses of the publications: of those who prepare them, of the network, of everybody."""

from django.urls import path

from maillage.consolidation.publications.views import evolutions, publiques, reseau, restreintes

app_name = "publications"
urlpatterns = [
    path("publications/", reseau.liste, name="liste"),
    path("publications/preparer/<uuid:campagne>/", reseau.preparer, name="preparer"),
    path("publications/comparer/", evolutions.evolutions, name="evolutions"),
    path("publications/<uuid:uuid>/", reseau.publication, name="publication"),
    path("publications/<uuid:uuid>/etat/", reseau.etat, name="etat"),
    path("publications/<uuid:uuid>/rapport/", reseau.rapport, name="apercu"),
    path("publications/<uuid:uuid>/fichiers/<path:nom>", reseau.fichier, name="apercu_fichier"),
    path("publications/<uuid:uuid>/publier/", reseau.publier, name="publier"),
    path("publications/<uuid:uuid>/abandonner/", reseau.abandonner, name="abandonner"),
    path("consolidations-du-reseau/", restreintes.liste, name="restreintes"),
    path("consolidations-du-reseau/territoires/", restreintes.territoires, name="restreints"),
    path("consolidations-du-reseau/<uuid:uuid>/", restreintes.rapport, name="restreinte"),
    path("consolidations-du-reseau/<uuid:uuid>/fiches/<slug:nom>/", restreintes.fiche, name="restreinte_fiche"),
    path("consolidations-du-reseau/<uuid:uuid>/fichiers/<path:nom>", restreintes.fichier, name="restreinte_fichier"),
    path("consolidations/", publiques.liste, name="publiques"),
    path("consolidations/territoires/", publiques.territoires, name="territoires"),
    path("consolidations/<uuid:uuid>/", publiques.rapport, name="rapport"),
    path("consolidations/<uuid:uuid>/fiches/<slug:nom>/", publiques.fiche, name="fiche"),
    path("consolidations/<uuid:uuid>/fichiers/<path:nom>", publiques.fichier, name="fichier"),
    path("chiffres-publies/", publiques.chiffres, name="chiffres"),
    path("chiffres-publies/<uuid:uuid>/", publiques.chiffre, name="chiffre"),
    path("chiffres-publies/export.<str:format>", publiques.exporter, name="chiffres_export"),
]
