"""One way to show a release and its pages, whoever may read it: only the addresses, and what is said above, differ."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from maillage.consolidation.publications.models import Publication
from maillage.consolidation.publications.views.reseau import list_fiches, list_fichiers, read_corps, read_fiche


@dataclass(frozen=True, slots=True)
class Circulation:
    """The names of its addresses. `mention`: what its readers are told before they read."""

    titre: str
    liste: str
    rapport: str
    fiche: str
    fichier: str
    mention: str = ""


PUBLIQUE = Circulation(
    "Consolidations", "publications:publiques", "publications:rapport", "publications:fiche", "publications:fichier"
)
RESTREINTE = Circulation(
    "Consolidations du réseau", "publications:restreintes", "publications:restreinte", "publications:restreinte_fiche",
    "publications:restreinte_fichier",
    "Réservé au réseau et à ses partenaires : ne le diffusez pas. Votre lecture est inscrite au journal.",
)  # fmt: skip


def get_parmi(rows: QuerySet[Publication], uuid: UUID) -> Publication:
    """Among those that its reader may have."""
    found = rows.filter(uuid=uuid).first()
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


def show_fiche(
    request: HttpRequest, rows: QuerySet[Publication], found: Publication, nom: str, circulation: Circulation
) -> HttpResponse:
    """The page of a territory, at an address that stays."""
    contexte = {"publication": found, "suivante": find_suivante(rows, found), "circulation": circulation}
    return render(request, "publications/fiche.html", contexte | read_fiche(found, nom))
