"""Operations: the list, and one of them with its markets."""

from functools import partial
from uuid import UUID

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_safe

from maillage.clause.actions import operations as actions
from maillage.clause.forms.operations import OperationForm
from maillage.clause.listes.marches import TONS, get_classe, get_icone
from maillage.clause.listes.operations import build_operations
from maillage.clause.models import Operation
from maillage.clause.nomenclatures.lots import LIBELLES_ETAT
from maillage.clause.permissions import Droit
from maillage.clause.queries import operations as queries
from maillage.clause.queries.marches import select_donneurs
from maillage.clause.views.saisies import Fiche, find, serve_fiche
from maillage.socle import permissions
from maillage.socle.acces import exige
from maillage.socle.formulaires.envois import une_fois
from maillage.socle.formulaires.saisies import garde_la_saisie
from maillage.socle.requete import Requete
from maillage.socle.tableaux.exports import export
from maillage.socle.tableaux.liste import build_liste, respond

EXPORT = "/operations/export"


@exige(Droit.VOIR_MARCHES)
@require_safe
def liste(request: Requete) -> HttpResponse:
    rows = queries.select_operations(request.acteur)
    found = build_liste(build_operations(), rows, request, export=EXPORT)
    peut_tenir = permissions.can(request.acteur, Droit.TENIR_MARCHES)
    return respond(request, "clause/operations.html", found, {"peut_tenir": peut_tenir})


@exige(Droit.VOIR_MARCHES)
@require_safe
def exporter(request: Requete, format: str) -> HttpResponseBase:
    rows = queries.select_operations(request.acteur)
    found = build_liste(build_operations(), rows, request, export=EXPORT)
    return export(found, by=request.acteur, format=format, today=localdate())


@exige(Droit.VOIR_MARCHES)
@require_safe
def operation(request: Requete, uuid: UUID) -> HttpResponse:
    found = find(request, queries.get_operation, uuid, Droit.VOIR_MARCHES)
    lots = queries.list_lots(request.acteur, found)
    etat = queries.find_etat(found)
    lieux = dict(queries.list_lieux(request.acteur, on=localdate())) if found.territoires else {}
    contexte = {
        "operation": found, "lots": [(lot, get_classe(lot), get_icone(lot)) for lot in lots],
        "totaux": queries.sum_lots(lots), "etat": LIBELLES_ETAT[etat] if etat else "",
        "ton": TONS[etat][0] if etat else "", "icone_etat": TONS[etat][1] if etat else "",
        "territoires": [lieux.get(code, code) for code in found.territoires],
        "peut_tenir": permissions.can(request.acteur, Droit.TENIR_MARCHES, found),
    }  # fmt: skip
    return render(request, "clause/operation.html", contexte)


@exige(Droit.TENIR_MARCHES)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
def nouvelle(request: Requete) -> HttpResponse:
    return _save(request, Operation(dispositif_id=request.acteur.dispositif or 0))


@exige(Droit.TENIR_MARCHES)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
def modifier(request: Requete, uuid: UUID) -> HttpResponse:
    return _save(request, find(request, queries.get_operation, uuid))


def _save(request: Requete, found: Operation) -> HttpResponse:
    def save(form: OperationForm, lue: str | None) -> str:
        kept = actions.save_operation(by=request.acteur, operation=found, values=form.values, lue=lue)
        return reverse("clause:operation", args=[kept.uuid])

    donneurs = select_donneurs(request.acteur).order_by("nom")
    fil = [("Opérations", reverse("clause:operations"))]
    if found.pk:
        fil.append((found.intitule, reverse("clause:operation", args=[found.uuid])))
    form = partial(OperationForm, donneurs=donneurs, lieux=queries.list_lieux(request.acteur, on=localdate()))
    fiche = Fiche(
        "Modifier l’opération" if found.pk else "Inscrire une opération", form, save, fil[-1][1], fil,
        "Ce que l’acheteur prévoit, avant même son premier marché.", initial={"programme": "aucun"},
    )  # fmt: skip
    return serve_fiche(request, found, actions.CHAMPS_OPERATION, fiche)
