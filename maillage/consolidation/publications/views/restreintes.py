"""What was released to the network and its partners: read by those permitted, each reading and each file told in the journal."""

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from maillage.consolidation.publications.permissions import Droit
from maillage.consolidation.publications.queries import list_restreintes
from maillage.consolidation.publications.views.lecture import (
    IMPRIMEES,
    RESTREINTE,
    get_parmi,
    show_fiche,
    show_liste,
    show_rapport,
    show_territoires,
)
from maillage.consolidation.publications.views.reseau import send_fichier
from maillage.socle.acces import exige
from maillage.socle.journal import actions as journal
from maillage.socle.requete import Requete

LUE = "publications.restreinte_lue"


@exige(Droit.LIRE_RESTREINTES)
@require_safe
def liste(request: Requete) -> HttpResponse:
    return show_liste(request, list_restreintes(request.acteur), RESTREINTE)


@exige(Droit.LIRE_RESTREINTES)
@require_safe
def territoires(request: Requete) -> HttpResponse:
    response, found = show_territoires(request, list_restreintes(request.acteur), RESTREINTE)
    if found is not None:
        journal.record_acces(by=request.acteur, type=LUE, target=found)
    return response


@exige(Droit.LIRE_RESTREINTES)
@require_safe
def rapport(request: Requete, uuid: UUID) -> HttpResponse:
    rows = list_restreintes(request.acteur)
    found = get_parmi(rows, uuid, *IMPRIMEES)
    response = show_rapport(request, rows, found, RESTREINTE)
    journal.record_acces(by=request.acteur, type=LUE, target=found)
    return response


@exige(Droit.LIRE_RESTREINTES)
@require_safe
def fiche(request: Requete, uuid: UUID, nom: str) -> HttpResponse:
    rows = list_restreintes(request.acteur)
    found = get_parmi(rows, uuid, *IMPRIMEES)
    response = show_fiche(request, rows, found, nom, RESTREINTE)
    journal.record_acces(by=request.acteur, type=LUE, target=found)
    return response


@exige(Droit.LIRE_RESTREINTES)
@require_safe
def fichier(request: Requete, uuid: UUID, nom: str) -> HttpResponse:
    found = get_parmi(list_restreintes(request.acteur), uuid, "fichiers")
    response = send_fichier(found, nom)
    journal.record_acces(by=request.acteur, type="publications.restreinte_prise", target=found, fichier=nom)
    return response
