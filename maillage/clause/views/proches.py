"""« Qui est presque éligible et près de ce chantier ? »: to the service of the clause of its own, to a PLIE of those it follows."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from maillage.clause.listes.proches import build_proches
from maillage.clause.models import Lot
from maillage.clause.permissions import Droit
from maillage.clause.queries import proches as queries
from maillage.clause.queries.heures import SUIVIS
from maillage.clause.queries.voisins import MarcheVoisin, list_voisins, select_portes_ensemble
from maillage.clause.rules.proches import HORIZON, RAYON
from maillage.clause.views.lots import get_lot_ou_404
from maillage.parcours.permissions import Droit as DroitParcours
from maillage.reseau.nomenclatures import TypeDispositif
from maillage.socle.acces import exige
from maillage.socle.journal import actions as journal
from maillage.socle.requete import Requete
from maillage.socle.tableaux.etat import clean
from maillage.socle.tableaux.exports import ExportRefuse, export
from maillage.socle.tableaux.liste import Liste, build_liste, respond


def get_lot(request: Requete, uuid: UUID) -> Lot:
    """One that receives contracts, on which the service puts people."""
    found = get_lot_ou_404(request, uuid, Droit.SUIVRE_PERSONNES)
    if found.etat not in SUIVIS:
        raise Http404
    return found


def _build_du_lot(request: Requete, lot: Lot) -> Liste:
    today = localdate()
    rows = queries.select_du_service(request.acteur)
    habitants = queries.read_habitants(request.acteur, list(rows), en_parcours=False, on=today)
    trouves = queries.find_proches(habitants, lieu=lot.marche.lieu_commune, secteur=lot.secteur, on=today)
    tableau = build_proches(trouves, en_parcours=False, suite=f"?lot={lot.uuid}")
    adresse = reverse("clause:lot_proches", args=[lot.uuid])
    return build_liste(
        tableau, queries.order_rows(rows, trouves, champ="pk"), request, export=f"{adresse}export", with_vues=False
    )  # fmt: skip


@exige(Droit.SUIVRE_PERSONNES, nominatif=True)
@require_safe
def du_lot(request: Requete, uuid: UUID) -> HttpResponse:
    lot = get_lot(request, uuid)
    found = _build_du_lot(request, lot)
    journal.record_acces(by=request.acteur, type="clause.proches", nombre=len(found.page.object_list))
    plies = list(select_portes_ensemble(request.acteur, TypeDispositif.PLIE, on=localdate()).order_by("nom"))
    return respond(request, "clause/proches.html", found, {"lot": lot, "plies": plies, **_read_regle()})


@exige(Droit.SUIVRE_PERSONNES, nominatif=True)
@require_safe
def du_lot_exporter(request: Requete, uuid: UUID, format: str) -> HttpResponseBase:
    lot = get_lot(request, uuid)
    return _export(request, _build_du_lot(request, lot), format, reverse("clause:lot_proches", args=[lot.uuid]))


def _read_regle() -> dict[str, int]:
    """What the page states of its rule."""
    today = localdate()
    return {"rayon": RAYON.get(on=today).valeur, "horizon": HORIZON.get(on=today).valeur, "montrees": queries.MONTREES}


def _export(request: Requete, found: Liste, format: str, retour: str) -> HttpResponseBase:
    """R-15: asks for a reason, and leaves its trace in the journal of accesses."""
    try:
        return export(
            found, by=request.acteur, format=format, today=localdate(), motif=clean(request.GET.get("motif", ""))
        )
    except ExportRefuse as refus:
        messages.error(request, str(refus))
        return redirect(retour)


@exige(DroitParcours.POSITIONNER, nominatif=True)
@require_safe
def marches(request: Requete) -> HttpResponse:
    """To whoever follows people: the markets near them, those who may work there counted."""
    today = localdate()
    voisins = list_voisins(request.acteur, on=today)
    habitants = _read_suivis(request)
    found = [_count(voisin, habitants) for voisin in voisins if voisin.commune is not None]
    journal.record_acces(by=request.acteur, type="clause.proches", nombre=len(habitants))
    contexte = {
        "proches": sorted((p for p in found if p.personnes), key=lambda p: (-p.du_secteur, -p.personnes)),
        "loin": [proche.voisin for proche in found if not proche.personnes],
        "sans_lieu": [voisin for voisin in voisins if voisin.commune is None],
        "services": sorted({voisin.service.nom for voisin in voisins}), **_read_regle(),
    }  # fmt: skip
    return render(request, "clause/marches_proches.html", contexte)


@dataclass(frozen=True, slots=True)
class MarcheProche:
    """A market, and how many of those one follows may work there; `du_secteur`: of them, whose trade is near its own."""

    voisin: MarcheVoisin
    personnes: int
    du_secteur: int


def _count(voisin: MarcheVoisin, habitants: list[queries.Habitant]) -> MarcheProche:
    found = queries.find_proches(habitants, lieu=voisin.commune, secteur=voisin.secteur, on=localdate())
    return MarcheProche(voisin, len(found), sum(t.proche.is_du_secteur for t in found.values()))


def _read_suivis(request: Requete) -> list[queries.Habitant]:
    today = localdate()
    personnes = [row.personne for row in queries.select_suivis(request.acteur, on=today)]
    return queries.read_habitants(request.acteur, personnes, en_parcours=True, on=today)


def get_voisin(request: Requete, uuid: UUID) -> MarcheVoisin:
    found = list_voisins(request.acteur, on=localdate(), uuid=uuid)
    if not found:
        raise Http404
    return found[0]


def _build_du_voisin(request: Requete, voisin: MarcheVoisin) -> Liste:
    today = localdate()
    trouves = queries.find_proches(_read_suivis(request), lieu=voisin.commune, secteur=voisin.secteur, on=today)
    rows = queries.order_rows(queries.select_suivis(request.acteur, on=today), trouves, champ="personne")
    adresse = reverse("clause:marche_proche", args=[voisin.uuid])
    return build_liste(
        build_proches(trouves, en_parcours=True), rows, request, export=f"{adresse}export", with_vues=False
    )  # fmt: skip


@exige(DroitParcours.POSITIONNER, nominatif=True)
@require_safe
def marche(request: Requete, uuid: UUID) -> HttpResponse:
    voisin = get_voisin(request, uuid)
    found = _build_du_voisin(request, voisin)
    journal.record_acces(by=request.acteur, type="clause.proches", nombre=len(found.page.object_list))
    contexte: dict[str, Any] = {"voisin": voisin, "service": voisin.service.mask(), **_read_regle()}
    return respond(request, "clause/marche_proche.html", found, contexte)


@exige(DroitParcours.POSITIONNER, nominatif=True)
@require_safe
def marche_exporter(request: Requete, uuid: UUID, format: str) -> HttpResponseBase:
    voisin = get_voisin(request, uuid)
    return _export(
        request, _build_du_voisin(request, voisin), format, reverse("clause:marche_proche", args=[voisin.uuid])
    )
