"""The e-mail of the morning, a few people at a time."""

from datetime import date, time, timedelta
from itertools import islice

from django.utils.timezone import localdate

from maillage.socle.afaire import actions
from maillage.socle.afaire.destinataires import list_destinataires
from maillage.socle.travaux import Curseur, periodique, travail
from maillage.socle.travaux.models import Travail

PAR_ETAPE = 10
CODE = "afaire.recapitulatifs"


@travail(CODE, "Envoi des récapitulatifs « à faire »")
def send_recapitulatifs(travail: Travail, curseur: Curseur) -> Curseur | None:
    """The e-mails of a step leave when its curseur is written: a killed worker writes to nobody twice."""
    today = date.fromisoformat(curseur["jour"]) if curseur else localdate()
    part = list(islice(list_destinataires(today, apres=curseur.get("apres", 0)), PAR_ETAPE))
    travail.progression += sum(actions.send_recapitulatif(destinataire, today=today) for destinataire in part)
    if len(part) < PAR_ETAPE:
        return None
    return {"jour": today.isoformat(), "apres": part[-1].compte}


periodique(CODE, chaque=timedelta(days=1), a=time(6, 30))
