"""Abnormal consultations (R-14, R-35): pure rules over what one person read, precise enough not to cry wolf.

They speak of security, never of productivity (R-33): nothing here compares two people.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from maillage.socle.parametres import Parametre, fixe

_R14 = "domaine 05, R-14 : débit limité et alerté au-delà de 100 fiches par heure"
_R35 = "domaine 05, R-35 : détections ; seuil de conception"

VOLUME = fixe("journal.volume", "fiches différentes lues en une heure", "fiches", 100, _R14)
HORS_HORAIRES = fixe(
    "journal.hors_horaires", "fiches lues la nuit ou le week-end", "fiches", 20, _R35, a_confirmer=True
)
SANS_LIEN = fixe("journal.sans_lien", "fiches sans lien actif lues en une heure", "fiches", 10, _R35, a_confirmer=True)
SUITE = fixe(
    "journal.suite", "fiches lues à la suite, dans l’ordre de leur création", "fiches", 15, _R35, a_confirmer=True
)
MATIN = fixe("journal.matin", "début des heures de travail", "heures", 7, _R35, a_confirmer=True)
SOIR = fixe("journal.soir", "fin des heures de travail", "heures", 20, _R35, a_confirmer=True)

HEURE, DEMI_HEURE = timedelta(hours=1), timedelta(minutes=30)
SAUT = 2  # keys apart, between two files read one after the other: a few were deleted or belong to a colleague


class Regle(StrEnum):
    VOLUME = "volume"
    HORS_HORAIRES = "hors_horaires"
    SANS_LIEN = "sans_lien"
    SUITE = "suite"


@dataclass(frozen=True, slots=True)
class Consultation:
    """One reading of one file, at local time. `rang`: its place in the order of creation, when known."""

    le: datetime
    fiche: str
    has_lien: bool = True
    rang: int | None = None


@dataclass(frozen=True, slots=True)
class Soupcon:
    regle: Regle
    debut: datetime
    fin: datetime
    nombre: int
    seuil: int


def detect(consultations: Iterable[Consultation], *, on: date) -> list[Soupcon]:
    """What is unusual in one person's readings; at most one suspicion per rule and per day, the first one."""
    reads = sorted(consultations, key=lambda c: c.le)
    matin, soir = MATIN.get(on=on).valeur, SOIR.get(on=on).valeur
    found = [
        _find_burst(Regle.VOLUME, reads, HEURE, VOLUME.get(on=on).valeur + 1),
        _find_burst(Regle.SANS_LIEN, [c for c in reads if not c.has_lien], HEURE, SANS_LIEN.get(on=on).valeur),
        _find_burst(
            Regle.HORS_HORAIRES,
            [c for c in reads if is_hors_horaires(c.le, matin=matin, soir=soir)],
            timedelta(hours=12),
            HORS_HORAIRES.get(on=on).valeur,
        ),
        _find_suite(reads, SUITE.get(on=on).valeur),
    ]
    return [soupcon for soupcon in found if soupcon]


def is_hors_horaires(le: datetime, *, matin: int, soir: int) -> bool:
    return le.weekday() >= 5 or not matin <= le.hour < soir


def _find_burst(regle: Regle, reads: list[Consultation], fenetre: timedelta, seuil: int) -> Soupcon | None:
    """The first window holding `seuil` different files: reading the same one ten times is not reading ten."""
    start = 0
    seen: dict[str, int] = {}
    for end, read in enumerate(reads):
        seen[read.fiche] = seen.get(read.fiche, 0) + 1
        while read.le - reads[start].le > fenetre:
            first = reads[start].fiche
            seen[first] -= 1
            if not seen[first]:
                del seen[first]
            start += 1
        if len(seen) >= seuil:
            return Soupcon(regle, reads[start].le, reads[end].le, len(seen), seuil)
    return None


def _find_suite(reads: list[Consultation], seuil: int) -> Soupcon | None:
    """A run of files opened in the order of their keys, within half an hour: a harvest, not a working list."""
    for sens in (1, -1):
        for run in _runs(reads, sens):
            if len(run) >= seuil and run[seuil - 1].le - run[0].le <= DEMI_HEURE:
                return Soupcon(Regle.SUITE, run[0].le, run[-1].le, len(run), seuil)
    return None


def _runs(reads: list[Consultation], sens: int) -> Iterator[list[Consultation]]:
    run: list[Consultation] = []
    for read in reads:
        if read.rang is None:
            continue
        if run and read.rang == run[-1].rang:
            continue  # the same file opened again
        if run and not 0 < (read.rang - (run[-1].rang or 0)) * sens <= SAUT:
            yield run
            run = []
        run.append(read)
    yield run


LIBELLES: dict[Regle, str] = {
    Regle.VOLUME: "Beaucoup de fiches en une heure",
    Regle.HORS_HORAIRES: "Fiches lues hors des heures de travail",
    Regle.SANS_LIEN: "Fiches lues sans lien actif",
    Regle.SUITE: "Fiches ouvertes l’une après l’autre, dans l’ordre de leur création",
}
PARAMETRES: dict[Regle, Parametre] = {
    Regle.VOLUME: VOLUME,
    Regle.HORS_HORAIRES: HORS_HORAIRES,
    Regle.SANS_LIEN: SANS_LIEN,
    Regle.SUITE: SUITE,
}


class Suite(StrEnum):
    """What became of an alert, once somebody looked."""

    JUSTIFIEE = "justifiee"
    A_TORT = "a_tort"
    SIGNALEE = "signalee"


SUITES: dict[Suite, str] = {
    Suite.JUSTIFIEE: "La consultation était justifiée",
    Suite.A_TORT: "L’alerte s’est trompée",
    Suite.SIGNALEE: "Transmise : une violation est possible",
}
