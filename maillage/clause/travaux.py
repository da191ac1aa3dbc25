"""Each night, the persons whose markets have been over for long enough leave the active base (T6, R-23)."""

from datetime import time, timedelta

from django.utils.timezone import localdate

from maillage.clause import travaux_bilans as travaux_bilans
from maillage.clause.queries.conservation import list_a_archiver
from maillage.participants.models import Personne
from maillage.socle.contexte import open_service
from maillage.socle.travaux.models import Travail
from maillage.socle.travaux.registre import Curseur, periodique, travail

ARCHIVAGE = "clause.archivage"


@travail(ARCHIVAGE, "Archiver les personnes de la clause dont le marché est fini depuis deux ans")
def archive(travail: Travail, curseur: Curseur) -> Curseur | None:
    on = localdate()
    with open_service("archivage des personnes de la clause"):
        keys = [personne.pk for personne in list_a_archiver(on)]
        done = Personne.objects.filter(pk__in=keys, archivee_le=None).update(archivee_le=on)
    travail.phrase = f"{done} personnes archivées."
    return None


periodique(ARCHIVAGE, chaque=timedelta(days=1), a=time(3, 15))
