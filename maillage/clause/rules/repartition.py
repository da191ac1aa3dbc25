"""A commitment shared between structures or companies: its parts always add up to it (F8, R1 to R4; domaine 02 § 6)."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from maillage.socle.repartitions import share_decimal
from maillage.socle.typographie import write_nombre

HEURE = Decimal(1)
CENTIEME = Decimal("0.01")


class RepartitionRefusee(ValueError):
    """Parts that cannot stand; the sentence says which and why."""


@dataclass(frozen=True, slots=True)
class Repartition:
    """`parts`: hours by structure. What nobody took is the pilote's, told on a line of its own."""

    total: Decimal
    parts: Mapping[int, Decimal]

    def __post_init__(self) -> None:
        if negative := [cle for cle, heures in self.parts.items() if heures < 0]:
            raise RepartitionRefusee(f"Une part ne peut pas être négative ({write_nombre(self.parts[negative[0]])} h).")
        if (donnees := sum(self.parts.values(), Decimal(0))) > self.total:
            raise RepartitionRefusee(
                f"Les parts font {write_nombre(donnees)} h, pour {write_nombre(self.total)} h engagées : retirez {write_nombre(donnees - self.total)} h."
            )

    @property
    def non_reparti(self) -> Decimal:
        """R1: parts and this make the whole, always."""
        return self.total - sum(self.parts.values(), Decimal(0))


def share_heures(total: Decimal, poids: Mapping[int, int], *, pas: Decimal = HEURE) -> Repartition:
    """R2: in proportion of whatever was measured (amounts, sites, hours, people), to the hour, largest remainder first."""
    if not poids or sum(poids.values()) <= 0:
        raise RepartitionRefusee("Rien ne permet de répartir : la base choisie est nulle pour toutes les structures.")
    return Repartition(total, dict(zip(poids, share_decimal(total, list(poids.values()), pas=pas), strict=True)))


def share_conjoint(total: Decimal, poids: Mapping[int, int]) -> Repartition:
    """F8: each member of a joint group is bound to its own part, to the hundredth."""
    return share_heures(total, poids, pas=CENTIEME)


def carry_over(ancienne: Repartition, *, total: Decimal) -> Repartition:
    """R3: the parts of a new version, in proportion of the old ones, the undistributed included; the pilote confirms."""
    if not ancienne.total:
        return Repartition(total, dict.fromkeys(ancienne.parts, Decimal(0)))
    cles = list(ancienne.parts)
    poids = [int(heures / CENTIEME) for heures in (*ancienne.parts.values(), ancienne.non_reparti)]
    parts = share_decimal(total, poids, pas=CENTIEME)[:-1]
    return Repartition(total, dict(zip(cles, parts, strict=True)))


def transfer(repartition: Repartition, *, de: int, vers: int, heures: Decimal) -> Repartition:
    """R4: hours to do pass from one structure to another. What was done stays where it was done."""
    if heures <= 0:
        raise RepartitionRefusee(f"Transférez un nombre d’heures positif, et non {write_nombre(heures)}.")
    if de == vers:
        raise RepartitionRefusee("Choisissez deux structures différentes.")
    if heures > repartition.parts.get(de, Decimal(0)):
        raise RepartitionRefusee(
            f"La structure n’a que {write_nombre(repartition.parts.get(de, Decimal(0)))} h à sa charge : elle ne peut en céder {write_nombre(heures)}."
        )
    parts = dict(repartition.parts)
    parts[de] -= heures
    parts[vers] = parts.get(vers, Decimal(0)) + heures
    return Repartition(repartition.total, parts)
