"""The diagnostics of one person: their versions, what has changed, the objectives."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_safe

from maillage.parcours.actions.diagnostics import (
    CHAMPS_OBJECTIF,
    move_objectif,
    record_diagnostic,
    record_diagnostic_avant_entree,
    record_objectif,
)
from maillage.parcours.figures_freins import build_figure
from maillage.parcours.forms.diagnostics import ComparaisonForm, DiagnosticForm, EtatObjectifForm, ObjectifForm
from maillage.parcours.models import FreinEvalue, Orientation, Parcours
from maillage.parcours.nomenclatures.accompagnement import FREINS, MomentDiagnostic
from maillage.parcours.permissions import Droit
from maillage.parcours.queries import diagnostics as queries
from maillage.parcours.queries.orientations import list_entrees
from maillage.parcours.rules import diagnostics
from maillage.parcours.rules.diagnostics import Evaluation
from maillage.parcours.views.dossiers import get_dossier
from maillage.parcours.views.maillons import build_maillon
from maillage.socle import permissions
from maillage.socle.acces import exige
from maillage.socle.formulaires.envois import une_fois
from maillage.socle.formulaires.fusions import SaisieVersionnee, serve_versionnee
from maillage.socle.formulaires.saisies import garde_la_saisie, get_saisie
from maillage.socle.journal import actions as journal
from maillage.socle.refus import Refus
from maillage.socle.requete import Requete
from maillage.socle.versions import read_empreinte


@exige(Droit.DIAGNOSTIQUER, nominatif=True, sensible=True)
@require_safe
def diagnostics_du_dossier(request: Requete, uuid: UUID) -> HttpResponse:
    parcours = get_dossier(request, uuid, Droit.DIAGNOSTIQUER)
    journal.record_acces(by=request.acteur, type="parcours.diagnostics_lus", target=parcours)
    sensibles = permissions.can(request.acteur, Droit.LIRE_SENSIBLE, parcours)
    today = localdate()
    evaluations = queries.as_evaluations(queries.list_freins(parcours, sensibles=sensibles))
    contexte = {
        "parcours": parcours,
        "versions": queries.list_diagnostics(parcours),
        "objectifs": queries.list_objectifs(parcours),
        "jour": today,
        "figure": build_figure(evaluations, on=today),
        "sensibles": _list_sensibles(evaluations, on=today),
        "levees": [(FREINS[levee.frein].libelle, levee) for levee in diagnostics.list_levees(evaluations, on=today)],
        **_compare(request, evaluations, on=today),
    }
    return render(request, "parcours/diagnostics.html", contexte)


def _list_sensibles(evaluations: list[Evaluation], *, on: date) -> list[tuple[str, str]]:
    """In words, what is known today; they are never drawn."""
    known = diagnostics.list_niveaux(evaluations, on=on)
    ecarts = diagnostics.compare({}, known, on=on)
    return [(FREINS[e.frein].libelle, e.libelle_apres) for e in ecarts if FREINS[e.frein].is_sensible]


def _compare(request: Requete, evaluations: list[Evaluation], *, on: date) -> dict[str, Any]:
    """Between the two days asked for; without any, from the first to the last."""
    jours = diagnostics.list_jours(evaluations)
    if len(jours) < 2:
        return {}
    form = ComparaisonForm(
        request.GET if "avant" in request.GET else None, jours=jours, initial={"avant": jours[0], "apres": jours[-1]}
    )
    avant, apres = jours[0], jours[-1]
    if form.is_bound and form.is_valid():
        avant, apres = sorted((form.cleaned_data["avant"], form.cleaned_data["apres"]))
    ecarts = diagnostics.compare(
        diagnostics.list_niveaux(evaluations, on=avant), diagnostics.list_niveaux(evaluations, on=apres), on=on
    )
    lignes = [[FREINS[e.frein].libelle, e.libelle_avant, e.libelle_apres, e.libelle_sens] for e in ecarts]
    return {
        "comparaison": form,
        "avant": avant,
        "apres": apres,
        "colonnes": [
            {"libelle": nom} for nom in ("Frein", f"Le {avant:%d/%m/%Y}", f"Le {apres:%d/%m/%Y}", "Évolution")
        ],
        "lignes": lignes,
    }


@exige(Droit.DIAGNOSTIQUER, nominatif=True, sensible=True)
@require_safe
def diagnostic(request: Requete, uuid: UUID) -> HttpResponse:
    try:
        found = queries.get_diagnostic(request.acteur, uuid, on=localdate())
    except ObjectDoesNotExist as absent:
        raise Http404 from absent
    if not permissions.can(request.acteur, Droit.DIAGNOSTIQUER, found):
        raise Http404
    journal.record_acces(by=request.acteur, type="parcours.diagnostics_lus", target=found.parcours)
    sensibles = permissions.can(request.acteur, Droit.LIRE_SENSIBLE, found)
    freins = _list_de(found, sensibles=sensibles)
    return render(
        request, "parcours/diagnostic.html", {"parcours": found.parcours, "diagnostic": found, "freins": freins}
    )


def _list_de(found: Any, *, sensibles: bool) -> list[FreinEvalue]:
    return [row for row in queries.list_freins(found.parcours, sensibles=sensibles) if row.diagnostic_id == found.pk]


@exige(Droit.DIAGNOSTIQUER, nominatif=True, sensible=True)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
def etablir(request: Requete, uuid: UUID) -> HttpResponse:
    parcours = get_dossier(request, uuid, Droit.DIAGNOSTIQUER)
    lit, ecrit = (permissions.can(request.acteur, d, parcours) for d in (Droit.LIRE_SENSIBLE, Droit.ECRIRE_SENSIBLE))
    evaluations = queries.as_evaluations(queries.list_freins(parcours, sensibles=lit and ecrit))
    versions = queries.list_diagnostics(parcours)
    form = DiagnosticForm(
        get_saisie(request),
        avant=diagnostics.list_niveaux(evaluations, on=localdate()),
        sensibles=lit and ecrit,
        initial=_prefill(versions),
    )
    if request.method == "POST" and form.is_valid():
        try:
            record_diagnostic(
                by=request.acteur, parcours=parcours, moment=form.moment_choisi, le=form.cleaned_data["le"],
                textes=form.textes, freins=form.saisis, today=localdate(),
            )  # fmt: skip
        except Refus as refus:
            form.add_error(refus.champ, str(refus))
        else:
            messages.success(request, "Le diagnostic est enregistré.")
            return redirect("parcours:diagnostics", uuid=parcours.uuid)
    journal.record_acces(by=request.acteur, type="parcours.diagnostics_lus", target=parcours)
    return render(
        request, "parcours/diagnostic_etablir.html", {"parcours": parcours, "form": form, "version": len(versions) + 1}
    )


def _prefill(versions: list[Any]) -> dict[str, Any]:
    """What was last written comes back to be corrected; the levels do not, each is asked again."""
    moment = MomentDiagnostic.INTERMEDIAIRE if versions else MomentDiagnostic.INITIAL
    last = {name: getattr(versions[0], name) for name in ("atouts", "social", "professionnel", "projet", "axes")} if versions else {}  # fmt: skip
    return {"le": localdate(), "moment": moment.value, **last}


@exige(Droit.ACCUEILLIR, nominatif=True)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
def etablir_avant_entree(request: Requete, uuid: UUID) -> HttpResponse:
    orientation = get_orientation(request, uuid)
    form = DiagnosticForm(
        get_saisie(request), avant={}, sensibles=False, avant_entree=True, initial={"le": localdate()}
    )
    if request.method == "POST" and form.is_valid():
        try:
            record_diagnostic_avant_entree(
                by=request.acteur, orientation=orientation, le=form.cleaned_data["le"], textes=form.textes,
                freins=form.saisis, today=localdate(),
            )  # fmt: skip
        except Refus as refus:
            form.add_error(refus.champ, str(refus))
        else:
            messages.success(request, "Le diagnostic initial est enregistré : il sera présenté à la commission.")
            if list_entrees(request.acteur).filter(pk=orientation.pk).exists():
                return redirect("parcours:entree", uuid=orientation.uuid)
            return redirect("comptes:accueil")  # written for a colleague who welcomes the person
    journal.record_acces(by=request.acteur, type="parcours.diagnostics_lus", target=orientation)
    return render(request, "parcours/diagnostic_etablir.html", {"orientation": orientation, "form": form, "version": 1})


def get_orientation(request: Requete, uuid: UUID) -> Orientation:
    try:
        found = queries.get_orientation(request.acteur, uuid)
    except Orientation.DoesNotExist as absent:
        raise Http404 from absent
    if not permissions.can(request.acteur, Droit.ACCUEILLIR, found):
        raise Http404
    return found


@exige(Droit.DIAGNOSTIQUER, nominatif=True)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
def ajouter_objectif(request: Requete, uuid: UUID) -> HttpResponse:
    parcours = get_dossier(request, uuid, Droit.DIAGNOSTIQUER)
    sensibles = permissions.can(request.acteur, Droit.ECRIRE_SENSIBLE, parcours)
    form = ObjectifForm(get_saisie(request), sensibles=sensibles)
    if request.method == "POST" and form.is_valid():
        try:
            record_objectif(by=request.acteur, parcours=parcours, today=localdate(), **form.cleaned_data)
        except Refus as refus:
            form.add_error(refus.champ, str(refus))
        else:
            messages.success(request, "L’objectif est enregistré.")
            return redirect("parcours:diagnostics", uuid=parcours.uuid)
    journal.record_acces(by=request.acteur, type="parcours.dossier", target=parcours)
    return _show_objectif(request, parcours, form, titre="Fixer un objectif")


@exige(Droit.DIAGNOSTIQUER, nominatif=True)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
def modifier_objectif(request: Requete, uuid: UUID) -> HttpResponse:
    try:
        found = queries.get_objectif(request.acteur, uuid, on=localdate())
    except ObjectDoesNotExist as absent:
        raise Http404 from absent
    if not permissions.can(request.acteur, Droit.DIAGNOSTIQUER, found):
        raise Http404

    def build(data: QueryDict | None) -> EtatObjectifForm:
        valeurs = {"etat": found.etat, "prevu": found.actions, "echeance": found.echeance}
        return EtatObjectifForm(data, valeurs=valeurs, version=read_empreinte(found, CHAMPS_OBJECTIF))

    def save(form: EtatObjectifForm, lue: str) -> None:
        move_objectif(by=request.acteur, objectif=found, today=localdate(), lue=lue, **form.values)

    def show(form: EtatObjectifForm) -> HttpResponse:
        journal.record_acces(by=request.acteur, type="parcours.dossier", target=found.parcours)
        return _show_objectif(request, found.parcours, form, titre=found.intitule)

    retour = reverse("parcours:diagnostics", args=[found.parcours.uuid])
    saisie = SaisieVersionnee(
        "Objectif", build, save, show, retour, "L’objectif est à jour.", build_maillon(found.parcours)
    )
    return serve_versionnee(request, saisie)


def _show_objectif(request: Requete, parcours: Parcours, form: Any, *, titre: str) -> HttpResponse:
    return render(request, "parcours/objectif.html", {"parcours": parcours, "form": form, "titre": titre})
