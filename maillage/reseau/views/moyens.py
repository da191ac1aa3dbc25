"""The team, the software and the FSE of a dispositif, declared by its team."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods

from maillage.reseau import actions, queries, rules
from maillage.reseau.forms_moyens import EffectifForm, FinForm, GestionFseForm, LogicielForm
from maillage.reseau.models import Dispositif, Effectif, Logiciel
from maillage.reseau.nomenclatures import TypeDispositif
from maillage.reseau.permissions import Droit
from maillage.reseau.views.fiches import get_dispositif
from maillage.socle.acces import exige
from maillage.socle.formulaires.envois import idempotente, une_fois
from maillage.socle.formulaires.saisies import garde_la_saisie, get_saisie
from maillage.socle.requete import Requete


@exige(Droit.DECLARER_MOYENS)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
def declarer_effectif(request: Requete, slug: str) -> HttpResponse:
    found = get_dispositif(request, slug)
    form = EffectifForm(get_saisie(request), initial={"du": localdate(), "employeur": "interne"})
    return _declare(request, found, form, actions.record_effectif, {"genre": "effectif"})


@exige(Droit.DECLARER_MOYENS)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
def declarer_logiciel(request: Requete, slug: str) -> HttpResponse:
    found = get_dispositif(request, slug)
    form = LogicielForm(get_saisie(request), initial={"du": localdate()})
    contexte = {"genre": "logiciel", "connus": queries.list_noms_de_logiciels(request.acteur, found)}
    return _declare(request, found, form, actions.record_logiciel, contexte)


@exige(Droit.DECLARER_MOYENS)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
def declarer_fse(request: Requete, slug: str) -> HttpResponse:
    found = get_dispositif(request, slug)
    if not rules.has_fse(TypeDispositif(found.type)):
        raise Http404
    form = GestionFseForm(get_saisie(request), initial={"du": localdate()})
    return _declare(request, found, form, actions.record_gestion_fse, {"genre": "fse"})


def _declare(
    request: Requete, found: Dispositif, form: forms.Form, record: Callable[..., Any], contexte: dict[str, Any]
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            record(by=request.acteur, dispositif=found, today=localdate(), **form.cleaned_data)
        except actions.MoyenRefuse as refus:
            form.add_error(refus.champ, str(refus))
        else:
            messages.success(request, "C’est enregistré.")
            return redirect("reseau:dispositif", slug=found.slug)
    moyens = queries.get_moyens(request.acteur, found, on=localdate())
    return render(request, "reseau/moyen.html", {"dispositif": found, "form": form, "moyens": moyens, **contexte})


@exige(Droit.DECLARER_MOYENS)
@require_http_methods(["GET", "HEAD", "POST"])
@idempotente("une ligne terminée le reste")
def terminer_effectif(request: Requete, uuid: UUID) -> HttpResponse:
    try:
        found = queries.get_effectif(request.acteur, uuid)
    except Effectif.DoesNotExist as absent:
        raise Http404 from absent
    return _end(request, found, f"{found.libelle_fonction}, {found.libelle_employeur}")


@exige(Droit.DECLARER_MOYENS)
@require_http_methods(["GET", "HEAD", "POST"])
@idempotente("une ligne terminée le reste")
def terminer_logiciel(request: Requete, uuid: UUID) -> HttpResponse:
    try:
        found = queries.get_logiciel(request.acteur, uuid)
    except Logiciel.DoesNotExist as absent:
        raise Http404 from absent
    return _end(request, found, f"{found.nom}, {found.libelle_usage}")


def _end(request: Requete, moyen: Effectif | Logiciel, titre: str) -> HttpResponse:
    form = FinForm(request.POST or None, initial={"au": localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            actions.end_moyen(by=request.acteur, moyen=moyen, au=form.cleaned_data["au"], today=localdate())
        except actions.MoyenRefuse as refus:
            form.add_error(refus.champ, str(refus))
        else:
            messages.success(request, "Cette ligne est terminée.")
            return redirect("reseau:dispositif", slug=moyen.dispositif.slug)
    contexte = {"dispositif": moyen.dispositif, "moyen": moyen, "titre": titre, "form": form}
    return render(request, "reseau/moyen_terminer.html", contexte)
