"""The files whose time comes: the list, one file, its freezes, the FSE operations that retain."""

from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.parcours.actions import conservation as actions
from maillage.parcours.forms.conservation import FinOperationForm, GelForm, RevueForm
from maillage.parcours.listes.conservation import TABLEAU, write_raison
from maillage.parcours.models import Gel
from maillage.parcours.permissions import Droit
from maillage.parcours.queries import echeances as queries
from maillage.parcours.queries.conservation import Fin, find_fin
from maillage.parcours.rules.conservation import GEL_MAX, PREAVIS
from maillage.participants.models import Personne
from maillage.socle.acces import exige
from maillage.socle.dates import add_months
from maillage.socle.formulaires.envois import idempotente, une_fois
from maillage.socle.formulaires.saisies import garde_la_saisie, get_saisie
from maillage.socle.journal import actions as journal
from maillage.socle.refus import Refus
from maillage.socle.requete import Requete
from maillage.socle.roles import Role
from maillage.socle.tableaux.etat import clean
from maillage.socle.tableaux.exports import ExportRefuse, export
from maillage.socle.tableaux.liste import Liste, build_liste, respond

METHODES = ["GET", "HEAD", "POST"]


@exige(Droit.GARDER_DOSSIERS, nominatif=True)
@require_safe
def liste(request: Requete) -> HttpResponse:
    today = localdate()
    annonces, _ = queries.count_annoncees(request.acteur, on=today)
    liste = _build_liste(request)
    journal.record_acces(by=request.acteur, type="parcours.conservations", nombre=len(liste.page.object_list))
    contexte = {"annonces": annonces, "preavis": PREAVIS.get(on=today).valeur,
                "gels": list(queries.list_gels_a_revoir(request.acteur, on=today))}  # fmt: skip
    return respond(request, "parcours/conservation.html", liste, contexte)


@exige(Droit.GARDER_DOSSIERS, nominatif=True)
@require_safe
def exporter(request: Requete, format: str) -> HttpResponseBase:
    try:
        return export(
            _build_liste(request), by=request.acteur, format=format, today=localdate(),
            motif=clean(request.GET.get("motif", "")),
        )  # fmt: skip
    except ExportRefuse as refus:
        messages.error(request, str(refus))
        return redirect("parcours:conservation")


def _build_liste(request: Requete) -> Liste:
    rows = queries.select_echeances(request.acteur, on=localdate())
    return build_liste(TABLEAU, rows, request, export="/conservation/export")


@exige(Droit.GARDER_DOSSIERS, nominatif=True)
@require_safe
def dossier(request: Requete, uuid: UUID) -> HttpResponse:
    personne = _open(request, uuid)
    fin = find_fin(personne, on=localdate())
    contexte = {
        "personne": personne, "titre": _name(request, personne), "fin": fin, "lignes": _write_fin(fin) if fin else [],
        "gels": queries.list_gels(personne), "demande": queries.has_demande(personne),
    }  # fmt: skip
    return render(request, "parcours/conservation_dossier.html", contexte)


def _open(request: Requete, uuid: UUID) -> Personne:
    try:
        personne = queries.get_personne(request.acteur, uuid)
    except Personne.DoesNotExist as absente:
        raise Http404 from absente
    journal.record_acces(by=request.acteur, type="parcours.conservation", target=personne)
    return personne


def _name(request: Requete, personne: Personne) -> str:
    """R-23: once archived, the DPD alone still reads the name."""
    if personne.archivee_le is None or request.acteur.role == Role.DPD:
        return f"{personne.nom_complet}, dossier n° {personne.numero}"
    return f"Dossier archivé n° {personne.numero}"


def _write_fin(fin: Fin) -> list[tuple[str, str | None]]:
    e = fin.echeances
    lignes: list[tuple[str, str | None]] = [
        ("Dernier contact", f"{fin.dernier:%d/%m/%Y}"),
        ("Archivage", f"{e.archive:%d/%m/%Y}"),
        ("Réduction au noyau FSE" if e.is_noyau else "Anonymisation", f"{e.sociale:%d/%m/%Y}"),
    ]
    if fin.operations:
        lignes.append(("Opérations FSE qui le retiennent", ", ".join(fin.operations)))
        lignes.append(("Effacement du noyau FSE", f"{e.fin:%d/%m/%Y}" if e.fin else "Dernier paiement à enregistrer"))
    if fin.etape:
        lignes.append(("Prochaine étape", write_raison(fin.etape[0], fin.dernier).capitalize()))
    return lignes


@exige(Droit.GARDER_DOSSIERS, nominatif=True)
@require_http_methods(METHODES)
@garde_la_saisie
@une_fois
def geler(request: Requete, uuid: UUID) -> HttpResponse:
    personne, today = _open(request, uuid), localdate()
    form = GelForm(get_saisie(request), initial={"jusqu_au": add_months(today, GEL_MAX.get(on=today).valeur)})
    contexte = {"titre": "Geler ce dossier", "bouton": "Geler le dossier", "chapeau":
                "Rien n’en sera archivé ni effacé tant que le gel dure. L’accompagnement n’en est pas changé."}  # fmt: skip
    return _record(request, personne, form, contexte, partial(actions.freeze_dossier, personne=personne, today=today))


@exige(Droit.GARDER_DOSSIERS, nominatif=True)
@require_http_methods(METHODES)
@garde_la_saisie
@une_fois
def revoir(request: Requete, uuid: UUID) -> HttpResponse:
    gel, today = _find_gel(request, uuid), localdate()
    personne = _open(request, gel.personne.uuid)
    form = RevueForm(get_saisie(request), initial={"jusqu_au": add_months(today, GEL_MAX.get(on=today).valeur)})
    contexte = {"titre": "Revoir ce gel", "bouton": "Prolonger le gel", "chapeau":
                f"{gel.libelle_motif}, depuis le {gel.du:%d/%m/%Y}. Si le motif a disparu, levez plutôt le gel."}  # fmt: skip
    return _record(request, personne, form, contexte, partial(actions.review_gel, gel=gel, today=today))


@exige(Droit.GARDER_DOSSIERS, nominatif=True)
@require_POST
@idempotente("un gel levé le reste")
def lever(request: Requete, uuid: UUID) -> HttpResponse:
    gel = _find_gel(request, uuid)
    actions.lift_gel(by=request.acteur, gel=gel, today=localdate())
    messages.success(request, "Le gel est levé : la conservation reprend son cours cette nuit.")
    return redirect("parcours:conservation_dossier", uuid=gel.personne.uuid)


def _find_gel(request: Requete, uuid: UUID) -> Gel:
    found = Gel.objects.filter(dispositif=request.acteur.dispositif, uuid=uuid).select_related("personne").first()
    if found is None:
        raise Http404
    return found


def _record(
    request: Requete, personne: Personne, form: forms.Form, contexte: dict[str, Any], record: Any
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            record(by=request.acteur, **form.cleaned_data)
        except Refus as refus:
            form.add_error(refus.champ, str(refus))
        else:
            messages.success(request, "C’est enregistré.")
            return redirect("parcours:conservation_dossier", uuid=personne.uuid)
    contexte |= {"personne": personne, "qui": _name(request, personne), "form": form}
    return render(request, "parcours/conservation_saisie.html", contexte)


@exige(Droit.GARDER_DOSSIERS)
@require_http_methods(METHODES)
@garde_la_saisie
@une_fois
def operations(request: Requete) -> HttpResponse:
    if request.acteur.dispositif is None:
        raise Http404
    found = queries.list_operations(request.acteur)
    form = FinOperationForm(get_saisie(request), codes=[o.code for o in found])
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_fin_operation(by=request.acteur, today=localdate(), **form.cleaned_data)
        except Refus as refus:
            form.add_error(refus.champ, str(refus))
        else:
            messages.success(request, "Le dernier paiement est enregistré.")
            return redirect("parcours:operations_fse")
    return render(request, "parcours/conservation_operations.html", {"form": form, "operations": found})
