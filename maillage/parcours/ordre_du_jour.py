"""What a commission may be asked to decide: each subject of the parcours declares its own kind of file.

A subject says which files may be put on the agenda, what is asked of the members, and what a decision does. The pages
and the minutes know nothing else of it: an entry and an exit are two declarations.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from django import forms
from django.db.models import QuerySet

from maillage.parcours.models import Commission, Inscription
from maillage.parcours.nomenclatures.orientation import Resultat, TypeCommission
from maillage.socle.acteur import Acteur

Pairs = Sequence[tuple[str, Any]]


@dataclass(frozen=True, slots=True)
class Decision:
    """`motif`: a code, or empty. `suite`: in words, what follows, or what is proposed instead.

    `alertes`: what the guardrails pointed at in the words, kept for the reason that `motif_alerte` gives.
    """

    resultat: Resultat
    motif: str = ""
    suite: str = ""
    alertes: Sequence[str] = ()
    motif_alerte: str = ""


@dataclass(frozen=True, slots=True)
class Obstacle:
    """`phrase`: what is missing; `geste` and `url`: how to mend it."""

    phrase: str
    geste: str
    url: str


@dataclass(frozen=True)
class Objet:
    """`champ`: which of the two files of an inscription it is about.

    `put` is called when a file joins the agenda, `decide` when the members have decided: it does the deed and says what
    to keep. `make_form(inscription, data, acteur, on)` gives the form whose values `decide` is given.
    `describe`: what the members need to know; `conclude`: what followed, for the minutes. `types`: the commissions that
    examine it. `list_obstacles(rows, on)`: by key, why a file may not be put on the agenda yet. `present(row)`: what is said
    of a candidate beside its name.
    """

    code: str
    libelle: str
    champ: Literal["orientation", "parcours"]
    list_candidats: Callable[[Acteur, Commission], QuerySet[Any]]
    put: Callable[..., None]
    make_form: Callable[[Inscription, Any, Acteur, date], forms.Form]
    decide: Callable[..., Decision]
    describe: Callable[[Inscription], Pairs]
    conclude: Callable[[Inscription], str]
    present: Callable[[Any], str]
    types: frozenset[TypeCommission]
    list_obstacles: Callable[[Sequence[Any], date], Mapping[int, Obstacle]] = lambda rows, on: {}


OBJETS: dict[str, Objet] = {}


def declare(objet: Objet) -> Objet:
    OBJETS[objet.code] = objet
    return objet


def list_objets(commission: Commission) -> list[Objet]:
    """What a commission of this type examines; one that was planned for something else keeps what it already has."""
    return [objet for objet in OBJETS.values() if commission.type in objet.types]


def get_objet(inscription: Inscription) -> Objet:
    return OBJETS[inscription.objet]
