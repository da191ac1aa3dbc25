"""Requests for access of the tests."""

from datetime import datetime

from django.utils import timezone

from maillage.comptes.models import Compte
from maillage.reseau.models import Dispositif
from maillage.socle.protection.constitution import COFFRE
from maillage.socle.protection.models import DemandeAcces
from maillage.socle.protection.nomenclatures import Identite, Motif


def make_demande_prete(*, dispositif: Dispositif, personne: Compte, le: datetime | None = None) -> DemandeAcces:
    """Gathered at `le`, its archive sealed."""
    le = le or timezone.now()
    return DemandeAcces.objects.create(
        dispositif=dispositif,
        personne_id=personne.pk,
        motif=Motif.PERSONNE.value,
        identite=Identite.CONNUE.value,
        recue_le=le.date(),
        demandee_par=0,
        demandee_le=le,
        prete_le=le,
        contenu=COFFRE.seal(b"une archive d\xe2\x80\x99essai"),
    )
