"""The daily purge, one rule per step."""

from datetime import time, timedelta

from django.utils.timezone import localdate

from maillage.socle.protection import purge
from maillage.socle.travaux.models import Travail
from maillage.socle.travaux.registre import Curseur, periodique, travail

PURGE = "protection.purge"


@travail(PURGE, "Effacer ce qui a atteint sa durée de conservation")
def purger(travail: Travail, curseur: Curseur) -> Curseur | None:
    if "blocs" not in curseur:
        return {"blocs": purge.purge_journal(on=localdate())}
    comptes = purge.purge(on=localdate())
    effaces, attente = sum(c.effaces for c in comptes), sum(c.en_attente for c in comptes)
    travail.phrase = (
        f"{curseur['blocs']} blocs du journal des accès, {effaces} objets effacés, {attente} en attente de validation"
    )
    return None


periodique(PURGE, chaque=timedelta(days=1), a=time(3, 30))
