"""How many hours a clause asks: the formulas F1 to F5 (domaine 02 § 5), kept with their hypotheses.

A volume is stored as computed and shown rounded down to the hour: nobody is asked more than the formula says.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from maillage.socle.typographie import write_nombre, write_pourcentage

CENTIEME = Decimal("0.01")


class HypotheseRefusee(ValueError):
    """A hypothesis that no market can have; the sentence says which, and what is expected."""


def quantize(heures: Decimal) -> Decimal:
    """As stored: to the hundredth of an hour."""
    return heures.quantize(CENTIEME, ROUND_HALF_UP)


def show(heures: Decimal) -> int:
    """As told: whole hours, rounded down."""
    return int(heures.to_integral_value(ROUND_DOWN))


@dataclass(frozen=True, slots=True)
class Hypotheses:
    """`part_main_oeuvre` and `taux` are shares of one; `cout_horaire` is the full cost of an hour of work, in euros."""

    montant_ht: Decimal
    part_main_oeuvre: Decimal
    taux: Decimal
    cout_horaire: Decimal

    def __post_init__(self) -> None:
        if self.montant_ht < 0:
            raise HypotheseRefusee(
                f"Le montant ({write_nombre(self.montant_ht)} €) est négatif : indiquez le montant hors taxes."
            )
        for nom, part in (("La part de main-d’œuvre", self.part_main_oeuvre), ("Le taux d’insertion", self.taux)):
            if not 0 <= part <= 1:
                raise HypotheseRefusee(f"{nom} ({write_pourcentage(part, 2)}) doit être entre 0 et 100 %.")
        if self.cout_horaire <= 0:
            raise HypotheseRefusee(
                f"Le coût d’une heure de travail ({write_nombre(self.cout_horaire)} €) doit dépasser zéro : c’est lui qui change des euros en heures."
            )


def compute_travail(hypotheses: Hypotheses) -> Decimal:
    """The hours of work that the market pays, clause or not."""
    return hypotheses.montant_ht * hypotheses.part_main_oeuvre / hypotheses.cout_horaire


def compute_volume(hypotheses: Hypotheses) -> Decimal:
    """F1: M × p × t ÷ c; F2 is the same with the share that a programme sets."""
    return quantize(compute_travail(hypotheses) * hypotheses.taux)


def compute_bon(montant: Decimal, *, tranche: Decimal, heures_par_tranche: Decimal) -> Decimal:
    """F3: the hours of one order of a framework contract, so many per slice of its amount."""
    if tranche <= 0:
        raise HypotheseRefusee(
            f"La tranche ({write_nombre(tranche)} €) doit dépasser zéro, par exemple 12 heures par 10 000 €."
        )
    return quantize(montant * heures_par_tranche / tranche)


def compute_bons(montants: Iterable[Decimal], *, tranche: Decimal, heures_par_tranche: Decimal) -> Decimal:
    """F3: what is engaged is the sum of the orders notified; the maximum of the contract only helps to foresee."""
    return sum((compute_bon(m, tranche=tranche, heures_par_tranche=heures_par_tranche) for m in montants), Decimal(0))


def compute_avenant(hypotheses: Hypotheses, *, delta_montant: Decimal) -> Decimal:
    """F4: what a proportional avenant adds, or takes away. Proposed, never applied by itself."""
    taux = hypotheses.part_main_oeuvre * hypotheses.taux
    return quantize(delta_montant * taux / hypotheses.cout_horaire)


@dataclass(frozen=True, slots=True)
class Tranche:
    """A part of a contract. `is_ferme`: firm from the start, or since affirmed or renewed."""

    heures: Decimal
    is_ferme: bool


@dataclass(frozen=True, slots=True)
class Volume:
    """`conditionnel` is told beside, and stays out of the rate of realisation."""

    ferme: Decimal
    conditionnel: Decimal


def split_tranches(tranches: Iterable[Tranche]) -> Volume:
    """F5."""
    ferme, conditionnel = Decimal(0), Decimal(0)
    for tranche in tranches:
        if tranche.is_ferme:
            ferme += tranche.heures
        else:
            conditionnel += tranche.heures
    return Volume(ferme, conditionnel)
