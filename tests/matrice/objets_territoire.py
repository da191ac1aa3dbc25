"""The objects of the matrix: places, and what a person has to do."""

from maillage.socle.afaire import calendrier
from maillage.socle.afaire.models import Preference
from maillage.territoire.models import Commune, Departement, Region
from tests.matrice.objets import Pour, objet


def make_commune(code: str) -> Commune:
    region, _ = Region.objects.get_or_create(code="99", defaults={"nom": "Région d’essai"})
    departement, _ = Departement.objects.get_or_create(code="99", defaults={"nom": "Essai", "region": region})
    commune, _ = Commune.objects.get_or_create(
        code=code, defaults={"nom": "Essai", "departement": departement, "cle": "essai", "cle_inverse": "iasse"}
    )
    return commune


@objet("territoire:commune", partage="les communes sont publiques")
def commune(pour: Pour) -> dict[str, object]:
    return {"code": make_commune(f"99{pour.dispositif.pk % 1000:03}").code}


@objet("afaire:calendrier", partage="l’adresse est la clé : qui l’a la lit, avec ou sans session")
def calendrier_personnel(pour: Pour) -> dict[str, object]:
    preference, _ = Preference.objects.update_or_create(
        compte_id=pour.compte.pk, defaults={"calendrier_ouvert": True, "version_calendrier": 1}
    )
    return {"jeton": calendrier.sign_adresse(preference)}
