"""What a year says that the year before does not lead to expect: not refused, but explained in a sentence before it counts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from maillage.indicateurs.catalogue import Catalogue
from maillage.indicateurs.mesures import Effectif, Somme
from maillage.indicateurs.valeurs import round_half_up
from maillage.socle.parametres import fixe
from maillage.socle.typographie import FINE, write_nombre

HEURES = "heures"
MOTIF_MINIMUM = 10
SANS_EXPLICATION = "Expliquez cet écart en une phrase : le réseau la lira."
SOURCE = "choix du projet, à faire confirmer par le réseau"
PART = fixe(
    "saut_part",
    "Variation d’une année à l’autre au delà de laquelle un dépôt s’explique",
    "%",
    30,
    SOURCE,
    a_confirmer=True,
)
EFFECTIF = fixe(
    "saut_effectif", "Variation en dessous de laquelle un dépôt ne s’explique pas", "", 20, SOURCE, a_confirmer=True
)


@dataclass(frozen=True, slots=True)
class Bilan:
    """The stock at the end of a year is that of the year before, plus those who came, less those who left. By codes."""

    stock: str
    entrees: str
    sorties: str


@dataclass(frozen=True, slots=True)
class Inclusif:
    """A year may tell only `total`: what it leaves untold (`parts`) then compares with nothing. `suivi`: zero in such a year."""

    total: str
    suivi: str
    parts: frozenset[str]

    def is_seul(self, totaux: Mapping[str, int]) -> bool:
        return not totaux.get(self.suivi) and totaux.get(self.total, 0) > 0


@dataclass(frozen=True, slots=True)
class Saut:
    """`attendu`: what the year before leads to expect. `cle` names it in a form and in what is kept."""

    cle: str
    phrase: str


def find_sauts(
    avant: Mapping[str, int], apres: Mapping[str, int], *, catalogue: Catalogue, part: int, effectif: int,
    bilan: Bilan | None = None, inclusif: Inclusif | None = None,
) -> list[Saut]:  # fmt: skip
    """`avant`, `apres`: totals by measure. A year without another before it has nothing to explain."""
    if not avant:
        return []
    found = []
    tus = inclusif.parts if inclusif and (inclusif.is_seul(avant) or inclusif.is_seul(apres)) else frozenset()
    for code, libelle, diviseur in _list_suivies(catalogue):
        if code in avant and code in apres and code not in tus:
            before, now = (_round(total[code], diviseur) for total in (avant, apres))
            if is_saut(before, now, part=part, effectif=effectif):
                found.append(Saut(code, _write(libelle, before, now)))
    if bilan is not None and bilan.stock in avant:
        attendu = avant[bilan.stock] + apres[bilan.entrees] - apres[bilan.sorties]
        if attendu != apres[bilan.stock]:
            found.append(Saut(f"{bilan.stock}.suite", _write_stock(attendu, apres[bilan.stock])))
    return found


def is_saut(avant: int, apres: int, *, part: int, effectif: int) -> bool:
    ecart = abs(apres - avant)
    return ecart >= effectif and ecart * 100 > part * avant


def _round(total: int, diviseur: int) -> int:
    """As it is printed everywhere else."""
    return int(round_half_up(Decimal(total) / diviseur, 0))


def _list_suivies(catalogue: Catalogue) -> Iterable[tuple[str, str, int]]:
    """The counts and the hours that the network numbers: those a reader compares. With what they are divided by."""
    for code, mesure in catalogue.mesures.items():
        if isinstance(mesure, Effectif) and mesure.repere:
            yield code, mesure.libelle, 1
        elif isinstance(mesure, Somme) and mesure.repere and mesure.unite == HEURES:
            yield code, mesure.libelle, int(mesure.diviseur)


def _write(libelle: str, avant: int, apres: int) -> str:
    variation = f" ({_write_variation(avant, apres)})" if avant else ""
    return f"{libelle} : {write_nombre(avant)} l’année d’avant, {write_nombre(apres)} cette année{variation}."


def _write_variation(avant: int, apres: int) -> str:
    part = round_half_up(Decimal(apres - avant) * 100 / avant, 0)
    return f"{'+' if part >= 0 else ''}{write_nombre(part, 0)}{FINE}%"


def _write_stock(attendu: int, apres: int) -> str:
    return (
        f"En parcours au dernier jour : {write_nombre(apres)}, alors que l’année d’avant, les entrées et les sorties en "
        f"laissent attendre {write_nombre(attendu)}."
    )
