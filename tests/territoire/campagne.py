"""Kills the worker that imports zonings before each statement and around each commit; looks at what readers then see.

Run as a program with DATABASE_URL. Two files change the same zones in turn: at every moment readers must see the one
or the other, whole. Prints one JSON line: the points enumerated and the faults found.
"""

import json
import sys

from tests.socle.travaux.campagne import expire_bail, run_worker

ENTETE = "type;code;libelle;millesime;du;au;source;commune;part"
COMMUNES = (("2A004", "2A006", "2A008"), ("2A004", "2A017", "2A018", "2A019"))
ZONES = ("Z1", "Z2")


def main() -> int:
    from maillage.socle.memoire import load_django

    load_django()
    from django.db import connections

    from maillage.territoire.actions import import_referentiel, publication
    from maillage.territoire.jeu import read_jeu_livre

    publication.PAS = 1  # one zone a step: as many places to die as a big file has
    import_referentiel(read_jeu_livre().restrict(("2A",)))
    acteur = make_animateur()
    submit(acteur, 0)
    connections.close_all()
    run_worker(kill_at=0)
    points, faults = 0, []
    while True:
        numero = (points + 1) % 2
        key = submit(acteur, numero)
        connections.close_all()
        killed = run_worker(kill_at=points + 1)
        if killed:
            # What readers see now is one of the two files.
            if (seen := read_membres()) not in (build(0), build(1)):
                faults.append(f"point {points + 1} : à moitié écrit, {seen}")
            expire_bail()
            run_worker(kill_at=0)
        faults += [f"point {points + 1} : {fault}" for fault in find_faults(key, numero)]
        connections.close_all()
        if not killed:
            break
        points += 1
    print(json.dumps({"points": points, "fautes": faults}))
    return 0


def make_animateur():
    from django.utils.timezone import localdate

    from maillage.socle.contexte import open_service
    from maillage.socle.roles import Role
    from tests.usine import make_acteur, make_habilitation

    with open_service("préparation d’un essai"):
        return make_acteur(habilitation=make_habilitation(Role.ANIMATEUR_RESEAU, revue_le=localdate()))


def submit(acteur, numero: int) -> str:
    from maillage.socle.contexte import open_contexte
    from maillage.territoire import actions

    lignes = [f"frr;{z};Zone {z};2024;2024-07-01;;Arrêté;{c};" for z in ZONES for c in COMMUNES[numero]]
    with open_contexte(acteur):
        travail, _ = actions.submit_zonages(by=acteur, contenu="\n".join((ENTETE, *lignes)).encode())
    return str(travail.uuid)


def build(numero: int) -> list[tuple[str, str]]:
    return sorted((zone, commune) for zone in ZONES for commune in COMMUNES[numero])


def read_membres() -> list[tuple[str, str]]:
    from maillage.territoire.models import ZonageCommune

    return sorted(ZonageCommune.objects.values_list("zonage__code", "commune_id"))


def find_faults(key: str, numero: int) -> list[str]:
    from maillage.socle.contexte import open_service
    from maillage.socle.journal.models import Evenement
    from maillage.socle.travaux.models import Travail
    from maillage.territoire.models import ImportZonages, Zonage, ZonagePrepare

    with open_service("relevé d’un essai"):
        travail = Travail.objects.get(uuid=key)
        depot = ImportZonages.objects.get(uuid=travail.parametres["depot"])
        told = Evenement.objects.filter(type="territoire.zonages_importes", cible_cle=str(depot.uuid)).count()
        prepares, zonages = ZonagePrepare.objects.count(), Zonage.objects.count()
    faults = [] if travail.etat == "fini" else [f"travail {travail.etat}, étape {travail.curseur}"]
    faults += [] if read_membres() == build(numero) else ["le fichier n’est pas publié tel quel"]
    faults += [] if (prepares, zonages) == (0, len(ZONES)) else [f"{prepares} préparé(s), {zonages} zonage(s)"]
    return faults + ([] if told == 1 else [f"{told} événements au journal"])


if __name__ == "__main__":
    sys.exit(main())
