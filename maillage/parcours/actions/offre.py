"""What the dispositif offers: its local types, its actions, their sessions and places."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from maillage.parcours.actions.etats import ParcoursRefuse
from maillage.parcours.actions.rattachements import rattacher, read_rattachements, terminer
from maillage.parcours.models import Action, Positionnement, Session, TypeLocal
from maillage.parcours.nomenclatures.etapes import OCCUPENT
from maillage.parcours.permissions import Droit
from maillage.parcours.rules import etapes as rules
from maillage.socle import permissions
from maillage.socle.acteur import Acteur
from maillage.socle.journal import actions as journal
from maillage.socle.versions import check_lue

CHAMPS_ACTION = ("intitule", "type", "type_local", "operateur", "financement", "operation_fse", "referent_etape",
                 "heures", "du", "au")  # fmt: skip
CHAMPS_SESSION = ("du", "au", "places", "lieu")


@transaction.atomic
def declare_type_local(*, by: Acteur, dispositif: int, libelle: str, national: str, du: date, today: date) -> TypeLocal:
    """A label of the dispositif. Declared again as another national type, it changes from `du`; the past stays."""
    row = TypeLocal(dispositif_id=dispositif, libelle=libelle, national=national, du=du)
    permissions.check(by, Droit.TENIR_OFFRE, row)
    found, is_new = rattacher(row, nationaux=rules.LIBELLES_TYPES, today=today)
    if is_new:
        journal.write(by=by, event="parcours.type_local", target=found, national=national, du=du.isoformat())
    return found


@transaction.atomic
def end_type_local(*, by: Acteur, row: TypeLocal, au: date) -> TypeLocal:
    """No étape takes this label any more; those that have it keep it."""
    permissions.check(by, Droit.TENIR_OFFRE, row)
    found, is_done = terminer(row, au=au)
    if is_done:
        journal.write(by=by, event="parcours.type_local_termine", target=found, au=au.isoformat())
    return found


@transaction.atomic
def save_action(*, by: Acteur, action: Action, values: Mapping[str, Any], lue: str | None = None) -> Action:
    """A new action or a changed one. Étapes already proposed keep what they were proposed as. `lue`: what was read."""
    permissions.check(by, Droit.TENIR_OFFRE, action)
    is_new = action.pk is None
    if not is_new:
        action = Action.objects.select_for_update(of=("self",)).get(pk=action.pk)
        check_lue(action, CHAMPS_ACTION, lue)
    for name, value in values.items():
        setattr(action, name, value)
    if action.au is not None and action.au < action.du:
        raise ParcoursRefuse(f"La fin précède le début ({action.du:%d/%m/%Y}).", champ="au")
    if action.type_local is not None:
        national = find_national(action.type_local, on=action.du)
        if national is None:
            raise ParcoursRefuse(
                f"« {action.type_local} » n’existe pas encore le {action.du:%d/%m/%Y}.", champ="type_local"
            )
        action.type = national
    if not action.type:
        raise ParcoursRefuse("Choisissez un type national, ou un type local qui y est rattaché.", champ="type")
    action.save()
    event = "parcours.action" if is_new else "parcours.action_modifiee"
    journal.write(by=by, event=event, target=action, type=action.type)
    return action


def find_national(type_local: TypeLocal, *, on: date) -> str | None:
    rows = TypeLocal.objects.filter(dispositif=type_local.dispositif_id, libelle__iexact=type_local.libelle)
    return rules.find_national(read_rattachements(rows), on=on)


@transaction.atomic
def save_session(*, by: Acteur, session: Session, values: Mapping[str, Any], lue: str | None = None) -> Session:
    """A new session or a changed one; never fewer places than the people who already have one. `lue`: what was read."""
    permissions.check(by, Droit.TENIR_OFFRE, session)
    is_new = session.pk is None
    if not is_new:
        session = Session.objects.select_for_update(of=("self",)).get(pk=session.pk)
        check_lue(session, CHAMPS_SESSION, lue)
    for name, value in values.items():
        setattr(session, name, value)
    if session.au < session.du:
        raise ParcoursRefuse("La fin de la session précède son début.", champ="au")
    if session.du < session.action.du or (session.action.au is not None and session.au > session.action.au):
        raise ParcoursRefuse("La session sort des dates de son action.", champ="du")
    twins = Session.objects.filter(action=session.action, du=session.du, lieu=session.lieu).exclude(pk=session.pk)
    if twins.exists():
        raise ParcoursRefuse("Cette action a déjà une session ce jour-là, au même endroit.", champ="du")
    taken = 0 if is_new else Positionnement.objects.filter(session=session, etat__in=OCCUPENT).count()
    if session.places < taken:
        raise ParcoursRefuse(f"{taken} personnes ont déjà une place : la session n’en a pas moins.", champ="places")
    session.save()
    event = "parcours.session" if is_new else "parcours.session_modifiee"
    journal.write(by=by, event=event, target=session, du=session.du.isoformat(), places=session.places)
    return session
