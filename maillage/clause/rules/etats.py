"""What may follow what in the life of a lot, as a table (domaine 02 § 3). An operation's state is derived from its lots'."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from maillage.clause.nomenclatures.lots import LIBELLES_ETAT, PHASES, EtatLot, Phase

E = EtatLot


@dataclass(frozen=True, slots=True)
class Passage:
    """`libelle`: what is done, as the history says it."""

    libelle: str


RESILIATION = Passage("Résilier")
LOTS: Mapping[EtatLot, Mapping[EtatLot, Passage]] = {
    E.REPERE: {E.DIAGNOSTIQUE: Passage("Poser le diagnostic"), E.SANS_CLAUSE: Passage("Renoncer à la clause")},
    E.DIAGNOSTIQUE: {E.CLAUSE_PROPOSEE: Passage("Proposer la clause"), E.SANS_CLAUSE: Passage("Renoncer à la clause")},
    E.CLAUSE_PROPOSEE: {
        E.CLAUSE_VALIDEE: Passage("Noter l’accord de l’acheteur"),
        E.SANS_CLAUSE: Passage("Renoncer à la clause"),
    },
    E.CLAUSE_VALIDEE: {E.PUBLIE: Passage("Noter la publication")},
    E.SANS_CLAUSE: {},
    E.PUBLIE: {
        E.ANALYSE: Passage("Ouvrir l’analyse des offres"),
        E.ATTRIBUE: Passage("Noter l’attribution"),
        E.INFRUCTUEUX: Passage("Déclarer infructueux"),
    },
    E.ANALYSE: {E.ATTRIBUE: Passage("Noter l’attribution"), E.INFRUCTUEUX: Passage("Déclarer infructueux")},
    E.INFRUCTUEUX: {E.CLAUSE_VALIDEE: Passage("Relancer la consultation")},
    E.ATTRIBUE: {E.NOTIFIE: Passage("Noter la notification")},
    E.NOTIFIE: {
        E.PLANIFIE: Passage("Arrêter le plan d’action"),
        E.EN_EXECUTION: Passage("Commencer l’exécution"),
        E.RESILIE: RESILIATION,
    },
    E.PLANIFIE: {E.EN_EXECUTION: Passage("Commencer l’exécution"), E.RESILIE: RESILIATION},
    E.EN_EXECUTION: {
        E.SUSPENDU: Passage("Suspendre"),
        E.A_SOLDER: Passage("Passer à solder"),
        E.RESILIE: RESILIATION,
    },
    E.SUSPENDU: {
        E.EN_EXECUTION: Passage("Reprendre l’exécution"),
        E.A_SOLDER: Passage("Passer à solder"),
        E.RESILIE: RESILIATION,
    },
    E.A_SOLDER: {
        E.SOLDE: Passage("Solder"),
        E.EN_EXECUTION: Passage("Prolonger l’exécution"),
        E.RESILIE: RESILIATION,
    },
    E.SOLDE: {E.CLOS: Passage("Clore, bilan transmis")},
    E.CLOS: {},
    E.RESILIE: {},
}
# Where a lot may begin here: spotted; or attributed already, when what is published tells of a contract that is signed
# (DECP, domaine 02 § 7). What it lacks is asked before it goes on.
ENTREES = (E.REPERE, E.ATTRIBUE)
ABANDONNES = frozenset({E.SANS_CLAUSE, E.RESILIE})
RANGS = {etat: rang for rang, etat in enumerate(etat for phase in Phase for etat in PHASES[phase])}


def get_phase(etat: EtatLot) -> Phase:
    return next(phase for phase, etats in PHASES.items() if etat in etats)


def check_passage(*, de: EtatLot, vers: EtatLot) -> str | None:
    """Why this step is refused, and which ones are open; None if it is."""
    if vers in LOTS[de]:
        return None
    ouverts = " ; ".join(f"« {passage.libelle} »" for passage in LOTS[de].values())
    suite = f"Ce qui est possible : {ouverts}." if ouverts else "Cet état est définitif."
    return f"Un lot « {LIBELLES_ETAT[de]} » ne passe pas à « {LIBELLES_ETAT[vers]} ». {suite}"


def derive_etat(lots: Iterable[EtatLot]) -> EtatLot | None:
    """That of an operation or a consultation: the least advanced of its lots still alive; if none is, of those given up.

    None without any lot: nothing has been said yet.
    """
    etats = list(lots)
    vivants = [etat for etat in etats if etat not in ABANDONNES]
    return min(vivants or etats, key=RANGS.__getitem__, default=None)
