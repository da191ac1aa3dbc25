"""The daily purge. Each package declares what leaves under which timer, in `<package>/purges.py`.

The first lot of a rule waits for two people; later ones go by themselves (R-21). Erasing twice is erasing once.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import models, transaction
from django.utils import timezone

from maillage.socle import permissions
from maillage.socle.acteur import Acteur
from maillage.socle.conservation import ACCES, MINUTERIES
from maillage.socle.contexte import open_service
from maillage.socle.dates import add_months
from maillage.socle.journal import actions as journal
from maillage.socle.journal.purge import purge_acces
from maillage.socle.protection import tombes
from maillage.socle.protection.models import Lot, PierreTombale
from maillage.socle.protection.permissions import Droit


@dataclass(frozen=True, slots=True)
class Effacement:
    """`list_dus(on)`: objects whose time has come; `erase(objet)`: what remains names nobody. `rejouable`: all of them."""

    regle: str
    libelle: str
    list_dus: Callable[[date], Iterable[models.Model]]
    erase: Callable[[models.Model], None]
    list_tous: Callable[[], Iterable[models.Model]]


EFFACEMENTS: dict[str, Effacement] = {}


class ValidationRefusee(Exception):
    """The same person twice, or a lot already let go; the message is fit for the person."""


def declare(effacement: Effacement) -> None:
    if effacement.regle not in MINUTERIES:
        raise ValueError(f"« {effacement.regle} » n’est pas une minuterie de la table de conservation.")
    EFFACEMENTS[effacement.regle] = effacement


@dataclass(frozen=True, slots=True)
class Compte:
    """What a pass did under one rule."""

    regle: str
    effaces: int
    en_attente: int


def purge(*, on: date) -> list[Compte]:
    """Everything that is due and let go. Safe to interrupt: each object is erased in its own transaction."""
    return [_purge(effacement, on) for effacement in EFFACEMENTS.values()]


def _purge(effacement: Effacement, on: date) -> Compte:
    with open_service(f"purge {effacement.regle}"):
        dus = list(effacement.list_dus(on))
        if not dus or not _is_ouvert(effacement.regle, len(dus)):
            return Compte(effacement.regle, 0, len(dus))
    for objet in dus:
        with open_service(f"purge {effacement.regle}"):
            tombes.bury(objet, regle=effacement.regle, on=on)
            effacement.erase(objet)
    return Compte(effacement.regle, len(dus), 0)


def _is_ouvert(regle: str, effectif: int) -> bool:
    """A rule whose first lot two people let go is open for ever; otherwise its lot is waiting, its size up to date."""
    lot, _ = Lot.objects.get_or_create(regle=regle, defaults={"effectif": effectif, "cree_le": timezone.now()})
    if not lot.is_valide and lot.effectif != effectif:
        lot.effectif = effectif
        lot.save(update_fields=["effectif"])
    return lot.is_valide


@transaction.atomic
def validate_lot(*, by: Acteur, lot: Lot, now: datetime) -> Lot:
    """One of the two signatures that a first lot needs."""
    permissions.check(by, Droit.VALIDER_PURGE)
    lot = Lot.objects.select_for_update(of=("self",)).get(pk=lot.pk)
    if lot.is_valide:
        raise ValidationRefusee("Cet effacement est déjà validé par deux personnes.")
    if lot.premier == by.compte:
        raise ValidationRefusee("Vous avez déjà validé cet effacement : une deuxième personne doit le faire.")
    if lot.premier is None:
        lot.premier, lot.premier_le = by.compte, now
    else:
        lot.second, lot.second_le = by.compte, now
    lot.save(update_fields=["premier", "premier_le", "second", "second_le"])
    journal.write(by=by, event="protection.validation", target=lot, regle=lot.regle, effectif=lot.effectif)
    return lot


def replay(*, on: date) -> int:
    """After a restoration: erases again whatever the ledger says was erased. Returns how many were still there."""
    stones = tombes.read_registre()
    replayed = 0
    for effacement in EFFACEMENTS.values():
        with open_service("rejeu des effacements après restauration"):
            alive = [o for o in effacement.list_tous() if tombes.hash_objet(o) in stones]
        for objet in alive:
            with open_service("rejeu des effacements après restauration"):
                effacement.erase(objet)
                stone = stones[tombes.hash_objet(objet)]
                PierreTombale.objects.get_or_create(
                    empreinte=stone.empreinte, defaults={"modele": stone.modele, "regle": stone.regle, "le": stone.le}
                )
                replayed += 1
    return replayed


def purge_journal(*, on: date, blocs: int = 50) -> int:
    """T10: the accesses older than their timer, by whole sealed blocks; `blocs` at most per transaction."""
    first = add_months(on, -ACCES.get(on=on).valeur)
    limite = timezone.make_aware(datetime.combine(first, time.min))
    total = 0
    while count := purge_acces(limite=limite, now=timezone.now(), blocs=blocs):
        total += count
        if count < blocs:
            break
    return total
