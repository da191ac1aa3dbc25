"""The two state machines, as tables: what may follow what, by which transition (domaine 01 § 3.2).

The diagram of the docs is drawn from these tables; nothing else in the code decides that a state may follow another.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from maillage.parcours.nomenclatures.etapes import LIBELLES_POSITIONNEMENT
from maillage.parcours.nomenclatures.etats import (
    LIBELLES_ORIENTATION,
    LIBELLES_PARCOURS,
    EtatOrientation,
    EtatParcours,
)

O, P = EtatOrientation, EtatParcours  # noqa: E741  the tables below are read by column
E = TypeVar("E", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Transition:
    """`code`: its number in the reference; `libelle`: what is done, as the history says it."""

    code: str
    libelle: str


ORIENTATIONS: Mapping[EtatOrientation, Mapping[EtatOrientation, Transition]] = {
    O.BROUILLON: {
        O.TRANSMISE: Transition("T2", "Transmettre"),
        O.ANNULEE: Transition("T6''", "Annuler"),
    },
    O.TRANSMISE: {
        O.A_COMPLETER: Transition("T3", "Demander un complément"),
        O.RECEVABLE: Transition("T3", "Déclarer recevable"),
        O.REFUSEE: Transition("T6'", "Refuser"),
        O.SANS_SUITE: Transition("T6''", "Classer sans suite"),
        O.ANNULEE: Transition("T6''", "Annuler"),
    },
    O.A_COMPLETER: {
        O.TRANSMISE: Transition("T2", "Transmettre de nouveau"),
        O.RECEVABLE: Transition("T3", "Déclarer recevable"),
        O.REFUSEE: Transition("T6'", "Refuser"),
        O.SANS_SUITE: Transition("T6''", "Classer sans suite"),
        O.ANNULEE: Transition("T6''", "Annuler"),
    },
    O.RECEVABLE: {
        O.EN_ACCUEIL: Transition("T4", "Ouvrir l’accueil"),
        O.REFUSEE: Transition("T6'", "Refuser"),
        O.SANS_SUITE: Transition("T6''", "Classer sans suite"),
        O.ANNULEE: Transition("T6''", "Annuler"),
    },
    O.EN_ACCUEIL: {
        O.PRESENTEE: Transition("T5", "Présenter en commission"),
        O.SANS_SUITE: Transition("T6''", "Classer sans suite"),
        O.ANNULEE: Transition("T6''", "Annuler"),
    },
    O.PRESENTEE: {
        O.AGREEE: Transition("T6", "Accepter"),
        O.AJOURNEE: Transition("T6'", "Ajourner"),
        O.REFUSEE: Transition("T6'", "Refuser"),
        O.SANS_SUITE: Transition("T6''", "Classer sans suite"),
    },
    O.AJOURNEE: {
        O.PRESENTEE: Transition("T5", "Présenter de nouveau"),
        O.REFUSEE: Transition("T6'", "Refuser"),
        O.SANS_SUITE: Transition("T6''", "Classer sans suite"),
    },
    O.AGREEE: {},
    O.REFUSEE: {},
    O.SANS_SUITE: {},
    O.ANNULEE: {},
}

PARCOURS: Mapping[EtatParcours, Mapping[EtatParcours, Transition]] = {
    P.A_DEMARRER: {
        P.ACTIF: Transition("T8", "Signer le contrat d’engagement"),
        P.SORTIE_PROPOSEE: Transition("T17", "Proposer la sortie"),
    },
    P.ACTIF: {
        P.SUSPENDU: Transition("T10", "Suspendre"),
        P.EN_EMPLOI_SUIVI: Transition("T12", "Ouvrir le suivi en emploi"),
        P.EN_FORMATION_SUIVIE: Transition("T15", "Ouvrir le suivi en formation"),
        P.SORTIE_PROPOSEE: Transition("T17", "Proposer la sortie"),
    },
    P.SUSPENDU: {
        P.ACTIF: Transition("T11", "Reprendre"),
        P.SORTIE_PROPOSEE: Transition("T17", "Proposer la sortie"),
    },
    P.EN_EMPLOI_SUIVI: {
        P.ACTIF: Transition("T13", "Constater la rupture"),
        P.SORTIE_PROPOSEE: Transition("T14", "Proposer la sortie"),
    },
    P.EN_FORMATION_SUIVIE: {
        P.ACTIF: Transition("T16", "Constater la fin sans validation"),
        P.SORTIE_PROPOSEE: Transition("T16", "Proposer la sortie"),
    },
    P.SORTIE_PROPOSEE: {
        P.SORTI_POSITIF: Transition("T18", "Valider la sortie positive"),
        P.SORTI_SANS_SUITE: Transition("T18", "Valider la sortie sans suite"),
        P.ACTIF: Transition("T19", "Rejeter la proposition"),
    },
    P.SORTI_POSITIF: {P.ACTIF: Transition("T20", "Annuler la sortie")},
    P.SORTI_SANS_SUITE: {P.ACTIF: Transition("T20", "Annuler la sortie")},
}


def check_passage(table: Mapping[E, Mapping[E, Transition]], *, de: E, vers: E) -> str | None:
    """The reason why `vers` cannot follow `de`; None when it can."""
    if vers in table[de]:
        return None
    libelles = {
        code.value: libelle
        for table in (LIBELLES_ORIENTATION, LIBELLES_PARCOURS, LIBELLES_POSITIONNEMENT)
        for code, libelle in table.items()
    }
    possibles = " ou ".join(f"« {transition.libelle.lower()} »" for transition in table[de].values())
    suite = f"On peut seulement {possibles}." if possibles else "Cet état est définitif."
    return f"L’état « {libelles[de].lower()} » ne mène pas à « {libelles[vers].lower()} ». {suite}"
