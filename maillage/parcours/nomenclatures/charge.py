"""How loaded a référent is, as the gauge says it (domaine 01 § 13)."""

from enum import StrEnum


class Charge(StrEnum):
    SOUS_CAPACITE = "sous_capacite"
    NORMAL = "normal"
    TENSION = "tension"
    DEPASSEMENT = "depassement"


LIBELLES_CHARGE: dict[Charge, str] = {
    Charge.SOUS_CAPACITE: "Sous la capacité",
    Charge.NORMAL: "Dans la capacité",
    Charge.TENSION: "Bientôt au maximum",
    Charge.DEPASSEMENT: "Au-dessus du maximum",
}
