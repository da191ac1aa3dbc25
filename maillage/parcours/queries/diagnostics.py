"""Diagnostics, freins and objectives of one file."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, Min, OuterRef, QuerySet

from maillage.parcours.models import Diagnostic, FreinEvalue, Objectif, Orientation, Parcours
from maillage.parcours.nomenclatures.accompagnement import FREINS, OBJECTIFS_CLOS, EtatObjectif, Frein, NiveauFrein
from maillage.parcours.nomenclatures.etats import EN_FILE_ACTIVE
from maillage.parcours.portee import build_portee, build_suivi
from maillage.parcours.rules.diagnostics import Evaluation
from maillage.socle.acteur import Acteur

EN_COURS = [etat for etat in EtatObjectif if etat not in OBJECTIFS_CLOS]
SENSIBLES = [frein for frein, definition in FREINS.items() if definition.is_sensible]


def select_freins(parcours: Parcours, *, sensibles: bool) -> QuerySet[FreinEvalue]:
    """Every evaluation, oldest first; the sensitive ones on demand only."""
    rows = FreinEvalue.objects.filter(dispositif=parcours.dispositif_id, parcours=parcours).order_by("le", "rang", "pk")
    return rows if sensibles else rows.exclude(frein__in=SENSIBLES)


def list_freins(parcours: Parcours, *, sensibles: bool) -> list[FreinEvalue]:
    return list(select_freins(parcours, sensibles=sensibles))


def filter_partages(rows: Iterable[FreinEvalue]) -> list[FreinEvalue]:
    """What the référent lets the opérateur of an étape read: the last evaluation of each frein, when it is shared."""
    last = {row.frein: row for row in rows}
    return [row for row in last.values() if row.partage_operateur]


def as_evaluations(rows: Iterable[FreinEvalue]) -> list[Evaluation]:
    return [Evaluation(Frein(row.frein), NiveauFrein(row.niveau), row.le, row.rang) for row in rows]


def select_diagnostics(parcours: Parcours) -> QuerySet[Diagnostic]:
    """Newest version first."""
    return Diagnostic.objects.filter(dispositif=parcours.dispositif_id, parcours=parcours).order_by("-rang")


def list_diagnostics(parcours: Parcours) -> list[Diagnostic]:
    return list(select_diagnostics(parcours))


def select_objectifs(parcours: Parcours) -> QuerySet[Objectif]:
    return Objectif.objects.filter(dispositif=parcours.dispositif_id, parcours=parcours)


def list_objectifs(parcours: Parcours) -> list[Objectif]:
    return sort_objectifs(select_objectifs(parcours))


def sort_objectifs(rows: Iterable[Objectif]) -> list[Objectif]:
    """The open ones first, the nearest deadline first."""
    return sorted(
        rows, key=lambda o: (o.etat in OBJECTIFS_CLOS, o.echeance is None, o.echeance or date.max, o.du, o.pk)
    )


@dataclass(frozen=True, slots=True)
class Echus:
    """Objectives whose day has passed, neither reached nor given up: how many, of how many people, since when."""

    objectifs: int
    personnes: int
    depuis: date | None


def select_echus(*, on: date) -> QuerySet[Objectif]:
    return Objectif.objects.filter(etat__in=EN_COURS, echeance__lt=on)


def count_echus(acteur: Acteur, *, on: date) -> Echus:
    """Among one's own people whose parcours goes on, in one query."""
    mine = Parcours.objects.filter(build_suivi(acteur, on=on), dispositif=acteur.dispositif, etat__in=EN_FILE_ACTIVE)
    found = select_echus(on=on).filter(parcours__in=mine).aggregate(
        objectifs=Count("pk"), personnes=Count("parcours", distinct=True), depuis=Min("echeance")
    )  # fmt: skip
    return Echus(found["objectifs"], found["personnes"], found["depuis"])


def filter_echus(rows: Any, *, on: date) -> Any:
    """Of a list of parcours, those of the file active with such an objective."""
    return rows.filter(Exists(select_echus(on=on).filter(parcours=OuterRef("pk"))), etat__in=EN_FILE_ACTIVE)


def get_diagnostic(acteur: Acteur, uuid: UUID, *, on: date) -> Diagnostic:
    found: Diagnostic = _within(Diagnostic.objects.all(), acteur, on=on).get(uuid=uuid)
    return found


def get_objectif(acteur: Acteur, uuid: UUID, *, on: date) -> Objectif:
    found: Objectif = _within(Objectif.objects.all(), acteur, on=on).get(uuid=uuid)
    return found


def _within(rows: QuerySet[Any], acteur: Acteur, *, on: date) -> QuerySet[Any]:
    """Those of a file within reach, with that file."""
    reach = Parcours.objects.filter(build_portee(acteur, on=on))
    return rows.filter(parcours__in=reach).select_related(
        "parcours__personne", "parcours__referent", "parcours__dispositif"
    )


def get_orientation(acteur: Acteur, uuid: UUID) -> Orientation:
    return Orientation.objects.select_related("dispositif").get(dispositif=acteur.dispositif, uuid=uuid)
