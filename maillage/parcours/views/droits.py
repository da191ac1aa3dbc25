"""The notice handed over to a person, and what they agreed to (R-40 to R-43)."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.parcours.forms.droits import ConsentementForm, InformationForm
from maillage.parcours.models import Parcours
from maillage.parcours.permissions import Droit
from maillage.parcours.queries import droits as queries
from maillage.parcours.queries.lecteurs import list_lecteurs
from maillage.parcours.views.dossiers import get_dossier, open_dossier
from maillage.participants.actions import droits as actions
from maillage.participants.actions.personnes import PersonneRefusee
from maillage.participants.models import Consentement
from maillage.participants.rules.notices import get_notice
from maillage.socle import permissions
from maillage.socle.acces import exige
from maillage.socle.formulaires.envois import idempotente, une_fois
from maillage.socle.formulaires.saisies import garde_la_saisie, get_saisie
from maillage.socle.journal import actions as journal
from maillage.socle.requete import Requete


@exige(Droit.TENIR_DOSSIER, nominatif=True)
@require_safe
def droits(request: Requete, uuid: UUID) -> HttpResponse:
    parcours = get_dossier(request, uuid, Droit.TENIR_DOSSIER)
    journal.record_acces(by=request.acteur, type="parcours.droits", target=parcours)
    return _show(request, parcours)


@exige(Droit.TENIR_DOSSIER, nominatif=True)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
def informer(request: Requete, uuid: UUID) -> HttpResponse:
    parcours = open_dossier(request, uuid, Droit.TENIR_DOSSIER)
    form = InformationForm(get_saisie(request), initial={"le": localdate(), "support": "papier"})
    contexte = {
        "titre": "Remettre la notice d’information",
        "notice": get_notice(localdate()),
        "bouton": "Notice remise",
    }
    return _record(request, parcours, form, actions.record_information, contexte)


@exige(Droit.TENIR_DOSSIER, nominatif=True)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
def consentir(request: Requete, uuid: UUID) -> HttpResponse:
    parcours = open_dossier(request, uuid, Droit.TENIR_DOSSIER)
    form = ConsentementForm(get_saisie(request), initial={"donne_le": localdate()})
    contexte = {"titre": "Enregistrer un accord", "bouton": "Enregistrer l’accord"}
    return _record(request, parcours, form, actions.record_consentement, contexte)


def _record(
    request: Requete, parcours: Parcours, form: forms.Form, record: Callable[..., Any], contexte: dict[str, Any]
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            record(by=request.acteur, personne=parcours.personne, today=localdate(), **form.cleaned_data)
        except PersonneRefusee as refus:
            form.add_error(refus.champ, str(refus))
        else:
            messages.success(request, "C’est enregistré.")
            return redirect("parcours:droits", uuid=parcours.uuid)
    return render(request, "parcours/droits_saisie.html", {"parcours": parcours, "form": form, **contexte})


@exige(Droit.TENIR_DOSSIER, nominatif=True)
@require_POST
@idempotente("un accord retiré le reste")
def retirer(request: Requete, uuid: UUID, accord: UUID) -> HttpResponse:
    parcours = open_dossier(request, uuid, Droit.TENIR_DOSSIER)
    found = Consentement.objects.filter(personne=parcours.personne_id, uuid=accord).first()
    if found is None:
        raise Http404
    actions.withdraw_consentement(by=request.acteur, consentement=found, today=localdate())
    qui = found.destinataire or "ceux à qui ces données ont été confiées"
    messages.success(request, f"L’accord est retiré, tout de suite. À prévenir : {qui}.")
    return redirect("parcours:droits", uuid=parcours.uuid)


def _show(request: Requete, parcours: Parcours) -> HttpResponse:
    return render(request, "parcours/droits.html", {
        "parcours": parcours, "droits": queries.read_droits(parcours.personne, on=localdate()),
        "lecteurs": list_lecteurs(parcours.personne),
        "can_nommer": permissions.can(request.acteur, Droit.NOMMER_LECTEURS, parcours),
    })  # fmt: skip


@exige(Droit.PILOTER)
@require_safe
def non_informes(request: Requete) -> HttpResponse:
    """R-41: how many open files have not had the notice in force; a number, no name."""
    assert request.acteur.dispositif is not None
    compte = queries.count_non_informes(request.acteur.dispositif, on=localdate())
    return render(request, "parcours/droits_compteur.html", {"compte": compte, "notice": get_notice(localdate())})
