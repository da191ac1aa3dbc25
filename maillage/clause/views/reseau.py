"""The clause in the whole network: totals by region and by département, with how many structures they come from."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from maillage.clause.figures.activite import write_periode
from maillage.clause.figures.reseau import build_territoires
from maillage.clause.permissions import Droit
from maillage.clause.queries import reseau as queries
from maillage.clause.rules.activite.definitions import EVOL
from maillage.clause.rules.activite.reseau import Maille, Reseau
from maillage.clause.rules.activite.valeurs import Ligne, build_territoire
from maillage.clause.tableurs.activite import PLUSIEURS, write_activite
from maillage.clause.views.activite import list_groupes, send
from maillage.clause.views.periodes import Choix, read_annee
from maillage.socle.acces import exige
from maillage.socle.journal import actions as journal
from maillage.socle.requete import Requete
from maillage.socle.tableaux.exports import MIMES

SANS_REGION, SANS_DEPARTEMENT = "Région non renseignée", "Département non renseigné"


@dataclass(frozen=True, slots=True)
class Territoire:
    """As the page names it. `url`: to its départements."""

    nom: str
    maille: Maille
    url: str = ""

    @property
    def heures(self) -> Decimal | None:
        return None if self.maille.is_masque else self.maille.comptes.heures


@exige(Droit.VOIR_RESEAU)
@require_safe
def reseau(request: Requete) -> HttpResponse:
    choix = read_annee(request, today=localdate())
    found, noms = queries.read_reseau(periode=choix.periode, avant=choix.avant), queries.read_noms()
    region = _read_region(request, found)
    journal.record_acces(by=request.acteur, type="clause.reseau", nombre=found.total.contributrices)
    maille = found.total if region is None else next(one for one in found.regions if one.code == region)
    territoires = _list_territoires(found, noms, region, choix)
    contexte = {
        "periodes": _keep_region(choix.onglets, region), "choix": choix, "region": region,
        "nom": "" if region is None else noms.regions.get(region, SANS_REGION),
        "libelle_periode": write_periode(choix.periode), "libelle_avant": write_periode(choix.avant),
        "maille": maille, "territoires": territoires, "ecarts": found.list_ecarts(region),
        "figure": build_territoires(
            [(one.nom, one.heures) for one in territoires], choix.periode,
            maille="Région" if region is None else "Département",
        ),
        "evol": EVOL, "groupes": [] if region is not None else list_groupes(_list_lignes(found)),
        "seuils": queries.read_seuils(choix.periode), "extrait_le": timezone.now(), "formats": list(MIMES),
    }  # fmt: skip
    return render(request, "clause/reseau.html", contexte)


def _read_region(request: Requete, found: Reseau) -> str | None:
    raw = request.GET.get("region")
    return raw if any(one.code == raw for one in found.regions) else None


def _keep_region(onglets: list[dict[str, Any]], region: str | None) -> list[dict[str, Any]]:
    return onglets if region is None else [{**one, "url": f"{one['url']}&region={region}"} for one in onglets]


def _list_territoires(found: Reseau, noms: queries.Noms, region: str | None, choix: Choix) -> Sequence[Territoire]:
    if region is not None:
        return [
            Territoire(noms.departements.get(one.code, SANS_DEPARTEMENT), one) for one in found.departements[region]
        ]
    return [
        Territoire(noms.regions.get(one.code, SANS_REGION), one, f"?{choix.query}&region={one.code}")
        for one in found.regions
    ]


def _list_lignes(found: Reseau) -> list[Ligne]:
    return build_territoire(found.annee, found.avant)


@exige(Droit.VOIR_RESEAU)
@require_safe
def exporter(request: Requete, format: str) -> HttpResponseBase:
    """The totals of the whole network, as the page shows them."""
    if format not in MIMES:
        raise Http404
    today = localdate()
    choix = read_annee(request, today=today)
    lignes = _list_lignes(queries.read_reseau(periode=choix.periode, avant=choix.avant))
    target = io.BytesIO()
    write_activite(
        target,
        format,
        lignes,
        periode=choix.periode,
        avant=choix.avant,
        by=request.acteur,
        today=today,
        attention=PLUSIEURS,
    )
    return send(request, target, choix, format, "clause-reseau")
