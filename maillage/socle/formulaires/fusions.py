"""Saves a form that remembers what it was filled from; when somebody saved meanwhile, shows both and asks."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render

from maillage.socle.formulaires.retours import add_retour, find_retour
from maillage.socle.formulaires.saisies import get_saisie
from maillage.socle.formulaires.versionnes import FormVersionne, SaisieIllisible, build_fusion, settle
from maillage.socle.refus import Refus, VersionDepassee
from maillage.socle.requete import Requete

ILLISIBLE = (
    "Cette page a été ouverte il y a trop longtemps : rien n’est enregistré. Rouvrez-la, puis reprenez votre saisie."
)
FAIT = "C’est enregistré."


def is_valide(request: Requete, form: Any) -> bool:
    valide: bool = form.is_valid()
    return valide


@dataclass(frozen=True, slots=True)
class SaisieVersionnee:
    """`build`: the form beside what is recorded now; `save`: raises VersionDepassee when that is no longer so,
    and may say where to go instead of `vers` or of the list one came from; `show`: the page of the form; `vers`: also back from the merge;
    `maillon`: what stands above in the breadcrumb of the merge, and its address; `valide`: says whether the form is valid."""

    titre: str
    build: Callable[[QueryDict | None], FormVersionne]
    save: Callable[[Any, str], str | None]
    show: Callable[[Any], HttpResponse]
    vers: str
    fait: str = FAIT
    maillon: tuple[str, str] | None = None
    valide: Callable[[Requete, Any], bool] = is_valide


def serve_versionnee(request: Requete, saisie: SaisieVersionnee) -> HttpResponse:
    form = saisie.build(get_saisie(request))
    if request.method == "POST":
        try:
            if saisie.valide(request, form):
                return _save(request, saisie, form)
        except SaisieIllisible:
            messages.error(request, ILLISIBLE)
    return saisie.show(form)


def _save(request: Requete, saisie: SaisieVersionnee, form: FormVersionne) -> HttpResponse:
    lue, _ = form.read_lu()
    if lue != form.version:
        return _show_fusion(request, saisie, form)
    if "fusion" in request.POST:
        merged = settle(form)
        if merged is None:
            return _show_fusion(request, saisie, form, oublie=True)
        form = saisie.build(merged)
        if not form.is_valid():
            return saisie.show(form)
    try:
        suite, retour = saisie.save(form, lue), find_retour(request)
    except VersionDepassee:  # between the reading and the lock
        fresh = saisie.build(form.data)
        fresh.is_valid()
        return _show_fusion(request, saisie, fresh)
    except Refus as refus:
        form.add_error(refus.champ if refus.champ in form.fields else None, str(refus))
        return saisie.show(form)
    if saisie.fait:
        messages.success(request, saisie.fait)
    return redirect(add_retour(suite, retour) if suite else retour or saisie.vers)


def _show_fusion(
    request: Requete, saisie: SaisieVersionnee, form: FormVersionne, *, oublie: bool = False
) -> HttpResponse:
    fusion = build_fusion(form, oublie=oublie)
    contexte = {"maillon": saisie.maillon, "titre": saisie.titre, "vers": saisie.vers, "fusion": fusion}
    return render(request, "socle/formulaires/fusion.html", contexte, status=409)
