"""« Mes étapes » and the attendance sheets: of a session or of one étape, on a screen, on a telephone, on paper."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_safe

from maillage.parcours.actions.emargements import FeuilleDepassee, FeuilleRefusee, record_presences
from maillage.parcours.documents import emargement
from maillage.parcours.feuilles import (
    OPTIONS,
    Feuille,
    SaisieIllisible,
    build_feuille,
    build_fusion_feuille,
    read_cases,
)
from maillage.parcours.listes.etapes import MES_ETAPES, list_actions
from maillage.parcours.models import Positionnement, Session
from maillage.parcours.nomenclatures.etapes import EMARGENT
from maillage.parcours.permissions import Droit
from maillage.parcours.queries import etapes as queries
from maillage.parcours.views.etapes import get_etape
from maillage.parcours.views.offre import find_or_404
from maillage.socle import permissions
from maillage.socle.acces import exige
from maillage.socle.documents.rendu import PdfResponse
from maillage.socle.formulaires.envois import idempotente
from maillage.socle.formulaires.saisies import garde_la_saisie, get_saisie
from maillage.socle.journal import actions as journal
from maillage.socle.requete import Requete
from maillage.socle.tableaux.liste import build_liste, respond


@exige(Droit.VOIR_MES_ETAPES, nominatif=True)
@require_safe
def mes_etapes(request: Requete) -> HttpResponse:
    today = localdate()
    liste = build_liste(MES_ETAPES, queries.list_mes_etapes(request.acteur, on=today), request, agir=list_actions)
    journal.record_acces(by=request.acteur, type="parcours.mes_etapes", nombre=liste.page.paginator.count)
    sessions = list(queries.list_mes_sessions(request.acteur, on=today))
    return respond(request, "parcours/mes_etapes.html", liste, {"sessions": sessions, "today": today})


def _get_session(request: Requete, uuid: UUID) -> tuple[Session, list[Positionnement]]:
    """With the people of it within reach: without any of them, whoever is not of the coordination finds nothing."""
    session: Session = find_or_404(lambda: queries.get_session(request.acteur, uuid), Session.DoesNotExist)
    rows = queries.list_de_la_session(request.acteur, session, on=localdate()).filter(etat__in=EMARGENT)
    people = list(rows)
    if not people:
        raise Http404
    return session, people


@exige(Droit.SUIVRE_ETAPE, nominatif=True)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@idempotente("la même feuille envoyée deux fois dit la même chose")
def session_presences(request: Requete, uuid: UUID) -> HttpResponse:
    session, people = _get_session(request, uuid)
    journal.record_acces(by=request.acteur, type="parcours.feuille_lue", target=session, nombre=len(people))
    contexte = {
        "titre": session.action.intitule, "session": session,
        "papier": reverse("parcours:session_emargement", args=[uuid]),
        "is_operateur": permissions.can(request.acteur, Droit.VOIR_MES_ETAPES),
    }  # fmt: skip
    return _keep_feuille(request, people, du=session.du, au=session.au, contexte=contexte)


@exige(Droit.SUIVRE_ETAPE, nominatif=True)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@idempotente("la même feuille envoyée deux fois dit la même chose")
def etape_presences(request: Requete, uuid: UUID) -> HttpResponse:
    etape = get_etape(request, uuid, Droit.SUIVRE_ETAPE)
    du, au = etape.debut or etape.prevu_du, etape.fin or etape.prevu_au
    contexte = {
        "titre": etape.intitule, "etape": etape, "papier": reverse("parcours:etape_emargement", args=[uuid]),
    }  # fmt: skip
    return _keep_feuille(request, [etape], du=du, au=au, contexte=contexte)


def _keep_feuille(
    request: Requete, people: Sequence[Positionnement], *, du: date | None, au: date | None, contexte: dict[str, Any]
) -> HttpResponse:
    today = localdate()
    le, is_jour = read_le(request, du=du, au=au, today=today), "jour" in request.GET
    feuille, status = build_feuille(people, le=le, is_jour=is_jour), 200
    posted = get_saisie(request)
    if request.method == "POST" and posted is not None:
        try:
            cases = read_cases(feuille, posted, remplir="remplir" in posted, today=today)
            changed = record_presences(by=request.acteur, etapes=people, cases=cases, today=today)
        except FeuilleDepassee as depassee:
            fusion = build_fusion_feuille(feuille, posted.dict(), depassee)
            vers = f"{request.path}?{write_le(feuille)}"
            titre = f"Présences, {contexte['titre']}"
            return render(
                request, "socle/formulaires/fusion.html", {"titre": titre, "vers": vers, "fusion": fusion}, status=409
            )
        except FeuilleRefusee as refus:
            messages.error(request, str(refus))
            feuille, status = build_feuille(people, le=le, is_jour=is_jour, posted=posted.dict(), refus=refus), 422
        except SaisieIllisible as illisible:
            messages.error(request, str(illisible))
            feuille, status = build_feuille(people, le=le, is_jour=is_jour, posted=posted.dict()), 422
        else:
            messages.success(request, _tell(changed))
            return redirect(f"{request.path}?{write_le(feuille)}")
    elif posted is not None:
        feuille = build_feuille(people, le=le, is_jour=is_jour, posted=posted.dict())
    contexte |= {"feuille": feuille, "options": OPTIONS, "today": today, "du": du, "au": au}
    return render(request, "parcours/feuille.html", contexte, status=status)


def _tell(changed: int) -> str:
    if not changed:
        return "Rien n’avait changé sur cette feuille."
    return "Une demi-journée est enregistrée." if changed == 1 else f"{changed} demi-journées sont enregistrées."


def write_le(feuille: Feuille) -> str:
    return f"le={feuille.le.isoformat()}" + ("&jour=1" if feuille.is_jour else "")


def read_le(request: Requete, *, du: date | None, au: date | None, today: date) -> date:
    """The day asked for; without one, today, or the nearest day of the étape."""
    try:
        return date.fromisoformat(request.GET["le"])
    except (KeyError, ValueError):
        nearest = min(today, au) if au else today
        return max(nearest, du) if du else nearest


@exige(Droit.SUIVRE_ETAPE, nominatif=True)
@require_safe
def session_emargement(request: Requete, uuid: UUID) -> HttpResponse:
    """The sheet of a week, to be signed on paper."""
    session, people = _get_session(request, uuid)
    le = read_le(request, du=session.du, au=session.au, today=localdate())
    return _print_feuille(request, session, people, titre=session.action.intitule, lieu=session.lieu, le=le)


@exige(Droit.SUIVRE_ETAPE, nominatif=True)
@require_safe
def etape_emargement(request: Requete, uuid: UUID) -> HttpResponse:
    etape = get_etape(request, uuid, Droit.SUIVRE_ETAPE)
    le = read_le(request, du=etape.debut or etape.prevu_du, au=etape.fin or etape.prevu_au, today=localdate())
    return _print_feuille(request, etape, [etape], titre=etape.intitule, lieu="", le=le)


def _print_feuille(
    request: Requete, target: Any, people: Sequence[Positionnement], *, titre: str, lieu: str, le: date
) -> HttpResponse:
    journal.record_acces(by=request.acteur, type="parcours.feuille_imprimee", target=target, nombre=len(people))
    feuille = build_feuille(people, le=le, is_jour=False)
    pdf = emargement.print_feuille(feuille, titre=titre, lieu=lieu, today=localdate())
    return PdfResponse(pdf, nom=f"emargement-{feuille.lundi:%Y-%m-%d}")


@exige(Droit.SUIVRE_ETAPE, nominatif=True)
@require_safe
def attestation(request: Requete, uuid: UUID) -> HttpResponse:
    etape = get_etape(request, uuid, Droit.SUIVRE_ETAPE)
    if etape.debut is None:
        messages.info(request, "L’étape n’a pas commencé : l’attestation s’édite ensuite.")
        return redirect("parcours:etape", uuid=etape.uuid)
    journal.record_acces(by=request.acteur, type="parcours.attestation", target=etape)
    mois = queries.list_mois(etape)
    return PdfResponse(emargement.print_attestation(etape, mois, today=localdate()), nom="attestation-de-presence")
