"""« Activité de la clause »: the figures of a service over a period, each with its base; what the time went to; the same as files."""

import io
from itertools import groupby
from typing import Any

from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from maillage.clause.figures.activite import build_mois, build_taches, write_periode
from maillage.clause.figures.activite_parts import build_achats, build_donneurs, build_profils
from maillage.clause.permissions import Droit
from maillage.clause.queries import activite as queries
from maillage.clause.queries.profils import read_profils
from maillage.clause.queries.temps import read_totaux
from maillage.clause.rules.activite.comptages import count
from maillage.clause.rules.activite.definitions import EVOL, Groupe
from maillage.clause.rules.activite.repartitions import split_achats, split_donneurs, split_profils
from maillage.clause.rules.activite.valeurs import Ligne, build_lignes
from maillage.clause.rules.petits_effectifs import SEUIL
from maillage.clause.rules.postes import Periode
from maillage.clause.rules.temps import write_duree
from maillage.clause.tableurs.activite import write_activite, write_totaux
from maillage.clause.views.onglets import list_onglets
from maillage.clause.views.periodes import Choix, read_periode
from maillage.socle import permissions
from maillage.socle.acces import exige
from maillage.socle.journal import actions as journal
from maillage.socle.requete import Requete
from maillage.socle.tableaux.exports import MIMES

CLES = ("ETP_FACILITATEURS", "MARCHES_EN_COURS", "HEURES", "PARTICIPANTS")
DU_RESEAU = "TAUX_EQUIPEMENT"  # says something of several structures only


@exige(Droit.VOIR_ACTIVITE)
@require_safe
def activite(request: Requete) -> HttpResponse:
    today = localdate()
    choix = read_periode(request, today=today)
    faits = queries.read_service(request.acteur, periode=Periode(choix.avant.du, choix.periode.au))
    now, before = count(faits, choix.periode), count(faits, choix.avant)
    lignes = keep_service(build_lignes(now, before))
    seuil = int(SEUIL.get(on=choix.periode.au).valeur)
    profils = split_profils(
        faits.lignes, read_profils({ligne.contrat for ligne in faits.lignes}), periode=choix.periode, avant=choix.avant,
        seuil=seuil,
    )  # fmt: skip
    heures = (
        build_mois(faits.lignes, choix.periode, choix.avant),
        build_achats(split_achats(now, before), choix.periode),
        build_donneurs(split_donneurs(now, before), choix.periode),
    )
    contexte = {
        **build_contexte(request, choix, "activite"),
        "cles": [(ligne, _write_cle(ligne)) for ligne in lignes if ligne.valeur.definition.code in CLES],
        "groupes": list_groupes(lignes),
        "figures_heures": [figure for figure in heures if figure],
        "figure_profils": build_profils(profils, choix.periode, seuil=seuil),
        "sans_profil": profils.inconnus, "avec_profil": profils.total,
        "evol": EVOL,
        "peut_postes": permissions.can(request.acteur, Droit.TENIR_POSTES),
    }  # fmt: skip
    return render(request, "clause/activite.html", contexte)


def _write_cle(ligne: Ligne) -> str:
    """« 12 lots, +20 % en un an »."""
    evolution = f"{ligne.write_evolution()} en un an" if ligne.evolution is not None else ""
    return ", ".join(part for part in (ligne.valeur.base, evolution) if part)


def build_contexte(request: Requete, choix: Choix, page: str) -> dict[str, Any]:
    return {
        "onglets": list_onglets(request, page), "periodes": choix.onglets, "choix": choix,
        "libelle_periode": write_periode(choix.periode), "libelle_avant": write_periode(choix.avant),
        "extrait_le": timezone.now(), "formats": list(MIMES),
    }  # fmt: skip


def keep_service(lignes: list[Ligne]) -> list[Ligne]:
    return [ligne for ligne in lignes if ligne.valeur.definition.code != DU_RESEAU]


def list_groupes(lignes: list[Ligne]) -> list[tuple[Groupe, list[Ligne]]]:
    return [(groupe, list(rows)) for groupe, rows in groupby(lignes, key=lambda one: one.valeur.definition.groupe)]


@exige(Droit.VOIR_ACTIVITE)
@require_safe
def exporter(request: Requete, format: str) -> HttpResponseBase:
    if format not in MIMES:
        raise Http404
    today = localdate()
    choix = read_periode(request, today=today)
    faits = queries.read_service(request.acteur, periode=Periode(choix.avant.du, choix.periode.au))
    lignes = keep_service(build_lignes(count(faits, choix.periode), count(faits, choix.avant)))
    target = io.BytesIO()
    write_activite(target, format, lignes, periode=choix.periode, avant=choix.avant, by=request.acteur, today=today)
    return send(request, target, choix, format, "activite-clause")


@exige(Droit.VOIR_ACTIVITE)
@require_safe
def temps(request: Requete) -> HttpResponse:
    """Totals of a period: of the service for its direction, one's own for a facilitateur."""
    choix = read_periode(request, today=localdate())
    totaux = read_totaux(request.acteur, choix.periode)
    contexte = {
        **build_contexte(request, choix, "temps"),
        "totaux": totaux,
        "total": write_duree(totaux.minutes),
        "marches": [(objet, acheteur, write_duree(minutes), _share(minutes, totaux.minutes))
                    for objet, acheteur, minutes in totaux.marches],
        "donneurs": [(nom, write_duree(minutes), _share(minutes, totaux.minutes)) for nom, minutes in totaux.donneurs],
        "sans_objet": (write_duree(totaux.sans_objet), _share(totaux.sans_objet, totaux.minutes)),
        "figure_taches": build_taches(totaux.taches, choix.periode),
        "peut_noter": permissions.can(request.acteur, Droit.NOTER_TEMPS),
    }  # fmt: skip
    return render(request, "clause/temps.html", contexte)


def _share(minutes: int, total: int) -> float:
    return minutes / total if total else 0


@exige(Droit.VOIR_ACTIVITE)
@require_safe
def exporter_temps(request: Requete, format: str) -> HttpResponseBase:
    if format not in MIMES:
        raise Http404
    today = localdate()
    choix = read_periode(request, today=today)
    target = io.BytesIO()
    write_totaux(
        target, format, read_totaux(request.acteur, choix.periode), periode=choix.periode, by=request.acteur, today=today
    )  # fmt: skip
    return send(request, target, choix, format, "temps-clause")


def send(request: Requete, target: io.BytesIO, choix: Choix, format: str, nom: str) -> HttpResponseBase:
    """Totals, not files: the journal keeps that they left."""
    target.seek(0)
    du, au = choix.periode.du.isoformat(), choix.periode.au.isoformat()
    journal.record_acces(by=request.acteur, type="clause.activite_export", du=du, au=au, format=format)
    return FileResponse(target, as_attachment=True, filename=f"{nom}-{du}-{au}.{format}", content_type=MIMES[format])
