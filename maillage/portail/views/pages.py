"""Home, « près de chez moi », and the pages that say how the site keeps its word."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from maillage.portail import cartes, chiffres, protection
from maillage.portail.annuaire import ANNUAIRE, build_annuaire
from maillage.portail.views.annuaire import get_site
from maillage.reseau import queries, rules
from maillage.reseau.nomenclatures import LIBELLES_COUVERTURE, TypeDispositif
from maillage.socle.acces import publique
from maillage.socle.requete import Requete
from maillage.socle.roles import FONCTIONS
from maillage.socle.tableaux.etat import clean
from maillage.territoire.models import Commune
from maillage.territoire.queries import find_commune, resolve_commune, search_communes, write_choix

PROCHES = 3


@publique
@require_safe
def accueil(request: HttpRequest) -> HttpResponse:
    return render(
        request,
        "portail/accueil.html",
        {
            "chiffres": [c for c in chiffres.read_chiffres() if c.is_accueil],
            "facettes": (facettes := queries.get_facettes()),
            "carte": cartes.build_carte(queries.list_points(queries.list_annuaire()), facettes),
        },
    )


@publique
@require_safe
def carte(request: Requete) -> HttpResponse:
    """The map and, beside it, the list that says the same."""
    facettes = queries.get_facettes()
    liste = build_annuaire(request, facettes)
    lignes = queries.list_par_region(liste.rows)
    points = queries.list_points(liste.rows)
    is_partiel = bool(liste.etat.filtres)
    return render(
        request,
        "portail/carte.html",
        {
            "liste": liste,
            "lignes": lignes,
            "carte": cartes.build_carte(points, facettes, is_partiel=is_partiel, lignes=lignes),
        },
    )


@publique
@require_safe
def pres_de_chez_moi(request: HttpRequest) -> HttpResponse:
    """By name or postal code; several communes answering, the visitor chooses one."""
    texte = clean(request.GET.get("q", ""))
    code = clean(request.GET.get("commune", "")).upper()
    commune = find_commune(code) if code else find_choisie(texte)
    communes = search_communes(texte, 10) if texte and commune is None else []
    if commune is None and (code := find_evidente(texte, communes)):
        commune = find_commune(code)
    contexte: dict[str, object] = {
        "q": write_choix(commune) if commune else texte,
        "communes": communes,
        "autres": [c for c in communes if commune and c.code != commune.code][:5],
    }
    if commune is not None:
        today = localdate()
        contexte |= {
            "commune": commune,
            "couvrants": queries.list_couvrants(commune, on=today),
            "reponses": [
                {
                    "type": type_,
                    "couverture": (couverture := queries.get_couverture(commune, type_, on=today)),
                    "libelle": LIBELLES_COUVERTURE[couverture],
                    "proches": queries.list_voisins(commune.latitude, commune.longitude, type=type_, limit=PROCHES),
                }
                for type_ in (TypeDispositif.PLIE, TypeDispositif.MDE)
            ],
        }
    return render(request, "portail/pres_de_chez_moi.html", contexte)


def find_choisie(texte: str) -> Commune | None:
    """The commune picked in the suggestions: « Saint-Denis (93066) »."""
    commune, _ = resolve_commune(texte) if texte.endswith(")") else (None, [])
    return commune


def find_evidente(texte: str, communes: list[Commune]) -> str:
    """The one commune that answers, or the only one that bears this very name; else the visitor chooses."""
    exactes = [c for c in communes if rules.normalize_texte(c.nom) == rules.normalize_texte(texte)]
    for seules in (communes, exactes):
        if len(seules) == 1:
            return str(seules[0].code)
    return ""


@publique
@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    return render(
        request,
        "portail/sources.html",
        {
            "chiffres": chiffres.read_chiffres(),
            "jalons": chiffres.read_jalons(),
            "documents": chiffres.read_documents().values(),
            "colonnes": ANNUAIRE.colonnes,
        },
    )


@publique
@require_safe
def accessibilite(request: HttpRequest) -> HttpResponse:
    return render(request, "portail/accessibilite.html")


@publique
@require_safe
def donnees_personnelles(request: HttpRequest) -> HttpResponse:
    """Both tables come from the code: the roles as they are declared, the timers of the classification."""
    contexte = {"fonctions": FONCTIONS.values(), "durees": protection.read_durees()}
    return render(request, "portail/donnees_personnelles.html", contexte)


@publique
@require_safe
def mentions_legales(request: HttpRequest) -> HttpResponse:
    return render(request, "portail/mentions_legales.html")


@publique
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Search engines read the public pages; what needs an account has nothing for them."""
    lines = [
        "User-agent: *",
        "Disallow: /compte/",
        "Disallow: /recherche/",
        f"Sitemap: {get_site(request)}/sitemap.xml",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@publique
@require_safe
def plan_du_site(request: HttpRequest) -> HttpResponse:
    noms = (
        "accueil",
        "carte",
        "annuaire",
        "pres_de_chez_moi",
        "sources",
        "definitions",
        "accessibilite",
        "donnees_personnelles",
    )
    adresses: list[tuple[str, date | None]] = [(reverse(f"portail:{nom}"), None) for nom in noms]
    adresses += [(reverse("portail:fiche", args=[slug]), verifie_le) for slug, verifie_le in queries.list_slugs()]
    return render(
        request,
        "portail/sitemap.xml",
        {"site": get_site(request), "adresses": adresses},
        content_type="application/xml; charset=utf-8",
    )
