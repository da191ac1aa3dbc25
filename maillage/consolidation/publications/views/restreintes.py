"""What was released to the network and its partners: read by those permitted, each reading and each file told in the journal."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from maillage.consolidation.publications.models import Publication
from maillage.consolidation.publications.permissions import Droit
from maillage.consolidation.publications.queries import list_restreintes
from maillage.consolidation.publications.views.reseau import (
    list_fiches,
    list_fichiers,
    read_corps,
    read_fiche,
    send_fichier,
)
from maillage.socle.acces import exige
from maillage.socle.journal import actions as journal
from maillage.socle.requete import Requete


def get_restreinte(request: Requete, uuid: UUID) -> Publication:
    found = list_restreintes(request.acteur).filter(uuid=uuid).first()
    if found is None:
        raise Http404
    return found


@exige(Droit.LIRE_RESTREINTES)
@require_safe
def liste(request: Requete) -> HttpResponse:
    return render(request, "publications/restreintes.html", {"publications": list_restreintes(request.acteur)})


@exige(Droit.LIRE_RESTREINTES)
@require_safe
def rapport(request: Requete, uuid: UUID) -> HttpResponse:
    found = get_restreinte(request, uuid)
    suivante = (
        list_restreintes(request.acteur).filter(campagne=found.campagne, rang__gt=found.rang).order_by("-rang").first()
    )
    contexte = {
        "publication": found, "corps": read_corps(found), "fichiers": list_fichiers(found), "fiches": list_fiches(found),
        "suivante": suivante,
    }  # fmt: skip
    journal.record_acces(by=request.acteur, type="publications.restreinte_lue", target=found)
    return render(request, "publications/restreinte.html", contexte)


@exige(Droit.LIRE_RESTREINTES)
@require_safe
def fiche(request: Requete, uuid: UUID, nom: str) -> HttpResponse:
    found = get_restreinte(request, uuid)
    contexte = {"publication": found, "is_restreinte": True, **read_fiche(found, nom)}
    journal.record_acces(by=request.acteur, type="publications.restreinte_lue", target=found)
    return render(request, "publications/fiche.html", contexte)


@exige(Droit.LIRE_RESTREINTES)
@require_safe
def fichier(request: Requete, uuid: UUID, nom: str) -> HttpResponse:
    found = get_restreinte(request, uuid)
    response = send_fichier(found, nom)
    journal.record_acces(by=request.acteur, type="publications.restreinte_prise", target=found, fichier=nom)
    return response
