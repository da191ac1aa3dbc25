"""Jobs of the tests. Their effects are rows of the journal: one per unit of work, so that doubles can be counted."""

import os
import signal
import time
from pathlib import Path
from typing import Any

from django.utils import timezone

from maillage.comptes.models import Compte
from maillage.reseau.models import Dispositif
from maillage.socle.journal import actions as journal
from maillage.socle.journal.models import Evenement
from maillage.socle.travaux import Curseur, TravailRefuse, travail
from maillage.socle.travaux.models import Travail

EFFET = "essai.effet"


def list_effets(travail: Travail) -> list[int]:
    """The numbers written for a job, in order; each must be there once."""
    rows = Evenement.objects.filter(type=EFFET, cible_cle=str(travail.uuid)).values_list("details", flat=True)
    return sorted(details["numero"] for details in rows)


@travail("essai.compte", "Comptage d’essai", essais=3)
def count(travail: Travail, curseur: Curseur) -> Curseur | None:
    """Writes 1…n, one number a step. `panne_a` and `refus_a` fail at a number, `tue_a` kills the process there.

    `lent`: how long each step holds its transaction, in seconds.
    """
    numero = curseur.get("numero", 0) + 1
    parametres = travail.parametres
    signal_step(parametres.get("temoin"), f"avant {numero}")
    journal.write(by=travail.acteur, event=EFFET, target=travail, numero=numero)
    signal_step(parametres.get("temoin"), f"apres {numero}")
    time.sleep(parametres.get("lent", 0))
    if parametres.get("panne_a") == numero:
        raise RuntimeError("panne d’essai")
    if parametres.get("refus_a") == numero:
        raise TravailRefuse("Le fichier déposé ne contient aucune ligne : déposez-en un autre.")
    if parametres.get("tue_a") == numero:
        os.kill(os.getpid(), signal.SIGKILL)
    travail.total = parametres["n"]
    travail.progression = numero
    travail.phrase = f"Ligne {numero} écrite."
    if numero == parametres["n"]:
        travail.resultat = {"url": "/travaux/"}
        return None
    return {"numero": numero}


def signal_step(temoin: str | None, point: str) -> None:
    """Says where the job stands in the witness file, and waits there if told to: the killer strikes then."""
    if not temoin:
        return
    path = Path(temoin)
    with path.open("a") as witness:
        witness.write(point + "\n")
    if path.with_suffix(".arret").exists() and path.with_suffix(".arret").read_text() == point:
        signal.pause()


def make_travail(*, dispositif: Dispositif, compte: Compte, **fields: Any) -> Travail:
    """A job waiting, asked for by this account."""
    return Travail.objects.create(
        code="essai.compte",
        parametres={"n": 1},
        dispositif=dispositif,
        compte_id=compte.pk,
        cree_le=timezone.now(),
        **fields,
    )
