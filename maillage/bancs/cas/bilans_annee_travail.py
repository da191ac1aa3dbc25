"""Asks for the job, has workers carry it, kills one when asked, and reports what came out."""

import csv
import io
import os
import resource
import signal
import subprocess
import sys
import time
import zipfile
from typing import Any

BAIL, PAUSE = 10.0, 0.2  # seconds


def run(*, tue: bool) -> None:
    """From nothing frozen to the ZIP."""
    from maillage.bancs.coureur import report

    travail = _ask()
    if tue:
        _kill_at_half(travail)
        time.sleep(BAIL + 1)
    _work()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    found = _read(travail)
    told = f"{len(found['pdf'])} documents, {found['poids']} Mo, progression {found['progression']}"
    if tue:
        told += f", tué à {found['tue']}"
    report(used.ru_utime + used.ru_stime, found["lignes"], dit=told, memoire=used.ru_maxrss)


def _ask() -> Any:
    """What an earlier run left is taken away: every run freezes all of them."""
    from maillage.bancs.cas.bilans_annee import ANNEE
    from maillage.clause.actions.campagnes import ask_campagne
    from maillage.clause.models import Bilan
    from maillage.clause.nomenclatures.bilans import Perimetre
    from maillage.comptes.models import Habilitation
    from maillage.socle.acteur import Acteur
    from maillage.socle.contexte import open_contexte, open_service
    from maillage.socle.roles import Role
    from maillage.socle.travaux.models import Travail

    with open_service("banc : remise à zéro"):
        Bilan.objects.all().delete()
        Travail.objects.all().delete()
        habilitation = Habilitation.objects.select_related("dispositif").get(
            role=Role.FACILITATEUR, dispositif__slug="banc-bilans"
        )
    dispositif = habilitation.dispositif
    assert dispositif is not None
    by = Acteur(
        compte=habilitation.compte_id, role=Role.FACILITATEUR, habilitation=habilitation.pk, dispositif=dispositif.pk,
        type=dispositif.type, dispositifs=frozenset({dispositif.pk}), requete="banc",
    )  # fmt: skip
    with open_contexte(by):
        return ask_campagne(by=by, perimetre=Perimetre.LOT, annee=ANNEE)


def _start() -> "subprocess.Popen[bytes]":
    return subprocess.Popen([sys.executable, "-m", "maillage.bancs.cas.bilans_annee_travailleur"])


def _work() -> None:
    if _start().wait():
        raise SystemExit("Le travailleur s’est arrêté de lui-même.")


def _kill_at_half(travail: Any) -> None:
    """As soon as half of the steps are done; its lease is left to run out, as after a power cut."""
    worker = _start()
    while True:
        seen = _find(travail)
        if seen.total and seen.progression * 2 >= seen.total:
            os.kill(worker.pid, signal.SIGKILL)
            worker.wait()
            KILLED.append(f"{seen.progression} sur {seen.total}")
            return
        if worker.poll() is not None:
            raise SystemExit("Le travail a fini avant d’être tué.")
        time.sleep(PAUSE)


KILLED: list[str] = []


def _find(travail: Any) -> Any:
    from maillage.socle.contexte import open_service
    from maillage.socle.travaux.models import Travail

    with open_service("banc : suivi du travail"):
        return Travail.objects.get(pk=travail.pk)


def _read(travail: Any) -> dict[str, Any]:
    """What the ZIP says, without what changes from one run to the next; every bilan frozen once, its seal whole."""
    from maillage.clause import campagnes
    from maillage.clause.models import Bilan
    from maillage.socle.contexte import open_service

    seen = _find(travail)
    if seen.etat != "fini":
        raise SystemExit(f"Le travail est « {seen.etat} » : {seen.erreur}")
    with open_service("banc : relevé"):
        bilans = list(Bilan.objects.all())
    if not all(bilan.is_intact and bilan.numero == 1 for bilan in bilans):
        raise SystemExit("Un bilan est figé deux fois, ou son sceau est rompu.")
    path = campagnes.find_archive(travail.uuid)
    with zipfile.ZipFile(path) as bundle:
        if bad := bundle.testzip():
            raise SystemExit(f"{bad} est abîmé dans le ZIP.")
        pdf = [name for name in bundle.namelist() if name.endswith(".pdf")]
        recap = bundle.read("recapitulatif.csv").decode("utf-8-sig")
    rows = [
        row[:-1] for row in csv.reader(io.StringIO(recap), delimiter=";")
    ]  # all but the seal, that holds the moment
    if not len(pdf) == len(bilans) == len(rows) - 1:
        raise SystemExit(f"{len(bilans)} bilans, {len(pdf)} documents, {len(rows) - 1} lignes.")
    return {
        "lignes": sorted(row[1:] for row in rows), "pdf": pdf, "poids": path.stat().st_size // 1_000_000,
        "progression": f"{seen.progression} sur {seen.total}", "tue": "".join(KILLED),
    }  # fmt: skip
