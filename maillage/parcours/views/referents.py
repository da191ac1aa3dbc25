"""« Référents »: their working time and their load, who replaces whom, who arrives and leaves.

These pages name the agents; only the one that lists the people entrusted to somebody is nominative.
"""

from collections.abc import Callable
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.parcours.actions import referents as actions
from maillage.parcours.forms.referents import DepartForm, QuotiteForm, ReferentForm, RemplacementForm
from maillage.parcours.models import Referent, Remplacement
from maillage.parcours.nomenclatures.charge import Charge
from maillage.parcours.permissions import Droit
from maillage.parcours.queries import referents as queries
from maillage.parcours.rules.charge import Jauge, get_seuils
from maillage.parcours.views.commissions import get_own_dispositif
from maillage.reseau.models import Organisation
from maillage.socle.acces import exige
from maillage.socle.formulaires.envois import idempotente, une_fois
from maillage.socle.formulaires.saisies import garde_la_saisie, get_saisie
from maillage.socle.journal import actions as journal
from maillage.socle.refus import Refus
from maillage.socle.requete import Requete

TONS = {Charge.SOUS_CAPACITE: "information", Charge.NORMAL: "succes", Charge.TENSION: "attention",
        Charge.DEPASSEMENT: "danger"}  # fmt: skip


def describe_jauge(jauge: Jauge) -> dict[str, Any]:
    """The gauge as a page draws it: its bar never beyond its end, its words exact."""
    return {
        "jauge": jauge,
        "ton": TONS[jauge.etat],
        "maximum": max(1, int(jauge.maximum)),
        "valeur": min(jauge.suivis, max(1, int(jauge.maximum))),
    }


@exige(Droit.AFFECTER)
@require_safe
def liste(request: Requete) -> HttpResponse:
    today = localdate()
    charges = queries.list_charges(request.acteur, on=today)
    contexte = {
        "lignes": [{"charge": c, **describe_jauge(c.jauge)} for c in charges],
        "total": _sum(charges),
        "remplacements": queries.list_remplacements(request.acteur, on=today),
        "a_inscrire": queries.list_a_inscrire(request.acteur, on=today).count(),
        "seuils": get_seuils(on=today),
    }
    return render(request, "parcours/referents.html", contexte)


def _sum(charges: list[queries.Charge]) -> dict[str, Any]:
    """All of them together, in the dispositif."""
    etp = sum((c.jauge.etp for c in charges), Decimal(0))
    suivis = sum(c.jauge.suivis for c in charges)
    return {"etp": etp, "suivis": suivis, "par_etp": round(suivis / etp) if etp else None}


@exige(Droit.AFFECTER)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
def inscrire(request: Requete) -> HttpResponse:
    today = localdate()
    comptes = queries.list_a_inscrire(request.acteur, on=today)
    form = ReferentForm(get_saisie(request), comptes=comptes, initial={"du": today, "etp": 1})
    if request.method == "POST" and form.is_valid():
        compte = form.cleaned_data["compte"]
        employeur = Organisation.objects.filter(
            pk__in=[queries.find_employeur(request.acteur, compte, on=today)]
        ).first()
        made = actions.register_referent(
            by=request.acteur, dispositif=get_own_dispositif(request), nom=compte.nom, prenom=compte.prenom,
            employeur=employeur, **form.cleaned_data,
        )  # fmt: skip
        messages.success(request, f"{made} peut maintenant suivre des personnes.")
        return redirect("parcours:referents")
    return render(request, "parcours/referent_inscrire.html", {"form": form, "nombre": comptes.count()})


@exige(Droit.AFFECTER, nominatif=True)
@require_safe
def referent(request: Requete, uuid: UUID) -> HttpResponse:
    found = get_referent(request, uuid)
    today = localdate()
    suivis = list(queries.list_suivis(found.referent))
    journal.record_acces(by=request.acteur, type="parcours.referent_ouvert", target=found.referent, nombre=len(suivis))
    contexte = {
        "charge": found,
        "referent": found.referent,
        "l": describe_jauge(found.jauge),
        "suivis": suivis,
        "quotites": queries.list_quotites(found.referent),
        "remplacements": [
            r for r in queries.list_remplacements(request.acteur, on=today) if r.absent_id == found.referent.pk
        ],
    }
    return render(request, "parcours/referent.html", contexte)


@exige(Droit.AFFECTER)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
def temps(request: Requete, uuid: UUID) -> HttpResponse:
    found = get_referent(request, uuid)
    form = QuotiteForm(get_saisie(request), initial={"etp": found.jauge.etp, "du": localdate()})
    return _record(
        request, found.referent, form, actions.record_quotite, "Changer le temps de travail",
        "Ce qui précède est gardé : la charge d’un jour passé se lit avec le temps de travail de ce jour.",
        "Le temps de travail est changé.",
    )  # fmt: skip


@exige(Droit.AFFECTER)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
def depart(request: Requete, uuid: UUID) -> HttpResponse:
    found = get_referent(request, uuid)
    form = DepartForm(get_saisie(request), initial={"au": localdate()})
    return _record(
        request, found.referent, form, actions.end_referent, "Enregistrer un départ",
        "Un référent part quand plus personne ne lui est confié : aucun parcours ne reste sans référent.",
        "Le départ est enregistré.",
    )  # fmt: skip


def _record(
    request: Requete, found: Referent, form: forms.Form, record: Callable[..., Any], titre: str, chapeau: str, fait: str
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            record(by=request.acteur, referent=found, **form.cleaned_data)
        except Refus as refus:
            form.add_error(refus.champ, str(refus))
        else:
            messages.success(request, fait)
            return redirect("parcours:referent", uuid=found.uuid)
    contexte = {"form": form, "referent": found, "titre": titre, "chapeau": chapeau}
    return render(request, "parcours/referent_form.html", contexte)


@exige(Droit.AFFECTER)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
def absence(request: Requete, uuid: UUID) -> HttpResponse:
    found = get_referent(request, uuid).referent
    today = localdate()
    here = [c.referent.pk for c in queries.list_charges(request.acteur, on=today)]
    others = queries.select_referents(request.acteur, on=today).filter(pk__in=here).exclude(pk=found.pk)
    form = RemplacementForm(get_saisie(request), referents=others, initial={"du": today})
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_remplacement(by=request.acteur, absent=found, **form.cleaned_data)
        except Refus as refus:
            form.add_error(refus.champ, str(refus))
        else:
            messages.success(request, "Le remplacement est organisé.")
            return redirect("parcours:referent", uuid=found.uuid)
    contexte = {
        "form": form, "referent": found, "titre": "Organiser un remplacement",
        "chapeau": "Pendant l’absence, le remplaçant a les mêmes accès aux dossiers ; ils se ferment d’eux-mêmes après.",
    }  # fmt: skip
    return render(request, "parcours/referent_form.html", contexte)


@exige(Droit.AFFECTER)
@require_POST
@idempotente("un remplacement terminé le reste")
def terminer_remplacement(request: Requete, uuid: UUID) -> HttpResponse:
    try:
        found = queries.get_remplacement(request.acteur, uuid)
    except Remplacement.DoesNotExist as absent:
        raise Http404 from absent
    actions.end_remplacement(by=request.acteur, remplacement=found, today=localdate())
    messages.success(request, f"Le remplacement de {found.absent} par {found.remplacant} est terminé.")
    return redirect("parcours:referent", uuid=found.absent.uuid)


def get_referent(request: Requete, uuid: UUID) -> queries.Charge:
    try:
        return queries.get_referent(request.acteur, uuid, on=localdate())
    except Referent.DoesNotExist as absent:
        raise Http404 from absent
