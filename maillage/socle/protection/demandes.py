"""Requests for access (R-45): asked by the DPD for somebody, gathered by a job, handed over within seven days."""

import uuid
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone

from maillage.socle import permissions
from maillage.socle.acteur import Acteur
from maillage.socle.conservation import EXPORTS
from maillage.socle.journal import actions as journal
from maillage.socle.protection import rules
from maillage.socle.protection.models import DemandeAcces
from maillage.socle.protection.nomenclatures import Identite, Motif
from maillage.socle.protection.permissions import Droit
from maillage.socle.protection.personnes import Personne
from maillage.socle.travaux import actions as travaux
from maillage.socle.travaux.models import Travail
from maillage.socle.travaux.queries import list_travaux

TRAVAIL = "protection.archive"


class DemandeRefusee(Exception):
    """The message is fit for the person."""


@transaction.atomic
def record_demande(
    *, by: Acteur, personne: Personne, motif: Motif, identite: Identite, recue_le: date, now: datetime
) -> Travail:
    """Enters the request in the register and asks for the job that gathers; returns the job."""
    permissions.check(by, Droit.REPONDRE_ACCES)
    if by.dispositif is None or by.compte is None:
        raise DemandeRefusee("Choisissez d’abord le dispositif au titre duquel vous répondez.")
    if recue_le > timezone.localdate(now):
        raise DemandeRefusee("La date de réception est dans le futur : indiquez le jour où la demande est arrivée.")
    demande = DemandeAcces.objects.create(
        dispositif_id=by.dispositif,
        personne_id=personne.compte,
        suivie=personne.suivie,
        motif=motif.value,
        identite=identite.value,
        recue_le=recue_le,
        demandee_par=by.compte,
        demandee_le=now,
    )
    journal.write(by=by, event="protection.demande_acces", target=demande, motif=motif, recue_le=recue_le)
    return ask(by, demande, cle=str(demande.uuid))


def ask(by: Acteur, demande: DemandeAcces, *, cle: str) -> Travail:
    """The job that gathers. The caller has checked the right."""
    return travaux.enqueue(
        by=by, code=TRAVAIL, parametres={"demande": str(demande.uuid)}, dispositif=demande.dispositif_id, cle=cle
    )


def find_travail(acteur: Acteur, demande: DemandeAcces) -> Travail | None:
    """The last job that gathered it; None once it has been tidied away."""
    return list_travaux(acteur).filter(code=TRAVAIL, parametres__demande=str(demande.uuid)).first()


def list_demandes(acteur: Acteur) -> QuerySet[DemandeAcces]:
    return DemandeAcces.objects.visible_to(acteur).defer("contenu").order_by("-id")


def count_en_attente(acteur: Acteur) -> int:
    """Those without their answer yet."""
    return DemandeAcces.objects.visible_to(acteur).filter(repondue_le=None).count()


def get_demande(acteur: Acteur, key: uuid.UUID) -> DemandeAcces:
    demande = list_demandes(acteur).filter(uuid=key).first()
    if demande is None:
        raise Http404
    return demande


def get_for_travail(acteur: Acteur, key: str) -> DemandeAcces:
    """With its content, for the job that gathers it: the right is asked again at each step."""
    demande = DemandeAcces.objects.visible_to(acteur).get(uuid=key)
    permissions.check(acteur, Droit.REPONDRE_ACCES, demande)
    return demande


def list_pour_la_personne(compte: int, *, now: datetime) -> QuerySet[DemandeAcces]:
    """Archives about this account that somebody else had gathered and may still download."""
    recent = now - get_duree(on=timezone.localdate(now))
    gathered = DemandeAcces.objects.filter(personne_id=compte, prete_le__gt=recent, effacee_le=None)
    return gathered.exclude(demandee_par=compte).defer("contenu").order_by("-id")


def get_duree(*, on: date) -> timedelta:
    return timedelta(days=EXPORTS.get(on=on).valeur)


def get_fin(demande: DemandeAcces) -> datetime | None:
    """Until when the archive may be downloaded; None while it is being gathered."""
    return demande.prete_le + get_duree(on=demande.prete_le.date()) if demande.prete_le else None


def get_echeance(demande: DemandeAcces) -> date:
    """When the person must have had their answer."""
    return rules.get_echeance(demande.recue_le, is_prolongee=demande.prolongee_le is not None)


def is_telechargeable(demande: DemandeAcces, *, now: datetime) -> bool:
    """Refused at its hour, even if the nightly housekeeping is late."""
    fin = get_fin(demande)
    return fin is not None and demande.effacee_le is None and now < fin


def erase_archives(avant: datetime) -> int:
    """Called within `open_service` (T12). The request stays in the register, without what was gathered."""
    due = DemandeAcces.objects.filter(contenu__isnull=False, demandee_le__lt=avant, effacee_le=None)
    abandonnees = due.filter(prete_le=None)
    return due.filter(prete_le__lt=avant).update(contenu=None, effacee_le=timezone.now()) + abandonnees.update(
        contenu=None
    )
