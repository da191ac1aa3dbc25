"""Attendance: a whole sheet in one request, and the hours realised that follow from it."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction

from maillage.parcours.actions.etats import ParcoursRefuse
from maillage.parcours.models import Emargement, Positionnement
from maillage.parcours.nomenclatures.etapes import EMARGENT, DemiJournee, EtatPositionnement, MotifAbsence
from maillage.parcours.permissions import Droit
from maillage.parcours.rules import etapes as rules
from maillage.socle import permissions
from maillage.socle.acteur import Acteur
from maillage.socle.journal import actions as journal


@dataclass(frozen=True, slots=True)
class Note:
    """What is noted of one half-day; by default, nothing."""

    is_present: bool = False
    heures: Decimal = Decimal(0)
    motif: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """What one cell of the sheet says. Neither present nor a motif: nothing is known, what was noted is erased.

    `avant`: what the page showed there; the same as what is sent back, the cell was not touched. None: not asked.
    """

    etape: int
    le: date
    demi_journee: DemiJournee
    is_present: bool
    heures: Decimal
    motif: MotifAbsence | None = None
    avant: Note | None = None

    @property
    def note(self) -> Note:
        return Note(self.is_present, self.heures if self.is_present else Decimal(0), self.motif or "")

    @property
    def is_vide(self) -> bool:
        return not self.is_present and self.motif is None


class FeuilleRefusee(ParcoursRefuse):
    """Every cell that cannot be kept, at once: `fautes` names each by its étape, day and half-day."""

    def __init__(self, fautes: Sequence[tuple[Case, str]]) -> None:
        super().__init__("Cette feuille n’est pas enregistrée : corrigez les cases signalées.")
        self.fautes = fautes


class FeuilleDepassee(Exception):
    """Somebody noted the same cells otherwise meanwhile: each with what is noted now. Nothing is written."""

    def __init__(self, ecarts: Sequence[tuple[Case, Note]]) -> None:
        super().__init__("Quelqu’un a noté les mêmes demi-journées entre-temps.")
        self.ecarts = ecarts


@transaction.atomic
def record_presences(*, by: Acteur, etapes: Collection[Positionnement], cases: Sequence[Case], today: date) -> int:
    """Writes what changed and nothing else: how many cells did. The whole sheet, or none of it. A cell that was not
    touched stays as it is noted now; one that somebody else has changed otherwise refuses the sheet."""
    known = {etape.pk for etape in etapes}
    rows = Positionnement.objects.select_for_update(of=("self",)).select_related("parcours", "session")
    locked = {row.pk: row for row in rows.filter(pk__in=known).order_by("pk")}
    kept = list(Emargement.objects.filter(positionnement__in=known))
    noted = {(e.positionnement_id, e.le, e.demi_journee): e for e in kept}
    touched = [case for case in cases if case.etape in known and case.note != case.avant]
    changed = [case for case in touched if _differs(case, noted)]
    for key in sorted({case.etape for case in changed}):
        permissions.check(by, Droit.SUIVRE_ETAPE, locked[key])
    ecarts = [(case, read_note(noted.get((case.etape, case.le, case.demi_journee)))) for case in changed]
    if disputes := [(case, leur) for case, leur in ecarts if case.avant is not None and leur != case.avant]:
        raise FeuilleDepassee(disputes)
    _check(changed, locked, noted, today)
    for case in changed:
        _write(by, case, locked[case.etape], noted.get((case.etape, case.le, case.demi_journee)))
    for key in sorted({case.etape for case in changed}):
        _sum(by, locked[key], [case for case in changed if case.etape == key])
    return len(changed)


def read_note(row: Emargement | None) -> Note:
    return Note(row.is_present, row.heures, row.motif) if row is not None else Note()


def _differs(case: Case, noted: dict[tuple[int, date, str], Emargement]) -> bool:
    row = noted.get((case.etape, case.le, case.demi_journee))
    if row is None:
        return not case.is_vide
    return (row.is_present, row.heures, row.motif) != (case.is_present, _heures(case), case.motif or "") or case.is_vide


def _heures(case: Case) -> Decimal:
    return case.heures if case.is_present else Decimal(0)


def _check(
    cases: Sequence[Case],
    etapes: dict[int, Positionnement],
    noted: dict[tuple[int, date, str], Emargement],
    today: date,
) -> None:
    """Against the whole day as it will be: what is noted already, and what the sheet changes."""
    hours = {key: row.heures for key, row in noted.items()}
    hours |= {(case.etape, case.le, str(case.demi_journee)): _heures(case) for case in cases}
    days: dict[tuple[int, date], Decimal] = defaultdict(Decimal)
    for (key, le, _), value in hours.items():
        days[key, le] += value
    fautes = []
    for case in cases:
        if case.is_vide:
            continue
        etape = etapes[case.etape]
        mine = _heures(case)
        du, au = (etape.debut, etape.fin) if etape.debut else (etape.prevu_du, etape.prevu_au)
        refus = rules.check_presence(case.le, mine, du=du, au=au, today=today, autres=days[case.etape, case.le] - mine)
        if EtatPositionnement(etape.etat) not in EMARGENT:
            refus = f"Cette étape est « {etape.libelle_etat.lower()} » : on n’y note pas de présence."
        if refus:
            fautes.append((case, refus))
    if fautes:
        raise FeuilleRefusee(fautes)


def _write(by: Acteur, case: Case, etape: Positionnement, row: Emargement | None) -> None:
    if case.is_vide:
        assert row is not None  # an empty cell only differs from a noted one
        row.delete()
        return
    row = row or Emargement(
        dispositif_id=etape.dispositif_id, positionnement=etape, le=case.le, demi_journee=case.demi_journee
    )
    row.heures, row.is_present, row.motif, row.auteur = _heures(case), case.is_present, case.motif or "", by.compte
    row.save()


def _sum(by: Acteur, etape: Positionnement, cases: Sequence[Case]) -> None:
    rows = Emargement.objects.filter(positionnement=etape)
    etape.heures_realisees = rules.sum_heures(rules.Presence(e.le, e.heures, e.is_present) for e in rows)
    etape.save(update_fields=["heures_realisees"])
    days = sorted(case.le for case in cases)
    journal.write(
        by=by, event="parcours.presences", target=etape, parcours=str(etape.parcours.uuid), nombre=len(cases),
        du=days[0].isoformat(), au=days[-1].isoformat(),
    )  # fmt: skip
