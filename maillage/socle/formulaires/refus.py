"""Puts each refusal beside its field: what the rules say joins what the form says, in one round."""

from collections.abc import Collection
from typing import Any

from maillage.socle.refus import Manque, Refus, RefusMultiples, keep_nouveaux


def show_refus(form: Any, refus: Refus) -> None:
    """A valid form whose deed was refused."""
    if isinstance(refus, RefusMultiples):
        _add(form, refus.manques)
    else:
        form.add_error(refus.champ if refus.champ in form.fields else None, str(refus))


def add_manques(form: Any, manques: Collection[Manque]) -> None:
    """An invalid form: what the rules would refuse next, of the fields of which nothing is said yet."""
    _add(form, keep_nouveaux(manques, en_erreur=set(form.errors)))


def _add(form: Any, manques: Collection[Manque]) -> None:
    for manque in manques:
        form.add_error(manque.champ if manque.champ in form.fields else None, manque.phrase)
