"""What anybody reads: the reports released, their files, the register of the figures."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from maillage.consolidation.publications.citations import FICHE, INFOGRAPHIE, RAPPORT
from maillage.consolidation.publications.lecture_chiffres import TOTAUX, has_base, name_detail, name_unite
from maillage.consolidation.publications.listes import build_chiffres, say_absence, say_base
from maillage.consolidation.publications.models import ChiffrePublie
from maillage.consolidation.publications.queries import (
    list_memes,
    list_publiques,
    read_definition,
    select_chiffres,
    select_registre,
)
from maillage.consolidation.publications.views.lecture import (
    IMPRIMEES,
    PUBLIQUE,
    get_parmi,
    show_fiche,
    show_liste,
    show_rapport,
    show_territoires,
)
from maillage.consolidation.publications.views.reseau import send_fichier
from maillage.socle.acces import publique
from maillage.socle.requete import Requete
from maillage.socle.tableaux.exports import ExportRefuse, export
from maillage.socle.tableaux.liste import Liste, build_liste, respond


@publique
@require_safe
def liste(request: HttpRequest) -> HttpResponse:
    return show_liste(request, list_publiques(), PUBLIQUE)


@publique
@require_safe
def territoires(request: HttpRequest) -> HttpResponse:
    """The regions, painted and listed; where a commune or a département is read."""
    response, _ = show_territoires(request, list_publiques(), PUBLIQUE)
    return response


@publique
@require_safe
def rapport(request: HttpRequest, uuid: UUID) -> HttpResponse:
    rows = list_publiques()
    return show_rapport(request, rows, get_parmi(rows, uuid, *IMPRIMEES), PUBLIQUE)


@publique
@require_safe
def fiche(request: HttpRequest, uuid: UUID, nom: str) -> HttpResponse:
    rows = list_publiques()
    return show_fiche(request, rows, get_parmi(rows, uuid, *IMPRIMEES), nom, PUBLIQUE)


@publique
@require_safe
def fichier(request: HttpRequest, uuid: UUID, nom: str) -> HttpResponse:
    return send_fichier(get_parmi(list_publiques(), uuid, "fichiers"), nom)


@publique
@require_safe
def chiffres(request: Requete) -> HttpResponse:
    return respond(request, "publications/chiffres.html", _list(request))


def _list(request: Requete) -> Liste:
    vers = reverse("publications:chiffres_export", args=["csv"]).removesuffix(".csv")
    return build_liste(build_chiffres(), select_registre(), request, export=vers)


@publique
@require_safe
def exporter(request: Requete, format: str) -> HttpResponseBase:
    try:
        return export(_list(request), by=request.acteur, format=format, today=localdate())
    except ExportRefuse as refus:
        raise Http404 from refus


@publique
@require_safe
def chiffre(request: Requete, uuid: UUID) -> HttpResponse:
    """One figure: its base, its definition, where it is printed; beside it, the same thing said elsewhere or of another year."""
    found = select_chiffres().filter(uuid=uuid).first()
    if found is None:
        raise Http404
    memes = list_memes(found)
    contexte = {
        "chiffre": found, "definition": read_definition(found.code), "annees": memes,
        "ailleurs": [one for one in memes if one.annee == found.annee and one.pk != found.pk],
        "is_annees": len({one.annee for one in memes}) > 1, "citations": list_adresses(found),
        "absence": say_absence(found), "base": say_base(found), "totaux": TOTAUX, "has_base": has_base(found),
        "detail": name_detail(found), "unite": name_unite(found),
    }  # fmt: skip
    return render(request, "publications/chiffre.html", contexte)


def list_adresses(found: ChiffrePublie) -> list[tuple[str, list[tuple[str, str]]]]:
    """Where the release prints it, by kind: words, address."""
    if found.publication is None:
        return []
    uuid = found.publication.uuid
    adresses = {
        RAPPORT: lambda ancre: f"{reverse('publications:rapport', args=[uuid])}#{ancre}",
        FICHE: lambda nom: reverse("publications:fiche", args=[uuid, nom]),
        INFOGRAPHIE: lambda _: reverse("publications:fichier", args=[uuid, "infographie.svg"]),
    }
    cites = [
        (libelle, [(titre, adresses[genre](ancre)) for genre, ancre, titre in found.cites if genre == sorte])
        for sorte, libelle in ((RAPPORT, "Rapport"), (FICHE, "Fiches d’une page"), (INFOGRAPHIE, "Infographie"))
    ]
    donnees = ("Toutes les cases (CSV)", reverse("publications:fichier", args=[uuid, "donnees/cellules.csv"]))
    return [(libelle, found) for libelle, found in (*cites, ("Données ouvertes", [donnees])) if found]
