"""One form of a file, checked against what was read: when somebody saved meanwhile, a merge page."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate

from maillage.parcours.forms.personne import FormGroupe
from maillage.parcours.models import Parcours
from maillage.parcours.permissions import Droit
from maillage.parcours.queries import personne as queries
from maillage.parcours.views.maillons import build_maillon
from maillage.socle import permissions
from maillage.socle.formulaires.fusions import FAIT, SaisieVersionnee, serve_versionnee
from maillage.socle.journal import actions as journal
from maillage.socle.requete import Requete

A_REPORTER = (
    "C’est enregistré. Les comptes lisent la photo d’entrée : reportez-y ce que vous venez d’apprendre de ce jour."
)


@dataclass(frozen=True, slots=True)
class Saisie:
    """One page. `read`: what is recorded and of which version; `save`: keyword arguments of the action.

    `is_datee`: the form begins with the day from which it is true. `retour`: where one goes once it is saved, unless it
    changed what is known of the day of entry (`is_photographiee`): the counts then read the photo of that day.
    """

    page: str
    titre: str
    chapeau: str
    form: type[FormGroupe]
    read: Callable[[Parcours], tuple[str, dict[str, Any]]]
    save: Callable[..., Any]
    is_datee: bool = True
    is_photographiee: bool = False
    retour: str = "parcours:dossier"
    gabarit: str = "parcours/personne_saisie.html"
    contexte: dict[str, Any] = field(default_factory=dict)


def edit(request: Requete, parcours: Parcours, saisie: Saisie) -> HttpResponse:
    def build(data: QueryDict | None) -> FormGroupe:
        version, valeurs = saisie.read(parcours)
        initial = {"du": localdate(), "motif": ""} if saisie.is_datee else {}
        return saisie.form(data, valeurs=valeurs, version=version, initial=initial)

    def show(form: FormGroupe) -> HttpResponse:
        contexte = {"form": form, "parcours": parcours, "saisie": saisie, **saisie.contexte}
        return render(request, saisie.gabarit, contexte)

    def save(form: FormGroupe, lue: str) -> str | None:
        tient = saisie.is_photographiee and permissions.can(request.acteur, Droit.TENIR_DOSSIER, parcours)
        avant = queries.read_su(parcours, on=parcours.date_entree) if tient else ()
        saisie.save(by=request.acteur, parcours=parcours, form=form, version=lue)
        if tient:
            parcours.refresh_from_db(fields=["personne"])
        if not (tient and queries.is_photo_a_corriger(parcours, avant=avant)):
            messages.success(request, FAIT)
            return None
        messages.success(request, A_REPORTER)
        return reverse("parcours:photo", args=[parcours.uuid])

    if request.method != "POST":
        journal.record_acces(by=request.acteur, type="parcours.fiche", target=parcours, page=saisie.page)
    vers = reverse(saisie.retour, args=[parcours.uuid])
    return serve_versionnee(
        request, SaisieVersionnee(saisie.titre, build, save, show, vers, fait="", maillon=build_maillon(parcours))
    )
