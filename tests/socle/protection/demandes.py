"""Requests for access of the tests."""

import json
from datetime import datetime

from django.utils import timezone

from maillage.comptes.models import Compte
from maillage.reseau.models import Dispositif
from maillage.socle.protection.constitution import COFFRE
from maillage.socle.protection.models import DemandeAcces
from maillage.socle.protection.nomenclatures import Identite, Motif

TABLE = {
    "modele": "comptes.compte",
    "libelle": "compte",
    "categories": ["C16"],
    "durees": ["T11 : treize mois"],
    "colonnes": {"id": "numéro", "nom": "nom", "remarque": "remarque"},
    "lignes": [
        {"id": 1, "nom": "Valmont", "remarque": "Vue avec Paul Autrui, 06 01 02 03 04"},
        {"id": 2, "nom": "Valmont", "remarque": None},
    ],
    "lisibles": [{"id": "1", "nom": "Valmont", "remarque": "Vue avec Paul Autrui, 06 01 02 03 04"}, {"id": "2", "nom": "Valmont"}],
}  # fmt: skip


def make_demande_prete(*, dispositif: Dispositif, personne: Compte, le: datetime | None = None) -> DemandeAcces:
    """Gathered at `le`: one table, in which somebody else is named."""
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
        contenu=COFFRE.seal(json.dumps([TABLE]).encode()),
    )
