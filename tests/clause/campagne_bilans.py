"""Kills the worker that makes the bilans of a year before statements and around commits; each is frozen once, all are in the ZIP.

Run as a program with DATABASE_URL. Prints one JSON line: the points enumerated and the faults found.
"""

import json
import sys
import zipfile
from typing import Any

from tests.socle.travaux.campagne import expire_bail, run_worker

LOTS = 3


def main() -> int:
    from maillage.socle.memoire import load_django

    load_django()
    from django.db import connections

    from maillage.clause.travaux import bilans as travaux_bilans

    travaux_bilans.PAR_ETAPE = 2  # a step holds several, the last one fewer
    points, faults = 0, []
    step = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    while True:
        travail = ask()
        connections.close_all()
        killed = run_worker(kill_at=points + 1)
        if killed:
            expire_bail()
            run_worker(kill_at=0)
        faults += [f"point {points + 1} : {fault}" for fault in find_faults(travail)]
        connections.close_all()
        if not killed:
            break
        points += step
    print(json.dumps({"points": points // step, "fautes": faults}))
    return 0


def ask() -> Any:
    """The bilans of a new service, with hours last year."""
    from datetime import date

    from django.utils.timezone import localdate

    from maillage.clause.actions.campagnes import ask_campagne
    from maillage.clause.nomenclatures.bilans import Perimetre
    from maillage.socle.contexte import open_contexte, open_service
    from maillage.socle.roles import Role
    from tests.clause.usine import make_clause
    from tests.clause.usine_validee import make_lot_fait
    from tests.usine import make_acteur, make_habilitation

    annee = localdate().year - 1
    with open_service("préparation d’un essai"):
        dispositif = make_clause()
        for _ in range(LOTS):
            make_lot_fait(dispositif, (100, 50), mois=date(annee, 4, 1))
        by = make_acteur(habilitation=make_habilitation(Role.FACILITATEUR, dispositif, revue_le=localdate()))
    with open_contexte(by):
        return ask_campagne(by=by, perimetre=Perimetre.LOT, annee=annee)


def find_faults(asked: Any) -> list[str]:
    from maillage.clause import campagnes
    from maillage.clause.models import Bilan
    from maillage.socle.contexte import open_service
    from maillage.socle.journal.models import Evenement
    from maillage.socle.travaux.models import Travail

    with open_service("relevé d’un essai"):
        travail = Travail.objects.get(pk=asked.pk)
        bilans = list(Bilan.objects.filter(dispositif=travail.dispositif_id))
        told = Evenement.objects.filter(type="clause.bilan", dispositif_id=travail.dispositif_id).count()
    if travail.etat != "fini":
        return [f"travail {travail.etat}, étape {travail.curseur}, {travail.erreur}"]
    faults = [] if [b.numero for b in bilans] == [1] * LOTS else [f"versions {[b.numero for b in bilans]}"]
    faults += [] if all(b.is_intact for b in bilans) else ["un sceau est rompu"]
    faults += [] if told == LOTS else [f"{told} événements au journal"]
    with zipfile.ZipFile(campagnes.find_archive(travail.uuid)) as bundle:
        faults += [f"membre abîmé : {bad}" for bad in [bundle.testzip()] if bad]
        pdfs = [bundle.read(name) for name in bundle.namelist() if name.endswith(".pdf")]
    faults += [] if len(pdfs) == LOTS and all(p.startswith(b"%PDF") for p in pdfs) else [f"{len(pdfs)} documents"]
    left = [path.name for path in campagnes.get_dossier(travail.uuid).iterdir()]
    return faults + ([] if left == [campagnes.ARCHIVE] else [f"il reste {left}"])


if __name__ == "__main__":
    sys.exit(main())
