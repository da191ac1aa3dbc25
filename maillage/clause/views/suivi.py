"""A lot under way: its plan of action, its next steps, its penalty, its controls, the lots that call for somebody."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_safe

from maillage.clause.actions import deroulement as actions
from maillage.clause.actions import penalites
from maillage.clause.forms.suivi import DecisionForm, PenaliteForm, PlanningForm, SuiteForm, nom, prefill
from maillage.clause.listes.alertes import build_alertes
from maillage.clause.models import Lot, Penalite
from maillage.clause.nomenclatures.lots import EtatLot
from maillage.clause.permissions import Droit
from maillage.clause.queries import deroulement as queries
from maillage.clause.queries.alertes import list_lots_en_alerte
from maillage.clause.queries.demeures import list_avis, list_demeures
from maillage.clause.queries.marches import get_lot, select_lots
from maillage.clause.rules.engagements import propose_resiliation
from maillage.clause.rules.etats import LOTS
from maillage.clause.rules.gardes_aval import OUVERTS_AVAL
from maillage.clause.rules.penalites import PENALISABLES
from maillage.clause.rules.planning import check_dates, check_planning, list_mois, share_regulierement
from maillage.clause.rules.realisation import Realisation
from maillage.clause.views.lot_suivi import is_suivi, tell_manques
from maillage.socle import permissions
from maillage.socle.acces import exige
from maillage.socle.formulaires.envois import une_fois
from maillage.socle.formulaires.fusions import SaisieVersionnee, serve_versionnee
from maillage.socle.formulaires.refus import show_refus
from maillage.socle.formulaires.saisies import garde_la_saisie, get_saisie
from maillage.socle.pieces.televersement import get_refus
from maillage.socle.refus import Manque, Refus
from maillage.socle.requete import Requete
from maillage.socle.tableaux.exports import export
from maillage.socle.tableaux.liste import build_liste, respond

FORMULAIRE = ["GET", "HEAD", "POST"]


def get_suivi(request: Requete, uuid: UUID) -> Lot:
    """A lot once notified, that the acteur keeps."""
    try:
        found = get_lot(request.acteur, uuid)
    except Lot.DoesNotExist as absent:
        raise Http404 from absent
    if not permissions.can(request.acteur, Droit.TENIR_MARCHES, found) or not is_suivi(found):
        raise Http404
    return found


def show(request: Requete, lot: Lot, gabarit: str, **contexte: Any) -> HttpResponse:
    retour = reverse("clause:lot", args=[lot.uuid])
    return render(request, f"clause/{gabarit}.html", {"lot": lot, "retour": retour, **contexte})


@exige(Droit.TENIR_MARCHES)
@require_http_methods(FORMULAIRE)
@garde_la_saisie
@une_fois
def planning(request: Requete, uuid: UUID) -> HttpResponse:
    """The months of the market. « Répartir » and « Vérifier » change nothing of what is recorded."""
    lot = get_suivi(request, uuid)
    today = localdate()
    plan = queries.read_plan(lot, on=today)
    debut, fin = lot.marche.debut, lot.marche.fin_prevue
    if plan.engagement is None or debut is None or fin is None or check_dates(debut, fin, on=today):
        vide = check_dates(debut, fin, on=today) if plan.engagement else ""
        return show(request, lot, "planning_vide", plan=plan, refus=vide)
    engagees = plan.engagement.heures
    # A month planned earlier than the market begins now stays in sight: hours never vanish.
    mois = sorted({*list_mois(debut, fin), *plan.heures})

    def build(data: QueryDict | None) -> PlanningForm:
        valeurs = prefill(plan.mois) if plan.is_a_jour else {}
        return PlanningForm(data, valeurs=valeurs, version=plan.version, mois=mois, initial=prefill(plan.mois))

    def save(form: PlanningForm, lue: str) -> None:
        actions.save_planning(by=request.acteur, lot=lot, mois=form.plan, lue=lue, today=today)
        if said := check_planning(form.plan, engagees=engagees):
            messages.warning(request, f"Le plan est gardé, mais ne fait pas encore l’engagement. {said}")
        else:
            messages.success(request, "Le plan d’action est enregistré : il fait l’engagement, à l’heure près.")

    def show_form(form: PlanningForm) -> HttpResponse:
        total = _sum(form)
        contexte = {
            "form": form, "plan": plan, "engagees": engagees, "total": total, "ecart": engagees - total,
            "debut": debut, "fin": fin,
        }  # fmt: skip
        return show(request, lot, "planning", **contexte)

    if request.method == "POST" and "repartir" in request.POST:
        return show_form(build(_share(request.POST, mois, share_regulierement(engagees, debut=debut, fin=fin))))
    if request.method == "POST" and "verifier" in request.POST:
        return show_form(build(request.POST))
    vers = reverse("clause:lot", args=[lot.uuid])
    return serve_versionnee(request, SaisieVersionnee("Plan d’action", build, save, show_form, vers, fait=""))


def _share(posted: QueryDict, mois: list[date], heures: dict[date, Any]) -> QueryDict:
    """What was typed, with the hours shared out in its place."""
    shared = posted.copy()
    for un in mois:
        shared[nom("heures", un)] = str(heures.get(un) or "")
    return shared


def _sum(form: PlanningForm) -> Any:
    """What the page shows, typed or recorded."""
    if form.is_bound:
        form.is_valid()
        values = [form.cleaned_data.get(nom("heures", un)) for un in form.mois]
    else:
        values = [form.initial.get(nom("heures", un)) for un in form.mois]
    return sum((value for value in values if value), queries.ZERO)


@exige(Droit.TENIR_MARCHES)
@require_http_methods(FORMULAIRE)
@garde_la_saisie
@une_fois
def suivre(request: Requete, uuid: UUID, vers: str) -> HttpResponse:
    """One step of a lot under way: its day, and what it rests on."""
    lot = get_suivi(request, uuid)
    de, today = EtatLot(lot.etat), localdate()
    suites = {e.value: p.libelle for e, p in LOTS[de].items() if e in OUVERTS_AVAL}
    if vers not in suites:
        messages.info(request, f"Ce lot est « {lot.libelle_etat} » : choisissez parmi ce qui peut suivre.")
        return redirect("clause:lot", uuid=lot.uuid)
    suivant = EtatLot(vers)
    faits = queries.read_execution(lot, on=today)
    initial = {"le": today, "heures_finales": _propose_finales(lot, faits.engagees, today)}
    form = SuiteForm(
        get_saisie(request), request.FILES or None, de=de, vers=suivant, is_engage=bool(faits.engagees),
        refus=get_refus(request), initial=initial,
    )  # fmt: skip
    manques: list[Manque] = []
    if request.method == "POST" and form.is_valid():
        try:
            actions.follow_lot(
                by=request.acteur, lot=lot, vers=suivant, le=form.cleaned_data["le"], said=form.said, today=today,
                fichier=form.cleaned_data.get("fichier"),
            )  # fmt: skip
        except Refus as refus:
            show_refus(form, refus)
            manques = list(getattr(refus, "manques", ()))
        else:
            messages.success(request, "C’est enregistré.")
            return redirect("clause:lot", uuid=lot.uuid)
    return show(
        request, lot, "suite", form=form, titre=suites[vers], manques=tell_manques(lot, manques, sauf=form.fields),
        chapeau=CHAPEAUX.get(suivant, ""),
    )  # fmt: skip


CHAPEAUX = {
    EtatLot.SUSPENDU: "L’acheteur a donné l’ordre d’arrêter. Les alertes se taisent jusqu’à la reprise.",
    EtatLot.RESILIE: "C’est définitif : l’engagement devient ce qui était dû jusqu’à ce jour.",
    EtatLot.SOLDE: "Toutes les heures sont décidées, la pénalité est tranchée : il ne reste que le bilan.",
    EtatLot.CLOS: "C’est définitif : le lot se lit ensuite et ne change plus.",
}


def _propose_finales(lot: Lot, engagees: Any, today: date) -> Any:
    debut, fin = lot.marche.debut, lot.marche.fin_prevue
    if engagees is None or debut is None or fin is None:
        return engagees
    return propose_resiliation(engagees, debut=debut, fin_prevue=fin, resilie_le=today)


@exige(Droit.TENIR_MARCHES)
@require_http_methods(FORMULAIRE)
@garde_la_saisie
@une_fois
def penalite(request: Requete, uuid: UUID) -> HttpResponse:
    lot = get_suivi(request, uuid)
    if lot.etat not in PENALISABLES:
        messages.info(request, "Une pénalité se propose une fois l’exécution commencée, et jusqu’au solde.")
        return redirect("clause:lot", uuid=lot.uuid)
    today = localdate()
    faits, former = queries.read_execution(lot, on=today), queries.find_penalite(lot)
    initial = {"tarif": former.tarif, "cause": former.cause, "avis": former.avis} if former else {}
    form = PenaliteForm(get_saisie(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = penalites.record_penalite(by=request.acteur, lot=lot, today=today, **form.values)
        except Refus as refus:
            show_refus(form, refus)
        else:
            said = "La pénalité est proposée : notez la décision de l’acheteur quand elle viendra."
            messages.success(request, said if made.is_en_attente else "C’est noté : aucune pénalité n’est proposée.")
            return redirect("clause:lot", uuid=lot.uuid)
    realisation = Realisation(faits.engagees or queries.ZERO, faits.realisees)
    return show(
        request, lot, "penalite", form=form, realisation=realisation, faits=faits, former=former,
        demeures=list_demeures(lot),
    )  # fmt: skip


@exige(Droit.TENIR_MARCHES)
@require_http_methods(FORMULAIRE)
@garde_la_saisie
@une_fois
def decider_penalite(request: Requete, uuid: UUID) -> HttpResponse:
    lot = get_suivi(request, uuid)
    found: Penalite | None = queries.find_penalite(lot)
    if found is None or not found.is_en_attente:
        messages.info(request, "Aucune pénalité n’attend de décision sur ce lot.")
        return redirect("clause:lot", uuid=lot.uuid)
    today = localdate()
    initial = {"le": today, "montant": found.montant}
    form = DecisionForm(get_saisie(request), request.FILES or None, refus=get_refus(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            penalites.decide_penalite(by=request.acteur, penalite=found, today=today, **form.values)
        except Refus as refus:
            show_refus(form, refus)
        else:
            messages.success(request, "La décision de l’acheteur est notée.")
            return redirect("clause:lot", uuid=lot.uuid)
    avis = list_avis(request.acteur, lot, found)
    return show(request, lot, "penalite_decision", form=form, penalite=found, avis=avis)


def _build(request: Requete) -> Any:
    alertes = list_lots_en_alerte(request.acteur, on=localdate())
    rows = select_lots(request.acteur).filter(pk__in=list(alertes))
    return build_liste(build_alertes(alertes), rows, request, export="/marches/alertes/export")


@exige(Droit.VOIR_MARCHES)
@require_safe
def alertes(request: Requete) -> HttpResponse:
    return respond(request, "clause/alertes.html", _build(request), {})


@exige(Droit.VOIR_MARCHES)
@require_safe
def alertes_exporter(request: Requete, format: str) -> HttpResponseBase:
    return export(_build(request), by=request.acteur, format=format, today=localdate())
