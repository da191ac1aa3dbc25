"""A lot: its states, their phase, and the legal forms of a clause (domaine 02 § 2 and § 3)."""

from enum import StrEnum


class EtatLot(StrEnum):
    REPERE = "repere"
    DIAGNOSTIQUE = "diagnostique"
    CLAUSE_PROPOSEE = "clause_proposee"
    CLAUSE_VALIDEE = "clause_validee"
    SANS_CLAUSE = "sans_clause"
    PUBLIE = "publie"
    ANALYSE = "analyse"
    INFRUCTUEUX = "infructueux"
    ATTRIBUE = "attribue"
    NOTIFIE = "notifie"
    PLANIFIE = "planifie"
    EN_EXECUTION = "en_execution"
    SUSPENDU = "suspendu"
    A_SOLDER = "a_solder"
    SOLDE = "solde"
    CLOS = "clos"
    RESILIE = "resilie"


LIBELLES_ETAT: dict[EtatLot, str] = {
    EtatLot.REPERE: "Repéré",
    EtatLot.DIAGNOSTIQUE: "Diagnostiqué",
    EtatLot.CLAUSE_PROPOSEE: "Clause proposée",
    EtatLot.CLAUSE_VALIDEE: "Clause validée",
    EtatLot.SANS_CLAUSE: "Sans clause",
    EtatLot.PUBLIE: "Publié",
    EtatLot.ANALYSE: "Offres analysées",
    EtatLot.INFRUCTUEUX: "Infructueux",
    EtatLot.ATTRIBUE: "Attribué",
    EtatLot.NOTIFIE: "Notifié",
    EtatLot.PLANIFIE: "Planifié",
    EtatLot.EN_EXECUTION: "En exécution",
    EtatLot.SUSPENDU: "Suspendu",
    EtatLot.A_SOLDER: "À solder",
    EtatLot.SOLDE: "Soldé",
    EtatLot.CLOS: "Clos",
    EtatLot.RESILIE: "Résilié",
}


class Phase(StrEnum):
    AMONT = "amont"
    PENDANT = "pendant"
    AVAL = "aval"


LIBELLES_PHASE: dict[Phase, str] = {
    Phase.AMONT: "Avant la consultation",
    Phase.PENDANT: "Pendant la consultation",
    Phase.AVAL: "Après l’attribution",
}
E = EtatLot
PHASES: dict[Phase, tuple[EtatLot, ...]] = {
    Phase.AMONT: (E.REPERE, E.DIAGNOSTIQUE, E.CLAUSE_PROPOSEE, E.CLAUSE_VALIDEE, E.SANS_CLAUSE),
    Phase.PENDANT: (E.PUBLIE, E.ANALYSE, E.INFRUCTUEUX),
    Phase.AVAL: (
        E.ATTRIBUE, E.NOTIFIE, E.PLANIFIE, E.EN_EXECUTION, E.SUSPENDU, E.A_SOLDER, E.SOLDE, E.CLOS, E.RESILIE,
    ),
}  # fmt: skip


class FormeClause(StrEnum):
    """Several may hold of one lot."""

    CONDITION_EXECUTION = "condition_execution"
    CRITERE = "critere"
    SERVICE_INSERTION = "service_insertion"
    RESERVE_STPA = "reserve_stpa"
    RESERVE_IAE = "reserve_iae"
    RESERVE_PENITENTIAIRE = "reserve_penitentiaire"
    RESERVE_ESS = "reserve_ess"
    CONCESSION = "concession"
    PRIVE_VOLONTAIRE = "prive_volontaire"


LIBELLES_FORME: dict[FormeClause, str] = {
    FormeClause.CONDITION_EXECUTION: "Condition d’exécution",
    FormeClause.CRITERE: "Critère de choix de l’offre",
    FormeClause.SERVICE_INSERTION: "Service d’insertion",
    FormeClause.RESERVE_STPA: "Marché réservé au handicap (EA, ESAT)",
    FormeClause.RESERVE_IAE: "Marché réservé à l’insertion par l’activité économique",
    FormeClause.RESERVE_PENITENTIAIRE: "Marché réservé à l’emploi pénitentiaire",
    FormeClause.RESERVE_ESS: "Marché réservé à l’économie sociale et solidaire",
    FormeClause.CONCESSION: "Concession",
    FormeClause.PRIVE_VOLONTAIRE: "Achat privé, démarche volontaire",
}
# No hours are asked of them: what is done counts, and its rate has no object.
SANS_ENGAGEMENT: frozenset[FormeClause] = frozenset(
    {
        FormeClause.SERVICE_INSERTION, FormeClause.RESERVE_STPA, FormeClause.RESERVE_IAE,
        FormeClause.RESERVE_PENITENTIAIRE, FormeClause.RESERVE_ESS,
    }
)  # fmt: skip
