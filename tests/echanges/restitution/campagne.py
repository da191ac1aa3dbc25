"""Kills the worker that makes an archive before each statement and around each commit; the archive is whole all the same.

Run as a program with DATABASE_URL. Prints one JSON line: the points enumerated and the faults found.
"""

import json
import sys
from typing import Any

from tests.socle.travaux.campagne import expire_bail, run_worker


def main() -> int:
    from maillage.socle.memoire import load_django

    load_django()
    from django.db import connections

    from maillage.echanges.restitution import extraction, travaux

    extraction.LOT, travaux.LOTS = 2, 7  # a table is cut in two, a step holds several
    habilitation = make_direction()
    expected: dict[str, bytes] = {}
    points, faults = 0, []
    step = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    while True:
        key = ask(habilitation)
        connections.close_all()
        killed = run_worker(kill_at=points + 1)
        if killed:
            expire_bail()
            run_worker(kill_at=0)
        faults += [f"point {points + 1} : {fault}" for fault in find_faults(key, expected)]
        connections.close_all()
        if not killed:
            break
        points += step
    print(json.dumps({"points": points // step, "fautes": faults}))
    return 0


def make_direction() -> Any:
    """Three rows in one table, so that its lots are cut."""
    from django.utils.timezone import localdate

    from maillage.parcours.models import AnneeClose
    from maillage.socle.contexte import open_service
    from maillage.socle.roles import Role
    from tests.usine import make_dispositif, make_habilitation

    with open_service("préparation d’un essai"):
        dispositif = make_dispositif()
        habilitation = make_habilitation(Role.DIRECTEUR, dispositif, revue_le=localdate())
        for annee in (2022, 2023, 2024):
            AnneeClose.objects.create(dispositif=dispositif, annee=annee, close_le=localdate())
    return habilitation


def ask(habilitation: Any) -> str:
    from django.utils import timezone

    from maillage.echanges.restitution import actions
    from maillage.echanges.restitution.nomenclatures import Motif
    from maillage.socle.contexte import open_contexte, open_service
    from tests.usine import make_acteur

    with open_service("préparation d’un essai"):
        by = make_acteur(habilitation=habilitation)
    with open_contexte(by):
        found, _ = actions.ask_restitution(by=by, motif=Motif.FERMETURE, historique=False, now=timezone.now())
    return str(found.uuid)


def find_faults(key: str, expected: dict[str, bytes]) -> list[str]:
    """Every archive is that of the first: same tables, same rows, whatever died on the way."""
    from maillage.echanges.restitution import actions, fichiers
    from maillage.echanges.restitution.models import Restitution
    from maillage.echanges.restitution.verification import open_archive
    from maillage.socle.contexte import open_service
    from maillage.socle.journal.models import Evenement
    from maillage.socle.travaux.models import Travail

    with open_service("relevé d’un essai"):
        travail = Travail.objects.get(parametres__restitution=key)
        found = Restitution.objects.get(uuid=key)
        told = Evenement.objects.filter(type="restitution.prete", cible_cle=key).count()
    if travail.etat != "fini":
        return [f"travail {travail.etat}, étape {travail.curseur}, {travail.erreur}"]
    with open_archive(fichiers.find_archive(found.uuid), actions.open_phrase(found)) as archive:
        tables = {n: archive.bundle.read(n) for n in archive.bundle.namelist() if n.startswith("donnees/")}
    expected.update(expected or tables)
    faults = [] if tables == expected else ["les tables ne sont pas les mêmes"]
    faults += [] if tables["donnees/parcours.anneeclose.csv"].count(b"\r\n") == 4 else ["il manque des lignes"]
    faults += [] if told == 1 else [f"{told} événements au journal"]
    left = [p.name for p in fichiers.get_dossier(found.uuid).iterdir()]
    return faults + ([] if left == [fichiers.ARCHIVE] else [f"il reste {left}"])


if __name__ == "__main__":
    sys.exit(main())
