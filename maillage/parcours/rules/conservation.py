"""Until when a file is kept: counted from the last contact, each step on its day (domaine 05 § 4.2, R-22)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from maillage.parcours.nomenclatures.conservation import Etape
from maillage.socle.dates import add_months
from maillage.socle.parametres import fixe

ALERTE = fixe(
    "T2.alerte", "dossier ouvert sans contact : alerte au référent", "mois", 18, "choix de conception, paramétrable"
)
SORTIE = fixe(
    "T2.sortie", "dossier ouvert sans contact : sortie proposée", "mois", 24, "choix de conception, paramétrable"
)
PREAVIS = fixe(
    "T2.preavis",
    "avis à la coordination et au DPD avant chaque étape",
    "jours",
    30,
    "choix de conception, paramétrable",
)
GEL_MAX = fixe(
    "R-20.gel", "durée d’un gel avant qu’il soit revu", "mois", 12, "protection des données, R-20", a_confirmer=True
)
REVUE = fixe("R-20.revue", "avis avant la fin d’un gel", "jours", 30, "choix de conception, paramétrable")


@dataclass(frozen=True, slots=True)
class Durees:
    """In months, as the retention table says: T2 (active, then archive), T3, T4 (after the last payment), T5."""

    active: int
    archive: int
    notes: int
    fse: int
    pieces: int


@dataclass(frozen=True, slots=True)
class Echeances:
    """`noyau`: until when the FSE alone keeps its core, from `sociale` on; None when nothing of it remains to be kept.

    `fin`: None while an operation that retains the file has no last payment: nobody knows the end yet.
    """

    archive: date
    sociale: date
    noyau: date | None
    fin: date | None

    @property
    def is_noyau(self) -> bool:
        """At the social end the file is reduced, not forgotten."""
        return self.fin is None or self.noyau is not None


def find_dernier_contact(faits: Iterable[date | None], *, entree: date) -> date:
    """The last fact that the person took part in. A relance without answer, a reading, an import are none of them."""
    return max([entree, *(fait for fait in faits if fait is not None)])


def compute_fin_fse(solde: date, durees: Durees) -> date:
    """Counted from the 31 December of the year of the last payment [nv]."""
    return add_months(date(solde.year, 12, 31), durees.fse)


def compute_echeances(dernier: date, durees: Durees, *, soldes: Iterable[date | None] = ()) -> Echeances:
    """Of a closed file. A `solde` of None: an operation that nobody said was paid."""
    known = list(soldes)
    archive = add_months(dernier, durees.active)
    sociale = add_months(dernier, durees.active + durees.archive)
    if None in known:
        return Echeances(archive, sociale, None, None)
    fse = max((compute_fin_fse(solde, durees) for solde in known if solde), default=None)
    noyau = fse if fse is not None and fse > sociale else None
    return Echeances(archive, sociale, noyau, noyau or sociale)


def find_etape(fins: Echeances, *, is_archivee: bool, is_reduite: bool) -> tuple[Etape, date] | None:
    """What comes next, and when; None when only the end of an operation, still unknown, is waited for."""
    if is_reduite:
        return (Etape.FIN_FSE, fins.fin) if fins.fin else None
    if not is_archivee:
        return Etape.ARCHIVE, fins.archive
    return (Etape.NOYAU if fins.is_noyau else Etape.ANONYME), fins.sociale


def check_gel(du: date, jusqu_au: date, *, today: date) -> str | None:
    """R-20: at most twelve months, then somebody looks again."""
    maximum = add_months(du, GEL_MAX.get(on=du).valeur)
    if jusqu_au < today:
        return "Un gel finit aujourd’hui ou plus tard : choisissez une date à venir."
    if jusqu_au > maximum:
        return f"Un gel dure au plus jusqu’au {maximum:%d/%m/%Y} : il se renouvelle ensuite, après revue."
    return None


def compute_fin_notes(sortie: date, durees: Durees) -> date:
    """T3: notes and freins do not go through the archive."""
    return add_months(sortie, durees.notes)


def compute_fin_piece(vue: date, durees: Durees) -> date:
    """T5: the file of a proof that is only looked at; « vu le…, par… » stays."""
    return add_months(vue, durees.pieces)


def is_a_alerter(dernier: date, *, on: date) -> bool:
    return on >= add_months(dernier, ALERTE.get(on=on).valeur)


def is_a_sortir(dernier: date, *, on: date) -> bool:
    return on >= add_months(dernier, SORTIE.get(on=on).valeur)
