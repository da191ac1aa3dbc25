"""« Mes marchés », a market spotted, its lots; the donneurs d'ordre."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_safe

from maillage.clause.actions import marches as actions
from maillage.clause.forms.marches import DonneurForm, LotForm, MarcheForm, MarcheNouveauForm
from maillage.clause.listes.marches import build_donneurs, build_marches
from maillage.clause.models import DonneurOrdre, Lot, Marche
from maillage.clause.permissions import Droit
from maillage.clause.queries import marches as queries
from maillage.clause.queries.amont import list_suivi
from maillage.clause.queries.operations import select_operations
from maillage.socle import permissions
from maillage.socle.acces import exige
from maillage.socle.formulaires.envois import une_fois
from maillage.socle.formulaires.fusions import SaisieVersionnee, serve_versionnee
from maillage.socle.formulaires.refus import show_refus
from maillage.socle.formulaires.saisies import garde_la_saisie, get_saisie
from maillage.socle.requete import Requete
from maillage.socle.tableaux.exports import export
from maillage.socle.tableaux.liste import build_liste, respond
from maillage.socle.versions import read_version


@exige(Droit.VOIR_MARCHES)
@require_safe
def liste(request: Requete) -> HttpResponse:
    found = build_liste(
        build_marches(on=localdate()), queries.select_lots(request.acteur), request, export="/marches/export"
    )
    peut_tenir = permissions.can(request.acteur, Droit.TENIR_MARCHES)
    return respond(request, "clause/marches.html", found, {"peut_tenir": peut_tenir})


@exige(Droit.VOIR_MARCHES)
@require_safe
def exporter(request: Requete, format: str) -> HttpResponseBase:
    found = build_liste(
        build_marches(on=localdate()), queries.select_lots(request.acteur), request, export="/marches/export"
    )
    return export(found, by=request.acteur, format=format, today=localdate())


@exige(Droit.TENIR_MARCHES)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
def nouveau(request: Requete) -> HttpResponse:
    donneurs = queries.select_donneurs(request.acteur).order_by("nom")
    operations = select_operations(request.acteur).order_by("intitule")
    initial = {"engage_le": localdate(), **read_depart(request, operations)}
    form = MarcheNouveauForm(get_saisie(request), donneurs=donneurs, operations=operations, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            lot = _register(request, form)
        except actions.ClauseRefusee as refus:
            show_refus(form, refus)
        else:
            messages.success(request, "Le marché est repéré. Posez maintenant son diagnostic.")
            return redirect("clause:lot", uuid=lot.uuid)
    return render(request, "clause/marche_nouveau.html", {"form": form, "connus": donneurs})


def read_depart(request: Requete, operations: Any) -> dict[str, Any]:
    """From the page of an operation: the operation, and who buys for it."""
    try:
        found = operations.filter(uuid=UUID(request.GET.get("operation", ""))).first()
    except ValueError:
        return {}
    return {"operation": found, "donneur": str(found.acheteur_ou_moa)} if found else {}


def _register(request: Requete, form: MarcheNouveauForm) -> Lot:
    marche = Marche(dispositif_id=request.acteur.dispositif or 0, suivi_par=request.acteur.compte)
    return actions.register_marche(
        by=request.acteur, marche=marche, values=form.marche, lot=form.lot, donneur=form.nouveau
    )


def get_marche(request: Requete, uuid: UUID) -> Marche:
    """To write in it: one followed without being led is a missing page."""
    try:
        found = queries.get_marche(request.acteur, uuid)
    except Marche.DoesNotExist as absent:
        raise Http404 from absent
    if not permissions.can(request.acteur, Droit.TENIR_MARCHES, found):
        raise Http404
    return found


@exige(Droit.TENIR_MARCHES)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
def modifier(request: Requete, uuid: UUID) -> HttpResponse:
    found = get_marche(request, uuid)
    avec = [key for key in (found.acheteur_id, found.maitre_ouvrage_id) if key is not None]
    donneurs = queries.select_donneurs(request.acteur, avec=avec).order_by("nom")
    lot = found.lots.order_by("numero").first()
    retour = reverse("clause:lot", args=[lot.uuid]) if lot else reverse("clause:marches")

    def build(data: QueryDict | None) -> MarcheForm:
        version, valeurs = read_version(found, actions.CHAMPS_MARCHE)
        operations = select_operations(request.acteur, avec=found.operation_id).order_by("intitule")
        suivi = list_suivi(request.acteur, on=localdate())
        return MarcheForm(
            data, valeurs=valeurs, version=version, donneurs=donneurs, operations=operations, suivi=suivi
        )  # fmt: skip

    def save(form: MarcheForm, lue: str) -> None:
        actions.change_marche(by=request.acteur, marche=found, values=form.values, lue=lue)

    def show(form: MarcheForm) -> HttpResponse:
        contexte = {"form": form, "titre": "Modifier le marché", "chapeau": found.objet, "retour": retour, "lot": lot}
        return render(request, "clause/formulaire.html", contexte)

    return serve_versionnee(request, SaisieVersionnee("Marché", build, save, show, retour))


@exige(Droit.TENIR_MARCHES)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
def ajouter_lot(request: Requete, uuid: UUID) -> HttpResponse:
    found = get_marche(request, uuid)
    if found.dispositif_id != request.acteur.dispositif:
        raise Http404  # a lot is added by whoever keeps the market
    form = LotForm(get_saisie(request))
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.add_lot(by=request.acteur, marche=found, values=form.lot)
        except actions.ClauseRefusee as refus:
            show_refus(form, refus)
        else:
            messages.success(request, f"Le lot {made.numero} est ajouté.")
            return redirect("clause:lot", uuid=made.uuid)
    contexte = {"form": form, "titre": "Ajouter un lot", "chapeau": found.objet, "retour": reverse("clause:marches")}
    return render(request, "clause/formulaire.html", contexte)


@exige(Droit.VOIR_MARCHES)
@require_safe
def donneurs(request: Requete) -> HttpResponse:
    peut_tenir = permissions.can(request.acteur, Droit.TENIR_MARCHES)
    found = build_liste(build_donneurs(on=localdate()), queries.select_donneurs(request.acteur), request)
    return respond(request, "clause/donneurs.html", found, {"peut_tenir": peut_tenir})


@exige(Droit.TENIR_MARCHES)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
def donneur_nouveau(request: Requete) -> HttpResponse:
    return _save_donneur(request, DonneurOrdre(dispositif_id=request.acteur.dispositif or 0))


@exige(Droit.TENIR_MARCHES)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
def donneur(request: Requete, uuid: UUID) -> HttpResponse:
    try:
        found = queries.get_donneur(request.acteur, uuid)
    except DonneurOrdre.DoesNotExist as absent:
        raise Http404 from absent
    return _save_donneur(request, found)


def _save_donneur(request: Requete, found: DonneurOrdre) -> HttpResponse:
    retour = reverse("clause:donneur", args=[found.uuid]) if found.pk else reverse("clause:donneurs")
    titre = found.nom if found.pk else "Inscrire un donneur d’ordre"

    def build(data: QueryDict | None) -> DonneurForm:
        version, valeurs = read_version(found, actions.CHAMPS_DONNEUR)
        return DonneurForm(data, valeurs=valeurs, version=version)

    def save(form: DonneurForm, lue: str) -> None:
        actions.save_donneur(by=request.acteur, donneur=found, values=form.values, lue=lue or None)

    def show(form: DonneurForm) -> HttpResponse:
        contexte = {"form": form, "titre": titre, "chapeau": "", "retour": retour, "donneurs": True}
        return render(request, "clause/formulaire.html", contexte)

    return serve_versionnee(request, SaisieVersionnee("Donneur d’ordre", build, save, show, retour))
