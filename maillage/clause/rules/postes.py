"""Who makes the clause live, in equivalents of a full time over a period (domaine 02 § 4 and § 8, ETP_FACILITATEURS)."""

from collections.abc import Collection, Hashable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from maillage.clause.nomenclatures.facilitateurs import FonctionPoste
from maillage.socle.typographie import write_nombre

UN_TEMPS_PLEIN = Decimal(1)


@dataclass(frozen=True, slots=True)
class Periode:
    """Both days are in it."""

    du: date
    au: date

    def __post_init__(self) -> None:
        if self.au < self.du:
            raise ValueError(f"Une période finit après son début ({self.du} - {self.au}).")

    @property
    def jours(self) -> int:
        return (self.au - self.du).days + 1

    def __contains__(self, day: date) -> bool:
        return self.du <= day <= self.au


@dataclass(frozen=True, slots=True)
class Poste:
    """A share of a full time held by one person from a day to another, both included. `cle` tells a post from any other."""

    cle: Hashable
    personne: Hashable
    fonction: FonctionPoste
    quotite: Decimal
    du: date
    au: date | None = None
    structure: Hashable = None

    def count_jours(self, periode: Periode) -> int:
        """How many days of the period it is held."""
        last = periode.au if self.au is None else min(self.au, periode.au)
        return max(0, (last - max(self.du, periode.du)).days + 1)


def count_jours_etp(postes: Iterable[Poste], *, periode: Periode, fonction: FonctionPoste) -> Decimal:
    """Σ quotité × days held: what adds up from a period to the next. The same post told twice counts once."""
    distincts = {poste.cle: poste for poste in postes if poste.fonction is fonction}
    return sum((poste.quotite * poste.count_jours(periode) for poste in distincts.values()), Decimal(0))


def compute_etp(
    postes: Iterable[Poste], *, periode: Periode, fonction: FonctionPoste = FonctionPoste.FACILITATEUR
) -> Decimal:
    """Over the days of the period, not rounded. The coordinators are counted apart."""
    return count_jours_etp(postes, periode=periode, fonction=fonction) / periode.jours


def check_quotite(quotite: Decimal) -> str | None:
    if not 0 < quotite <= UN_TEMPS_PLEIN:
        return "Le temps de travail va de plus de 0 à 1 : 1 pour un temps plein, 0,5 pour un mi-temps."
    return None


def check_dates(du: date, au: date | None) -> str | None:
    if au is not None and au < du:
        return f"Le poste commence le {du:%d/%m/%Y} : il ne finit pas avant."
    return None


def check_cumul(autres: Collection[Poste], nouveau: Poste) -> str | None:
    """Why this post is refused: nobody holds more than a full time here, whatever the functions, on any day."""
    mine = [poste for poste in autres if poste.personne == nouveau.personne and poste.cle != nouveau.cle]
    # The sum only grows on the day a post begins.
    starts = {nouveau.du, *(poste.du for poste in mine if _is_held(nouveau, poste.du))}
    for day in sorted(starts):
        total = nouveau.quotite + sum((poste.quotite for poste in mine if _is_held(poste, day)), Decimal(0))
        if total > UN_TEMPS_PLEIN:
            return (
                f"Cette personne aurait {write_nombre(total.normalize())} ETP le {day:%d/%m/%Y} : elle fait au plus un temps plein. "
                "Terminez ou diminuez d’abord l’autre poste."
            )
    return None


def check_changement(*, du: date, depuis: date, au: date | None) -> str | None:
    """From which day a post may change: not before it begins, nor after it is over."""
    if du < depuis:
        return f"Ce poste commence le {depuis:%d/%m/%Y} : il ne change pas avant."
    if au is not None and du > au:
        return f"Ce poste est terminé depuis le {au:%d/%m/%Y} : ajoutez-en un nouveau."
    return None


def find_veille(day: date) -> date:
    return day - timedelta(days=1)


def _is_held(poste: Poste, day: date) -> bool:
    return poste.du <= day and (poste.au is None or day <= poste.au)
