"""What a notified lot must hold before it goes on (domaine 02 § 3), and when it goes on by itself."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from maillage.clause.nomenclatures.lots import EtatLot
from maillage.clause.nomenclatures.suivi import TRANCHEES, StatutPenalite
from maillage.clause.rules.planning import Mois, check_planning, list_sans_mode
from maillage.clause.rules.realisation import Realisation
from maillage.socle.refus import Manque
from maillage.socle.typographie import write_accord, write_nombre

E = EtatLot
# The steps a facilitateur takes by hand once the lot is notified; some are also taken by themselves (`find_suite`).
OUVERTS_AVAL: frozenset[EtatLot] = frozenset(
    {E.PLANIFIE, E.EN_EXECUTION, E.SUSPENDU, E.A_SOLDER, E.SOLDE, E.CLOS, E.RESILIE}
)
# Taken by the buyer: the facilitateur records it, with what was received.
PAR_L_ACHETEUR: frozenset[EtatLot] = frozenset({E.SUSPENDU, E.RESILIE})
# Contracts, hours and penalties may still be written.
SUIVIS: frozenset[EtatLot] = frozenset({E.NOTIFIE, E.PLANIFIE, E.EN_EXECUTION, E.SUSPENDU, E.A_SOLDER})


@dataclass(frozen=True, slots=True)
class Execution:
    """What is known on the day of the step. `engagees`: None where none are asked (reserved market).

    `en_attente`: lines of hours neither validated nor rejected. `reference` and `raison`: what the form says of the step.
    `has_bilan_final`: the final bilan of the lot, or of its market, was handed to the buyer.
    """

    etat: EtatLot
    engagees: Decimal | None = None
    realisees: Decimal = Decimal(0)
    planning: Collection[Mois] = ()
    premier_emploi: date | None = None
    fin_prevue: date | None = None
    en_attente: int = 0
    penalite: StatutPenalite | None = None
    reference: str = ""
    raison: str = ""
    heures_finales: Decimal | None = None
    has_bilan_final: bool = False

    @property
    def realisation(self) -> Realisation:
        return Realisation(self.engagees or Decimal(0), self.realisees)

    @property
    def is_realise(self) -> bool:
        return bool(self.engagees) and not self.realisation.manquantes


def is_ecoule(fin_prevue: date | None, *, on: date) -> bool:
    """The execution is over: its last day is past."""
    return fin_prevue is not None and fin_prevue < on


def find_suite(faits: Execution, *, on: date) -> tuple[EtatLot, date] | None:
    """The state the lot reaches by itself, and since when: the first contract begins it, the end of the market ends it."""
    if faits.etat in (E.NOTIFIE, E.PLANIFIE) and faits.premier_emploi is not None and faits.premier_emploi <= on:
        return E.EN_EXECUTION, faits.premier_emploi
    if (
        faits.etat in (E.EN_EXECUTION, E.SUSPENDU)
        and faits.fin_prevue is not None
        and is_ecoule(faits.fin_prevue, on=on)
    ):
        return E.A_SOLDER, faits.fin_prevue + timedelta(days=1)
    return None


def list_manques_aval(faits: Execution, *, vers: EtatLot, le: date) -> list[Manque]:
    """Why this step is not ready; empty when it is."""
    return GARDES_AVAL[vers](faits, le)


def _check_plan(faits: Execution, le: date) -> list[Manque]:
    if not faits.engagees:
        return []  # nothing is asked of a reserved market: what it plans is its own affair
    if not faits.planning:
        return [Manque("planning", "Écrivez le plan d’action : combien d’heures chaque mois, et comment.")]
    manques = []
    if refus := check_planning(list(faits.planning), engagees=faits.engagees):
        manques.append(Manque("planning", refus))
    if sans := list_sans_mode(faits.planning):
        manques.append(
            Manque("planning", f"Dites comment se feront les heures à partir de {sans[0]:%m/%Y} : le mode manque.")
        )
    return manques


def _check_execution(faits: Execution, le: date) -> list[Manque]:
    if faits.etat is E.A_SOLDER:
        if is_ecoule(faits.fin_prevue, on=le):
            return [Manque("fin_prevue", "Indiquez la nouvelle fin du marché : celle-ci est passée.")]
        return []
    if faits.etat is E.SUSPENDU or faits.premier_emploi is not None or faits.reference.strip():
        return []
    return [
        Manque(
            "reference",
            "Indiquez l’ordre de service : sans contrat enregistré, c’est lui qui dit que l’exécution a commencé.",
        )
    ]


def _check_decision(faits: Execution, le: date) -> list[Manque]:
    wanted = (
        ("reference", faits.reference, "Indiquez la décision de l’acheteur : sa référence, ou comment il l’a donnée."),
        ("raison", faits.raison, "Écrivez pourquoi, en une phrase."),
    )
    return [Manque(champ, phrase) for champ, said, phrase in wanted if not said.strip()]


def _check_resiliation(faits: Execution, le: date) -> list[Manque]:
    manques = _check_decision(faits, le)
    if not faits.engagees:
        return manques
    if faits.heures_finales is None:
        return [*manques, Manque("heures_finales", "Indiquez les heures dues jusqu’à ce jour.")]
    if faits.heures_finales > faits.engagees:
        return [
            *manques,
            Manque(
                "heures_finales", f"Une résiliation n’augmente pas l’engagement ({write_nombre(faits.engagees)} h)."
            ),
        ]
    return manques


def _check_fin(faits: Execution, le: date) -> list[Manque]:
    if is_ecoule(faits.fin_prevue, on=le) or faits.is_realise:
        return []
    quand = f"sa fin est prévue le {faits.fin_prevue:%d/%m/%Y}" if faits.fin_prevue else "sa fin n’est pas indiquée"
    return [
        Manque(
            "fin_prevue",
            f"Le lot se solde une fois le marché fini ou ses heures faites : {quand}, et il reste "
            f"{write_nombre(faits.realisation.manquantes)} h à valider.",
        )
    ]


def _check_solde(faits: Execution, le: date) -> list[Manque]:
    manques = []
    if faits.en_attente:
        lignes = write_accord(faits.en_attente, "ligne d’heures attend", "lignes d’heures attendent")
        manques.append(Manque("heures", f"{lignes} une décision : validez ou rejetez chacune."))
    if faits.realisation.manquantes and faits.penalite not in TRANCHEES:
        manquantes = f"Il manque {write_nombre(faits.realisation.manquantes)} h"
        if faits.penalite is StatutPenalite.PROPOSEE:
            phrase = f"{manquantes} : notez la décision de l’acheteur sur la pénalité proposée."
        else:
            phrase = f"{manquantes} : dites ce que le contrat prévoit, une pénalité ou aucune."
        manques.append(Manque("penalite", phrase))
    return manques


def _check_cloture(faits: Execution, le: date) -> list[Manque]:
    """The final bilan was handed over from here, or on paper, as `reference` says."""
    if faits.has_bilan_final or faits.reference.strip():
        return []
    return [
        Manque("bilan", "Transmettez le bilan final du lot au donneur d’ordre, puis notez-le ici."),
        Manque("reference", "S’il l’a déjà reçu autrement, indiquez comment."),
    ]


GARDES_AVAL = {
    E.PLANIFIE: _check_plan,
    E.EN_EXECUTION: _check_execution,
    E.SUSPENDU: _check_decision,
    E.A_SOLDER: _check_fin,
    E.SOLDE: _check_solde,
    E.CLOS: _check_cloture,
    E.RESILIE: _check_resiliation,
}


def check_ecriture(etat: EtatLot) -> str | None:
    """Why nothing more is written of a lot; None while something may be."""
    if etat is E.CLOS:
        return "Ce lot est clos : son bilan est transmis, il se lit et ne change plus."
    return None
