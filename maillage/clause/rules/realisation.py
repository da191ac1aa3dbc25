"""What was done of what was engaged: rate, shortfall, penalty, full-time equivalents (F6, F7, F9; domaine 02 § 5)."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from maillage.socle.parametres import ORIGINE, Parametre, Valeur

CENTIEME = Decimal("0.01")
# The published 15,703 of 2021 divides by 1,600: a figure that cannot be compared with the others, told, not copied.
BASE_ETP = Parametre(
    "base_etp",
    "Heures de travail d’un équivalent temps plein, par an",
    "heures",
    (Valeur(ORIGINE, 1607, "Consolidation des PLIE 2019, fiche 7 : 18 640 857 heures, 11 600 ETP"),),
)


@dataclass(frozen=True, slots=True)
class Realisation:
    """`engagees`: those in force, without what is conditional. `valorisees`: validated, with their coefficients."""

    engagees: Decimal
    valorisees: Decimal

    @property
    def taux(self) -> Decimal | None:
        """F6, as told in the bilan of the lot; None where no hours were asked: a rate would mean nothing."""
        return self.valorisees / self.engagees if self.engagees else None

    @property
    def taux_plafonne(self) -> Decimal | None:
        """At most 1: in the averages of the network, one lot's excess does not hide another's shortfall."""
        return None if self.taux is None else min(Decimal(1), self.taux)

    @property
    def manquantes(self) -> Decimal:
        return max(Decimal(0), self.engagees - self.valorisees)

    @property
    def excedent(self) -> Decimal:
        return max(Decimal(0), self.valorisees - self.engagees)


def propose_penalite(realisation: Realisation, *, tarif: Decimal | None, cause_exterieure: str = "") -> Decimal | None:
    """F7: what the contract lets the buyer ask; None where there is nothing to propose.

    The tariff is the contract's own: no law gives one. A cause that is not the company's (nobody sent to it, a site
    stopped) suspends it. The facilitateur proposes, the buyer decides.
    """
    if tarif is None or cause_exterieure.strip() or not realisation.manquantes:
        return None
    return (realisation.manquantes * tarif).quantize(CENTIEME, ROUND_HALF_UP)


def compute_etp(heures_reelles: Decimal, *, on: date) -> Decimal:
    """F9: real hours, never weighted ones, over the base of the year; not rounded in store."""
    return heures_reelles / BASE_ETP.get(on=on).valeur
