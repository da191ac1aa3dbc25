"""« Fichiers versés »: what can be loaded, a file, its report, what it brought taken back."""

import json
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.clause.permissions import Droit
from maillage.echanges.decp.ecriture import write_officiel
from maillage.echanges.reperage.actions import depots as actions
from maillage.echanges.reperage.actions.depots import ReperageRefuse
from maillage.echanges.reperage.exemple import build_exemple
from maillage.echanges.reperage.forms.fichiers import FichierForm
from maillage.echanges.reperage.listes import FICHIERS, RELEVES, write_export
from maillage.echanges.reperage.models import Fichier
from maillage.echanges.reperage.nomenclatures import LIBELLES_SOURCE, EtatFichier, Source
from maillage.echanges.reperage.parametres import POIDS, RETOUR
from maillage.echanges.reperage.queries import annonces as queries
from maillage.echanges.reperage.queries.suivis import list_suivis
from maillage.echanges.reperage.rules.programmation import GABARIT
from maillage.echanges.reprise.modele import write_modele
from maillage.reseau.queries import find_gere
from maillage.socle import permissions
from maillage.socle.acces import exige
from maillage.socle.formulaires.envois import une_fois
from maillage.socle.formulaires.saisies import garde_la_saisie, get_saisie
from maillage.socle.pieces.televersement import get_refus, recoit_jusqu_a
from maillage.socle.requete import Requete
from maillage.socle.tableaux.exports import ExportRefuse, export
from maillage.socle.tableaux.liste import Liste, build_liste, respond
from maillage.socle.travaux.models import Travail
from maillage.socle.travaux.queries import is_travailleur_present

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PRESENTATIONS: dict[Source, str] = {
    Source.DECP: "Les marchés notifiés, tels que les acheteurs les publient (JSON ou XML 2.0, ou tableau consolidé CSV). "
    "Utile pour repérer ce qui vous a échappé et préremplir un marché.",
    Source.BOAMP: "Un export des avis du Bulletin officiel des annonces des marchés publics (JSON ou CSV) : la consultation "
    "est ouverte, ou va l’être.",
    Source.PROGRAMMATION: GABARIT.presentation,
}


@exige(Droit.VOIR_MARCHES)
@require_safe
def accueil(request: Requete) -> HttpResponse:
    liste = build_liste(FICHIERS, queries.select_fichiers(request.acteur), request)
    contexte = {
        "sources": [(s.value, LIBELLES_SOURCE[s], PRESENTATIONS[s]) for s in Source],
        "peut_tenir": permissions.can(request.acteur, Droit.TENIR_MARCHES),
    }
    return respond(request, "reperage/fichiers.html", liste, contexte)


@exige(Droit.TENIR_MARCHES)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
@recoit_jusqu_a(lambda today: POIDS.get(on=today).valeur)
def deposer(request: Requete, source: str) -> HttpResponse:
    choisie = _get_source(source)
    dispositif = find_gere(request.acteur)
    if dispositif is None:
        raise Http404
    today = localdate()
    form = FichierForm(
        get_saisie(request), request.FILES or None, source=choisie.value, poids=POIDS.get(on=today).valeur,
        refus=get_refus(request), initial={"suivis": ", ".join(list_suivis(request.acteur, on=today))},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        fichier: Any = form.cleaned_data["fichier"]
        try:
            depose = actions.submit_fichier(
                by=request.acteur, dispositif=dispositif, source=choisie, nom=fichier.name, fichier=fichier,
                suivis=form.cleaned_data["suivis"],
            )  # fmt: skip
        except ReperageRefuse as refus:
            form.add_error(refus.champ, str(refus))
        else:
            messages.success(request, "Le fichier est reçu, sa lecture commence. Rien ne sera suivi sans vous.")
            return redirect(depose)
    contexte = {
        "form": form, "source": choisie.value, "libelle": LIBELLES_SOURCE[choisie],
        "presentation": PRESENTATIONS[choisie], "colonnes": GABARIT.colonnes if choisie is Source.PROGRAMMATION else (),
    }  # fmt: skip
    return render(request, "reperage/deposer.html", contexte)


def _get_source(code: str) -> Source:
    try:
        return Source(code)
    except ValueError:
        raise Http404 from None


@exige(Droit.TENIR_MARCHES)
@require_safe
def modele(request: Requete) -> HttpResponse:
    response = HttpResponse(write_modele(GABARIT), content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="modele-programmation.xlsx"'
    return response


@exige(Droit.TENIR_MARCHES)
@require_safe
def exemple(request: Requete) -> HttpResponse:
    """Carried out where one works, so that it fills the queue."""
    suivis = list_suivis(request.acteur, on=localdate())
    contenu = json.dumps(build_exemple(next(iter(suivis), ""), today=localdate()), ensure_ascii=False, indent=1)
    response = HttpResponse(contenu, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="donnees-essentielles-exemple.json"'
    return response


def _get_fichier(request: Requete, uuid: UUID) -> Fichier:
    found = queries.select_fichiers(request.acteur).filter(uuid=uuid).first()
    if found is None:
        raise Http404
    return found


@exige(Droit.VOIR_MARCHES)
@require_safe
def fichier(request: Requete, uuid: UUID) -> HttpResponse:
    found = _get_fichier(request, uuid)
    travail = Travail.objects.filter(uuid=found.travail).first() if found.travail else None
    peut_tenir = permissions.can(request.acteur, Droit.TENIR_MARCHES)
    contexte = {
        "fichier": found,
        "travail": travail,
        "est_servi": travail is None or not travail.is_ouvert or is_travailleur_present(),
        "is_verse": found.etat == EtatFichier.VERSE,
        "is_decp": found.source == Source.DECP,
        "peut_tenir": peut_tenir,
        "delai": RETOUR.get(on=localdate()).valeur,
    }
    return respond(request, "reperage/fichier.html", _build_releve(request, found), contexte)


def _build_releve(request: Requete, found: Fichier) -> Liste:
    return build_liste(RELEVES, queries.select_releves(found), request, export=write_export(found))


@exige(Droit.VOIR_MARCHES)
@require_safe
def exporter_releve(request: Requete, uuid: UUID, format: str) -> HttpResponseBase:
    found = _get_fichier(request, uuid)
    try:
        return export(_build_releve(request, found), by=request.acteur, format=format, today=localdate())
    except ExportRefuse as refus:
        messages.error(request, str(refus))
        return redirect(found)


@exige(Droit.VOIR_MARCHES)
@require_safe
def exporter_officiel(request: Requete, uuid: UUID) -> HttpResponseBase:
    """What was kept, in the official layout: another tool, or this one, reads it again."""
    found = _get_fichier(request, uuid)
    if found.source != Source.DECP:
        raise Http404
    target = write_officiel(queries.iter_officielles(found))
    response = FileResponse(target, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="donnees-essentielles.json"'
    return response


@exige(Droit.TENIR_MARCHES)
@require_POST
@une_fois
def retirer(request: Requete, uuid: UUID) -> HttpResponse:
    found = _get_fichier(request, uuid)
    try:
        nombre = actions.withdraw_fichier(by=request.acteur, fichier=found, today=localdate(), now=timezone.now())
    except ReperageRefuse as refus:
        messages.error(request, str(refus))
    else:
        messages.success(request, f"C’est retiré : {nombre} annonces ne sont plus dans la file.")
    return redirect(found)
