"""The local list of exits: named by the coordination or the direction, each under one national code."""

from datetime import date

from django.db import transaction

from maillage.parcours.actions.rattachements import rattacher, terminer
from maillage.parcours.models import SortieLocale
from maillage.parcours.nomenclatures.sorties import LIBELLES_A_NOMMER
from maillage.parcours.permissions import Droit
from maillage.socle import permissions
from maillage.socle.acteur import Acteur
from maillage.socle.journal import actions as journal


@transaction.atomic
def declare_sortie_locale(
    *, by: Acteur, dispositif: int, libelle: str, national: str, du: date, today: date
) -> SortieLocale:
    row = SortieLocale(dispositif_id=dispositif, libelle=libelle, national=national, du=du)
    permissions.check(by, Droit.NOMMER_SORTIES, row)
    found, is_new = rattacher(row, nationaux=LIBELLES_A_NOMMER, today=today)
    if is_new:
        journal.write(by=by, event="parcours.sortie_locale", target=found, national=national, du=du.isoformat())
    return found


@transaction.atomic
def end_sortie_locale(*, by: Acteur, row: SortieLocale, au: date) -> SortieLocale:
    """No exit takes this name any more; those that have it keep it."""
    permissions.check(by, Droit.NOMMER_SORTIES, row)
    found, is_done = terminer(row, au=au)
    if is_done:
        journal.write(by=by, event="parcours.sortie_locale_terminee", target=found, au=au.isoformat())
    return found
