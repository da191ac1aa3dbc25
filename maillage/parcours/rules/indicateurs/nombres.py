"""Counts, shares and their base: rounded half up, never forced to add up to a hundred, « – » on an empty base."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from math import ceil
from typing import TypeVar

from maillage.socle.parametres import fixe
from maillage.socle.typographie import write_nombre, write_pourcentage

Valeur = TypeVar("Valeur")
SEUIL_RENSEIGNEMENT = fixe(
    "indicateurs.renseignement", "taux de renseignement en dessous duquel une part est signalée", "%", 90,
    "choix de conception (domaine 01, I-30)", a_confirmer=True,
)  # fmt: skip
SECRET = fixe(
    "indicateurs.secret", "effectif en dessous duquel un nombre ne sort pas du dispositif", "personnes", 5,
    "choix de conception (domaine 01 § 15)", a_confirmer=True,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Periode:
    """From `debut` to `fin`, both included."""

    debut: date
    fin: date

    def __post_init__(self) -> None:
        if self.fin < self.debut:
            raise ValueError(f"La période finit ({self.fin}) avant de commencer ({self.debut}).")

    def __contains__(self, day: date | None) -> bool:
        return day is not None and self.debut <= day <= self.fin

    @property
    def veille(self) -> date:
        return self.debut - timedelta(days=1)


def make_annee(annee: int) -> Periode:
    return Periode(date(annee, 1, 1), date(annee, 12, 31))


@dataclass(frozen=True, slots=True)
class Fenetre:
    """The days counted of a year, and the day on which stocks are read. `is_actuelle`: that day is today."""

    periode: Periode
    is_actuelle: bool

    @property
    def jour(self) -> date:
        return self.periode.fin


def make_fenetre(annee: int, *, today: date) -> Fenetre:
    """A year under way stops today; a year to come is refused by `Periode`."""
    year = make_annee(annee)
    return Fenetre(Periode(year.debut, min(year.fin, today)), is_actuelle=year.debut <= today <= year.fin)


def make_precedente(fenetre: Fenetre) -> Fenetre:
    """The same days of the year before: eleven months are not compared to twelve."""
    fin = fenetre.periode.fin
    annee = fin.year - 1
    same = date(annee, 2, 28) if (fin.month, fin.day) == (2, 29) else fin.replace(year=annee)
    return Fenetre(Periode(date(annee, 1, 1), same), is_actuelle=False)


@dataclass(frozen=True, slots=True)
class Part:
    """`effectif` out of `base`, both shown. `inconnus`: those of whom the answer is not known, outside the base."""

    effectif: int
    base: int
    inconnus: int = 0

    @property
    def taux(self) -> Decimal | None:
        return Decimal(self.effectif) / self.base if self.base else None

    @property
    def pourcentage(self) -> int | None:
        """The whole percentage, half up: what is published."""
        if not self.base:
            return None
        return int((Decimal(self.effectif) * 100 / self.base).quantize(Decimal(1), rounding=ROUND_HALF_UP))

    @property
    def renseignement(self) -> "Part":
        """I-30: known answers out of all those asked."""
        return Part(self.base, self.base + self.inconnus)

    def is_bien_renseignee(self, *, on: date) -> bool:
        known = self.renseignement.taux
        return known is not None and known * 100 >= SEUIL_RENSEIGNEMENT.get(on=on).valeur

    def write(self, base: str) -> str:
        """« 47 % (14 766 sur 31 555, toutes les sorties) »: never a rate alone."""
        detail = f"{write_nombre(self.effectif)} sur {write_nombre(self.base)}, {base}"
        return f"{write_pourcentage(self.taux)} ({detail})"


def count_part(answers: Iterable[bool | None]) -> Part:
    """Yes out of yes and no; what is not known is counted apart."""
    return share_part(Counter(answers), bool)


def share_part(counts: Mapping[Valeur | None, int], belongs: Callable[[Valeur], bool]) -> Part:
    """The same, of how many gave each answer: `belongs` says which are a yes."""
    known = {value: count for value, count in counts.items() if value is not None}
    return Part(
        sum(count for value, count in known.items() if belongs(value)), sum(known.values()), counts.get(None, 0)
    )


@dataclass(frozen=True, slots=True)
class Resume:
    """Of a series of measures: how many, their mean, their median, the value nine in ten do not exceed."""

    base: int
    moyenne: Decimal | None
    mediane: Decimal | None
    p90: Decimal | None


def summarize(values: Sequence[Decimal | int]) -> Resume:
    ordered = sorted(Decimal(value) for value in values)
    count = len(ordered)
    if not count:
        return Resume(0, None, None, None)
    middle = (ordered[(count - 1) // 2] + ordered[count // 2]) / 2
    return Resume(count, sum(ordered, Decimal(0)) / count, middle, ordered[ceil(Decimal(count) * 9 / 10) - 1])


def mask(effectifs: dict[str, int], *, seuil: int) -> dict[str, int | None]:
    """What may leave the dispositif: small counts are hidden, and one more when the total would give the only one away.

    Zero says nothing of anybody and stays.
    """
    hidden = {cle for cle, effectif in effectifs.items() if 0 < effectif < seuil}
    if len(hidden) == 1:
        others = [cle for cle in effectifs if cle not in hidden and effectifs[cle]]
        hidden |= set(sorted(others, key=lambda cle: (effectifs[cle], cle))[:1])
    return {cle: None if cle in hidden else effectif for cle, effectif in effectifs.items()}
