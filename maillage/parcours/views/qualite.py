"""« Qualité des dossiers »: what is wrong or missing, file by file, with what to do about it."""

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from maillage.parcours.listes.qualite import Constats, build_tableau, select_rows
from maillage.parcours.permissions import Droit
from maillage.parcours.queries import qualite as queries
from maillage.parcours.queries.referents import list_choix
from maillage.parcours.rules.qualite import count_par_nature, find_debut_controle
from maillage.socle.acces import exige
from maillage.socle.journal import actions as journal
from maillage.socle.requete import Requete
from maillage.socle.tableaux.etat import Etat, clean
from maillage.socle.tableaux.exports import ExportRefuse, export
from maillage.socle.tableaux.liste import Comptes, Liste, build_liste, respond


@exige(Droit.VOIR_DOSSIERS, nominatif=True)
@require_safe
def qualite(request: Requete) -> HttpResponse:
    today = localdate()
    constats = queries.read_constats(request.acteur, on=today)
    liste = _build_liste(request, constats)
    journal.record_acces(by=request.acteur, type="parcours.qualite", nombre=len(liste.page.object_list))
    controles = queries.select_controles(request.acteur, on=today).count()
    contexte = {"controles": controles, "bons": controles - len(constats), "depuis": find_debut_controle(today)}
    return respond(request, "parcours/qualite.html", liste, contexte)


@exige(Droit.VOIR_DOSSIERS, nominatif=True)
@require_safe
def exporter(request: Requete, format: str) -> HttpResponseBase:
    liste = _build_liste(request, queries.read_constats(request.acteur, on=localdate()))
    motif = clean(request.GET.get("motif", ""))
    try:
        return export(liste, by=request.acteur, format=format, today=localdate(), motif=motif)
    except ExportRefuse as refus:
        messages.error(request, str(refus))
        return redirect("parcours:qualite")


def _build_liste(request: Requete, constats: Constats) -> Liste:
    rows = select_rows(queries.select_controles(request.acteur, on=localdate()), constats)

    def count(etat: Etat) -> Comptes:
        natures = {anomalie.value: number for anomalie, number in count_par_nature(constats).items()}
        return Comptes(total=len(constats), facettes={} if etat.restrictions else {"nature": natures})

    return build_liste(
        build_tableau(constats, list_choix(request.acteur)), rows, request, export="/qualite/export", compter=count
    )
