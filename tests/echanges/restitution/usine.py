"""Archives of the tests."""

from datetime import datetime

from django.utils import timezone

from maillage.comptes.models import Compte
from maillage.echanges.restitution import fichiers
from maillage.echanges.restitution.models import Restitution
from maillage.echanges.restitution.nomenclatures import Motif
from maillage.echanges.restitution.scelles import COFFRE
from maillage.reseau.models import Dispositif
from tests.echanges.restitution.dossiers import PHRASE


def make_restitution(*, dispositif: Dispositif, par: Compte, le: datetime | None = None) -> Restitution:
    """Ready at `le`, its file on the disk."""
    le = le or timezone.now()
    made = Restitution.objects.create(
        dispositif=dispositif, motif=Motif.FERMETURE.value, demandee_par=par.pk, demandee_le=le, prete_le=le,
        phrase_scellee=COFFRE.seal(PHRASE.encode()), sha256="0" * 64, taille=12,
    )  # fmt: skip
    fichiers.append(fichiers.find_archive(made.uuid), 0, b"PK essai zip")
    return made
