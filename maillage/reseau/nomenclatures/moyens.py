"""Closed lists of what a dispositif works with: its team, its software, how its FSE is managed (domaine 04 § 4)."""

from enum import StrEnum

from maillage.reseau.nomenclatures.fiches import LIBELLES_FONCTION, Fonction


class FonctionEquipe(StrEnum):
    """Those of the contacts, less the elected; `ENSEMBLE`: the whole team, for who does not count by function."""

    ENSEMBLE = "ensemble"
    DIRECTION = "direction"
    COORDINATION = "coordination"
    REFERENCE = "reference"
    FACILITATION = "facilitation"
    ENTREPRISES = "entreprises"
    FSE = "fse"
    COMMUNICATION = "communication"
    AUTRE = "autre"


LIBELLES_EQUIPE: dict[FonctionEquipe, str] = {
    FonctionEquipe.ENSEMBLE: "Toute l’équipe",
    **{FonctionEquipe(f.value): LIBELLES_FONCTION[f] for f in Fonction if f is not Fonction.PRESIDENCE},
    FonctionEquipe.AUTRE: "Autre fonction",
}


class Employeur(StrEnum):
    """Domaine 04 § 4: « personnes et ETP, internes/externes »."""

    INTERNE = "interne"
    EXTERNE = "externe"


LIBELLES_EMPLOYEUR: dict[Employeur, str] = {
    Employeur.INTERNE: "Internes : employés par la structure porteuse",
    Employeur.EXTERNE: "Externes : employés par un opérateur ou un partenaire",
}
SIGLES_EMPLOYEUR: dict[Employeur, str] = {Employeur.INTERNE: "internes", Employeur.EXTERNE: "externes"}


class UsageLogiciel(StrEnum):
    """What a software serves for. Its name is typed: no list of products is ours to keep."""

    PARCOURS = "parcours"
    CLAUSE = "clause"
    ENTREPRISES = "entreprises"
    FSE = "fse"
    GESTION = "gestion"
    AUTRE = "autre"


LIBELLES_USAGE: dict[UsageLogiciel, str] = {
    UsageLogiciel.PARCOURS: "Suivi des parcours",
    UsageLogiciel.CLAUSE: "Suivi de la clause sociale",
    UsageLogiciel.ENTREPRISES: "Relation aux entreprises",
    UsageLogiciel.FSE: "Gestion du FSE",
    UsageLogiciel.GESTION: "Comptabilité, gestion",
    UsageLogiciel.AUTRE: "Autre usage",
}


class ModeFse(StrEnum):
    """Consolidation 2019, fiche 20. Its five modes add up to 142 of 146 PLIE: the last one is for the others."""

    OI_PIVOT = "oi_pivot"
    OI_SIMPLE = "oi_simple"
    ETAT = "etat"
    DEPARTEMENT = "departement"
    METROPOLE = "metropole"
    AUTRE_OU_SANS = "autre_ou_sans"


LIBELLES_MODE_FSE: dict[ModeFse, str] = {
    ModeFse.OI_PIVOT: "Par un OI pivot",
    ModeFse.OI_SIMPLE: "Le dispositif est lui-même OI",
    ModeFse.ETAT: "Convention bilatérale avec l’État",
    ModeFse.DEPARTEMENT: "Convention bilatérale avec le département",
    ModeFse.METROPOLE: "Convention bilatérale avec la métropole",
    ModeFse.AUTRE_OU_SANS: "Autre mode, ou sans FSE",
}
