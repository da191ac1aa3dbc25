"""Until when a file is kept: counted from the last contact, each step on its day (domaine 05 § 4.2, R-22)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from maillage.socle.dates import add_months
from maillage.socle.parametres import fixe

ALERTE = fixe(
    "T2.alerte", "dossier ouvert sans contact : alerte au référent", "mois", 18, "choix de conception, paramétrable"
)
SORTIE = fixe(
    "T2.sortie", "dossier ouvert sans contact : sortie proposée", "mois", 24, "choix de conception, paramétrable"
)
PREAVIS = fixe(
    "T2.preavis", "avis à la coordination avant l’anonymisation", "mois", 1, "choix de conception, paramétrable"
)


@dataclass(frozen=True, slots=True)
class Durees:
    """In months, as the retention table says: T2 (active, then archive), T3, T4 (after the last payment)."""

    active: int
    archive: int
    notes: int
    fse: int


@dataclass(frozen=True, slots=True)
class Echeances:
    """`noyau`: what the FSE alone keeps, from `sociale` to `fin`; None when nothing of it remains to be kept."""

    archive: date
    sociale: date
    noyau: date | None
    fin: date


def find_dernier_contact(faits: Iterable[date | None], *, entree: date) -> date:
    """The last fact that the person took part in. A relance without answer, a reading, an import are none of them."""
    return max([entree, *(fait for fait in faits if fait is not None)])


def compute_fin_fse(solde: date, durees: Durees) -> date:
    """Counted from the 31 December of the year of the last payment [nv]."""
    return add_months(date(solde.year, 12, 31), durees.fse)


def compute_echeances(dernier: date, durees: Durees, *, soldes: Iterable[date] = ()) -> Echeances:
    """Of a closed file."""
    archive = add_months(dernier, durees.active)
    sociale = add_months(dernier, durees.active + durees.archive)
    fse = max((compute_fin_fse(solde, durees) for solde in soldes), default=None)
    noyau = fse if fse is not None and fse > sociale else None
    return Echeances(archive, sociale, noyau, noyau or sociale)


def compute_fin_notes(sortie: date, durees: Durees) -> date:
    """T3: notes and freins do not go through the archive."""
    return add_months(sortie, durees.notes)


def is_a_alerter(dernier: date, *, on: date) -> bool:
    return on >= add_months(dernier, ALERTE.get(on=on).valeur)


def is_a_sortir(dernier: date, *, on: date) -> bool:
    return on >= add_months(dernier, SORTIE.get(on=on).valeur)
