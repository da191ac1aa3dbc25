"""What every page that keeps a row shares: find it or 404, show its form, merge what two people typed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db import models
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render

from maillage.clause.permissions import Droit
from maillage.socle import permissions
from maillage.socle.formulaires.fusions import SaisieVersionnee, serve_versionnee
from maillage.socle.requete import Requete
from maillage.socle.versions import read_version

Ligne = TypeVar("Ligne", bound=models.Model)


def find(request: Requete, get: Callable[..., Ligne], uuid: Any, droit: Droit = Droit.TENIR_MARCHES) -> Ligne:
    """Another service's is a missing one."""
    try:
        found = get(request.acteur, uuid)
    except models.ObjectDoesNotExist as absent:
        raise Http404 from absent
    if not permissions.can(request.acteur, droit, found):
        raise Http404
    return found


@dataclass(frozen=True, slots=True)
class Fiche:
    """`form(data, valeurs=…, version=…)`; `save(form, lue)`; `fil`: what leads here; `plus`: more for the page."""

    titre: str
    form: Callable[..., Any]
    save: Callable[[Any, str | None], str | None]
    retour: str
    fil: Sequence[tuple[str, str]]
    chapeau: str = ""
    initial: dict[str, Any] = field(default_factory=dict)
    plus: dict[str, Any] = field(default_factory=dict)
    gabarit: str = "clause/saisie.html"


def serve_fiche(request: Requete, row: Any, champs: Sequence[str], fiche: Fiche) -> HttpResponse:
    is_new = row.pk is None

    def build(data: QueryDict | None) -> Any:
        version, valeurs = read_version(row, champs)
        return fiche.form(data, valeurs=valeurs, version=version, initial=fiche.initial if is_new else {})

    def save(form: Any, lue: str) -> str | None:
        return fiche.save(form, None if is_new else lue)

    def show(form: Any) -> HttpResponse:
        contexte = {
            "form": form, "titre": fiche.titre, "chapeau": fiche.chapeau, "retour": fiche.retour, "maillons": fiche.fil,
        }  # fmt: skip
        return render(request, fiche.gabarit, contexte | fiche.plus)

    return serve_versionnee(
        request, SaisieVersionnee(fiche.titre, build, save, show, fiche.retour, maillon=fiche.fil[-1])
    )
