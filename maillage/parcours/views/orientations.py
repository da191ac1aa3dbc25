"""« Orienter une personne » and « Mes orientations »: what somebody wrote, and the answer to it, never the follow-up."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.parcours.actions import prescripteurs as actions
from maillage.parcours.actions import prescriptions, receptions
from maillage.parcours.actions.pieces_entree import SANS_ENTREE
from maillage.parcours.actions.prescriptions import read_fiche, read_saisie
from maillage.parcours.forms.orientation import OrientationForm, OrientationInterneForm
from maillage.parcours.forms.prescripteurs import NOUVELLE, OrientationDeStructureForm
from maillage.parcours.listes.orientations import build_siennes, get_ton
from maillage.parcours.models import Decouverte, Orientation, Prescripteur
from maillage.parcours.nomenclatures.etats import EtatOrientation
from maillage.parcours.nomenclatures.orientation import CanalArrivee, TypePrescripteur
from maillage.parcours.permissions import Droit
from maillage.parcours.queries import orientations, prescripteurs
from maillage.parcours.rules import etats
from maillage.parcours.rules import orientation as regles
from maillage.parcours.views.relecture import relire
from maillage.reseau.models import Dispositif
from maillage.reseau.queries import find_gere
from maillage.socle import permissions
from maillage.socle.acces import exige
from maillage.socle.formulaires.envois import idempotente, une_fois
from maillage.socle.formulaires.refus import add_manques, show_refus
from maillage.socle.formulaires.saisies import garde_la_saisie, get_saisie
from maillage.socle.journal import actions as journal
from maillage.socle.refus import Refus
from maillage.socle.requete import Requete
from maillage.socle.roles import Role
from maillage.socle.tableaux.etat import clean
from maillage.socle.tableaux.exports import ExportRefuse, export
from maillage.socle.tableaux.liste import Liste, build_liste, respond

TRANSMETTRE, FAIRE_SIGNER = "transmettre", "imprimer"
AUTRES = frozenset(
    {"canal", "prescripteur", "auteur_nom", "fiche_signee"}
)  # said apart from what is typed of the person


@exige(Droit.ORIENTER, nominatif=True)
@require_safe
def liste(request: Requete) -> HttpResponse:
    found = _build_liste(request)
    journal.record_acces(by=request.acteur, type="parcours.orientations", nombre=len(found.page.object_list))
    return respond(request, "parcours/orientations_liste.html", found)


@exige(Droit.ORIENTER, nominatif=True)
@require_safe
def exporter(request: Requete, format: str) -> HttpResponseBase:
    """R-15: asks for a reason, and leaves its trace in the journal of accesses."""
    try:
        return export(
            _build_liste(request), by=request.acteur, format=format, today=localdate(),
            motif=clean(request.GET.get("motif", "")),
        )  # fmt: skip
    except ExportRefuse as refus:
        messages.error(request, str(refus))
        return redirect("parcours:orientations")


def _build_liste(request: Requete) -> Liste:
    rows = orientations.list_siennes(request.acteur)
    return build_liste(build_siennes(on=localdate()), rows, request, export="/orientations/export")


@exige(Droit.ORIENTER)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
def nouvelle(request: Requete) -> HttpResponse:
    return _write(request, None)


@exige(Droit.ACCUEILLIR)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
def depuis_decouverte(request: Requete, uuid: UUID) -> HttpResponse:
    """A contact outside becomes an orientation, once the person has said who they are and agrees."""
    try:
        found = orientations.get_decouverte(request.acteur, uuid)
    except Decouverte.DoesNotExist as absent:
        raise Http404 from absent
    if found.orientation is not None:
        messages.info(request, f"Cette rencontre est déjà l’orientation n° {found.orientation.numero}.")
        return redirect("parcours:decouvertes")
    return _write(request, found)


def _write(request: Requete, decouverte: Decouverte | None) -> HttpResponse:
    dispositif = find_gere(request.acteur)
    if dispositif is None:
        raise Http404
    form = _build_form(request, dispositif, decouverte)
    transmettre = request.POST.get("geste") == TRANSMETTRE
    if request.method == "POST" and relire(request, form):
        try:
            made = prescriptions.write_orientation(
                by=request.acteur, dispositif=dispositif,
                prescripteur=_find_prescripteur(request, dispositif, form), values=read_values(form),
                canal=CanalArrivee(form.cleaned_data.get("canal", CanalArrivee.INTERMEDIAIRE)), decouverte=decouverte,
                today=localdate(), transmettre=transmettre,
            )  # fmt: skip
        except Refus as refus:
            show_refus(form, refus)
        else:
            return _leave(request, made)
    contexte = {"form": form, "decouverte": decouverte, "a_verifier": check_tout(form, dispositif, transmettre)}
    return render(request, "parcours/orientation_saisie.html", contexte)


def check_tout(form: Any, dispositif: Dispositif, is_transmise: bool) -> list[regles.Manque]:
    """What is sent and refused is told in one round: adds to the form all that the rules miss, and returns what deserves a
    look without stopping anything."""
    if not is_transmise or not form.is_bound:
        return []
    saisie, today = read_saisie(dispositif, read_values(form)), localdate()
    if not form.is_valid():
        add_manques(form, regles.list_manques(read_fiche(saisie), today=today))
    return receptions.list_a_verifier(saisie, on=today)


@exige(Droit.ORIENTER, nominatif=True)
@require_safe
def orientation(request: Requete, uuid: UUID) -> HttpResponse:
    found = get_sienne(request, uuid)
    journal.record_acces(by=request.acteur, type="parcours.orientation_ouverte", target=found)
    etat, today = EtatOrientation(found.etat), localdate()
    contexte = {
        "orientation": found,
        "ton": get_ton(found),
        "suite": regles.SUITES[etat],
        "promesse": regles.write_echeance(read_echeance(found), on=today),
        "modifiable": (modifiable := etat in regles.MODIFIABLES),
        "manques": regles.list_manques(read_fiche(found), today=today) if modifiable else [],
        "a_verifier": receptions.list_a_verifier(found, on=today) if modifiable else [],
        "depot_possible": etat not in SANS_ENTREE,
        "annulable": EtatOrientation.ANNULEE in etats.ORIENTATIONS[etat],
    }
    return render(request, "parcours/orientation.html", contexte)


@exige(Droit.ORIENTER, nominatif=True)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
def modifier(request: Requete, uuid: UUID) -> HttpResponse:
    found = get_sienne(request, uuid)
    journal.record_acces(by=request.acteur, type="parcours.orientation_ouverte", target=found)
    if EtatOrientation(found.etat) not in regles.MODIFIABLES:
        messages.info(request, "Cette orientation est transmise : elle ne se modifie plus ici.")
        return redirect("parcours:orientation", uuid=uuid)
    initial = {name: getattr(found, name) for name in OrientationForm.base_fields if name != "vues"}
    form = OrientationForm(get_saisie(request), initial=initial)
    transmettre = request.POST.get("geste") == TRANSMETTRE
    if request.method == "POST" and relire(request, form):
        try:
            made = prescriptions.change_orientation(
                by=request.acteur, orientation=found, values=read_values(form), version=_read_version(request),
                today=localdate(), transmettre=transmettre,
            )  # fmt: skip
        except Refus as refus:
            show_refus(form, refus)
        else:
            return _leave(request, made)
    a_verifier = check_tout(form, found.dispositif, transmettre)
    contexte = {"form": form, "orientation": found, "a_verifier": a_verifier}
    return render(request, "parcours/orientation_saisie.html", contexte)


@exige(Droit.ORIENTER)
@require_POST
@idempotente("une orientation annulée le reste")
def annuler(request: Requete, uuid: UUID) -> HttpResponse:
    found = get_sienne(request, uuid)
    try:
        prescriptions.cancel_orientation(by=request.acteur, orientation=found, today=localdate())
    except Refus as refus:
        messages.error(request, str(refus))
    else:
        messages.success(request, "L’orientation est annulée.")
    return redirect("parcours:orientation", uuid=uuid)


def get_sienne(request: Requete, uuid: UUID) -> Orientation:
    try:
        return orientations.get_sienne(request.acteur, uuid)
    except Orientation.DoesNotExist as absent:
        raise Http404 from absent


def _build_form(request: Requete, dispositif: Dispositif, decouverte: Decouverte | None) -> Any:
    data = get_saisie(request)
    if request.acteur.role == Role.PRESCRIPTEUR:
        sien = prescripteurs.find_sien(request.acteur, dispositif)
        return OrientationForm(data) if sien.connu else OrientationDeStructureForm(data, sien=sien)
    initial: dict[str, Any] = {}
    if decouverte is not None:
        initial = {"canal": CanalArrivee.ALLER_VERS, "sexe": decouverte.sexe, "commune": decouverte.commune}
    known = prescripteurs.list_prescripteurs(request.acteur)
    return OrientationInterneForm(data, initial=initial, prescripteurs=known)


def _find_prescripteur(request: Requete, dispositif: Dispositif, form: Any) -> Prescripteur:
    by, today = request.acteur, localdate()
    if by.role != Role.PRESCRIPTEUR:
        chosen: Prescripteur | None = form.cleaned_data["prescripteur"]
        return chosen or actions.find_or_register_personne(by=by, dispositif=dispositif, today=today)
    nature, repris = form.cleaned_data.get("structure_type"), form.cleaned_data.get("structure", NOUVELLE)
    return actions.find_or_register_sien(
        by=by, dispositif=dispositif, today=today, nature=TypePrescripteur(nature) if nature else None,
        repris=None if repris == NOUVELLE else prescripteurs.get_prescripteur(by, UUID(repris)),
    )  # fmt: skip


def read_echeance(orientation: Orientation) -> date | None:
    return regles.find_echeance(
        EtatOrientation(orientation.etat), prescription=orientation.date_prescription, complete=orientation.complete_le
    )


def read_values(form: Any) -> dict[str, Any]:
    return {name: value for name, value in form.cleaned_data.items() if name not in AUTRES}


def _read_version(request: Requete) -> int:
    text = request.POST.get("version", "")
    return int(text) if text.isdecimal() else 0


def _leave(request: Requete, made: Orientation) -> HttpResponse:
    sent = made.etat == EtatOrientation.TRANSMISE
    messages.success(
        request,
        f"L’orientation n° {made.numero} est transmise."
        if sent
        else "Le brouillon est gardé : rien n’est encore parti.",
    )
    if sent and permissions.can(request.acteur, Droit.ETUDIER_ORIENTATION, made):
        return redirect("parcours:entree", uuid=made.uuid)
    signer = "#signer" if request.POST.get("geste") == FAIRE_SIGNER else ""
    return redirect(reverse("parcours:orientation", args=[made.uuid]) + signer)
