"""What the page of a lot shows of its texts, its consultation, its orders; where to mend what a step lacks."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from django.urls import reverse

from maillage.clause.models import Lot
from maillage.clause.queries.amont import list_suivi
from maillage.clause.queries.consultations import find_moa, read_consultation
from maillage.clause.queries.execution import read_execution
from maillage.socle.acteur import Acteur
from maillage.socle.refus import Manque

# The page where each of these is entered, when it is not the one of the clause.
OU = {"entreprises": "lot_entreprise", "engagement": "lot_engagement"}
CHAMP = {"entreprises": "id_entreprise", "engagement": "id_du", "heures": "id_montant_ht"}


def place_manques(lot: Lot, manques: Iterable[Manque], *, sauf: Collection[str] = ()) -> list[tuple[str, str]]:
    """Each sentence with the address of the very field that mends it. `sauf`: fields of the page itself."""
    return [
        (
            manque.phrase,
            f"{reverse('clause:' + OU.get(manque.champ, 'lot_clause'), args=[lot.uuid])}#{_name(manque.champ)}",
        )
        for manque in manques
        if manque.champ not in sauf
    ]


def _name(champ: str) -> str:
    """Of a group of choices, its first."""
    if champ in ("formes", "publics"):
        return f"id_{champ}_0"
    return CHAMP.get(champ, f"id_{champ}")


def read_amont(acteur: Acteur, lot: Lot, *, on: date) -> dict[str, Any]:
    suivi = lot.marche.suivi_par
    return {
        "est_chez_nous": lot.dispositif_id == acteur.dispositif, **read_execution(lot), **read_consultation(lot), "maitre_ouvrage": find_moa(lot.marche),
        "suivi_par": list_suivi(acteur, on=on).get(suivi, "une personne qui n’est plus dans le service") if suivi else "",
        "qpv": lot.calcul.heures_qpv,
    }  # fmt: skip
