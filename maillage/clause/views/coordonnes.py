"""The shared markets of a territory, for whoever coordinates it: one by one, hours in totals. Nobody is named."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from maillage.clause.figures.partage import build_parts
from maillage.clause.listes.coordonnes import build_coordonnes
from maillage.clause.models import Lot
from maillage.clause.nomenclatures.partage import RoleSuivi
from maillage.clause.permissions import Droit
from maillage.clause.queries import coordonnes as queries
from maillage.clause.queries.partage import read_partage
from maillage.clause.queries.realise_partage import read_realise
from maillage.clause.queries.territoires import list_services
from maillage.clause.rules.petits_effectifs import SEUIL
from maillage.clause.views.onglets import list_onglets_territoire
from maillage.socle.acces import exige
from maillage.socle.journal import actions as journal
from maillage.socle.requete import Requete
from maillage.socle.tableaux.exports import ExportRefuse, export
from maillage.socle.tableaux.liste import Liste, build_liste, respond


@exige(Droit.COORDONNER)
@require_safe
def liste(request: Requete) -> HttpResponse:
    contexte = {"onglets": list_onglets_territoire("coordonnes")}
    return respond(request, "clause/coordonnes.html", _list(request), contexte)


def _list(request: Requete) -> Liste:
    tableau = build_coordonnes(list_services(request.acteur), seuil=SEUIL.get(on=localdate()).valeur)
    export = reverse("clause:coordonnes_export", args=["csv"]).removesuffix(".csv")
    return build_liste(tableau, queries.select_liste(request.acteur), request, export=export)


@exige(Droit.COORDONNER)
@require_safe
def exporter(request: Requete, format: str) -> HttpResponseBase:
    try:
        return export(_list(request), by=request.acteur, format=format, today=localdate())
    except ExportRefuse as refus:
        raise Http404 from refus


@exige(Droit.COORDONNER)
@require_safe
def lot(request: Requete, uuid: UUID) -> HttpResponse:
    """As an observatrice would read it: every structure, those of few people hidden."""
    try:
        found = queries.get_coordonne(request.acteur, uuid)
    except Lot.DoesNotExist as absent:
        raise Http404 from absent
    today = localdate()
    realise = read_realise(request.acteur, found, on=today, role=RoleSuivi.OBSERVATRICE)
    partage = read_partage(request.acteur, found, on=today, role=RoleSuivi.OBSERVATRICE)
    journal.record_acces(by=request.acteur, type="clause.lot_coordonne", target=found)
    faites = {faite.structure.pk: faite for faite in realise.faites}
    contexte = {
        "lot": found, "realise": realise, "partage": partage, "seuil": SEUIL.get(on=today).valeur,
        "lignes": [(suivi, faites.get(suivi.structure_id)) for suivi in queries.list_qui_travaillent(found)],
        "figure": build_parts(partage, structure=None) if partage else None,
    }  # fmt: skip
    return render(request, "clause/coordonne.html", contexte)
