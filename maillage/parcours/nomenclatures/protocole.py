"""What a protocole d’accord may aim at, out of what, over which time, for whom (domaine 01 § 14)."""

from enum import StrEnum

from maillage.parcours.nomenclatures.indicateurs import Indicateur


class Base(StrEnum):
    """What a target is a share of. A rate without its base says nothing: it is always written beside it."""

    SORTIES = "sorties"
    SORTIES_NEUTRALISEES = "sorties_neutralisees"
    ENTREES_PERIODE = "entrees_periode"
    ENTREES_PROTOCOLE = "entrees_protocole"
    NOMBRE = "nombre"


LIBELLES_BASE: dict[Base, str] = {
    Base.SORTIES: "toutes les sorties",
    Base.SORTIES_NEUTRALISEES: "sorties hors déménagement, décès, retraite",
    Base.ENTREES_PERIODE: "entrées de la période",
    Base.ENTREES_PROTOCOLE: "entrées depuis le début du protocole",
    Base.NOMBRE: "aucune base : la cible est un nombre",
}


# Added to the name of an objective; out of all the exits, and a number, go without saying.
PRECISIONS_BASE: dict[Base, str] = {
    Base.SORTIES_NEUTRALISEES: "hors sorties neutralisées",
    Base.ENTREES_PERIODE: "sur les entrées",
    Base.ENTREES_PROTOCOLE: "sur les entrées du protocole",
}


class PeriodeObjectif(StrEnum):
    ANNEE = "annee"
    PROTOCOLE = "protocole"


LIBELLES_PERIODE: dict[PeriodeObjectif, str] = {
    PeriodeObjectif.ANNEE: "chaque année civile",
    PeriodeObjectif.PROTOCOLE: "toute la durée du protocole",
}


class Public(StrEnum):
    """The publics of T-9, by status at entry."""

    FEMMES = "femmes"
    HOMMES = "hommes"
    DELD = "deld"
    BRSA = "brsa"
    SANS_QUALIFICATION = "sans_qualification"
    PEU_QUALIFIES = "peu_qualifies"
    QUALIFIES = "qualifies"


LIBELLES_PUBLIC: dict[Public, str] = {
    Public.FEMMES: "Femmes",
    Public.HOMMES: "Hommes",
    Public.DELD: "Demandeurs d’emploi de longue durée",
    Public.BRSA: "Bénéficiaires du RSA",
    Public.SANS_QUALIFICATION: "Sans qualification",
    Public.PEU_QUALIFIES: "Peu qualifiés",
    Public.QUALIFIES: "Qualifiés",
}

# Exits may be aimed at as a share or as a number; the others are numbers only.
EN_PART: frozenset[Indicateur] = frozenset({Indicateur.I_5, Indicateur.I_6, Indicateur.I_7, Indicateur.I_8})
VISABLES: dict[Indicateur, str] = {
    Indicateur.I_5: "Sorties positives",
    Indicateur.I_6: "Sorties en emploi durable",
    Indicateur.I_7: "Sorties en formation validée",
    Indicateur.I_8: "Autres sorties positives",
    Indicateur.I_2: "Entrées",
    Indicateur.I_1: "Participants accompagnés",
    Indicateur.I_3: "Participants en parcours au dernier jour",
}


class EtatObjectif(StrEnum):
    """Where an objective stands on the last day counted."""

    ATTEINT = "atteint"
    AU_RYTHME = "au_rythme"
    EN_DESSOUS = "en_dessous"
    SANS_BASE = "sans_base"


LIBELLES_ETAT_OBJECTIF: dict[EtatObjectif, str] = {
    EtatObjectif.ATTEINT: "Atteint",
    EtatObjectif.AU_RYTHME: "Au rythme prévu",
    EtatObjectif.EN_DESSOUS: "En dessous",
    EtatObjectif.SANS_BASE: "Rien à mesurer",
}
TONS_ETAT_OBJECTIF: dict[EtatObjectif, tuple[str, str]] = {
    EtatObjectif.ATTEINT: ("succes", "circle-check"),
    EtatObjectif.AU_RYTHME: ("information", "circle-check"),
    EtatObjectif.EN_DESSOUS: ("attention", "circle-alert"),
    EtatObjectif.SANS_BASE: ("neutre", "circle-dashed"),
}
