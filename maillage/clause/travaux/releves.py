"""The jobs of the clause: the e-mails to the companies, their reminders, and the persons who leave the active base (T6, R-23)."""

from datetime import time, timedelta

from django.utils.timezone import localdate

from maillage.clause.actions import courriels, relances
from maillage.clause.nomenclatures.releves import Courriel
from maillage.clause.queries.conservation import list_a_archiver
from maillage.participants.models import Personne
from maillage.socle.contexte import open_service
from maillage.socle.travaux import Curseur, periodique, travail
from maillage.socle.travaux.models import Travail

LOT = 50


@travail(courriels.TRAVAIL, "Écrire à une entreprise pour son relevé d’heures")
def send_courriel(travail: Travail, curseur: Curseur) -> Curseur | None:
    asked = travail.parametres
    sent = courriels.send_courriel(asked["releve"], int(asked["rang"]), Courriel(asked["quoi"]))
    travail.phrase = "Courriel envoyé." if sent else "Plus de raison d’écrire."
    return None


@travail(relances.TRAVAIL, "Relance des entreprises qui doivent un relevé d’heures")
def remind(travail: Travail, curseur: Curseur) -> Curseur | None:
    """A few statements at a time; one already reminded of is left alone, whenever the job runs again."""
    today = localdate()
    keys = relances.list_attendus(apres=curseur.get("apres", 0), today=today)[:LOT]
    travail.progression += sum(relances.remind(travail.acteur, key, today=today) for key in keys)
    travail.phrase = f"{travail.progression} relance(s) envoyée(s)."
    return {"apres": keys[-1]} if len(keys) == LOT else None


periodique(relances.TRAVAIL, chaque=timedelta(days=1), a=time(8, 0))


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
