"""The signed link of a prescripteur: its rang in the row and its date decide whether it still opens."""

from datetime import date
from uuid import UUID

from django.core import signing

from maillage.parcours.models import Prescripteur

SEL = "maillage.parcours.prescripteur"


def sign_lien(prescripteur: Prescripteur) -> str:
    return signing.dumps([prescripteur.uuid.hex, prescripteur.lien_rang], salt=SEL, compress=False)


def find_prescripteur(jeton: str, *, on: date) -> Prescripteur | None:
    """None when the link is forged, replaced, withdrawn or out of date. Called within `open_service`."""
    try:
        key, rang = signing.loads(jeton, salt=SEL)
        uuid = UUID(key)
    except (signing.BadSignature, TypeError, ValueError):
        return None
    found = Prescripteur.objects.select_related("dispositif").filter(uuid=uuid, lien_rang=rang).first()
    return found if found is not None and found.is_lien_ouvert(on=on) else None
