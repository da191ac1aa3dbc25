"""The closed lists of disclosure control."""

from enum import StrEnum


class Diffusion(StrEnum):
    """Who reads: everybody, or the network and its partners."""

    PUBLIQUE = "publique"
    RESTREINTE = "restreinte"


class Nature(StrEnum):
    EFFECTIF = "effectif"  # people, files, exits: whole numbers
    GRANDEUR = "grandeur"  # hours, euros: each contributor weighs what it weighs


class Contributeurs(StrEnum):
    """Of what the parts of a cell are."""

    DISPOSITIFS = "dispositifs"
    ENTREPRISES = "entreprises"
    PERSONNES = "personnes"


class Cause(StrEnum):
    """Why a cell must not be found again."""

    EFFECTIF = "effectif"
    CONTRIBUTEURS = "contributeurs"
    DOMINANCE = "dominance"
    GROUPE = "groupe"
    RESTE = "reste"
    DIFFERENCE = "difference"


class Statut(StrEnum):
    """What a reader gets of a cell."""

    MONTREE = "montree"
    PRIMAIRE = "primaire"
    SECONDAIRE = "secondaire"
    ANCIENNE = "ancienne"
    NON_OFFERTE = "non_offerte"


EXPLICATIONS = {
    Statut.MONTREE: "",
    Statut.PRIMAIRE: "Masqué : ce chiffre parlerait de trop peu de personnes ou d’une seule structure.",
    Statut.SECONDAIRE: "Masqué : avec les totaux, ce chiffre en rendrait un autre qui doit rester caché.",
    Statut.ANCIENNE: "Valeur de la publication précédente : l’écart avec la nouvelle parlerait de trop peu de personnes.",
    Statut.NON_OFFERTE: "Ce chiffre ne fait pas partie de cette publication.",
}
