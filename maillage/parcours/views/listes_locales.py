"""A dispositif's own words, each counting as one national code: the types of étape, the « autres sorties positives »."""

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods

from maillage.parcours.actions import offre, sorties_locales
from maillage.parcours.forms.listes_locales import FinForm, SortieLocaleForm, TypeLocalForm
from maillage.parcours.permissions import Droit
from maillage.parcours.queries.etapes import list_types_locaux
from maillage.parcours.queries.sorties import list_locales
from maillage.socle.acces import exige
from maillage.socle.formulaires.envois import idempotente, une_fois
from maillage.socle.formulaires.saisies import garde_la_saisie, get_saisie
from maillage.socle.refus import Refus
from maillage.socle.requete import Requete

METHODES = ["GET", "HEAD", "POST"]


@exige(Droit.TENIR_OFFRE)
@require_http_methods(METHODES)
@garde_la_saisie
@une_fois
def types_locaux(request: Requete) -> HttpResponse:
    return _serve(request, "types_locaux", TypeLocalForm, list_types_locaux(request.acteur), offre.declare_type_local)


@exige(Droit.TENIR_OFFRE)
@require_http_methods(METHODES)
@idempotente("un type terminé le reste")
def type_local_terminer(request: Requete, uuid: UUID) -> HttpResponse:
    return _serve_fin(request, "types_locaux", list_types_locaux(request.acteur), uuid, offre.end_type_local)


@exige(Droit.NOMMER_SORTIES)
@require_http_methods(METHODES)
@garde_la_saisie
@une_fois
def sorties(request: Requete) -> HttpResponse:
    declare = sorties_locales.declare_sortie_locale
    return _serve(request, "sorties_locales", SortieLocaleForm, list_locales(request.acteur), declare)


@exige(Droit.NOMMER_SORTIES)
@require_http_methods(METHODES)
@idempotente("une sortie retirée de la liste le reste")
def sortie_terminer(request: Requete, uuid: UUID) -> HttpResponse:
    end = sorties_locales.end_sortie_locale
    return _serve_fin(request, "sorties_locales", list_locales(request.acteur), uuid, end)


def _serve(
    request: Requete, page: str, form: type[forms.Form], rows: Iterable[Any], declare: Callable[..., Any]
) -> HttpResponse:
    """`page`: the address of the list, and its template."""
    today = localdate()
    bound = form(get_saisie(request), initial={"du": today})
    act = {"dispositif": request.acteur.dispositif or 0, "today": today}
    return _do(
        request,
        page,
        page,
        bound,
        lambda **values: declare(**act, **values),
        {"rows": rows, "fin": f"parcours:{page}_fin"},
    )


def _serve_fin(request: Requete, page: str, rows: Any, uuid: UUID, end: Callable[..., Any]) -> HttpResponse:
    row = get_object_or_404(rows, uuid=uuid)
    form = FinForm(request.POST or None, initial={"au": localdate()})
    return _do(request, page, f"{page}_fin", form, lambda **values: end(row=row, **values), {"row": row})


def _do(
    request: Requete, page: str, gabarit: str, form: forms.Form, act: Callable[..., Any], contexte: dict[str, Any]
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            act(by=request.acteur, **form.cleaned_data)
        except Refus as refus:
            form.add_error(refus.champ, str(refus))
        else:
            messages.success(request, "C’est enregistré dans votre liste.")
            return redirect(f"parcours:{page}")
    return render(request, f"parcours/{gabarit}.html", {"form": form, "page": f"parcours:{page}", **contexte})
