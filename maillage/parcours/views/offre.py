"""The offer of the dispositif: its local types, its actions, their sessions, places and waiting lists."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_safe

from maillage.parcours.actions import offre as actions
from maillage.parcours.forms.etapes import ActionForm, SessionForm
from maillage.parcours.listes.etapes import build_offre
from maillage.parcours.models import Action, Session
from maillage.parcours.nomenclatures.etapes import EtatPositionnement, Financement
from maillage.parcours.permissions import Droit
from maillage.parcours.queries import etapes as queries
from maillage.socle import permissions
from maillage.socle.acces import exige
from maillage.socle.formulaires.envois import une_fois
from maillage.socle.formulaires.fusions import SaisieVersionnee, serve_versionnee
from maillage.socle.formulaires.saisies import garde_la_saisie
from maillage.socle.journal import actions as journal
from maillage.socle.requete import Requete
from maillage.socle.tableaux.liste import build_liste, respond
from maillage.socle.versions import read_version


def find_or_404(find: Callable[[], Any], absent: type[Exception]) -> Any:
    try:
        return find()
    except absent as missing:
        raise Http404 from missing


@exige(Droit.TENIR_OFFRE)
@require_safe
def offre(request: Requete) -> HttpResponse:
    rows = queries.select_offre(request.acteur)
    return respond(request, "parcours/offre.html", build_liste(build_offre(on=localdate()), rows, request))


def _get_action(request: Requete, uuid: UUID) -> Action:
    action: Action = find_or_404(lambda: queries.get_action(request.acteur, uuid), Action.DoesNotExist)
    if not permissions.can(request.acteur, Droit.TENIR_OFFRE, action):
        raise Http404
    return action


def _get_session(request: Requete, uuid: UUID) -> Session:
    session: Session = find_or_404(lambda: queries.get_session(request.acteur, uuid), Session.DoesNotExist)
    if not permissions.can(request.acteur, Droit.TENIR_OFFRE, session):
        raise Http404
    return session


@exige(Droit.TENIR_OFFRE)
@require_safe
def action(request: Requete, uuid: UUID) -> HttpResponse:
    found = _get_action(request, uuid)
    contexte = {"action": found, "sessions": list(queries.list_sessions(found)), "today": localdate()}
    return render(request, "parcours/offre_action.html", contexte)


@exige(Droit.TENIR_OFFRE)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
def action_ajouter(request: Requete) -> HttpResponse:
    return _save_action(request, Action(dispositif_id=request.acteur.dispositif or 0))


@exige(Droit.TENIR_OFFRE)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
def action_modifier(request: Requete, uuid: UUID) -> HttpResponse:
    return _save_action(request, _get_action(request, uuid))


def _save_action(request: Requete, found: Action) -> HttpResponse:
    today = localdate()
    locaux = queries.list_types_locaux(request.acteur)
    referents = queries.list_referents_etape(request.acteur, on=today)

    def build(data: QueryDict | None) -> ActionForm:
        version, valeurs = read_version(found, actions.CHAMPS_ACTION)
        initial = {} if found.pk else {"du": today, "financement": Financement.DROIT_COMMUN}
        return ActionForm(
            data, valeurs=valeurs, version=version, initial=initial, types_locaux=locaux, referents=referents
        )

    def save(form: ActionForm, lue: str) -> str:
        saved = actions.save_action(by=request.acteur, action=found, values=form.values, lue=lue or None)
        return reverse("parcours:action", args=[saved.uuid])

    def show(form: ActionForm) -> HttpResponse:
        return render(request, "parcours/offre_formulaire.html", {"action": found, "form": form, "is_action": True})

    return serve_versionnee(
        request,
        SaisieVersionnee(
            "Action", build, save, show, reverse("parcours:offre"), "L’action est enregistrée."
        ),
    )  # fmt: skip


@exige(Droit.TENIR_OFFRE)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
def session_ajouter(request: Requete, uuid: UUID) -> HttpResponse:
    found = _get_action(request, uuid)
    session = Session(dispositif_id=found.dispositif_id, action=found)
    return _save_session(request, session, initial={"du": max(found.du, localdate())})


@exige(Droit.TENIR_OFFRE)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
def session_modifier(request: Requete, uuid: UUID) -> HttpResponse:
    return _save_session(request, _get_session(request, uuid), initial={})


def _save_session(request: Requete, session: Session, *, initial: dict[str, Any]) -> HttpResponse:
    def build(data: QueryDict | None) -> SessionForm:
        version, valeurs = read_version(session, actions.CHAMPS_SESSION)
        return SessionForm(data, valeurs=valeurs, version=version, initial=initial)

    def save(form: SessionForm, lue: str) -> None:
        actions.save_session(by=request.acteur, session=session, values=form.values, lue=lue or None)

    def show(form: SessionForm) -> HttpResponse:
        contexte = {"action": session.action, "session": session, "form": form, "is_action": False}
        return render(request, "parcours/offre_formulaire.html", contexte)

    retour = reverse("parcours:action", args=[session.action.uuid])
    fait = "La session est enregistrée."
    return serve_versionnee(request, SaisieVersionnee("Session", build, save, show, retour, fait))


@exige(Droit.TENIR_OFFRE, nominatif=True)
@require_safe
def session(request: Requete, uuid: UUID) -> HttpResponse:
    """Who has a place, who waits, in which order a place that frees is offered, and why."""
    today = localdate()
    found = _get_session(request, uuid)
    people = list(queries.list_de_la_session(request.acteur, found, on=today))
    journal.record_acces(by=request.acteur, type="parcours.session_lue", target=found, nombre=len(people))
    contexte = {
        "session": found,
        "libres": max(0, found.places - found.prises),  # type: ignore[attr-defined]
        "personnes": [e for e in people if e.etat != EtatPositionnement.EN_ATTENTE],
        "attente": queries.rank_session(request.acteur, found, on=today),
        "today": today,
    }
    return render(request, "parcours/offre_session.html", contexte)
