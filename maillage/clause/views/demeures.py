"""Companies put on notice, and what a structure that takes part thinks of a penalty."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods

from maillage.clause.actions import demeures as actions
from maillage.clause.forms.demeures import AvisForm, DemeureForm, SuiteForm
from maillage.clause.models import Entreprise, MiseEnDemeure
from maillage.clause.nomenclatures.partage import RoleSuivi
from maillage.clause.permissions import Droit
from maillage.clause.portee import find_role
from maillage.clause.queries import demeures as queries
from maillage.clause.queries.deroulement import find_penalite
from maillage.clause.rules.demeures import DELAI
from maillage.clause.rules.penalites import PENALISABLES
from maillage.clause.views.lots import get_lot_ou_404
from maillage.clause.views.suivi import FORMULAIRE, get_suivi, show
from maillage.socle import permissions
from maillage.socle.acces import exige
from maillage.socle.formulaires.envois import une_fois
from maillage.socle.formulaires.refus import show_refus
from maillage.socle.formulaires.saisies import garde_la_saisie, get_saisie
from maillage.socle.pieces.televersement import get_refus
from maillage.socle.refus import Refus
from maillage.socle.requete import Requete

CHAPEAU = "L’entreprise est prévenue par écrit, avec un délai, avant qu’une pénalité soit proposée. Le marché dit si elle est obligatoire."


@exige(Droit.TENIR_MARCHES)
@require_http_methods(FORMULAIRE)
@garde_la_saisie
@une_fois
def nouvelle(request: Requete, uuid: UUID) -> HttpResponse:
    lot = get_suivi(request, uuid)
    if lot.etat not in PENALISABLES:
        messages.info(request, "Une mise en demeure se note une fois l’exécution commencée, et jusqu’au solde.")
        return redirect("clause:lot", uuid=lot.uuid)
    today = localdate()
    entreprises = Entreprise.objects.filter(lots__lot=lot, lots__au=None).distinct().order_by("nom")
    form = DemeureForm(
        get_saisie(request), request.FILES or None, refus=get_refus(request), entreprises=entreprises,
        initial={"le": today, "terme": today + timedelta(days=DELAI.get(on=today).valeur)},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_demeure(by=request.acteur, lot=lot, today=today, **form.cleaned_data)
        except Refus as refus:
            show_refus(form, refus)
        else:
            messages.success(request, "La mise en demeure est notée, avec son courrier.")
            return redirect("clause:lot", uuid=lot.uuid)
    return show(request, lot, "suite", form=form, titre="Noter une mise en demeure", chapeau=CHAPEAU)


@exige(Droit.TENIR_MARCHES)
@require_http_methods(FORMULAIRE)
@garde_la_saisie
@une_fois
def suite(request: Requete, uuid: UUID) -> HttpResponse:
    try:
        found = queries.get_demeure(request.acteur, uuid)
    except MiseEnDemeure.DoesNotExist as absent:
        raise Http404 from absent
    if not permissions.can(request.acteur, Droit.TENIR_MARCHES, found.lot):
        raise Http404
    form = SuiteForm(get_saisie(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.close_demeure(by=request.acteur, demeure=found, suite=form.cleaned_data["suite"], today=localdate())
        except Refus as refus:
            show_refus(form, refus)
        else:
            messages.success(request, "La suite est notée.")
            return redirect("clause:lot", uuid=found.lot.uuid)
    chapeau = f"{found.entreprise}, mise en demeure du {found.le:%d/%m/%Y}, délai jusqu’au {found.terme:%d/%m/%Y} : {found.objet}"
    return show(request, found.lot, "suite", form=form, titre="Suite d’une mise en demeure", chapeau=chapeau)


@exige(Droit.PARTAGER)
@require_http_methods(FORMULAIRE)
@garde_la_saisie
@une_fois
def avis(request: Requete, uuid: UUID) -> HttpResponse:
    """By a structure that takes part; the pilote reads it where it notes the decision of the buyer."""
    lot = get_lot_ou_404(request, uuid, Droit.PARTAGER)
    if find_role(request.acteur, lot) is not RoleSuivi.PARTICIPANTE:
        raise Http404
    penalite = find_penalite(lot)
    retour = reverse("clause:lot", args=[lot.uuid])
    if penalite is None or not penalite.is_en_attente:
        messages.info(request, "Aucune pénalité n’attend de décision sur ce lot.")
        return redirect(retour)
    form = AvisForm(get_saisie(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.give_avis_penalite(by=request.acteur, lot=lot, texte=form.cleaned_data["texte"], today=localdate())
        except Refus as refus:
            show_refus(form, refus)
        else:
            messages.success(request, "Votre avis est transmis à la structure pilote.")
            return redirect(retour)
    contexte = {
        "lot": lot, "form": form, "penalite": penalite, "retour": retour,
        "mien": queries.list_avis(request.acteur, lot, penalite),
    }  # fmt: skip
    return render(request, "clause/penalite_avis.html", contexte)
