"""Reads of the archives; the acteur comes first."""

import uuid
from datetime import datetime

from django.db.models import QuerySet
from django.http import Http404

from maillage.echanges.restitution import rules
from maillage.echanges.restitution.models import Restitution
from maillage.socle.acteur import Acteur
from maillage.socle.conservation import EXPORTS
from maillage.socle.travaux.models import Travail
from maillage.socle.travaux.queries import list_travaux

TRAVAIL = "restitution.archive"


def list_restitutions(acteur: Acteur) -> QuerySet[Restitution]:
    """The current dispositif's own, the newest first."""
    own = Restitution.objects.visible_to(acteur).filter(dispositif=acteur.dispositif)
    return own.select_related("dispositif").defer("phrase_scellee").order_by("-id")


def get_restitution(acteur: Acteur, key: uuid.UUID) -> Restitution:
    found = list_restitutions(acteur).filter(uuid=key).first()
    if found is None:
        raise Http404
    return found


def find_travail(acteur: Acteur, restitution: Restitution) -> Travail | None:
    """The job that makes it; None once it has been tidied away."""
    return list_travaux(acteur).filter(code=TRAVAIL, parametres__restitution=str(restitution.uuid)).first()


def get_fin(restitution: Restitution) -> datetime | None:
    prete = restitution.prete_le
    return rules.get_fin(prete, jours=EXPORTS.get(on=prete.date()).valeur) if prete else None


def is_telechargeable(restitution: Restitution, *, now: datetime) -> bool:
    """Refused at its hour, even if the nightly housekeeping is late."""
    fin = get_fin(restitution)
    return fin is not None and restitution.effacee_le is None and now < fin


def list_telechargeables(acteur: Acteur, *, now: datetime) -> list[Restitution]:
    recent = list_restitutions(acteur).filter(prete_le__isnull=False, effacee_le=None)[:10]
    return [r for r in recent if is_telechargeable(r, now=now)]
