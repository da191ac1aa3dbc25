"""Closed lists of the publications."""

from enum import StrEnum


class Etat(StrEnum):
    PREPARATION = "preparation"
    REFUSEE = "refusee"
    A_VALIDER = "a_valider"
    PUBLIEE = "publiee"
    ABANDONNEE = "abandonnee"


LIBELLES: dict[Etat, str] = {
    Etat.PREPARATION: "en préparation",
    Etat.REFUSEE: "refusée par les contrôles",
    Etat.A_VALIDER: "à valider par une autre personne",
    Etat.PUBLIEE: "publiée",
    Etat.ABANDONNEE: "abandonnée",
}


class Lecteurs(StrEnum):
    """Who reads it: the thresholds of disclosure depend on it."""

    PUBLIQUE = "publique"
    RESTREINTE = "restreinte"


LIBELLES_LECTEURS: dict[Lecteurs, str] = {
    Lecteurs.PUBLIQUE: "tout le monde",
    Lecteurs.RESTREINTE: "le réseau et ses partenaires",
}
