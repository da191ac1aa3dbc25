"""The objects of the matrix: contacts of a person, within reach of whoever follows them."""

from datetime import UTC, datetime

from maillage.parcours.models import Entretien
from tests.matrice.objets import Pour, objet, valeurs
from tests.matrice.objets_parcours import make_dossier


@objet("parcours:entretien")
def dossier(pour: Pour) -> dict[str, object]:
    return {"uuid": make_dossier(pour).uuid}


@objet("parcours:contact", "parcours:contact_renseigner", "parcours:contact_ouvrir", "parcours:contact_note")
def contact(pour: Pour) -> dict[str, object]:
    parcours = make_dossier(pour)
    found = Entretien.objects.filter(parcours=parcours).first() or Entretien.objects.create(
        dispositif=pour.dispositif, parcours=parcours, referent=parcours.referent, presence="venu",
        debut=datetime(2026, 3, 3, 9, tzinfo=UTC), auteur=pour.compte.pk,
    )  # fmt: skip
    return {"uuid": found.uuid}


valeurs("parcours:file_active_export", format="csv")
