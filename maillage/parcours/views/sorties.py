"""An exit proposed from the file, decided from the board; reminders; the years closed."""

from datetime import date, timedelta
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_safe

from maillage.parcours.actions import retours, sorties
from maillage.parcours.actions.commissions import put_on_agenda
from maillage.parcours.actions.sorties import Proposition
from maillage.parcours.commission_sortie import SORTIE
from maillage.parcours.forms import sorties as forms
from maillage.parcours.models import Commission, Parcours, Sortie
from maillage.parcours.nomenclatures.orientation import EtatCommission
from maillage.parcours.nomenclatures.sorties import LIBELLES_PIECE, Piece
from maillage.parcours.permissions import Droit
from maillage.parcours.portee import build_portee
from maillage.parcours.queries import sorties as queries
from maillage.parcours.queries.reglages import read_valeur
from maillage.parcours.rules import sorties as rules
from maillage.parcours.rules.parametres_sorties import REOUVERTURE
from maillage.parcours.views.dossiers import get_dossier
from maillage.parcours.views.pages_sorties import Page, serve
from maillage.reseau.models import Dispositif
from maillage.socle import permissions
from maillage.socle.acces import exige
from maillage.socle.formulaires.envois import idempotente, une_fois
from maillage.socle.formulaires.saisies import garde_la_saisie, get_saisie
from maillage.socle.journal import actions as journal
from maillage.socle.refus import Refus
from maillage.socle.requete import Requete

FORMULAIRE = ["GET", "HEAD", "POST"]
RECENTES = timedelta(days=60)


@exige(Droit.PROPOSER_SORTIE, nominatif=True)
@require_http_methods(FORMULAIRE)
@garde_la_saisie
@une_fois
def proposer(request: Requete, uuid: UUID) -> HttpResponse:
    parcours = get_dossier(request, uuid, Droit.PROPOSER_SORTIE)
    page = Page(
        parcours,
        "Proposer une sortie",
        "La coordination décide. Un abandon demande des relances, un courrier d’avertissement et le temps d’y répondre.",
        "Proposer la sortie",
        "La sortie est proposée : la coordination en décide.",
        gabarit="parcours/sorties_proposer.html",
        contexte={"relances": parcours.relances.order_by("-le", "-pk")},
    )

    def act(values: dict) -> None:
        demande = Proposition(**values)
        sorties.propose_sortie(by=request.acteur, parcours=parcours, demande=demande, today=localdate())

    locales = queries.list_nommables(request.acteur, on=localdate())
    return serve(request, page, forms.PropositionForm(get_saisie(request), locales=locales), act)


@exige(Droit.PROPOSER_SORTIE, nominatif=True)
@require_http_methods(FORMULAIRE)
@garde_la_saisie
@une_fois
def relancer(request: Requete, uuid: UUID) -> HttpResponse:
    parcours = get_dossier(request, uuid, Droit.PROPOSER_SORTIE)
    page = Page(
        parcours,
        "Noter une relance",
        "La personne ne répond plus : chaque essai se note, avec son moyen.",
        "Noter la relance",
        "La relance est notée.",
    )
    return serve(
        request, page, forms.RelanceForm(get_saisie(request), initial={"le": localdate()}),
        lambda values: sorties.record_relance(by=request.acteur, parcours=parcours, values=values, today=localdate()),
    )  # fmt: skip


@exige(Droit.DECIDER_SORTIE, nominatif=True)
@require_safe
def tableau(request: Requete) -> HttpResponse:
    today = localdate()
    found = queries.build_tableau(request.acteur, on=today, depuis=today - RECENTES)
    presentes = queries.list_presentes(sortie.parcours_id for sortie in found.proposees)
    lignes = [
        (
            sortie,
            rules.list_manquantes(
                sortie.definition, presentes.get(sortie.parcours_id, set()), sous_motif=sortie.sous_motif
            ),
        )
        for sortie in found.proposees
    ]
    nombre = len(found.proposees) + len(found.suspensions) + len(found.decidees)
    journal.record_acces(by=request.acteur, type="parcours.sorties", nombre=nombre)
    contexte = {"tableau": found, "lignes": lignes, "today": today}
    return render(request, "parcours/sorties_tableau.html", contexte)


def get_sortie(request: Requete, uuid: UUID) -> Sortie:
    today = localdate()
    reach = Parcours.objects.filter(build_portee(request.acteur, on=today))
    rows = Sortie.objects.select_related("parcours__personne", "parcours__referent", "parcours__dispositif", "locale")
    found = rows.filter(uuid=uuid, dispositif=request.acteur.dispositif, parcours__in=reach).first()
    if found is None or not permissions.can(request.acteur, Droit.DECIDER_SORTIE, found.parcours):
        raise Http404
    return found


@exige(Droit.DECIDER_SORTIE, nominatif=True)
@require_http_methods(FORMULAIRE)
@garde_la_saisie
@une_fois
def decider(request: Requete, uuid: UUID) -> HttpResponse:
    sortie = get_sortie(request, uuid)
    if sortie.decidee_le or sortie.rejetee_le:
        return redirect("parcours:dossier", uuid=sortie.parcours.uuid)
    today = localdate()
    page = Page(
        sortie.parcours,
        "Décider de la sortie",
        f"{sortie.libelle}, proposée le {sortie.proposee_le:%d/%m/%Y}.",
        "Enregistrer la décision",
        "La décision est enregistrée.",
        vers=("parcours:sorties",),
        gabarit="parcours/sorties_decider.html",
        contexte=_build_decision(request, sortie, today=today),
    )

    def act(values: dict) -> None:
        if values.pop("decision") == "valider":
            sorties.validate_sortie(by=request.acteur, sortie=sortie, today=today, **values)
        else:
            sorties.reject_sortie(by=request.acteur, sortie=sortie, motif=values["motif"], today=today)

    return serve(request, page, forms.DecisionForm(get_saisie(request), initial={"le": today}), act)


def _build_decision(request: Requete, sortie: Sortie, *, today: date) -> dict:
    """The checks, each with whether it holds, and the pieces, each with whether it is there."""
    faits = queries.read_faits(
        sortie.parcours, le=today, on=today, sous_motif=sortie.sous_motif, precision=sortie.precision,
        locale=str(sortie.locale or ""),
        sans_appui=sortie.sans_appui,
    )  # fmt: skip
    manquantes = rules.list_manquantes(sortie.definition, faits.pieces, sous_motif=sortie.sous_motif)
    closes = queries.list_closes(sortie.dispositif_id)
    return {
        "sortie": sortie,
        "refus": rules.list_refus(sortie.definition, faits, on=today),
        "pieces": [(LIBELLES_PIECE[Piece(piece)], piece not in manquantes) for piece in sortie.definition.pieces],
        "date_prevue": rules.compute_date_sortie(
            sortie.definition, validation=faits.validation, decidee=today, closes=closes
        ),
        "commissions": list_commissions(request, today=today).exists(),
    }


def list_commissions(request: Requete, *, today: date):
    return Commission.objects.filter(
        dispositif=request.acteur.dispositif, le__gte=today, etat=EtatCommission.PREPAREE, type__in=SORTIE.types
    ).order_by("le")


@exige(Droit.DECIDER_SORTIE, nominatif=True)
@require_http_methods(FORMULAIRE)
@idempotente("une sortie est une fois à l’ordre du jour d’une commission")
def inscrire(request: Requete, uuid: UUID) -> HttpResponse:
    sortie = get_sortie(request, uuid)
    page = Page(
        sortie.parcours,
        "Inscrire à une commission",
        f"{sortie.libelle}, proposée le {sortie.proposee_le:%d/%m/%Y}.",
        "Inscrire",
        "La sortie est à l’ordre du jour.",
        vers=("parcours:sorties",),
    )
    form = forms.CommissionForm(get_saisie(request), commissions=list_commissions(request, today=localdate()))
    return serve(
        request, page, form,
        lambda values: put_on_agenda(
            by=request.acteur, commission=values["commission"], objet=SORTIE, cible=sortie.parcours, today=localdate()
        ),
    )  # fmt: skip


@exige(Droit.DECIDER_SORTIE, nominatif=True)
@require_http_methods(FORMULAIRE)
@garde_la_saisie
@une_fois
def annuler(request: Requete, uuid: UUID) -> HttpResponse:
    sortie = get_sortie(request, uuid)
    page = Page(
        sortie.parcours,
        "Annuler la sortie",
        "Seulement si c’est une erreur : le même parcours continue, sans nouvelle entrée. Si la personne revient, "
        "ouvrez plutôt un nouveau parcours.",
        "Annuler la sortie",
        "La sortie est annulée ; le parcours continue.",
        danger=True,
        gabarit="parcours/sorties_annuler.html",
        contexte={"refus": queries.check_annulation(sortie, on=localdate()), **_tell_limite(sortie)},
    )
    return serve(
        request, page, forms.MotifForm(get_saisie(request)),
        lambda values: sorties.undo_sortie(by=request.acteur, sortie=sortie, today=localdate(), **values),
    )  # fmt: skip


def _tell_limite(sortie: Sortie) -> dict:
    """Until when it may be undone."""
    if sortie.decidee_le is None:
        return {}
    delai = read_valeur(sortie.dispositif_id, REOUVERTURE, on=localdate())
    return {"limite": sortie.decidee_le + timedelta(days=delai), "sortie": sortie}


@exige(Droit.PARAMETRER)
@require_http_methods(FORMULAIRE)
@garde_la_saisie
@idempotente("une année close le reste")
def annees_closes(request: Requete) -> HttpResponse:
    dispositif = Dispositif.objects.filter(pk=request.acteur.dispositif or 0).first()
    if dispositif is None:
        raise Http404
    today = localdate()
    form = forms.AnneeForm(get_saisie(request), initial={"annee": today.year - 1})
    if request.method == "POST" and form.is_valid():
        try:
            retours.close_annee(by=request.acteur, dispositif=dispositif, annee=form.cleaned_data["annee"], today=today)
        except Refus as refus:
            form.add_error("annee", str(refus))
        else:
            return redirect("parcours:annees_closes")
    closes = queries.list_annees_closes(request.acteur)
    return render(request, "parcours/sorties_annees.html", {"form": form, "closes": closes})
