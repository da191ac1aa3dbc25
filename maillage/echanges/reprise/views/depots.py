"""« Reprise de données »: what can be taken over, a file handed in, its columns."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_safe

from maillage.echanges.reprise.actions import depots as actions
from maillage.echanges.reprise.actions.depots import RepriseRefusee
from maillage.echanges.reprise.forms import ColonnesForm, FichierForm
from maillage.echanges.reprise.listes import DEPOTS
from maillage.echanges.reprise.modele import write_modele
from maillage.echanges.reprise.models import Depot
from maillage.echanges.reprise.nomenclatures import LIBELLES_NATURE, Nature
from maillage.echanges.reprise.queries import depots as queries
from maillage.echanges.reprise.rules.gabarits import GABARITS
from maillage.parcours.permissions import Droit
from maillage.reseau.queries import find_gere
from maillage.socle.acces import exige
from maillage.socle.formulaires.envois import une_fois
from maillage.socle.formulaires.saisies import garde_la_saisie, get_saisie
from maillage.socle.pieces.televersement import get_refus
from maillage.socle.requete import Requete
from maillage.socle.tableaux.liste import build_liste, respond

FORMULAIRE = ["GET", "HEAD", "POST"]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@exige(Droit.REPRENDRE)
@require_safe
def accueil(request: Requete) -> HttpResponse:
    liste = build_liste(DEPOTS, queries.list_depots(request.acteur), request)
    gabarits = [(LIBELLES_NATURE[nature], gabarit) for nature, gabarit in GABARITS.items()]
    return respond(request, "reprise/accueil.html", liste, {"gabarits": gabarits})


@exige(Droit.REPRENDRE)
@require_http_methods(FORMULAIRE)
@garde_la_saisie
@une_fois
def deposer(request: Requete, nature: str) -> HttpResponse:
    dispositif = find_gere(request.acteur)
    if dispositif is None:
        raise Http404
    choisie = _get_nature(nature)

    def act(fichier: Any) -> Depot:
        return actions.submit_fichier(
            by=request.acteur,
            dispositif=dispositif,
            nature=choisie,
            nom=fichier.name,
            fichier=fichier,
            today=localdate(),
        )

    contexte = {"gabarit": GABARITS[choisie], "libelle": LIBELLES_NATURE[choisie]}
    return _receive(request, "reprise/deposer.html", act, contexte)


@exige(Droit.REPRENDRE)
@require_http_methods(FORMULAIRE)
@garde_la_saisie
@une_fois
def remplacer(request: Requete, uuid: UUID) -> HttpResponse:
    """The corrected file."""
    depot = queries.get_depot(request.acteur, uuid)

    def act(fichier: Any) -> Depot:
        return actions.replace_fichier(
            by=request.acteur, depot=depot, nom=fichier.name, fichier=fichier, today=localdate()
        )

    return _receive(request, "reprise/remplacer.html", act, {"depot": depot})


def _receive(request: Requete, template: str, act: Callable[[Any], Depot], contexte: dict[str, Any]) -> HttpResponse:
    form = FichierForm(get_saisie(request), request.FILES or None, refus=get_refus(request))
    if request.method == "POST" and form.is_valid():
        try:
            depot = act(form.cleaned_data["fichier"])
        except RepriseRefusee as refus:
            form.add_error(refus.champ, str(refus))
        else:
            return redirect("reprise:colonnes", depot.uuid)
    return render(request, template, contexte | {"form": form})


@exige(Droit.REPRENDRE)
@require_safe
def modele(request: Requete, nature: str) -> HttpResponse:
    gabarit = GABARITS[_get_nature(nature)]
    response = HttpResponse(write_modele(gabarit), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="modele-{gabarit.nature.value}.xlsx"'
    return response


@exige(Droit.REPRENDRE)
@require_http_methods(FORMULAIRE)
@garde_la_saisie
@une_fois
def colonnes(request: Requete, uuid: UUID) -> HttpResponse:
    """Guessed from the headings and from the last time; corrected here, then the dry run begins."""
    depot = queries.get_depot(request.acteur, uuid)
    form = ColonnesForm(get_saisie(request), depot=depot)
    if request.method == "POST" and form.is_valid():
        try:
            actions.choose_colonnes(by=request.acteur, depot=depot, places=form.places)
        except RepriseRefusee as refus:
            form.add_error(refus.champ, str(refus))
        else:
            messages.success(request, "Le contrôle à blanc est lancé : rien n’est encore importé.")
            return redirect(depot)
    used = set(depot.colonnes.values())
    restes = [entete for place, entete in enumerate(depot.entetes) if place not in used and entete]
    return render(request, "reprise/colonnes.html", {"depot": depot, "form": form, "restes": restes})


def _get_nature(code: str) -> Nature:
    try:
        nature = Nature(code)
    except ValueError:
        raise Http404 from None
    if nature not in GABARITS:
        raise Http404
    return nature
