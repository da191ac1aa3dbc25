"""Looks for abnormal consultations in the last day of accesses. Alerts name a person and a rule, never a file.

A package says which of its objects are nominative files: `declare_fiche`. Until one does, there is nothing to watch.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from django.utils.timezone import localtime

from maillage.socle.contexte import open_service
from maillage.socle.journal.models import Acces, Alerte
from maillage.socle.journal.rules import Consultation, detect

FENETRE = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Fiche:
    """How a kind of file is looked up. Both take public keys; a key without answer is left out of that rule."""

    list_rangs: Callable[[Iterable[str]], Mapping[str, int]]
    list_sans_lien: Callable[[int, Iterable[str]], set[str]]


FICHES: dict[str, Fiche] = {}


def declare_fiche(modele: str, fiche: Fiche) -> None:
    """`modele` is « app.model »; `list_sans_lien(compte, cles)`: those the account has no active link to."""
    FICHES[modele.lower()] = fiche


def watch(*, now: datetime) -> int:
    """Records what is unusual; returns the number of new alerts. Idempotent: one alert per person, rule and day."""
    if not FICHES:
        return 0
    with open_service("surveillance des consultations"):
        acces = (
            Acces.objects.filter(horodatage__gt=now - FENETRE, horodatage__lte=now, cible__in=FICHES)
            .exclude(compte_id=None)
            .exclude(dispositif_id=None)
            .order_by("dispositif_id", "compte_id", "id")
            .values_list("dispositif_id", "compte_id", "horodatage", "cible", "cible_cle")
        )
        alertes: list[Alerte] = []
        for (dispositif, compte), rows in groupby(acces.iterator(chunk_size=2000), key=lambda row: row[:2]):
            reads = _build(compte, [row[2:] for row in rows])
            alertes += [
                Alerte(
                    dispositif_id=dispositif,
                    compte_id=compte,
                    regle=soupcon.regle,
                    jour=localtime(soupcon.debut).date(),
                    debut=soupcon.debut,
                    fin=soupcon.fin,
                    nombre=soupcon.nombre,
                    seuil=soupcon.seuil,
                    cree_le=now,
                )
                for soupcon in detect(reads, on=localtime(now).date())
            ]
        before = Alerte.objects.count()
        Alerte.objects.bulk_create(alertes, ignore_conflicts=True)
        return Alerte.objects.count() - before


def _build(compte: int, rows: list[tuple[datetime, str, str]]) -> list[Consultation]:
    rangs: dict[tuple[str, str], int] = {}
    sans_lien: set[tuple[str, str]] = set()
    for modele, fiche in FICHES.items():
        cles = {cle for _, cible, cle in rows if cible == modele}
        if cles:
            rangs |= {(modele, cle): rang for cle, rang in fiche.list_rangs(cles).items()}
            sans_lien |= {(modele, cle) for cle in fiche.list_sans_lien(compte, cles)}
    return [
        Consultation(localtime(le), f"{cible}:{cle}", (cible, cle) not in sans_lien, rangs.get((cible, cle)))
        for le, cible, cle in rows
    ]
