"""Kills the worker that loads a file of annonces before each statement and around each commit.

Run as a program with DATABASE_URL; `N` as argument dies at every N-th point only. At every moment pages must see all of
the file or nothing of it; in the end it is loaded once. Prints one JSON line: the points enumerated and the faults found.
"""

import json
import sys
from typing import Any

from tests.socle.travaux.campagne import expire_bail, run_worker

MARCHES = 4


def main() -> int:
    from maillage.socle.memoire import load_django

    load_django()
    from django.db import connections
    from django.utils.timezone import localdate

    from maillage.echanges.reperage.actions import depots, versement
    from maillage.socle.contexte import open_service
    from maillage.socle.roles import Role
    from tests.clause.usine import make_clause
    from tests.echanges.reperage.usine import make_departements
    from tests.usine import make_acteur, make_habilitation

    # Several steps, several pieces, several blocks: as many places to die as a big file has.
    versement.PAS, versement.LOT, depots.MORCEAU = 2, 2, 900
    with open_service("préparation d’un essai"):
        make_departements()
        dispositif = make_clause()
        by = make_acteur(habilitation=make_habilitation(Role.FACILITATEUR, dispositif, revue_le=localdate()))
    run_worker(kill_at=0)  # the jobs of the day: not ours to kill
    points, faults, rang = 0, [], 1
    pas = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    while True:
        fichier = ask(by, dispositif, rang)
        connections.close_all()
        killed = run_worker(kill_at=rang)
        if killed:
            seen = count_annonces(rang)
            faults += [] if seen in (0, MARCHES) else [f"point {rang} : {seen} annonces sur {MARCHES}"]
            expire_bail()
            run_worker(kill_at=0)
        faults += [f"point {rang} : {fault}" for fault in find_faults(fichier, rang)]
        connections.close_all()
        if not killed:
            break
        points, rang = points + 1, rang + pas
    print(json.dumps({"points": points, "fautes": faults}))
    return 0


def ask(by: Any, dispositif: Any, rang: int) -> Any:
    """A file of contracts that no other run has; one told twice, one refused."""
    from maillage.socle.contexte import open_contexte
    from tests.echanges.decp.usine import make_marche
    from tests.echanges.reperage.usine import submit, write_decp

    marches = [make_marche(id=f"{rang}-{each}") for each in range(MARCHES)]
    with open_contexte(by):
        return submit(by, dispositif, write_decp(*marches, marches[0], make_marche(id="")))


def count_annonces(rang: int) -> int:
    from maillage.echanges.reperage.models import Annonce
    from maillage.socle.contexte import open_service

    with open_service("relevé d’un essai"):
        return Annonce.objects.filter(numero__startswith=f"{rang}-").count()


def find_faults(fichier: Any, rang: int) -> list[str]:
    from maillage.echanges.reperage.models import Brouillon, Fichier, Morceau
    from maillage.socle.contexte import open_service
    from maillage.socle.journal.models import Evenement
    from maillage.socle.travaux.models import Travail
    from tests.echanges.reperage.usine import read_comptes

    with open_service("relevé d’un essai"):
        row = Fichier.objects.get(pk=fichier.pk)
        assert row.travail is not None
        travail = Travail.objects.get(uuid=row.travail)
        comptes, etat = read_comptes(row), row.etat
        releves = row.releves.count()
        reste = sum(model._default_manager.filter(fichier=row).count() for model in (Brouillon, Morceau))
        told = Evenement.objects.filter(type="reperage.versement", cible_cle=str(row.uuid)).count()
    attendus = {"lus": MARCHES + 2, "nouvelles": MARCHES, "doublons": 1, "refuses": 1}
    faults = [] if travail.etat == "fini" else [f"travail {travail.etat}, étape {travail.curseur}, {travail.erreur}"]
    faults += [] if (etat, comptes) == ("verse", attendus) else [f"{etat}, {comptes}"]
    faults += [] if count_annonces(rang) == MARCHES else [f"{count_annonces(rang)} annonces"]
    faults += [] if releves == MARCHES + 2 else [f"{releves} lignes au compte rendu"]
    return faults + ([f"{reste} restes"] if reste else []) + ([] if told == 1 else [f"{told} événements au journal"])


if __name__ == "__main__":
    sys.exit(main())
