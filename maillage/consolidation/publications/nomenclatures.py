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


# What to do about one that is not to be released: the state it is in says it.
SUITES: dict[Etat, str] = {
    Etat.PREPARATION: "Attendez la fin de la préparation, puis relisez le rapport.",
    Etat.REFUSEE: "Corrigez ce que disent ses raisons, puis préparez-la de nouveau.",
    Etat.PUBLIEE: "Une erreur se corrige par une révision.",
    Etat.ABANDONNEE: "Pour publier cette année, préparez-en une autre.",
}
LIBELLES_LECTEURS: dict[Lecteurs, str] = {
    Lecteurs.PUBLIQUE: "tout le monde",
    Lecteurs.RESTREINTE: "le réseau et ses partenaires",
}
PUBLIEES: dict[Lecteurs, str] = {
    Lecteurs.PUBLIQUE: "C’est publié. Chacun peut désormais la lire.",
    Lecteurs.RESTREINTE: "C’est publié pour le réseau seul : ses directions et ses coordinations régionales peuvent désormais la lire.",
}
