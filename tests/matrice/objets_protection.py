"""Erasures are the installation's: whoever may validate them sees the same ones. Requests are a dispositif's."""

from django.utils import timezone

from maillage.socle.protection.models import Lot
from tests.matrice.objets import Pour, objet, valeurs
from tests.socle.protection.demandes import make_demande_prete


@objet("protection:valider", partage="les effacements sont ceux de l’installation")
def lot(pour: Pour) -> dict[str, object]:
    found, _ = Lot.objects.get_or_create(regle="T11", defaults={"effectif": 3, "cree_le": timezone.now()})
    return {"key": found.uuid}


@objet(
    "protection:demande", "protection:archive_ouvrir", "protection:relire", "protection:masquer", "protection:prolonger",
    "protection:repondre", "protection:reunir",
)  # fmt: skip
def demande(pour: Pour) -> dict[str, object]:
    return {"key": make_demande_prete(dispositif=pour.dispositif, personne=pour.compte).uuid}


# Signed for one person: who else may use it is tried in tests/socle/protection.
valeurs("protection:archive_fichier", lien="lien-forge")
