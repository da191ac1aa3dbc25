"""Between the clause and a PLIE: a contract is told, then confirmed as an étape by whoever follows the person."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods

from maillage.clause.actions import passerelle as actions
from maillage.clause.forms.passerelle import PropositionForm, TransmissionForm
from maillage.clause.models import MiseEmploi, PropositionEtape
from maillage.clause.nomenclatures.emplois import ModeRealisation, TypeContrat
from maillage.clause.permissions import Droit
from maillage.clause.queries import passerelle as queries
from maillage.clause.queries.personnes import get_emploi
from maillage.clause.rules.passerelle import suggest_type
from maillage.parcours.permissions import Droit as DroitParcours
from maillage.socle import permissions
from maillage.socle.acces import exige
from maillage.socle.formulaires.envois import une_fois
from maillage.socle.formulaires.refus import show_refus
from maillage.socle.formulaires.saisies import garde_la_saisie, get_saisie
from maillage.socle.journal import actions as journal
from maillage.socle.refus import Refus
from maillage.socle.requete import Requete

FORMULAIRE = ["GET", "HEAD", "POST"]


@exige(Droit.SUIVRE_PERSONNES, nominatif=True)
@require_http_methods(FORMULAIRE)
@garde_la_saisie
@une_fois
def prevenir(request: Requete, uuid: UUID) -> HttpResponse:
    try:
        emploi = get_emploi(request.acteur, uuid)
    except MiseEmploi.DoesNotExist as absent:
        raise Http404 from absent
    if not permissions.can(request.acteur, Droit.SUIVRE_PERSONNES, emploi):
        raise Http404
    journal.record_acces(by=request.acteur, type="clause.personne_ouverte", target=emploi.personne)
    form = TransmissionForm(get_saisie(request), plies=queries.select_plies(), initial={"informee_le": localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            actions.tell_plie(by=request.acteur, emploi=emploi, today=localdate(), **form.cleaned_data)
        except Refus as refus:
            show_refus(form, refus)
        else:
            messages.success(request, "C’est transmis : si ce PLIE la suit, qui l’accompagne confirmera l’étape.")
            return redirect("clause:personne", uuid=emploi.personne.uuid)
    contexte = {
        "form": form,
        "emploi": emploi,
        "personne": emploi.personne,
        "faites": queries.list_transmissions(emploi),
    }
    return render(request, "clause/emploi_plie.html", contexte)


@exige(DroitParcours.POSITIONNER, nominatif=True)
@require_http_methods(FORMULAIRE)
@garde_la_saisie
@une_fois
def proposition(request: Requete, uuid: UUID) -> HttpResponse:
    today = localdate()
    try:
        found = queries.get_proposition(request.acteur, uuid, on=today)
    except PropositionEtape.DoesNotExist as absent:
        raise Http404 from absent
    if not permissions.can(request.acteur, DroitParcours.POSITIONNER, found.parcours):
        raise Http404
    journal.record_acces(by=request.acteur, type="clause.proposition_ouverte", target=found.parcours)
    suggested = suggest_type(
        TypeContrat(found.type_contrat), ModeRealisation(found.mode), debut=found.debut, fin=found.fin
    )
    form = PropositionForm(
        get_saisie(request), liables=queries.list_liables(found), initial={"reponse": "nouvelle", "type": suggested}
    )
    if request.method == "POST" and form.is_valid():
        try:
            if form.ecart is not None:
                actions.dismiss_proposition(by=request.acteur, proposition=found, motif=form.ecart, today=today)
            else:
                actions.confirm_proposition(
                    by=request.acteur, proposition=found, type=form.cleaned_data["type"], etape=form.etape, today=today,
                    now=timezone.now(),
                )  # fmt: skip
        except Refus as refus:
            show_refus(form, refus)
        else:
            messages.success(request, "C’est enregistré.")
            return redirect("parcours:dossier", uuid=found.parcours.uuid)
    return render(request, "clause/proposition_etape.html", {"form": form, "proposition": found})
