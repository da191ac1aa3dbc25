"""« Entrées »: the orientations received, the page of one, and what is decided there, one gesture at a time."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_safe

from maillage.parcours.actions import accueil, receptions
from maillage.parcours.actions import orientations as commission
from maillage.parcours.actions.pieces_entree import SANS_ENTREE
from maillage.parcours.forms import orientation as forms
from maillage.parcours.listes.orientations import build_entrees, get_ton
from maillage.parcours.models import Orientation, Referent
from maillage.parcours.nomenclatures.accueil import NatureContact
from maillage.parcours.nomenclatures.etats import EtatOrientation
from maillage.parcours.nomenclatures.suites import CanalRelance
from maillage.parcours.permissions import Droit
from maillage.parcours.queries import accueil as suites
from maillage.parcours.queries import arrivants, orientations
from maillage.parcours.queries.referents import list_candidats
from maillage.parcours.rules import etats
from maillage.parcours.rules import orientation as regles
from maillage.parcours.rules.accueil import Proposition
from maillage.parcours.rules.charge import explain_candidat
from maillage.parcours.views.relecture import relire
from maillage.socle import permissions
from maillage.socle.acces import exige
from maillage.socle.acteur import Acteur
from maillage.socle.formulaires.envois import une_fois
from maillage.socle.formulaires.refus import add_manques, show_refus
from maillage.socle.formulaires.saisies import garde_la_saisie, get_saisie
from maillage.socle.journal import actions as journal
from maillage.socle.refus import Refus
from maillage.socle.requete import Requete
from maillage.socle.tableaux.etat import clean
from maillage.socle.tableaux.exports import ExportRefuse, export
from maillage.socle.tableaux.liste import Liste, build_liste, respond

E = EtatOrientation
FAIT = {
    "recevoir": "L’orientation est recevable ; le prescripteur en est prévenu.",
    "completer": "Le complément est demandé ; le prescripteur en est prévenu.",
    "clore": "C’est enregistré ; le prescripteur lit le motif et la suite proposée.",
    "accueillir": "L’accueil est ouvert.",
    "rendez_vous": "Le premier rendez-vous est noté.",
    "contact": "C’est noté.",
    "presenter": "L’orientation est présentée : la commission en décidera.",
}


@exige(Droit.ACCUEILLIR, nominatif=True)
@require_safe
def liste(request: Requete) -> HttpResponse:
    today = localdate()
    found = _build_liste(request)
    journal.record_acces(by=request.acteur, type="parcours.orientations", nombre=len(found.page.object_list))
    contexte = {
        "etudie": permissions.can(request.acteur, Droit.ETUDIER_ORIENTATION),
        "delai": regles.REPONSE.get(on=today),
    }
    return respond(request, "parcours/entrees_liste.html", found, contexte)


@exige(Droit.ACCUEILLIR, nominatif=True)
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
        return redirect("parcours:entrees")


def _build_liste(request: Requete) -> Liste:
    rows = orientations.list_entrees(request.acteur)
    return build_liste(build_entrees(on=localdate()), rows, request, export="/entrees/export")


@exige(Droit.ACCUEILLIR, nominatif=True, sensible=True)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
def entree(request: Requete, uuid: UUID) -> HttpResponse:
    try:
        found = orientations.get_entree(request.acteur, uuid)
    except Orientation.DoesNotExist as absent:
        raise Http404 from absent
    journal.record_acces(by=request.acteur, type="parcours.orientation_ouverte", target=found)
    today = localdate()
    arrivant = arrivants.read_arrivant(found) if E.RECEVABLE in etats.ORIENTATIONS[E(found.etat)] else None
    proposition = (
        suites.list_propositions([found], on=today).get(found.pk) if E(found.etat) in regles.OUVERTES else None
    )
    sans_diagnostic = (
        suites.is_sans_diagnostic(found, on=today) if E.PRESENTEE in etats.ORIENTATIONS[E(found.etat)] else False
    )
    gestes = _build_gestes(
        request.acteur, found, arrivant, get_saisie(request), proposition=proposition,
        is_sans_diagnostic=sans_diagnostic, today=today,
    )  # fmt: skip
    if request.method == "POST":
        geste = request.POST.get("geste", "")
        form = gestes.get(geste)
        if form is None:
            messages.error(request, "Cette orientation a changé d’état : ce geste n’est plus possible.")
            return redirect("parcours:entree", uuid=uuid)
        if relire(request, form):
            try:
                ACTES[geste](request.acteur, found, form.cleaned_data, today)
            except Refus as refus:
                show_refus(form, refus)
            else:
                messages.success(request, FAIT[geste])
                return redirect("parcours:entree", uuid=uuid)
        elif geste in REFUS:
            add_manques(form, REFUS[geste](found, form.cleaned_data, today))
    contexte = _describe(found, arrivant, gestes, today=today)
    contexte |= {"proposition": proposition, "sans_diagnostic": sans_diagnostic}
    return render(request, "parcours/entree.html", contexte)


def _build_gestes(
    acteur: Acteur, found: Orientation, arrivant: arrivants.Arrivant | None, data: QueryDict | None, *,
    proposition: Proposition | None, is_sans_diagnostic: bool, today: date,
) -> dict[str, Any]:  # fmt: skip
    """The forms that the state allows and that this person may send; only the posted one is bound."""
    suites = etats.ORIENTATIONS[E(found.etat)]
    asked = data.get("geste") if data else None

    def build(nom: str, form: Callable[..., Any], **options: Any) -> None:
        bound = data if asked == nom else None
        gestes[nom] = form(bound, auto_id=f"{nom}_%s", **options)

    gestes: dict[str, Any] = {}
    jour = {"le": today}
    if permissions.can(acteur, Droit.ETUDIER_ORIENTATION, found):
        if arrivant is not None:
            personnes = [(str(c.personne.uuid), c.titre) for c in arrivant.candidats]
            build("recevoir", forms.RecevoirForm, initial=jour, personnes=personnes)
        if E.A_COMPLETER in suites and found.auteur is not None:
            build("completer", forms.ComplementForm)
        if E.SANS_SUITE in suites:
            proposed = {"motif": proposition.motif} if proposition else {}
            build("clore", forms.CloreForm, initial=jour | {"vers": E.SANS_SUITE} | proposed)
            field: Any = gestes["clore"].fields["vers"]
            field.choices = [(code, libelle) for code, libelle in field.choices if E(code) in suites]
    if permissions.can(acteur, Droit.ACCUEILLIR, found):
        if E.EN_ACCUEIL in suites:
            candidats = list_candidats(acteur, found.personne, on=today)
            referents = [(c.cle, f"{c.nom} : {explain_candidat(c)}") for c in candidats]
            build("accueillir", forms.AccueilForm, referents=referents)
        if found.etat == E.EN_ACCUEIL:
            build("rendez_vous", forms.RendezVousForm, initial={"premier_rdv": found.date_premier_rdv})
        if E(found.etat) in regles.OUVERTES:
            build("contact", forms.ContactForm, initial=jour)
        if E.PRESENTEE in suites and not is_sans_diagnostic:
            build("presenter", forms.PresenterForm, initial=jour)
    return gestes


def _describe(
    found: Orientation, arrivant: arrivants.Arrivant | None, gestes: dict[str, Any], *, today: date
) -> dict[str, Any]:
    echeance = regles.find_echeance(E(found.etat), prescription=found.date_prescription, complete=found.complete_le)
    return {
        "orientation": found,
        "ton": get_ton(found),
        "arrivant": arrivant,
        "constats": receptions.study_orientation(found, personne=found.personne, today=today) if arrivant else [],
        "gestes": gestes,
        "depot_possible": E(found.etat) not in SANS_ENTREE,
        "contacts": suites.list_contacts(found),
        "has_diagnostic": found.diagnostics.exists(),
        "echeance": echeance,
        "en_retard": echeance is not None and echeance < today,
        "dates": arrivants.list_dates(found),
    }


def _recevoir(by: Acteur, found: Orientation, data: dict[str, Any], today: date) -> None:
    personne = arrivants.find_personne(found, data["identite"])
    receptions.declare_recevable(
        by=by, orientation=found, personne=personne, derogation=data["derogation"], le=data["le"], today=today,
        motif_alerte=data["motif_alerte"],
    )  # fmt: skip


def _completer(by: Acteur, found: Orientation, data: dict[str, Any], today: date) -> None:
    receptions.ask_complement(
        by=by, orientation=found, complement=data["complement"], today=today, motif_alerte=data["motif_alerte"]
    )


def _clore(by: Acteur, found: Orientation, data: dict[str, Any], today: date) -> None:
    receptions.close_orientation(
        by=by, orientation=found, vers=E(data["vers"]), motif=data["motif"], reorientation=data["reorientation"],
        le=data["le"], today=today, motif_alerte=data["motif_alerte"],
    )  # fmt: skip


def _accueillir(by: Acteur, found: Orientation, data: dict[str, Any], today: date) -> None:
    referent = Referent.objects.get(dispositif=found.dispositif_id, pk=data["referent"])
    accueil.open_accueil(by=by, orientation=found, referent=referent, premier_rdv=data["premier_rdv"], today=today)


def _noter_rdv(by: Acteur, found: Orientation, data: dict[str, Any], today: date) -> None:
    accueil.record_premier_rdv(by=by, orientation=found, premier_rdv=data["premier_rdv"])


def _noter_contact(by: Acteur, found: Orientation, data: dict[str, Any], today: date) -> None:
    canal = CanalRelance(data["canal"]) if data["canal"] else None
    accueil.record_contact(
        by=by, orientation=found, nature=NatureContact(data["nature"]), le=data["le"], canal=canal, today=today
    )


def _presenter(by: Acteur, found: Orientation, data: dict[str, Any], today: date) -> None:
    commission.present_orientation(by=by, orientation=found, le=data["le"], today=today)


ACTES: dict[str, Callable[[Acteur, Orientation, dict[str, Any], date], None]] = {
    "recevoir": _recevoir,
    "completer": _completer,
    "clore": _clore,
    "accueillir": _accueillir,
    "rendez_vous": _noter_rdv,
    "contact": _noter_contact,
    "presenter": _presenter,
}


def _refuse_recevoir(found: Orientation, data: dict[str, Any], today: date) -> list[regles.Manque]:
    choix = data.get("identite")
    return receptions.list_refus_reception(
        found, personne=arrivants.find_personne(found, choix) if choix else None, derogation=data.get("derogation", ""),
        le=data.get("le"), today=today,
    )  # fmt: skip


def _refuse_clore(found: Orientation, data: dict[str, Any], today: date) -> list[regles.Manque]:
    return receptions.list_refus_cloture(found, motif=data.get("motif", ""), le=data.get("le"), today=today)


def _refuse_accueillir(found: Orientation, data: dict[str, Any], today: date) -> list[regles.Manque]:
    return accueil.list_refus_accueil(found, premier_rdv=data.get("premier_rdv"))


def _refuse_presenter(found: Orientation, data: dict[str, Any], today: date) -> list[regles.Manque]:
    return commission.list_refus_presentation(found, le=data.get("le"), today=today)


REFUS: dict[str, Callable[[Orientation, dict[str, Any], date], list[regles.Manque]]] = {
    "recevoir": _refuse_recevoir,
    "clore": _refuse_clore,
    "accueillir": _refuse_accueillir,
    "presenter": _refuse_presenter,
}
"""What the rules would refuse next, when a form is not even whole: told with the rest."""
