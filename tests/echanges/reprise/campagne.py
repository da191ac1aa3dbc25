"""Kills the worker that imports a file, then the one that undoes it, before each statement and around each commit.

Run as a program with DATABASE_URL; `N` as argument dies at every N-th point only. At every moment pages must see all of the file or nothing of it; in the end it is
imported once, then undone once. Prints one JSON line: the points enumerated and the faults found.
"""

import json
import sys
from typing import Any

from tests.socle.travaux.campagne import expire_bail, run_worker


def main() -> int:
    from maillage.socle.memoire import load_django

    load_django()
    from django.utils.timezone import localdate

    from maillage.echanges.reprise.actions import controle, importation
    from maillage.echanges.reprise.nomenclatures import Nature
    from maillage.socle.contexte import open_contexte, open_service
    from maillage.socle.roles import Role
    from tests.echanges.reprise.usine import PARCOURS, PERSONNE, import_rows
    from tests.usine import make_acteur, make_dispositif, make_habilitation

    controle.PAS = importation.LOT = 1  # one row a step: as many places to die as a big file has
    with open_service("préparation d’un essai"):
        dispositif = make_dispositif()
        # Reviewed today: the nightly job, which the first worker carries, suspends what nobody reviewed.
        by = make_acteur(habilitation=make_habilitation(Role.COORDINATEUR, dispositif, revue_le=localdate()))
    personnes = [PERSONNE | {"identifiant": f"A{n}", "nom_naissance": f"Exemple{'ab'[n]}", "sexe": "f", "brsa": "oui",
                             "situation_au": "03/03/2025"} for n in range(2)]  # fmt: skip
    parcours = [PARCOURS | {"identifiant": f"P{n}", "personne": f"A{n}"} for n in range(2)]
    parcours[0] |= {"date_sortie": "28/11/2025", "type_sortie": "ED-CDI"}
    run_worker(kill_at=0)  # the jobs of the day: not ours to kill
    pas = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    points, faults = kill_everywhere(by, dispositif, Nature.PERSONNES, personnes, pas)
    with open_contexte(by):
        import_rows(by, dispositif, personnes)
    more, others = kill_everywhere(by, dispositif, Nature.PARCOURS, parcours, pas)
    print(json.dumps({"points": points + more, "fautes": faults + others}))
    return 0


def kill_everywhere(by: Any, dispositif: Any, nature: Any, rows: Any, pas: int) -> tuple[int, list[str]]:
    from django.db import connections

    from maillage.echanges.reprise.actions import annulation, importation
    from maillage.socle.contexte import open_contexte
    from tests.echanges.reprise.usine import JOUR, check, submit

    points, faults, vide, plein = 0, [], read_etat(), None
    rang, alive = 1 - pas, True
    while alive:
        rang, alive = rang + pas, False
        with open_contexte(by):
            depot = check(by, submit(by, dispositif, rows, nature=nature))
        for quoi in ("import", "annulation"):
            with open_contexte(by):
                if quoi == "import":
                    importation.ask_import(by=by, depot=depot, confirme=True, today=JOUR)
                else:
                    annulation.ask_annulation(by=by, depot=depot, today=JOUR)
            connections.close_all()
            killed = run_worker(kill_at=rang)
            seen = read_etat()
            if plein is None and quoi == "import" and not killed:
                plein = seen
            if killed:
                points += 1
                alive = True
                if plein is not None and seen not in (vide, plein):
                    faults.append(f"{nature}, {quoi}, point {rang} : à moitié écrit, {seen}")
                expire_bail()
                run_worker(kill_at=0)
            if quoi == "import" and plein is None:
                plein = read_etat()
            attendu = plein if quoi == "import" else vide
            faults += find_faults(f"{nature}, {quoi}, point {rang}", attendu, depot)
            connections.close_all()
    return points, faults


def read_etat() -> dict[str, int]:
    """What pages and lists read, whatever the job keeps for itself."""
    from django.apps import apps

    from maillage.socle.contexte import open_service

    models = (
        "participants.Personne", "participants.CleIdentite", "participants.Adresse", "participants.Situation",
        "parcours.Parcours", "parcours.Passage", "parcours.Affectation", "parcours.Photo", "parcours.Sortie",
        "parcours.Referent", "parcours.Positionnement", "parcours.Entretien", "reprise.Origine",
    )  # fmt: skip
    with open_service("relevé d’un essai"):
        return {label: apps.get_model(label)._default_manager.count() for label in models}


def find_faults(ou: str, attendu: dict[str, int] | None, depot: Any) -> list[str]:
    from maillage.echanges.reprise.models import Depot, Fragment, LignePreparee
    from maillage.socle.contexte import open_service
    from maillage.socle.journal.models import Evenement
    from maillage.socle.travaux.models import Travail

    vu = read_etat()
    with open_service("relevé d’un essai"):
        row = Depot.objects.get(pk=depot.pk)
        assert row.travail is not None
        travail = Travail.objects.get(uuid=row.travail)
        told = list(
            Evenement.objects.filter(cible_cle=str(row.uuid), type__in=("reprise.import", "reprise.annulation"))
            .order_by("pk")
            .values_list("type", flat=True)
        )
        reste = LignePreparee.objects.count() + Fragment.objects.filter(depot=row).count()
    faults = [] if travail.etat == "fini" else [f"{ou} : travail {travail.etat}, étape {travail.curseur}"]
    faults += [] if vu == attendu else [f"{ou} : {vu} au lieu de {attendu}"]
    faults += [f"{ou} : {reste} restes du fichier"] if reste else []
    known = ["reprise.import"] if row.etat == "importe" else ["reprise.import", "reprise.annulation"]
    return faults + ([] if told == known else [f"{ou} : le journal dit {told}"])


if __name__ == "__main__":
    sys.exit(main())
