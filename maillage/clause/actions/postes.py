"""The posts of a service of the clause: one begins, changes from a day on, ends. What was true on a day stays so."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from maillage.clause.actions.marches import ClauseRefusee, save
from maillage.clause.models import PosteFacilitateur
from maillage.clause.nomenclatures.facilitateurs import LIBELLES_POSTE, FonctionPoste
from maillage.clause.permissions import Droit
from maillage.clause.rules import postes as rules
from maillage.reseau.models import Dispositif
from maillage.socle import permissions
from maillage.socle.acteur import Acteur
from maillage.socle.journal import actions as journal
from maillage.socle.typographie import lower_initiale
from maillage.socle.versions import check_lue

CHAMPS_POSTE = ("fonction", "quotite", "financement", "du", "au")
CHANGEANTS = ("fonction", "quotite", "financement")


@transaction.atomic
def open_poste(*, by: Acteur, poste: PosteFacilitateur, values: Mapping[str, Any]) -> PosteFacilitateur:
    """A new one. Nobody holds more than a full time here."""
    permissions.check(by, Droit.TENIR_POSTES, poste)
    _lock_service(poste.dispositif_id)
    for name, value in values.items():
        setattr(poste, name, value)
    _check(poste)
    save(poste, values, champ="compte")
    _tell(by, "clause.poste", poste, du=poste.du)
    return poste


@transaction.atomic
def change_poste(
    *, by: Acteur, poste: PosteFacilitateur, values: Mapping[str, Any], du: date, lue: str | None = None
) -> PosteFacilitateur:
    """From `du`: the post ends the day before and another follows. On its first day, it is corrected in place."""
    poste = _lock(by, poste)
    check_lue(poste, CHAMPS_POSTE, lue)
    if refus := rules.check_changement(du=du, depuis=poste.du, au=poste.au):
        raise ClauseRefusee(refus, champ="du")
    if all(getattr(poste, name) == values[name] for name in CHANGEANTS):
        return poste
    suite = poste
    if du > poste.du:
        suite = PosteFacilitateur(
            dispositif_id=poste.dispositif_id, compte_id=poste.compte_id, nom=poste.nom, du=du, au=poste.au
        )
        save(poste, {"au": rules.find_veille(du)}, champ="du")
    for name in CHANGEANTS:
        setattr(suite, name, values[name])
    _check(suite)
    save(suite, {}, champ="quotite")
    _tell(by, "clause.poste_change", suite, du=du)
    return suite


@transaction.atomic
def end_poste(*, by: Acteur, poste: PosteFacilitateur, au: date) -> PosteFacilitateur:
    """The last day it is held; said again, it is corrected."""
    poste = _lock(by, poste)
    if refus := rules.check_dates(poste.du, au):
        raise ClauseRefusee(refus, champ="au")
    if poste.au != au:
        poste.au = au
        _check(poste, champ="au")
        save(poste, {"au": au})
        journal.write(by=by, event="clause.poste_termine", target=poste, au=au.isoformat())
    return poste


@transaction.atomic
def cancel_poste(*, by: Acteur, poste: PosteFacilitateur) -> None:
    """Typed by mistake: it was never held. The journal keeps that it was there."""
    poste = _lock(by, poste)
    journal.write(by=by, event="clause.poste_annule", target=poste)
    poste.delete()


def _lock(by: Acteur, poste: PosteFacilitateur) -> PosteFacilitateur:
    permissions.check(by, Droit.TENIR_POSTES, poste)
    _lock_service(poste.dispositif_id)
    locked: PosteFacilitateur | None = (
        PosteFacilitateur.objects.select_for_update(of=("self",)).filter(pk=poste.pk).first()
    )
    if locked is None:
        raise ClauseRefusee("Quelqu’un vient de retirer ce poste : rechargez la liste.")
    return locked


def _lock_service(dispositif: int) -> None:
    """One change of posts at a time in a service: the full time of a person is checked over all of theirs."""
    Dispositif.objects.select_for_update(of=("self",)).get(pk=dispositif)


def _check(poste: PosteFacilitateur, *, champ: str = "quotite") -> None:
    quotite = Decimal(poste.quotite)
    if refus := rules.check_quotite(quotite):
        raise ClauseRefusee(refus, champ="quotite")
    if refus := rules.check_dates(poste.du, poste.au):
        raise ClauseRefusee(refus, champ="au")
    rows = PosteFacilitateur.objects.filter(dispositif_id=poste.dispositif_id).exclude(pk=poste.pk)
    if refus := rules.check_cumul([row.poste for row in rows], poste.poste):
        raise ClauseRefusee(refus, champ=champ)


def _tell(by: Acteur, event: str, poste: PosteFacilitateur, *, du: date) -> None:
    journal.write(
        by=by, event=event, target=poste, fonction=lower_initiale(LIBELLES_POSTE[FonctionPoste(poste.fonction)]),
        quotite=f"{Decimal(poste.quotite).normalize():f}", du=du.isoformat(),
    )  # fmt: skip
