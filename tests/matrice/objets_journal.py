"""The history of an object, of which the dispositif is the first."""

from django.utils import timezone

from maillage.socle.journal.models import Alerte
from maillage.socle.journal.rules import Regle
from tests.matrice.objets import Pour, objet


@objet("journal:historique")
def historique(pour: Pour) -> dict[str, object]:
    return {"modele": "reseau.dispositif", "cle": str(pour.dispositif.uuid)}


@objet("journal:traiter_alerte")
def alerte(pour: Pour) -> dict[str, object]:
    moment = timezone.now()
    found, _ = Alerte.objects.get_or_create(
        dispositif=pour.dispositif, compte_id=0, regle=Regle.VOLUME, jour=moment.date(),
        defaults={"debut": moment, "fin": moment, "nombre": 101, "seuil": 101, "cree_le": moment},
    )  # fmt: skip
    return {"key": found.uuid}
