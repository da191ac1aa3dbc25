"""The closed lists of the DECP layout that the clause sociale reads (arrêté du 22 décembre 2022, in force in 2024)."""

from enum import StrEnum

from maillage.clause.nomenclatures.lots import FormeClause


class Consideration(StrEnum):
    """As written in the files. « Clause sociale » is not always insertion: a facilitateur qualifies it."""

    CLAUSE = "Clause sociale"
    CRITERE = "Critère social"
    MARCHE_RESERVE = "Marché réservé"
    CONCESSION_RESERVEE = "Concession réservée"
    AUCUNE = "Pas de considération sociale"


# A reserved contract does not say to whom: its category is asked of the facilitateur.
FORMES: dict[Consideration, FormeClause | None] = {
    Consideration.CLAUSE: FormeClause.CONDITION_EXECUTION,
    Consideration.CRITERE: FormeClause.CRITERE,
    Consideration.MARCHE_RESERVE: None,
    Consideration.CONCESSION_RESERVEE: None,
    Consideration.AUCUNE: None,
}


class TypeIdentifiant(StrEnum):
    SIRET = "SIRET"
    TVA = "TVA"
    TAHITI = "TAHITI"
    RIDET = "RIDET"
    FRWF = "FRWF"
    IREP = "IREP"
    HORS_UE = "HORS-UE"


class Groupement(StrEnum):
    CONJOINT = "Conjoint"
    SOLIDAIRE = "Solidaire"
    AUCUN = "Pas de groupement"


class TypeAchat(StrEnum):
    TRAVAUX = "travaux"
    SERVICES = "services"
    FOURNITURES = "fournitures"
