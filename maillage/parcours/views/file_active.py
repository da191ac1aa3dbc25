"""« Ma file active »: whom to see this week and why, then everybody; what is done for several at once."""

from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_safe

from maillage.parcours.actions import suivi as actions
from maillage.parcours.forms.suivi import FrequenceForm, RendezVousGroupesForm
from maillage.parcours.listes.file_active import build_tableau, get_choix, list_actions
from maillage.parcours.models import Parcours
from maillage.parcours.permissions import Droit
from maillage.parcours.queries import suivi
from maillage.parcours.rendu_file import write_a_voir
from maillage.parcours.rules import entretiens
from maillage.parcours.rules.charge import Jauge, get_seuils
from maillage.parcours.rules.priorites import dress
from maillage.socle.acces import exige
from maillage.socle.formulaires.envois import idempotente, une_fois
from maillage.socle.formulaires.saisies import garde_la_saisie, get_saisie
from maillage.socle.journal import actions as journal
from maillage.socle.refus import Refus
from maillage.socle.requete import Requete
from maillage.socle.tableaux.etat import Etat, clean
from maillage.socle.tableaux.exports import ExportRefuse, export
from maillage.socle.tableaux.liste import Comptes, Liste, build_liste, respond
from maillage.socle.typographie import write_accord

MONTRES = 8  # those to see that are shown without unfolding


@exige(Droit.VOIR_FILE_ACTIVE, nominatif=True)
@require_safe
def file_active(request: Requete) -> HttpResponse:
    today = localdate()
    found = suivi.read_file(request.acteur, on=today)
    etp = suivi.find_etp(request.acteur, on=today)
    liste = _build_liste(request, found)
    journal.record_acces(by=request.acteur, type="parcours.file_active", nombre=found.total)
    a_voir = [_dress(one) for one in found.a_voir]
    contexte = {
        "a_voir": a_voir,
        "d_abord": write_a_voir(a_voir[:MONTRES]),
        "ensuite": write_a_voir(a_voir[MONTRES:]),
        "suite": max(0, len(a_voir) - MONTRES),
        "file": found,
        "jauge": Jauge(found.effectif, etp, get_seuils(on=today)) if etp else None,
    }
    return respond(request, "parcours/suivi_file.html", liste, contexte)


@exige(Droit.VOIR_FILE_ACTIVE, nominatif=True)
@require_safe
def exporter(request: Requete, format: str) -> HttpResponseBase:
    """R-15: asks for a reason, and leaves its trace in the journal of accesses."""
    found = suivi.read_file(request.acteur, on=localdate())
    try:
        return export(
            _build_liste(request, found), by=request.acteur, format=format, today=localdate(),
            motif=clean(request.GET.get("motif", "")),
        )  # fmt: skip
    except ExportRefuse as refus:
        messages.error(request, str(refus))
        return redirect("parcours:file_active")


def _build_liste(request: Requete, found: suivi.File) -> Liste:
    today = localdate()

    def count(etat: Etat) -> Comptes:
        return Comptes(trouves=None if etat.restrictions else found.total, total=found.total)

    return build_liste(
        build_tableau(found, on=today), suivi.select_lignes(found), request, export="/file-active/export",
        agir=partial(list_actions, found), choisir=partial(get_choix, found), compter=count,
    )  # fmt: skip


def _dress(one: suivi.Suivi) -> dict[str, Any]:
    first, *others = one.raisons
    return {"uuid": one.uuid, "nom": one.nom, "premiere": dress(first), "autres": [raison.phrase for raison in others]}


@exige(Droit.VOIR_FILE_ACTIVE, nominatif=True)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
def planifier(request: Requete) -> HttpResponse:
    """A rendez-vous for each of those chosen."""
    chosen = _list_choisis(request)
    day = entretiens.propose_prochain(localdate(), frequence=1)
    initial = {"jour": day, "heure": "09:00", "duree": entretiens.DUREE.get(on=localdate()).valeur}
    form = RendezVousGroupesForm(get_saisie(request), initial=initial)
    if request.method == "POST" and chosen and form.is_valid():
        try:
            planned = actions.plan_rendez_vous(
                by=request.acteur, parcours=chosen, contact=form.build_contact(), now=timezone.now(),
                intervalle=form.cleaned_data["intervalle"],
            )  # fmt: skip
        except Refus as refus:
            form.add_error(refus.champ, str(refus))
        else:
            messages.success(request, f"{len(planned)} rendez-vous sont dans votre agenda.")
            return redirect("parcours:file_active")
    return _show_groupe(request, form, chosen, titre="Planifier des rendez-vous", bouton="Planifier")


@exige(Droit.VOIR_FILE_ACTIVE, nominatif=True)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@idempotente("fixer deux fois la même fréquence, c’est la fixer")
def changer_frequence(request: Requete) -> HttpResponse:
    chosen = _list_choisis(request)
    form = FrequenceForm(get_saisie(request), initial={"jours": chosen[0].frequence_jours if chosen else None})
    if request.method == "POST" and chosen and form.is_valid():
        try:
            changed = actions.change_frequence(by=request.acteur, parcours=chosen, jours=form.cleaned_data["jours"])
        except Refus as refus:
            form.add_error(refus.champ, str(refus))
        else:
            messages.success(request, f"La fréquence est changée pour {write_accord(changed, 'personne')}.")
            return redirect("parcours:file_active")
    return _show_groupe(request, form, chosen, titre="Changer la fréquence des contacts", bouton="Changer la fréquence")


def _list_choisis(request: Requete) -> list[Parcours]:
    source = get_saisie(request) or request.GET
    return suivi.list_choisis(request.acteur, source.getlist("p"), on=localdate())


def _show_groupe(
    request: Requete, form: forms.Form, chosen: list[Parcours], *, titre: str, bouton: str
) -> HttpResponse:
    journal.record_acces(by=request.acteur, type="parcours.file_active", nombre=len(chosen))
    contexte = {"form": form, "choisis": chosen, "titre": titre, "bouton": bouton}
    return render(request, "parcours/suivi_groupe.html", contexte)
