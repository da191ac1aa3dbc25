"""Persons of a dispositif: who may be the same as somebody who arrives, what was true on a day."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Count, ExpressionWrapper, F, IntegerField, QuerySet, When

from maillage.participants.actions.personnes import CHAMPS_DES_CLES, read_identite
from maillage.participants.models import Adresse, CleIdentite, Personne, Situation, SituationSensible
from maillage.participants.rules import identite

CANDIDATS_MAX = 200


@dataclass(frozen=True, slots=True)
class Candidat:
    personne: Personne
    rapprochement: identite.Rapprochement


def list_candidats(dispositif: int, arrivant: Any, *, limit: int = 10) -> list[Candidat]:
    """Those the newcomer may already be, the likeliest first. The rule compares; a human decides."""
    wanted = read_identite(arrivant)
    cles = identite.list_cles_a_chercher(wanted)
    if not cles:
        return []
    found = (
        CleIdentite.objects.filter(dispositif=dispositif, cle__in=cles)
        .values_list("personne", "personne__numero", *(f"personne__{champ}" for champ in CHAMPS_DES_CLES))
        .annotate(communes=Count("id"))
        .order_by("-communes", "personne")[:CANDIDATS_MAX]
    )
    scored = [(identite.compare(wanted, identite.Identite(*values)), numero, cle) for cle, numero, *values, _ in found]
    kept = [one for one in scored if one[0].points >= identite.POSSIBLE]
    kept = sorted(kept, key=lambda one: (-one[0].points, one[1]))[:limit]
    personnes = Personne.objects.filter(dispositif=dispositif).in_bulk([cle for _, _, cle in kept])
    return [Candidat(personnes[cle], rapprochement) for rapprochement, _, cle in kept]


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
