"""Time, jobs, load and answers: D-1, D-2, E-1, F-1, F-2, N-1."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from maillage.parcours.nomenclatures.sorties import Classe
from maillage.parcours.rules.indicateurs.faits import EtapeComptee, ParcoursCompte
from maillage.parcours.rules.indicateurs.flux import list_comptes, list_sorties
from maillage.parcours.rules.indicateurs.nombres import Part, Periode, Resume, summarize

JOURS_PAR_MOIS = Decimal("30.4375")


@dataclass(frozen=True, slots=True)
class Durees:
    """D-1, in months. `nette`: without the time of suspensions."""

    brute: Resume
    nette: Resume


def compute_durees(faits: Iterable[ParcoursCompte], periode: Periode) -> Durees:
    sorties = [(fait, fait.sortie) for fait in list_sorties(faits, periode) if fait.sortie is not None]
    brutes = [(sortie - fait.entree).days for fait, sortie in sorties]
    nettes = [days - count_suspension(fait, sortie) for days, (fait, sortie) in zip(brutes, sorties, strict=True)]
    return Durees(*(summarize([days / JOURS_PAR_MOIS for days in series]) for series in (brutes, nettes)))


def count_suspension(fait: ParcoursCompte, sortie: date) -> int:
    """Days suspended before the exit."""
    return sum((min(repris or sortie, sortie) - du).days for du, repris in fait.suspensions if du < sortie)


@dataclass(frozen=True, slots=True)
class Delais:
    """D-2, in days."""

    premier_rdv: Resume
    commission: Resume
    premiere_etape: Resume


def compute_delais(faits: Iterable[ParcoursCompte], etapes: Iterable[EtapeComptee], periode: Periode) -> Delais:
    """Of the parcours that begin in the period; an étape that came before the commission waited zero day."""
    entrees = [fait for fait in list_comptes(faits) if fait.entree in periode]
    entres, first = {fait.cle for fait in entrees}, dict[int, date]()
    for etape in etapes:
        if etape.parcours in entres:
            first[etape.parcours] = min(etape.debut, first.get(etape.parcours, etape.debut))
    return Delais(
        _summarize_jours((fait.prescription, fait.premier_rdv) for fait in entrees),
        _summarize_jours((fait.prescription, fait.commission) for fait in entrees),
        _summarize_jours((fait.commission, first.get(fait.cle)) for fait in entrees),
    )


def _summarize_jours(pairs: Iterable[tuple[date | None, date | None]]) -> Resume:
    return summarize([max(0, (end - start).days) for start, end in pairs if start and end])


def share_emplois(faits: Iterable[ParcoursCompte], periode: Periode) -> dict[str, dict[str, Part]]:
    """E-1: contract and size among lasting jobs, sector among all positive exits; « partial data » when some lack."""
    sorties = list_sorties(faits, periode)
    emplois = [f for f in sorties if f.definition is not None and f.definition.classe is Classe.EMPLOI_DURABLE]
    positives = [fait for fait in sorties if fait.is_positif]
    return {
        "contrat": share_modalites([fait.contrat for fait in emplois]),
        "secteur": share_modalites([fait.secteur for fait in positives]),
        "taille": share_modalites([fait.taille for fait in emplois]),
    }


def share_modalites(values: list[str]) -> dict[str, Part]:
    """The most frequent first; empty values are unknown."""
    known = Counter(value for value in values if value)
    base = known.total()
    return {value: Part(count, base, len(values) - base) for value, count in known.most_common()}


def list_file_active(faits: Iterable[ParcoursCompte], on: date) -> list[ParcoursCompte]:
    """Open and not suspended on a day (domaine 01 § 13)."""
    return [fait for fait in list_comptes(faits) if fait.is_ouvert_le(on) and not fait.is_suspendu_le(on)]


def compute_file_par_etp(faits: Iterable[ParcoursCompte], etp: Decimal, on: date) -> Decimal | None:
    """F-1."""
    return Decimal(len(list_file_active(faits, on))) / etp if etp else None


@dataclass(frozen=True, slots=True)
class Temps:
    """The working time of one référent from a day on, until another, or until they leave."""

    referent: int
    du: date
    etp: Decimal
    depart: date | None = None


def compute_etp(temps: Iterable[Temps], *, on: date) -> Decimal:
    """Of the référents present that day."""
    last: dict[int, Temps] = {}
    for one in temps:
        known = last.get(one.referent)
        if one.du <= on and (known is None or one.du > known.du):
            last[one.referent] = one
    return sum((t.etp for t in last.values() if t.depart is None or t.depart >= on), Decimal(0))


def compute_sans_contact(faits: Iterable[ParcoursCompte], on: date, *, jours: int) -> Part:
    """F-2: somebody never met counts from the day they entered."""
    file = list_file_active(faits, on)
    limit = on - timedelta(days=jours)
    return Part(sum((fait.dernier_contact or fait.entree) < limit for fait in file), len(file))


def compute_participation(transmis: int, recenses: int) -> Part:
    """N-1."""
    return Part(transmis, recenses)
