"""Entries, référents, and the history of a parcours."""

from uuid import UUID

from django.http import Http404
from django.utils.timezone import localdate

from maillage.parcours.models import Parcours
from maillage.parcours.portee import build_portee
from maillage.socle.acteur import Acteur
from maillage.socle.journal.historique import declare_suivi
from maillage.socle.journal.nomenclatures import declare_types

declare_types(
    {
        "parcours.entree": "a ouvert le parcours, entrée le {le}",
        "parcours.entree_datee": "a fixé l’entrée au {le}",
        "parcours.referent": "a inscrit un référent ({etp} ETP, depuis le {du})",
        "parcours.affectation": "a changé le référent à partir du {du}",
        "parcours.file_active": "a ouvert sa file active ({nombre} personnes)",
        "parcours.dossier": "a ouvert un dossier",
        "parcours.remplacement": "a organisé un remplacement du {du} au {au}",
    }
)


def find_parcours(acteur: Acteur, cle: str) -> Parcours:
    try:
        key = UUID(cle)
    except ValueError:
        raise Http404 from None
    found = Parcours.objects.filter(build_portee(acteur, on=localdate()), uuid=key).first()
    if found is None:
        raise Http404
    return found


declare_suivi("parcours.parcours", find_parcours)
