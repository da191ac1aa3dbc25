"""After the clause: whom to ask, what is told to the service, and the page a person opens from her telephone."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.clause.actions import sorties as actions
from maillage.clause.forms.sorties import ReponseForm, SituationForm
from maillage.clause.listes.sorties import build_sorties
from maillage.clause.models import MiseEmploi, SuiviSortie
from maillage.clause.nomenclatures.suivi import LIBELLES_JALON, Jalon
from maillage.clause.permissions import Droit
from maillage.clause.queries import sorties as queries
from maillage.clause.rules.sorties import Taux, compute_taux
from maillage.socle import permissions
from maillage.socle.acces import exige, publique
from maillage.socle.contexte import open_service
from maillage.socle.dates import add_months
from maillage.socle.formulaires.envois import idempotente, une_fois
from maillage.socle.formulaires.refus import show_refus
from maillage.socle.formulaires.retours import add_retour, find_retour
from maillage.socle.formulaires.saisies import garde_la_saisie, get_saisie
from maillage.socle.journal import actions as journal
from maillage.socle.refus import Refus
from maillage.socle.requete import Requete
from maillage.socle.tableaux.etat import clean
from maillage.socle.tableaux.exports import ExportRefuse, export
from maillage.socle.tableaux.liste import build_liste, respond

FORMULAIRE = ["GET", "HEAD", "POST"]


def _build(request: Requete, dues: list[queries.Due]) -> Any:
    of = queries.group_by_contrat(dues)
    rows = MiseEmploi.objects.filter(pk__in=list(of), personne__archivee_le=None).select_related(
        "personne", "employeur"
    )
    return build_liste(build_sorties(of), rows, request, export="/clause/sorties/export")


@exige(Droit.SUIVRE_PERSONNES, nominatif=True)
@require_safe
def liste(request: Requete) -> HttpResponse:
    """The list, and both rates of the twelve months behind, whoever was archived since included."""
    today = localdate()
    dues = queries.list_dues(request.acteur, on=today)
    found = _build(request, dues)
    journal.record_acces(by=request.acteur, type="clause.sorties_vues", nombre=len(found.page.object_list))
    du = add_months(today, -12)
    taux = [
        _read_taux(jalon, compute_taux((d.issue for d in dues if d.echeance.jalon == jalon), du=du, au=today))
        for jalon in Jalon
    ]
    return respond(request, "clause/sorties.html", found, {"taux": taux, "du": du, "au": today})


def _read_taux(jalon: Jalon, taux: Taux) -> dict[str, Any]:
    """Both rates and the share of answers, as the page writes them."""
    rates = {name: getattr(taux, name) for name in ("sur_repondants", "sur_cohorte", "reponse")}
    return {
        "libelle": LIBELLES_JALON[jalon], "compte": taux,
        **{name: None if rate is None else float(rate) for name, rate in rates.items()},
    }  # fmt: skip


@exige(Droit.SUIVRE_PERSONNES, nominatif=True)
@require_safe
def exporter(request: Requete, format: str) -> HttpResponseBase:
    """R-15: asks for a reason, and leaves its trace in the journal of accesses."""
    try:
        found = _build(request, queries.list_dues(request.acteur, on=localdate()))
        motif = clean(request.GET.get("motif", ""))
        return export(found, by=request.acteur, format=format, today=localdate(), motif=motif)
    except ExportRefuse as refus:
        messages.error(request, str(refus))
        return redirect("clause:sorties")


def get_due(request: Requete, uuid: UUID, jalon: int) -> tuple[MiseEmploi, queries.Due]:
    try:
        emploi, due = queries.find_due(request.acteur, uuid, jalon, on=localdate())
    except MiseEmploi.DoesNotExist as absent:
        raise Http404 from absent
    if not permissions.can(request.acteur, Droit.SUIVRE_PERSONNES, emploi):
        raise Http404
    return emploi, due


@exige(Droit.SUIVRE_PERSONNES, nominatif=True)
@require_http_methods(FORMULAIRE)
@garde_la_saisie
@une_fois
def sortie(request: Requete, uuid: UUID, jalon: int) -> HttpResponse:
    emploi, due = get_due(request, uuid, jalon)
    today, retour = localdate(), find_retour(request)
    renoncer = retour or reverse("clause:sorties")
    form = SituationForm(get_saisie(request), initial={"le": today})
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_situation(
                by=request.acteur, emploi=emploi, echeance=due.echeance, today=today, **form.values
            )
        except Refus as refus:
            show_refus(form, refus)
        else:
            messages.success(request, "La situation est notée.")
            return redirect(renoncer)
    journal.record_acces(by=request.acteur, type="clause.sortie_ouverte", target=emploi.personne)
    suivi = due.suivi
    lien = ""
    if suivi is not None and suivi.lien_rang and not suivi.is_repondu:
        lien = request.build_absolute_uri(reverse("clause:sortie_repondre", args=[actions.sign_lien(suivi)]))
    contexte = {
        "form": form, "emploi": emploi, "personne": emploi.personne, "due": due, "suivi": suivi, "lien": lien,
        "jalon": LIBELLES_JALON[due.echeance.jalon], "renoncer": renoncer,
        "gestes": {
            nom: add_retour(reverse(f"clause:sortie_{nom}", args=[uuid, jalon]), retour)
            for nom in ("rappeler", "tenter", "lien")
        },
    }  # fmt: skip
    return render(request, "clause/sortie.html", contexte)


@exige(Droit.SUIVRE_PERSONNES, nominatif=True)
@require_POST
@idempotente("un lien remplacé ne répond plus, le dernier seul compte")
def creer_lien(request: Requete, uuid: UUID, jalon: int) -> HttpResponse:
    emploi, due = get_due(request, uuid, jalon)
    try:
        actions.make_lien(by=request.acteur, emploi=emploi, echeance=due.echeance, today=localdate())
    except Refus as refus:
        messages.error(request, str(refus))
    return _go_back(request, uuid, jalon)


@exige(Droit.SUIVRE_PERSONNES, nominatif=True)
@require_POST
@une_fois
def tenter(request: Requete, uuid: UUID, jalon: int) -> HttpResponse:
    emploi, due = get_due(request, uuid, jalon)
    try:
        actions.record_tentative(by=request.acteur, emploi=emploi, echeance=due.echeance, today=localdate())
    except Refus as refus:
        messages.error(request, str(refus))
    else:
        messages.success(request, "L’appel sans réponse est noté.")
    return _go_back(request, uuid, jalon)


@exige(Droit.SUIVRE_PERSONNES, nominatif=True)
@require_POST
@idempotente("une personne rappelée ne l’est qu’une fois")
def rappeler(request: Requete, uuid: UUID, jalon: int) -> HttpResponse:
    _, due = get_due(request, uuid, jalon)
    if due.suivi is not None:
        actions.settle_rappel(by=request.acteur, suivi=due.suivi, today=localdate())
        messages.success(request, "C’est noté.")
    return _go_back(request, uuid, jalon)


def _go_back(request: Requete, uuid: UUID, jalon: int) -> HttpResponse:
    """To the page of the answer, which still leads to the list one came from."""
    return redirect(add_retour(reverse("clause:sortie", args=[uuid, jalon]), find_retour(request)))


@publique
@never_cache
@require_http_methods(FORMULAIRE)
@idempotente("la première réponse est la seule gardée")
def repondre(request: Requete, lien: str) -> HttpResponse:
    """No account, nothing about anybody: neither name nor employer."""
    found = _get_suivi(lien)
    form = ReponseForm(request.POST or None, initial={"a_rappeler": "non"})
    if request.method == "POST" and form.is_valid():
        actions.answer_by_lien(by=request.acteur, lien=lien, today=localdate(), **form.values)
        return redirect("clause:sortie_repondre", lien=lien)
    response = render(request, "clause/sortie_reponse.html", {"suivi": found, "form": form})
    response["Referrer-Policy"] = "same-origin"  # the address is a key; « no-referrer » would break the form itself
    return response


def _get_suivi(lien: str) -> SuiviSortie:
    with open_service("page d’une personne après la clause, ouverte par son lien"):
        found = actions.find_suivi(lien, today=localdate())
    if found is None:
        raise Http404
    return found
