"""Makes the smallest valid offer and étapes, through the actions unless a test needs columns set without any rule."""

from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from maillage.parcours.actions.etapes import move_etape, propose_etape
from maillage.parcours.actions.offre import save_action, save_session
from maillage.parcours.models import Action, Parcours, Positionnement, Session
from maillage.parcours.nomenclatures.etapes import EtatPositionnement
from maillage.reseau.models import Dispositif, Organisation
from maillage.socle.acteur import Acteur
from maillage.socle.roles import Role
from tests.parcours.usine import make_coordinateur, make_parcours
from tests.usine import make_acteur, make_habilitation

JOUR = date(2026, 11, 25)
MAINTENANT = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
_rang = count(1)


def make_operateur(nom: str = "") -> Organisation:
    return Organisation.objects.create(nom=nom or f"Opérateur d’essai {next(_rang)}", is_fictive=True)


def make_acteur_operateur(dispositif: Dispositif, operateur: Organisation) -> Acteur:
    return make_acteur(habilitation=make_habilitation(Role.OPERATEUR, dispositif, employeur=operateur))


def make_action(dispositif: Dispositif, *, by: Acteur | None = None, **values: Any) -> Action:
    defaults = {"intitule": f"Action {next(_rang)}", "type": "FOR-PRE", "du": date(2026, 1, 1)}
    return save_action(
        by=by or make_coordinateur(dispositif), action=Action(dispositif=dispositif), values=defaults | values
    )


def make_session(action: Action, *, by: Acteur | None = None, **values: Any) -> Session:
    defaults = {"du": date(2026, 11, 2), "au": date(2026, 12, 18), "places": 12, "lieu": f"Salle {next(_rang)}"}
    by = by or make_coordinateur(action.dispositif)
    return save_session(
        by=by, session=Session(dispositif_id=action.dispositif_id, action=action), values=defaults | values
    )


def make_etape(
    parcours: Parcours, *, session: Session | None = None, etat: EtatPositionnement | None = None, by: Acteur | None = None,
    le: date = date(2026, 11, 2), **values: Any,
) -> Positionnement:  # fmt: skip
    """Proposed, then brought to `etat` through what leads there."""
    by = by or make_coordinateur(parcours.dispositif)
    defaults: dict[str, Any] = {} if session or "action" in values else {"type": "FOR-PRE", "intitule": "Étape d’essai"}
    etape = propose_etape(by=by, parcours=parcours, today=JOUR, values=defaults | values, session=session)
    for vers in CHEMINS[etat or EtatPositionnement.PROPOSE]:
        etape = move_etape(by=by, etape=etape, vers=vers, le=le, today=JOUR, now=MAINTENANT)
    return etape


E = EtatPositionnement
CHEMINS = {E.PROPOSE: (), E.EN_ATTENTE: (E.EN_ATTENTE,), E.ACCEPTE: (E.ACCEPTE,), E.PREVU: (E.ACCEPTE, E.PREVU),
           E.EN_COURS: (E.ACCEPTE, E.EN_COURS)}  # fmt: skip


def make_groupe(session: Session, nombre: int, *, by: Acteur | None = None) -> list[Positionnement]:
    """People under way on one session."""
    return [
        make_etape(make_parcours(session.dispositif), session=session, etat=E.EN_COURS, by=by) for _ in range(nombre)
    ]
