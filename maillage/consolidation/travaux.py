"""The facts of each dispositif, drawn from its files every night: one dispositif a step, nothing rewritten that did not change."""

from datetime import time, timedelta

from maillage.consolidation.faits.extraction import LECTEURS, extract_faits, list_dispositifs
from maillage.socle.travaux import Curseur, periodique, travail
from maillage.socle.travaux.models import Travail
from maillage.socle.typographie import write_accord

FAITS = "consolidation.faits"


@travail(FAITS, "Extraire les faits de chaque dispositif, sans aucun nom")
def extract(travail: Travail, curseur: Curseur) -> Curseur | None:
    """Killed anywhere, it goes on with the next dispositif; the one under way is read again, and written whole."""
    apres, ecrits = curseur.get("apres", 0), curseur.get("ecrits", 0)
    todo = list_dispositifs(apres=apres, types=LECTEURS.keys())
    if not apres:
        travail.total = len(todo)
    if todo:
        dispositif = todo[0]
        ecrits += extract_faits(dispositif=dispositif).is_ecrite
        travail.progression += 1
        travail.phrase = f"{write_accord(ecrits, 'dispositif a changé', 'dispositifs ont changé')} sur {travail.total}."
    return {"apres": todo[0].pk, "ecrits": ecrits} if todo[1:] else None


periodique(FAITS, chaque=timedelta(days=1), a=time(2, 30))
