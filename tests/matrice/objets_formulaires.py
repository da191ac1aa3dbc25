"""The objects of the matrix: kept texts, which belong to a person."""

from django.utils import timezone

from maillage.socle.formulaires.models import Saisie
from maillage.socle.formulaires.saisies import COFFRE
from tests.matrice.objets import Pour, objet


@objet("formulaires:saisie")
def saisie(pour: Pour) -> dict[str, object]:
    kept = Saisie.objects.create(
        compte_id=pour.compte.pk,
        chemin="/travaux/",
        contenu=COFFRE.seal(b'[["texte", ["Bonjour"]]]'),
        gardee_le=timezone.now(),
    )
    return {"key": kept.uuid}
