"""The clause in a region or in départements, for whoever coordinates them: totals of the services. Nobody is named."""

import io
from typing import Any

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from maillage.clause.figures.activite import write_periode
from maillage.clause.permissions import Droit
from maillage.clause.queries import territoires as queries
from maillage.clause.rules.activite.definitions import EVOL
from maillage.clause.rules.activite.valeurs import Ligne, build_territoire
from maillage.clause.rules.petits_effectifs import SEUIL
from maillage.clause.tableurs.activite import PLUSIEURS, write_activite
from maillage.clause.views.activite import list_groupes, send
from maillage.clause.views.onglets import list_onglets_territoire
from maillage.clause.views.periodes import Choix, read_periode
from maillage.reseau.models import Dispositif
from maillage.socle.acces import exige
from maillage.socle.journal import actions as journal
from maillage.socle.requete import Requete
from maillage.socle.tableaux.exports import MIMES


@exige(Droit.COORDONNER)
@require_safe
def territoire(request: Requete) -> HttpResponse:
    choix = read_periode(request, today=localdate())
    services = queries.list_services(request.acteur)
    departement = read_departement(request, services)
    found = queries.read_territoire(
        services, periode=choix.periode, avant=choix.avant, departement=departement
    )  # fmt: skip
    journal.record_acces(by=request.acteur, type="clause.territoire", nombre=len(found.services))
    contexte = {
        "onglets": list_onglets_territoire("territoire"),
        "periodes": [
            {**one, "url": f"{one['url']}&departement={departement}"} if departement else one for one in choix.onglets
        ],
        "departements": _list_departements(services, departement, choix),
        "departement": departement,
        "choix": choix,
        "libelle_periode": write_periode(choix.periode),
        "libelle_avant": write_periode(choix.avant),
        "territoire": found,
        "groupes": list_groupes(_list_lignes(found)),
        "seuil": SEUIL.get(on=choix.periode.au).valeur,
        "sans_poste": found.total.structures - found.total.structures_avec_poste,
        "evol": EVOL,
        "extrait_le": timezone.now(),
        "formats": list(MIMES),
    }  # fmt: skip
    return render(request, "clause/territoire.html", contexte)


def _list_lignes(found: queries.Territoire) -> list[Ligne]:
    return build_territoire(found.annee, found.avant)


def read_departement(request: Requete, services: list[Dispositif]) -> str:
    """One of those of the territory, or all of them."""
    raw = request.GET.get("departement", "")
    return raw if any(one.departement_id == raw for one in services) else ""


def _list_departements(services: list[Dispositif], courant: str, choix: Choix) -> list[dict[str, Any]]:
    """Nothing to choose when they are all of the same."""
    known = {one.departement_id: str(one.departement) for one in services if one.departement}
    if len(known) < 2:
        return []
    return [
        {"libelle": libelle, "url": f"?{choix.query}" + (f"&departement={code}" if code else ""), "courant": code == courant}
        for code, libelle in [("", "Tout le territoire"), *known.items()]
    ]  # fmt: skip


@exige(Droit.COORDONNER)
@require_safe
def exporter(request: Requete, format: str) -> HttpResponseBase:
    """The totals that the page shows, hidden ones included among the hidden."""
    if format not in MIMES:
        raise Http404
    today = localdate()
    choix = read_periode(request, today=today)
    services = queries.list_services(request.acteur)
    found = queries.read_territoire(
        services, periode=choix.periode, avant=choix.avant, departement=read_departement(request, services)
    )  # fmt: skip
    target = io.BytesIO()
    write_activite(
        target,
        format,
        _list_lignes(found),
        periode=choix.periode,
        avant=choix.avant,
        by=request.acteur,
        today=today,
        attention=PLUSIEURS,
    )
    return send(request, target, choix, format, "clause-territoire")
