"""Erasures are the installation's: whoever may validate them sees the same ones."""

from django.utils import timezone

from maillage.socle.protection.models import Lot
from tests.matrice.objets import Pour, objet


@objet("protection:valider", partage="les effacements sont ceux de l’installation")
def lot(pour: Pour) -> dict[str, object]:
    found, _ = Lot.objects.get_or_create(regle="T11", defaults={"effectif": 3, "cree_le": timezone.now()})
    return {"key": found.uuid}
