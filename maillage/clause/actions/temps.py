"""The time spent: noted by whoever spent it, corrected or taken away by the same."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Sum

from maillage.clause.actions.marches import ClauseRefusee, save
from maillage.clause.models import TempsPasse
from maillage.clause.permissions import Droit
from maillage.clause.rules import temps as rules
from maillage.comptes.models import Compte
from maillage.socle import permissions
from maillage.socle.acteur import Acteur
from maillage.socle.journal import actions as journal
from maillage.socle.typographie import lower_initiale
from maillage.socle.versions import check_lue

CIBLES = ("lot", "operation", "donneur")
CHAMPS_TEMPS = ("tache", "minutes", "le", *CIBLES, "note")


@transaction.atomic
def record_temps(*, by: Acteur, temps: TempsPasse, values: Mapping[str, Any], today: date) -> TempsPasse:
    """`values`: the task, the minutes, the day, what it was for, a note."""
    permissions.check(by, Droit.NOTER_TEMPS, temps)
    _write(by, temps, values, today=today)
    _tell(by, "clause.temps", temps)
    return temps


@transaction.atomic
def change_temps(
    *, by: Acteur, temps: TempsPasse, values: Mapping[str, Any], today: date, lue: str | None = None
) -> TempsPasse:
    temps = _lock(by, temps)
    check_lue(temps, CHAMPS_TEMPS, lue)
    _write(by, temps, values, today=today)
    _tell(by, "clause.temps_modifie", temps)
    return temps


@transaction.atomic
def remove_temps(*, by: Acteur, temps: TempsPasse) -> None:
    """Noted by mistake. Doing it twice does no harm: the second finds nothing."""
    temps = _lock(by, temps)
    journal.write(
        by=by, event="clause.temps_retire", target=temps, minutes=temps.minutes, le=temps.le.isoformat()
    )  # fmt: skip
    temps.delete()


def _lock(by: Acteur, temps: TempsPasse) -> TempsPasse:
    permissions.check(by, Droit.NOTER_TEMPS, temps)
    locked: TempsPasse | None = TempsPasse.objects.select_for_update(of=("self",)).filter(pk=temps.pk).first()
    if locked is None:
        raise ClauseRefusee("Ce temps vient d’être retiré : rechargez la semaine.")
    return locked


def _write(by: Acteur, temps: TempsPasse, values: Mapping[str, Any], *, today: date) -> None:
    Compte.objects.select_for_update(of=("self",)).get(pk=temps.compte_id)  # what a day holds is checked over all of it
    for cible in (values[name] for name in CIBLES):
        if cible is not None:
            permissions.check(by, Droit.VOIR_MARCHES, cible)
    rows = TempsPasse.objects.filter(compte=temps.compte_id, le=values["le"]).exclude(pk=temps.pk)
    deja = rows.aggregate(deja=Sum("minutes"))["deja"] or 0
    if refus := rules.check_temps(minutes=values["minutes"], deja=deja, le=values["le"], today=today):
        champ, phrase = refus
        raise ClauseRefusee(phrase, champ=champ)
    save(temps, values, champ="objet")


def _tell(by: Acteur, event: str, temps: TempsPasse) -> None:
    journal.write(
        by=by, event=event, target=temps, minutes=temps.minutes, le=temps.le.isoformat(),
        tache=lower_initiale(temps.libelle_tache),
    )  # fmt: skip
