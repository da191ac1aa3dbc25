"""Where an annonce comes from, what becomes of it, what the report of a file says."""

from enum import StrEnum

from maillage.clause.nomenclatures.origines import LIBELLES_SOURCE, Source

__all__ = ["LIBELLES_SOURCE", "Source"]


# What the day of an annonce is, by source.
JOURS: dict[Source, str] = {Source.DECP: "notifié", Source.BOAMP: "paru", Source.PROGRAMMATION: "prévu"}


class EtatAnnonce(StrEnum):
    A_QUALIFIER = "a_qualifier"
    RETENUE = "retenue"
    RAPPROCHEE = "rapprochee"
    ECARTEE = "ecartee"


E = EtatAnnonce
LIBELLES_ANNONCE: dict[EtatAnnonce, str] = {
    E.A_QUALIFIER: "À qualifier",
    E.RETENUE: "Retenue",
    E.RAPPROCHEE: "Rapprochée",
    E.ECARTEE: "Écartée",
}
# What is decided of it, and undone only by saying so: a market once made stays made.
ANNONCES: dict[EtatAnnonce, frozenset[EtatAnnonce]] = {
    E.A_QUALIFIER: frozenset({E.RETENUE, E.RAPPROCHEE, E.ECARTEE}),
    E.RETENUE: frozenset(),
    E.RAPPROCHEE: frozenset(),
    E.ECARTEE: frozenset({E.A_QUALIFIER}),
}
SUIVIES: frozenset[EtatAnnonce] = frozenset({E.RETENUE, E.RAPPROCHEE})


class MotifEcart(StrEnum):
    PAS_INSERTION = "pas_insertion"
    SANS_POSSIBILITE = "sans_possibilite"
    HORS_TERRITOIRE = "hors_territoire"
    SUIVI_AILLEURS = "suivi_ailleurs"
    TERMINE = "termine"
    DOUBLON = "doublon"
    AUTRE = "autre"


LIBELLES_MOTIF: dict[MotifEcart, str] = {
    MotifEcart.PAS_INSERTION: "La considération sociale n’est pas de l’insertion",
    MotifEcart.SANS_POSSIBILITE: "Trop peu de main-d’œuvre, ou trop tard pour agir",
    MotifEcart.HORS_TERRITOIRE: "Hors du territoire suivi",
    MotifEcart.SUIVI_AILLEURS: "Suivi par un autre dispositif",
    MotifEcart.TERMINE: "Marché terminé",
    MotifEcart.DOUBLON: "La même chose qu’une autre annonce",
    MotifEcart.AUTRE: "Autre raison, à préciser",
}


class EtatFichier(StrEnum):
    DEPOSE = "depose"
    VERSE = "verse"
    REFUSE = "refuse"
    RETIRE = "retire"


F = EtatFichier
LIBELLES_FICHIER: dict[EtatFichier, str] = {
    F.DEPOSE: "Déposé, en lecture",
    F.VERSE: "Versé",
    F.REFUSE: "Illisible",
    F.RETIRE: "Versé, puis retiré",
}
FICHIERS: dict[EtatFichier, frozenset[EtatFichier]] = {
    F.DEPOSE: frozenset({F.VERSE, F.REFUSE}),
    F.VERSE: frozenset({F.RETIRE}),
    F.REFUSE: frozenset(),
    F.RETIRE: frozenset(),
}


class Suite(StrEnum):
    """What was done of one contract, one notice or one line of a file."""

    NOUVELLE = "nouvelle"
    MODIFIEE = "modifiee"
    CONNUE = "connue"
    DOUBLON = "doublon"
    REFUSEE = "refusee"
    A_SAVOIR = "a_savoir"


LIBELLES_SUITE: dict[Suite, str] = {
    Suite.NOUVELLE: "Mise dans la file",
    Suite.MODIFIEE: "Mise à jour",
    Suite.CONNUE: "Déjà connue, inchangée",
    Suite.DOUBLON: "Répétée dans le fichier",
    Suite.REFUSEE: "Refusée",
    Suite.A_SAVOIR: "À vérifier",
}
