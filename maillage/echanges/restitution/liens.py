"""The short link of an archive: signed, for one person, for one minute. It is no right: the right is checked again."""

import uuid
from datetime import timedelta

from django.core import signing

from maillage.echanges.restitution.models import Restitution
from maillage.socle.acteur import Acteur

SEL = "maillage.restitution.archive"
DUREE = timedelta(minutes=1)


def make_lien(acteur: Acteur, restitution: Restitution) -> str:
    return signing.dumps([restitution.uuid.hex, acteur.compte], salt=SEL, compress=False)


def read_lien(acteur: Acteur, text: str) -> uuid.UUID | None:
    """The archive the link leads to; None when it is forged, stale or somebody else's."""
    try:
        key, compte = signing.loads(text, salt=SEL, max_age=DUREE)
        return uuid.UUID(key) if compte == acteur.compte else None
    except (signing.BadSignature, TypeError, ValueError):
        return None
