"""Persons of a dispositif: who may be the same as somebody who arrives, what was true on a day."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import Case, ExpressionWrapper, F, IntegerField, QuerySet, When

from maillage.participants.actions.personnes import CHAMPS_DES_CLES, read_identite
from maillage.participants.models import Adresse, CleIdentite, Personne, Situation, SituationSensible
from maillage.participants.rules import identite

CANDIDATS_MAX = 200
Selection = Callable[[int, Sequence[Any]], QuerySet[Any, Any]]
LUS = ("id", "dispositif_id", "uuid", "numero", *CHAMPS_DES_CLES)


@dataclass(frozen=True, slots=True)
class Candidat:
    """`personne`: its numbers, its names and its day of birth; the rest is read when asked for."""

    personne: Personne
    rapprochement: identite.Rapprochement


def list_candidats(dispositif: int, arrivant: Any, *, limit: int = 10) -> list[Candidat]:
    """Those the newcomer may already be, the likeliest first. The rule compares; a human decides. Two queries."""
    wanted = read_identite(arrivant)
    scored = []
    for personne in _read_personnes(dispositif, _find_proches(dispositif, identite.list_cles_a_chercher(wanted))):
        rapprochement = identite.compare(wanted, read_identite(personne))
        if rapprochement.points >= identite.POSSIBLE:
            scored.append(Candidat(personne, rapprochement))
    return sorted(scored, key=lambda one: (-one.rapprochement.points, one.personne.numero))[:limit]


def _find_proches(dispositif: int, cles: set[str]) -> list[int]:
    """Those who share the most keys. Counting here costs less than a join and a sort of the database."""
    communes = Counter(personne for (personne,) in _read(_select_cles, dispositif, sorted(cles)))
    return sorted(communes, key=lambda personne: (-communes[personne], personne))[:CANDIDATS_MAX]


def _read_personnes(dispositif: int, cles: list[int]) -> list[Personne]:
    fields = {field.attname: field for field in Personne._meta.concrete_fields}
    read = [fields[name].to_python for name in LUS]
    return [
        Personne.from_db(connection.alias, LUS, [to_python(v) for to_python, v in zip(read, row, strict=True)])
        for row in _read(_select_personnes, dispositif, cles)
    ]


def _select_cles(dispositif: int, cles: Sequence[Any]) -> QuerySet[Any, Any]:
    return CleIdentite.objects.filter(dispositif=dispositif, cle__in=cles).values_list("personne")


def _select_personnes(dispositif: int, cles: Sequence[Any]) -> QuerySet[Any, Any]:
    return Personne.objects.filter(dispositif=dispositif, pk__in=cles).values_list(*LUS)


def _read(select: Selection, dispositif: int, cles: Sequence[Any]) -> list[tuple[Any, ...]]:
    """The rows of a selection as the engine gives them."""
    if not cles:
        return []
    sql, places = _prepare(select, len(cles))
    with connection.cursor() as cursor:
        cursor.execute(sql, [dispositif if place is None else cles[place] for place in places])
        return cursor.fetchall()


@cache
def _prepare(select: Selection, combien: int) -> tuple[str, list[int | None]]:
    """The SQL for so many keys, and which goes where (None: the dispositif). Writing it costs more than running it."""
    sql, params = select(0, range(1, combien + 1)).query.sql_with_params()
    return sql, [int(param) - 1 if int(param) else None for param in params]


def select_situations(personne: Personne, *, on: date) -> QuerySet[Situation]:
    """The one in force on a day comes first, its last correction."""
    return Situation.objects.filter(personne=personne, du__lte=on).order_by("-du", "-rang")


def find_situation(personne: Personne, *, on: date) -> Situation | None:
    return select_situations(personne, on=on).first()


def select_sensibles(personne: Personne, *, on: date) -> QuerySet[SituationSensible]:
    return SituationSensible.objects.filter(personne=personne, du__lte=on).order_by("-du", "-rang")


def find_sensible(personne: Personne, *, on: date) -> SituationSensible | None:
    return select_sensibles(personne, on=on).first()


def select_adresses(personne: Personne, *, on: date) -> QuerySet[Adresse]:
    """Where the person lives on a day comes first; before the first known address, that one."""
    known: Any = Case(When(du__lte=on, then=F("du")))
    first: Any = Case(When(du__lte=on, then=None), default=F("du"))
    backwards = ExpressionWrapper(-F("rang"), IntegerField())
    rang: Any = Case(When(du__lte=on, then=backwards), default=F("rang"), output_field=IntegerField())
    rows = Adresse.objects.filter(personne=personne).select_related("commune")
    return rows.order_by(known.desc(nulls_last=True), first.asc(nulls_first=True), rang.asc())


def find_adresse(personne: Personne, *, on: date) -> Adresse | None:
    return select_adresses(personne, on=on).first()
