"""How many people a référent follows, beside what their working time allows (domaine 01 § 13)."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from maillage.socle.parametres import fixe
from maillage.socle.typographie import write_accord, write_nombre

_SOURCE = "Consolidation des PLIE 2019, fiches 5, 12 et 13 : 60 à 100 personnes par référent"
MINIMUM = fixe("capacite.minimum", "personnes suivies par équivalent temps plein, au moins", "personnes", 60, _SOURCE)
MAXIMUM = fixe("capacite.maximum", "personnes suivies par équivalent temps plein, au plus", "personnes", 100, _SOURCE)
TENSION = fixe("capacite.tension", "part du maximum à partir de laquelle la charge est tendue", "%", 90,
               "proposé par le projet", a_confirmer=True)  # fmt: skip


class Charge(StrEnum):
    SOUS_CAPACITE = "sous_capacite"
    NORMALE = "normale"
    TENSION = "tension"
    DEPASSEMENT = "depassement"


LIBELLES_CHARGE: dict[Charge, str] = {
    Charge.SOUS_CAPACITE: "des places libres",
    Charge.NORMALE: "charge normale",
    Charge.TENSION: "charge tendue",
    Charge.DEPASSEMENT: "au-delà de la capacité",
}


@dataclass(frozen=True, slots=True)
class Jauge:
    effectif: int
    minimum: int
    maximum: int
    charge: Charge

    @property
    def phrase(self) -> str:
        return (
            f"{write_accord(self.effectif, 'personne')} pour une capacité de {write_nombre(self.minimum)} à "
            f"{write_nombre(self.maximum)} : {LIBELLES_CHARGE[self.charge]}."
        )


def assess_charge(effectif: int, etp: Decimal, *, on: date) -> Jauge:
    """`effectif`: without the suspended. The bounds follow the working time, rounded to the person."""
    minimum, maximum = (_scale(borne.get(on=on).valeur, etp) for borne in (MINIMUM, MAXIMUM))
    if effectif > maximum:
        charge = Charge.DEPASSEMENT
    elif effectif * 100 >= maximum * TENSION.get(on=on).valeur:
        charge = Charge.TENSION
    elif effectif < minimum:
        charge = Charge.SOUS_CAPACITE
    else:
        charge = Charge.NORMALE
    return Jauge(effectif, minimum, maximum, charge)


def _scale(borne: int, etp: Decimal) -> int:
    return int((borne * etp).quantize(Decimal(1), rounding=ROUND_HALF_UP))
