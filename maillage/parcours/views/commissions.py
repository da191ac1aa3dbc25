"""Commissions: the list, one on its page, who sits, the minutes. Only those that name participants are nominative."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.parcours.actions import commissions as actions
from maillage.parcours.documents.releve import print_releve
from maillage.parcours.forms.commission import CommissionForm, PresenceForm, write_membres
from maillage.parcours.listes.commissions import TABLEAU
from maillage.parcours.models import Commission, Inscription
from maillage.parcours.nomenclatures.orientation import EtatCommission, TypeCommission
from maillage.parcours.ordre_du_jour import get_objet, list_objets
from maillage.parcours.permissions import Droit
from maillage.parcours.queries import commissions as queries
from maillage.parcours.rules.commission import check_quorum
from maillage.reseau.models import Dispositif
from maillage.reseau.queries import find_gere
from maillage.socle.acces import exige
from maillage.socle.documents.rendu import PdfResponse
from maillage.socle.formulaires.envois import idempotente, une_fois
from maillage.socle.formulaires.saisies import garde_la_saisie, get_saisie
from maillage.socle.journal import actions as journal
from maillage.socle.refus import Refus
from maillage.socle.requete import Requete
from maillage.socle.tableaux.exports import ExportRefuse, export
from maillage.socle.tableaux.liste import Liste, build_liste, respond


@exige(Droit.TENIR_COMMISSION)
@require_safe
def liste(request: Requete) -> HttpResponse:
    return respond(request, "parcours/commissions.html", _build_liste(request))


@exige(Droit.TENIR_COMMISSION)
@require_safe
def exporter(request: Requete, format: str) -> HttpResponseBase:
    try:
        return export(_build_liste(request), by=request.acteur, format=format, today=localdate())
    except ExportRefuse as refus:
        messages.error(request, str(refus))
        return redirect("parcours:commissions")


def _build_liste(request: Requete) -> Liste:
    return build_liste(TABLEAU, queries.select_commissions(request.acteur), request, export="/commissions/export")


@exige(Droit.TENIR_COMMISSION)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
def planifier(request: Requete) -> HttpResponse:
    type_ = TypeCommission.ENTREE
    before = queries.list_derniers_membres(request.acteur, type_)
    form = CommissionForm(
        get_saisie(request), initial={"type": type_, "membres": write_membres(before), "quorum": len(before) // 2}
    )
    if request.method == "POST" and form.is_valid():
        dispositif = get_own_dispositif(request)
        try:
            made = actions.plan_commission(by=request.acteur, dispositif=dispositif, **form.cleaned_data)
        except Refus as refus:
            form.add_error(refus.champ, str(refus))
        else:
            messages.success(request, "La commission est planifiée. Inscrivez les dossiers à l’ordre du jour.")
            return redirect("parcours:commission", uuid=made.uuid)
    return render(request, "parcours/commission_form.html", {"form": form, "reprise": bool(before)})


@exige(Droit.TENIR_COMMISSION)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
def modifier(request: Requete, uuid: UUID) -> HttpResponse:
    found = get_commission(request, uuid)
    initial = {nom: getattr(found, nom) for nom in ("type", "le", "heure", "lieu", "quorum")}
    initial["membres"] = write_membres(list(queries.list_membres(found)))
    form = CommissionForm(get_saisie(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_commission(by=request.acteur, commission=found, **form.cleaned_data)
        except Refus as refus:
            form.add_error(refus.champ, str(refus))
        else:
            messages.success(request, "La commission est modifiée.")
            return redirect("parcours:commission", uuid=uuid)
    return render(request, "parcours/commission_form.html", {"form": form, "commission": found})


@exige(Droit.TENIR_COMMISSION, nominatif=True)
@require_safe
def commission(request: Requete, uuid: UUID) -> HttpResponse:
    found = get_commission(request, uuid)
    lignes = list_lignes(found)
    membres = list(queries.list_membres(found))
    presents = sum(bool(m.is_present) for m in membres)
    journal.record_acces(by=request.acteur, type="parcours.commission_ouverte", target=found, nombre=len(lignes))
    contexte = {
        "commission": found,
        "etapes": _list_etapes(found),
        "lignes": lignes,
        "membres": membres,
        "presents": presents,
        "refus_quorum": check_quorum(presents, quorum=found.quorum) if found.etat == EtatCommission.TENUE else None,
        "is_close": found.etat == EtatCommission.CLOSE,
        "is_preparee": found.etat == EtatCommission.PREPAREE,
        "is_venue": found.le <= localdate(),
        "reste": sum(not ligne["inscription"].resultat for ligne in lignes),
        "objets": [(o, o.list_candidats(request.acteur, found).count()) for o in list_objets(found)],
    }
    return render(request, "parcours/commission.html", contexte)


def list_lignes(found: Commission) -> list[dict[str, Any]]:
    """The agenda, each file with what its objet says of it."""
    return [_describe(inscription) for inscription in queries.list_ordre_du_jour(found)]


def _describe(inscription: Inscription) -> dict[str, Any]:
    objet = get_objet(inscription)
    suite = objet.conclude(inscription) if inscription.resultat else ""
    return {"inscription": inscription, "objet": objet.libelle, "suite": suite}


def _list_etapes(found: Commission) -> list[dict[str, str]]:
    rank = list(EtatCommission).index(EtatCommission(found.etat))
    libelles = ("Ordre du jour", "Présents et décisions", "Relevé signé")
    done = rank + (found.etat == EtatCommission.CLOSE)
    return [
        {"libelle": libelle, "etat": "fait" if n < done else "en-cours" if n == done else ""}
        for n, libelle in enumerate(libelles)
    ]


@exige(Droit.TENIR_COMMISSION)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
def presents(request: Requete, uuid: UUID) -> HttpResponse:
    found = get_commission(request, uuid)
    form = PresenceForm(get_saisie(request), membres=list(queries.list_membres(found)))
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_presence(by=request.acteur, commission=found, today=localdate(), **form.cleaned_data)
        except Refus as refus:
            form.add_error(refus.champ, str(refus))
        else:
            messages.success(request, "Les présents sont notés.")
            return redirect("parcours:commission", uuid=uuid)
    return render(request, "parcours/commission_presents.html", {"form": form, "commission": found})


@exige(Droit.TENIR_COMMISSION, nominatif=True)
@require_safe
def releve(request: Requete, uuid: UUID) -> HttpResponse:
    found = get_commission(request, uuid)
    lignes = list_lignes(found)
    journal.record_acces(by=request.acteur, type="parcours.releve", target=found, nombre=len(lignes))
    pdf = print_releve(found, list(queries.list_membres(found)), lignes, today=localdate())
    return PdfResponse(pdf, nom=f"releve-de-decisions-{found.le:%Y-%m-%d}")


@exige(Droit.TENIR_COMMISSION)
@require_POST
@idempotente("un relevé signé ne se signe pas deux fois")
def signer(request: Requete, uuid: UUID) -> HttpResponse:
    found = get_commission(request, uuid)
    try:
        actions.sign_releve(by=request.acteur, commission=found, today=localdate())
    except Refus as refus:
        messages.error(request, str(refus))
    else:
        messages.success(request, "Le relevé est signé. Cette commission ne change plus.")
    return redirect("parcours:commission", uuid=uuid)


def get_commission(request: Requete, uuid: UUID) -> Commission:
    try:
        return queries.get_commission(request.acteur, uuid)
    except Commission.DoesNotExist as absent:
        raise Http404 from absent


def get_own_dispositif(request: Requete) -> Dispositif:
    found = find_gere(request.acteur)
    if found is None:
        raise Http404
    return found
