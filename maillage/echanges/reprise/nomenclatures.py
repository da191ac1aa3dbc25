"""What can be taken over, where a file stands, what a human decides of a likeness."""

from enum import StrEnum


class Nature(StrEnum):
    """In the order in which the files are taken over: each names what the one before created."""

    PERSONNES = "personnes"
    PARCOURS = "parcours"
    ETAPES = "etapes"
    CONTACTS = "contacts"


LIBELLES_NATURE: dict[Nature, str] = {
    Nature.PERSONNES: "Personnes",
    Nature.PARCOURS: "Parcours",
    Nature.ETAPES: "Étapes",
    Nature.CONTACTS: "Contacts",
}


class EtatDepot(StrEnum):
    DEPOSE = "depose"
    CONTROLE = "controle"
    IMPORTE = "importe"
    ANNULE = "annule"
    ABANDONNE = "abandonne"


LIBELLES_DEPOT: dict[EtatDepot, str] = {
    EtatDepot.DEPOSE: "Déposé, à contrôler",
    EtatDepot.CONTROLE: "Contrôlé",
    EtatDepot.IMPORTE: "Importé",
    EtatDepot.ANNULE: "Importé, puis annulé",
    EtatDepot.ABANDONNE: "Abandonné",
}
SUITES: dict[EtatDepot, frozenset[EtatDepot]] = {
    EtatDepot.DEPOSE: frozenset({EtatDepot.CONTROLE, EtatDepot.ABANDONNE}),
    EtatDepot.CONTROLE: frozenset({EtatDepot.DEPOSE, EtatDepot.IMPORTE, EtatDepot.ABANDONNE}),
    EtatDepot.IMPORTE: frozenset({EtatDepot.ANNULE}),
    EtatDepot.ANNULE: frozenset(),
    EtatDepot.ABANDONNE: frozenset(),
}
EN_COURS: frozenset[EtatDepot] = frozenset({EtatDepot.DEPOSE, EtatDepot.CONTROLE})


class Gravite(StrEnum):
    ERREUR = "erreur"
    REMARQUE = "remarque"


LIBELLES_GRAVITE: dict[Gravite, str] = {Gravite.ERREUR: "À corriger", Gravite.REMARQUE: "À savoir"}


class Decision(StrEnum):
    """Of a row that resembles somebody already here. Nothing is decided by the machine."""

    MEME = "meme"
    NOUVELLE = "nouvelle"
    IGNORER = "ignorer"


LIBELLES_DECISION: dict[Decision, str] = {
    Decision.MEME: "C’est la même personne",
    Decision.NOUVELLE: "C’est une autre personne",
    Decision.IGNORER: "Laisser cette ligne de côté",
}
