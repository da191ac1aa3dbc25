"""What a commission may be asked to decide: each subject of the parcours declares its own kind of file.

A subject says which files may be put on the agenda, what is asked of the members, and what a decision does. The pages
and the minutes know nothing else of it: an entry and an exit are two declarations.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from django import forms
from django.db.models import QuerySet

from maillage.parcours.models import Commission, Inscription
from maillage.parcours.nomenclatures.orientation import Resultat
from maillage.socle.acteur import Acteur

Pairs = Sequence[tuple[str, Any]]


@dataclass(frozen=True, slots=True)
class Decision:
    """`motif`: a code, or empty. `suite`: in words, what follows, or what is proposed instead."""

    resultat: Resultat
    motif: str = ""
    suite: str = ""


@dataclass(frozen=True)
class Objet:
    """`champ`: which of the two files of an inscription it is about.

    `put` is called when a file joins the agenda, `decide` when the members have decided: it does the deed and says what
    to keep. `make_form(inscription, data, acteur, on)` gives the form whose values `decide` is given.
    `describe`: what the members need to know; `conclude`: what followed, for the minutes.
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


OBJETS: dict[str, Objet] = {}


def declare(objet: Objet) -> Objet:
    OBJETS[objet.code] = objet
    return objet


def get_objet(inscription: Inscription) -> Objet:
    return OBJETS[inscription.objet]
