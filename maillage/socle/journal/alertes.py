"""Reads and closes the alerts."""

from datetime import datetime

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404

from maillage.socle import permissions
from maillage.socle.acteur import Acteur
from maillage.socle.journal import actions
from maillage.socle.journal.models import Alerte
from maillage.socle.journal.permissions import Droit
from maillage.socle.journal.rules import Suite


class DejaTraitee(Exception):
    """Somebody closed this alert before; the message is fit for the person."""


def list_alertes(acteur: Acteur) -> QuerySet[Alerte]:
    """Of the dispositif where the acteur stands, open ones first."""
    return Alerte.objects.visible_to(acteur).filter(dispositif=acteur.dispositif).order_by("traitee_le", "-debut")


def list_ouvertes(acteur: Acteur) -> QuerySet[Alerte]:
    return list_alertes(acteur).filter(suite="")


def get_alerte(acteur: Acteur, key: str) -> Alerte:
    alerte = list_alertes(acteur).filter(uuid=key).first()
    if alerte is None:
        raise Http404
    return alerte


def name_people(alertes: list[Alerte]) -> dict[int, str]:
    found = get_user_model()._default_manager.filter(pk__in={alerte.compte_id for alerte in alertes})
    return {compte.pk: compte.get_full_name() for compte in found}


@transaction.atomic
def close_alerte(*, by: Acteur, alerte: Alerte, suite: Suite, now: datetime) -> Alerte:
    """Says what became of it; the watched person cannot close their own."""
    permissions.check(by, Droit.TRAITER_ALERTE, alerte)
    alerte = Alerte.objects.select_for_update(of=("self",)).get(pk=alerte.pk)
    if alerte.compte_id == by.compte:
        raise permissions.DroitRefuse("Cette alerte vous concerne : une autre personne doit la traiter.")
    if alerte.suite:
        raise DejaTraitee("Cette alerte a déjà été traitée.")
    alerte.suite, alerte.traitee_le, alerte.traitee_par = suite.value, now, by.compte
    alerte.save(update_fields=["suite", "traitee_le", "traitee_par"])
    actions.write(by=by, event="journal.alerte_traitee", target=alerte, suite=suite)
    return alerte
