"""Saved views, for the matrix."""

import uuid

from django.utils import timezone

from maillage.socle.tableaux.models import VueEnregistree
from tests.matrice.objets import Pour, objet


@objet("tableaux:oublier")
def vue(pour: Pour) -> dict[str, object]:
    made = VueEnregistree.objects.create(
        compte_id=pour.compte.pk,
        dispositif=pour.dispositif,
        tableau="essai",
        nom=uuid.uuid4().hex,
        cree_le=timezone.now(),
    )
    return {"key": made.uuid}
