"""Backgrounds of the map of France for the charts of `socle`: regions or departements, with the overseas insets."""

from functools import cache

from maillage.socle.graphiques import Cartouche, Fond
from maillage.territoire import contours

_CARTOUCHES = tuple(Cartouche(c.libelle, c.boite) for c in contours.CARTOUCHES if c.boite)


@cache
def get_fond_regions() -> Fond:
    collection = contours.read_regions_planes()
    return Fond("régions", collection["features"], _CARTOUCHES, contours.LARGEUR, contours.HAUTEUR)


@cache
def get_fond_departements() -> Fond:
    collection = contours.read_departements_plans()
    return Fond("départements", collection["features"], _CARTOUCHES, contours.LARGEUR, contours.HAUTEUR)
