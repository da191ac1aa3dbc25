"""One way to show releases, their pages and their territories, whoever may read them: only the addresses and the words differ."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import SafeString, mark_safe

from maillage.consolidation.depots.nomenclatures import LIBELLES_CONSOLIDE, Consolide
from maillage.consolidation.publications.dossiers import name_fiche, read_fichier
from maillage.consolidation.publications.fiches import find_fiche, read_fiches
from maillage.consolidation.publications.models import Publication
from maillage.consolidation.publications.queries import load
from maillage.consolidation.publications.recherche import search_lieux
from maillage.consolidation.publications.territoires import build_index, draw_index, read_lus
from maillage.consolidation.publications.views.reseau import list_fiches, list_fichiers, read_corps
from maillage.consolidation.rapport.plans.choix import find_plan
from maillage.socle.tableaux.etat import clean


@dataclass(frozen=True, slots=True)
class Circulation:
    """The names of its addresses, and its words. `mention`: what its readers are told before they read; `detail`: which territories
    have figures of their own; `vide`, `attente`, `ailleurs`: as long as there is nothing to read, why, and what to read meanwhile."""

    titre: str
    chapeau: str
    liste: str
    rapport: str
    fiche: str
    fichier: str
    territoires: str
    detail: str
    vide: str
    attente: str
    ailleurs: tuple[str, str]
    liens: tuple[tuple[str, str], ...]
    mention: str = ""

    @property
    def is_publique(self) -> bool:
        return not self.mention


PUBLIQUE = Circulation(
    "Consolidations",
    "Chaque année, les chiffres du réseau : comptés dans les dossiers, additionnés, protégés, publiés par deux personnes.",
    "publications:publiques", "publications:rapport", "publications:fiche", "publications:fichier", "publications:territoires",
    "Ni un département ni une structure n’a de chiffre public à son nom : trop peu de personnes s’y compteraient. Ses résultats se lisent "
    "dans ceux de sa région.",
    "Rien n’est encore publié ici",
    "Les chiffres publiés avant Maillage, avec leurs sources, sont dans « Chiffres et sources ».",
    ("Chiffres et sources", "portail:sources"),
    (("Chercher un chiffre publié", "publications:chiffres"), ("Les définitions", "portail:definitions")),
)  # fmt: skip
RESTREINTE = Circulation(
    "Consolidations du réseau",
    "Réservées au réseau et à ses partenaires : plus détaillées que ce que chacun peut lire. Ne les diffusez pas.",
    "publications:restreintes", "publications:restreinte", "publications:restreinte_fiche", "publications:restreinte_fichier",
    "publications:restreints",
    "Un département ou une structure dont tous les chiffres sont masqués n’a pas de fiche : trop peu de personnes s’y comptent.",
    "Rien n’est encore réservé au réseau",
    "Quand le réseau publiera une consolidation à diffusion restreinte, vous la lirez ici.",
    ("Les consolidations publiques", "publications:publiques"),
    (("Les consolidations que chacun peut lire", "publications:publiques"),),
    "Réservé au réseau et à ses partenaires : ne le diffusez pas. Votre lecture est inscrite au journal.",
)  # fmt: skip
# Of the heavy columns, what a report and a page of a territory read.
IMPRIMEES = ("fichiers", "territoires")


def get_parmi(rows: QuerySet[Publication], uuid: UUID, *colonnes: str) -> Publication:
    """Among those that its reader may have. `colonnes`: of the heavy ones, those that are read of it."""
    found = load(rows, *colonnes).filter(uuid=uuid).first()
    if found is None:
        raise Http404
    return found


def find_suivante(rows: QuerySet[Publication], found: Publication) -> Publication | None:
    """The last revision, of one that was revised."""
    return rows.filter(campagne=found.campagne, rang__gt=found.rang).order_by("-rang").first()


def show_rapport(
    request: HttpRequest, rows: QuerySet[Publication], found: Publication, circulation: Circulation
) -> HttpResponse:
    contexte = {
        "publication": found, "corps": read_corps(found), "fichiers": list_fichiers(found), "fiches": list_fiches(found),
        "suivante": find_suivante(rows, found), "circulation": circulation,
    }  # fmt: skip
    return render(request, "publications/rapport.html", contexte)


def show_liste(request: HttpRequest, rows: QuerySet[Publication], circulation: Circulation) -> HttpResponse:
    return render(request, "publications/lire.html", {"publications": load(rows, "bilan"), "circulation": circulation})


def show_fiche(
    request: HttpRequest, rows: QuerySet[Publication], found: Publication, nom: str, circulation: Circulation
) -> HttpResponse:
    """The page of a territory, at an address that stays; its other years are beside it."""
    fiche, corps = find_fiche(found, nom), name_fiche(nom, corps=True)
    if fiche is None or corps not in found.fichiers:
        raise Http404
    annees = {}
    for one in list_dernieres(load(list_suite(rows, found), "territoires")):
        same = [other for other in read_fiches(one) if (other.niveau, other.code) == (fiche.niveau, fiche.code)]
        annees[one.campagne.millesime] = [(reverse(circulation.fiche, args=[one.uuid, other.nom])) for other in same]
    registre: dict[str, str | int] = {
        "annee": found.campagne.millesime,
        "origine": "maillage",
        "niveau": fiche.niveau,
        "territoire": fiche.lieu,
    }
    contexte = {
        "publication": found, "suivante": find_suivante(rows, found), "circulation": circulation,
        "lieu": fiche.lieu, "papier": name_fiche(nom), "corps": read_html(found, corps),
        "index": write_index(circulation, found),
        "annees": [
            {"libelle": str(annee), "url": urls[0], "courant": annee == found.campagne.millesime, "compte": None}
            for annee, urls in sorted(annees.items()) if urls
        ],
        "registre": f"{reverse('publications:chiffres')}?{urlencode(registre)}" if circulation.is_publique else "",
    }  # fmt: skip
    return render(request, "publications/fiche.html", contexte)


def read_html(found: Publication, nom: str) -> SafeString:
    """Written by us, and checked against its fingerprint."""
    return mark_safe(read_fichier(found.uuid, nom, found.fichiers[nom]).decode())  # noqa: S308


def list_dernieres(rows: QuerySet[Publication]) -> list[Publication]:
    """Of each year of each consolidation, the last revision; real ones before those of the demonstration, the last year first."""
    dernieres: dict[int, Publication] = {}
    for row in rows:
        known = dernieres.get(row.campagne_id)
        if known is None or known.rang < row.rang:
            dernieres[row.campagne_id] = row
    return sorted(dernieres.values(), key=lambda row: (row.campagne.is_fictive, -row.campagne.millesime))


def list_suite(rows: QuerySet[Publication], comme: Publication) -> QuerySet[Publication]:
    campagne = comme.campagne
    return rows.filter(campagne__consolide=campagne.consolide, campagne__is_fictive=campagne.is_fictive)


def _is_meme_suite(one: Publication, other: Publication) -> bool:
    """Years of one consolidation: real figures and those of the demonstration are not years of one another."""
    return (one.campagne.consolide, one.campagne.is_fictive) == (other.campagne.consolide, other.campagne.is_fictive)


def _find_tete(dernieres: Sequence[Publication], consolide: Consolide, comme: Publication) -> Publication | None:
    same = (one for one in dernieres if one.campagne.is_fictive == comme.campagne.is_fictive)
    return next((one for one in same if one.campagne.consolide == consolide), None)


def write_index(circulation: Circulation, publication: Publication, **autres: str) -> str:
    choix: dict[str, str | int] = {
        "quoi": publication.campagne.consolide, "annee": publication.campagne.millesime,
        **({"fictif": 1} if publication.campagne.is_fictive else {}), **autres,
    }  # fmt: skip
    return f"{reverse(circulation.territoires)}?{urlencode(choix)}"


def show_territoires(
    request: HttpRequest, rows: QuerySet[Publication], circulation: Circulation
) -> tuple[HttpResponse, Publication | None]:
    """The territories of one year, and of one consolidation; with it, the release that was read."""
    dernieres = list_dernieres(rows)
    quoi, annee = clean(request.GET.get("quoi", "")), clean(request.GET.get("annee", ""))
    texte = clean(request.GET.get("q", ""))
    is_fictive = bool(request.GET.get("fictif"))
    asked = [one for one in dernieres if (one.campagne.consolide, one.campagne.is_fictive) == (quoi, is_fictive)]
    first = next(iter(asked or dernieres), None)  # real ones come before those of the demonstration
    parmi = [one for one in dernieres if first is not None and _is_meme_suite(one, first)]
    found = next((one for one in parmi if str(one.campagne.millesime) == annee), parmi[0] if parmi else None)
    if found is None:
        return render(request, "publications/territoires.html", {"circulation": circulation}), None
    found, plan = get_parmi(rows, found.uuid, "bilan", "perimetres", "territoires"), find_plan(found.campagne.consolide)
    lus = read_lus(found, plan)
    index = build_index(found, plan, lus)
    chiffre = clean(request.GET.get("chiffre", ""))
    colonne = next((one for one in index.colonnes if one.code == chiffre), next(iter(index.colonnes), None))
    adresses = {one.nom: reverse(circulation.fiche, args=[found.uuid, one.nom]) for one in lus.fiches}
    contexte = {
        "circulation": circulation, "publication": found, "index": index, "q": texte,
        "carte": draw_index(found, plan, lus, colonne, adresses, is_publique=circulation.is_publique) if colonne else None,
        "trouves": search_lieux(texte, lus.fiches, lus.membres) if texte else [],
        "recueils": [
            {"libelle": LIBELLES_CONSOLIDE[one], "url": write_index(circulation, tete), "courant": one == found.campagne.consolide, "compte": None}
            for one in Consolide if (tete := _find_tete(dernieres, one, found)) is not None
        ],
        "annees": [
            {"libelle": str(one.campagne.millesime), "url": write_index(circulation, one), "courant": one == found, "compte": None}
            for one in sorted(parmi, key=lambda one: one.campagne.millesime)
        ],
        "cartes": [
            {"libelle": one.nom, "url": f"{write_index(circulation, found, chiffre=one.code)}#carte", "courant": one == colonne, "compte": None}
            for one in index.colonnes
        ],
    }  # fmt: skip
    return render(request, "publications/territoires.html", contexte), found
