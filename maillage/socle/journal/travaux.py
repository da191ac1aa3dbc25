"""The journals' periodic jobs."""

from datetime import timedelta

from django.utils import timezone

from maillage.socle.journal import scellement, surveillance
from maillage.socle.travaux.models import Travail
from maillage.socle.travaux.registre import Curseur, periodique, travail

SCELLEMENT = "journal.scellement"
SURVEILLANCE = "journal.surveillance"


@travail(SCELLEMENT, "Sceller les journaux")
def sceller(travail: Travail, curseur: Curseur) -> Curseur | None:
    """Anchoring is a step of its own: it writes outside the database, hence only what is committed."""
    if "lignes" not in curseur:
        return {"lignes": scellement.seal_lignes(now=timezone.now())}
    scellement.anchor(now=timezone.now())
    travail.phrase = f"{curseur['lignes']} lignes scellées"
    return None


@travail(SURVEILLANCE, "Chercher les consultations anormales")
def surveiller(travail: Travail, curseur: Curseur) -> Curseur | None:
    travail.phrase = f"{surveillance.watch(now=timezone.now())} nouvelles alertes"
    return None


periodique(SCELLEMENT, chaque=timedelta(minutes=10))
periodique(SURVEILLANCE, chaque=timedelta(minutes=5))
