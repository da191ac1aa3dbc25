"""Each night, files without contact for long enough leave the active base: nobody finds or opens them any more (R-23)."""

from datetime import date, time, timedelta

from django.db import transaction
from django.utils.timezone import localdate

from maillage.parcours.models import Echeance
from maillage.parcours.queries.conservation import list_a_archiver, list_fins
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
        told = refresh_echeances(on)
    travail.phrase = f"{done} dossiers archivés, {told} échéances calculées."
    return None


def refresh_echeances(on: date) -> int:
    """The next step of each closed file, for the page and the notices: computed again as a whole."""
    rows = [
        Echeance(dispositif_id=fin.personne.dispositif_id, personne=fin.personne, etape=step, le=le,
                 dernier_contact=fin.dernier, calculee_le=on)
        for fin in list_fins(on)
        if fin.etape is not None
        for step, le in [fin.etape]
    ]  # fmt: skip
    with transaction.atomic():
        Echeance.objects.all().delete()
        Echeance.objects.bulk_create(rows, batch_size=500)
    return len(rows)


periodique(ARCHIVAGE, chaque=timedelta(days=1), a=time(3, 10))
