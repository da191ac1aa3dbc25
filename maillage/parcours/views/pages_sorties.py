"""What every form of this subject shares: its page, its refusals, its way back."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from maillage.parcours.models import Parcours
from maillage.socle.journal import actions as journal
from maillage.socle.refus import Refus
from maillage.socle.requete import Requete


@dataclass(frozen=True, slots=True)
class Page:
    """One form about one file. `fait`: what is said once it is done; `vers`: where to go then (the file by default)."""

    parcours: Parcours
    titre: str
    chapeau: str
    bouton: str
    fait: str
    danger: bool = False
    vers: tuple[str, ...] = ()
    gabarit: str = "parcours/sorties_formulaire.html"
    contexte: dict[str, Any] = field(default_factory=dict)


def serve(request: Requete, page: Page, form: forms.Form, act: Callable[[dict[str, Any]], object]) -> HttpResponse:
    """Does it when the form is right and no rule refuses; else shows the form, with what to correct."""
    if request.method == "POST" and form.is_valid():
        try:
            act(form.cleaned_data)
        except Refus as refus:
            form.add_error(refus.champ if refus.champ in form.fields else None, str(refus))
        else:
            messages.success(request, page.fait)
            return redirect(*(page.vers or ("parcours:dossier", str(page.parcours.uuid))))
    return show_page(request, page, form)


def show_page(request: Requete, page: Page, form: forms.Form) -> HttpResponse:
    journal.record_acces(by=request.acteur, type="parcours.page_sortie", target=page.parcours)
    contexte = {"page": page, "parcours": page.parcours, "form": form, **page.contexte}
    return render(request, page.gabarit, contexte)
