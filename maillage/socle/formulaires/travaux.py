"""Forgets what was kept for a short while."""

from datetime import timedelta

from django.utils import timezone

from maillage.socle.formulaires import jetons, saisies
from maillage.socle.formulaires.models import Envoi, Saisie
from maillage.socle.travaux import Curseur, periodique, travail
from maillage.socle.travaux.models import Travail

LOT = 1000


@travail("formulaires.oubli", "Oubli des formulaires envoyés et des saisies gardées")
def forget(travail: Travail, curseur: Curseur) -> Curseur | None:
    """A token is refused after its day: what it did need not be remembered longer than two."""
    now = timezone.now()
    envois = Envoi.objects.filter(recu_le__lt=now - 2 * jetons.DUREE)
    gardees = Saisie.objects.filter(gardee_le__lt=now - saisies.DUREE)
    done = 0
    for rows in (envois, gardees):
        keys = list(rows.order_by("pk").values_list("pk", flat=True)[:LOT])
        done += rows.model.objects.filter(pk__in=keys).delete()[0]
    total = curseur.get("oublies", 0) + done
    travail.phrase = f"Lignes oubliées : {total}."
    return {"oublies": total} if done else None


periodique("formulaires.oubli", chaque=timedelta(hours=1))
