"""The regular deposit of a dispositif, and the keys by which another installation deposits for it."""

import hashlib
import secrets
from datetime import date

from django.db import transaction

from maillage.consolidation.depots.models import CleDepot, DepotRegulier
from maillage.reseau.models import Dispositif
from maillage.socle.acteur import Acteur
from maillage.socle.journal import actions as journal
from maillage.socle.refus import Refus

PREFIXE = "depot_"


class CleRefusee(Refus):
    """This key is not made."""


@transaction.atomic
def set_regulier(*, by: Acteur, dispositif: Dispositif, veut: bool, today: date) -> None:
    """Asked twice, it is asked once."""
    found = DepotRegulier.objects.filter(dispositif=dispositif)
    if veut is found.exists():
        return
    if veut:
        DepotRegulier.objects.create(dispositif=dispositif, depuis=today, auteur=by.compte)
    else:
        found.delete()
    journal.write(by=by, event="depots.regulier" if veut else "depots.regulier_fini", target=dispositif)


@transaction.atomic
def make_cle(*, by: Acteur, dispositif: Dispositif, libelle: str, today: date) -> tuple[CleDepot, str]:
    """The key itself is shown once; of it only a fingerprint is kept."""
    if CleDepot.objects.filter(dispositif=dispositif, revoquee_le=None).count() >= 5:
        raise CleRefusee("Vous avez déjà cinq clés : révoquez celle qui ne sert plus.", champ="libelle")
    cle = PREFIXE + secrets.token_urlsafe(32)
    row = CleDepot.objects.create(
        dispositif=dispositif, libelle=libelle, empreinte=hash_cle(cle), creee_le=today, auteur=by.compte
    )
    journal.write(by=by, event="depots.cle", target=row)
    return row, cle


@transaction.atomic
def revoke_cle(*, by: Acteur, cle: CleDepot, today: date) -> None:
    if cle.revoquee_le is None:
        cle.revoquee_le = today
        cle.save(update_fields=["revoquee_le"])
        journal.write(by=by, event="depots.cle_revoquee", target=cle)


def hash_cle(cle: str) -> str:
    """The key is drawn at random: its plain SHA-256 leads back to nothing."""
    return hashlib.sha256(cle.encode()).hexdigest()
