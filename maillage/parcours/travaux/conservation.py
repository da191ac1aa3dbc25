"""Each night, files without contact for long enough leave the active base: nobody finds or opens them any more (R-23)."""

from datetime import time, timedelta

from django.utils.timezone import localdate

from maillage.parcours.queries.conservation import list_a_archiver
from maillage.participants.models import Personne
from maillage.socle.contexte import open_service
from maillage.socle.travaux.models import Travail
from maillage.socle.travaux.registre import Curseur, periodique, travail

ARCHIVAGE = "parcours.archivage"


@travail(ARCHIVAGE, "Archiver les dossiers sans contact depuis deux ans")
def archive(travail: Travail, curseur: Curseur) -> Curseur | None:
    on = localdate()
    with open_service("archivage des dossiers"):
        keys = [personne.pk for personne in list_a_archiver(on)]
        done = Personne.objects.filter(pk__in=keys, archivee_le=None).update(archivee_le=on)
    travail.phrase = f"{done} dossiers archivés."
    return None


periodique(ARCHIVAGE, chaque=timedelta(days=1), a=time(3, 10))
