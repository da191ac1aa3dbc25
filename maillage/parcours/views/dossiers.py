"""The file of one person on one page."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate, localtime
from django.views.decorators.http import require_safe

from maillage.parcours.dossier import Colonne, build_sections
from maillage.parcours.models import Parcours
from maillage.parcours.nomenclatures.etats import EtatParcours
from maillage.parcours.permissions import Droit
from maillage.parcours.queries import dossiers, suivi
from maillage.parcours.rules import avancement
from maillage.parcours.rules.contacts import assess_contact
from maillage.parcours.rules.priorites import dress
from maillage.socle import permissions
from maillage.socle.acces import exige
from maillage.socle.journal import actions as journal
from maillage.socle.requete import Requete


@exige(Droit.OUVRIR_DOSSIER, nominatif=True, sensible=True)
@require_safe
def dossier(request: Requete, uuid: UUID) -> HttpResponse:
    found = get_dossier(request, uuid)
    journal.record_acces(by=request.acteur, type="parcours.dossier", target=found)
    today = localdate()
    rendus = build_sections(request.acteur, found, on=today, avant=read_day(request.GET.get("avant", "")))
    contexte = {
        "parcours": found,
        "sections": rendus,
        "recit": [rendu for rendu in rendus if rendu.section.colonne is Colonne.RECIT],
        "reperes": [rendu for rendu in rendus if rendu.section.colonne is Colonne.REPERES],
        "etapes": avancement.list_etapes(
            EtatParcours(found.etat),
            entree=found.date_entree,
            signature=found.date_signature,
            sortie=found.date_sortie,
            is_provisoire=found.is_entree_provisoire,
        ),
        "ton": avancement.TONS.get(EtatParcours(found.etat), "information"),
        "age": found.personne.get_age(today),
        "can_file": permissions.can(request.acteur, Droit.VOIR_FILE_ACTIVE),
        "can_ecrire": permissions.can(request.acteur, Droit.ECRIRE_ENTRETIEN, found),
    }
    if contexte["can_ecrire"]:
        contexte |= _build_a_faire(found, on=today)
    return render(request, "parcours/dossier.html", contexte)


def read_day(text: str) -> date | None:
    """A day as an address writes it; anything else says nothing."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _build_a_faire(found: Parcours, *, on: date) -> dict[str, Any]:
    prochain = localtime(found.prochain_contact).date() if found.prochain_contact else None
    alerte = assess_contact(
        etat=EtatParcours(found.etat), entree=found.date_entree, dernier=found.dernier_contact,
        frequence=found.frequence_jours, prochain=prochain, on=on,
    )  # fmt: skip
    return {
        "prochain": found.prochain_contact if prochain and prochain >= on else None,
        "raisons": [dress(raison) for raison in suivi.read_raisons(found, on=on)],
        "alerte": alerte,
    }


def get_dossier(request: Requete, uuid: UUID, droit: Droit = Droit.OUVRIR_DOSSIER) -> Parcours:
    """Within reach and with this droit, or a 404: whoever may not is told nothing of whether it exists."""
    try:
        found = dossiers.get_parcours(request.acteur, uuid, on=localdate())
    except Parcours.DoesNotExist as absent:
        raise Http404 from absent
    if not permissions.can(request.acteur, droit, found):
        raise Http404
    return found


def open_dossier(request: Requete, uuid: UUID, droit: Droit = Droit.OUVRIR_DOSSIER) -> Parcours:
    """The same, told to the journal of the accesses: whatever the form then answers, it names the person (R-30)."""
    found = get_dossier(request, uuid, droit)
    journal.record_acces(by=request.acteur, type="parcours.dossier", target=found)
    return found
