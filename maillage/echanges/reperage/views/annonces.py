"""The queue, and one annonce: what it says, why it is there, what it may speak of."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from maillage.clause.permissions import Droit
from maillage.echanges.reperage.listes import build_annonces, get_choix, get_classe, get_icone
from maillage.echanges.reperage.models import Annonce
from maillage.echanges.reperage.nomenclatures import SUIVIES, EtatAnnonce
from maillage.echanges.reperage.queries import annonces as queries
from maillage.echanges.reperage.queries.suivis import list_suivis, name_departements
from maillage.echanges.reperage.rules.modifications import list_changements
from maillage.socle import permissions
from maillage.socle.acces import exige
from maillage.socle.requete import Requete
from maillage.socle.tableaux.exports import export
from maillage.socle.tableaux.liste import Liste, build_liste, respond

EXPORT = "/annonces/export"


@exige(Droit.VOIR_MARCHES)
@require_safe
def liste(request: Requete) -> HttpResponse:
    peut_tenir = permissions.can(request.acteur, Droit.TENIR_MARCHES)
    found = _build_liste(request, peut_tenir=peut_tenir)
    is_file = not found.etat.filtres.get("etat")
    return respond(request, "reperage/annonces.html", found, {"peut_tenir": peut_tenir, "is_file": is_file})


@exige(Droit.VOIR_MARCHES)
@require_safe
def exporter(request: Requete, format: str) -> HttpResponseBase:
    return export(_build_liste(request, peut_tenir=False), by=request.acteur, format=format, today=localdate())


def _build_liste(request: Requete, *, peut_tenir: bool) -> Liste:
    """Boxes only where what is ticked may still be put aside."""
    is_file = not request.GET.get("etat")
    rows = queries.select_annonces(request.acteur).select_related(None).defer("contenu", "changements")
    codes = list_suivis(request.acteur, on=localdate())
    tableau = build_annonces(list(zip(codes, name_departements(codes), strict=True)))
    return build_liste(tableau, rows, request, export=EXPORT, choisir=get_choix if peut_tenir and is_file else None)


def get_annonce(request: Requete, uuid: UUID, droit: Droit = Droit.TENIR_MARCHES) -> Annonce:
    try:
        found = queries.get_annonce(request.acteur, uuid)
    except Annonce.DoesNotExist as absent:
        raise Http404 from absent
    if not permissions.can(request.acteur, droit, found):
        raise Http404
    return found


@exige(Droit.VOIR_MARCHES)
@require_safe
def annonce(request: Requete, uuid: UUID) -> HttpResponse:
    found = get_annonce(request, uuid, Droit.VOIR_MARCHES)
    today, notice = localdate(), queries.read_source(found)
    titulaires, sous_traitants = queries.list_attributaires(found)
    is_a_qualifier = found.is_a_qualifier
    contexte = {
        "annonce": found, "classe": get_classe(found), "icone_etat": get_icone(found), "notice": notice,
        "considerations": [c.value for c in notice.considerations] if notice else [],
        "achat": queries.find_achat(found), "titulaires": titulaires, "sous_traitants": sous_traitants,
        "historique": list_changements(notice) if notice else [], "donneur": queries.find_donneur(found),
        "candidats": queries.list_candidats(found, on=today) if is_a_qualifier else [],
        "soeurs": queries.list_soeurs(found, on=today) if is_a_qualifier else [],
        "lieux": name_departements(found.departements),
        "adresse": _find_adresse(found),
        "is_suivie": found.etat in SUIVIES, "is_ecartee": found.etat == EtatAnnonce.ECARTEE,
        "peut_tenir": permissions.can(request.acteur, Droit.TENIR_MARCHES, found),
    }  # fmt: skip
    return render(request, "reperage/annonce.html", contexte)


def _find_adresse(found: Annonce) -> str:
    """Where the notice is read whole: a link of the web, whatever the file says."""
    adresse = str(found.contenu.get("adresse", ""))
    return adresse if adresse.startswith(("https://", "http://")) else ""
