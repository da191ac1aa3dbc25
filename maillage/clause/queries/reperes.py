"""The repères of calculation: the network's, and those that the service observed."""

from datetime import date
from typing import Any
from uuid import UUID

from maillage.clause.models import RepereLocal
from maillage.clause.rules.reperes import Repere, find_repere, list_nationaux
from maillage.socle.acteur import Acteur


def list_locaux(acteur: Acteur) -> list[Repere]:
    rows = RepereLocal.objects.filter(dispositif=acteur.dispositif).order_by("secteur", "-annee")
    return [
        Repere(row.secteur, row.annee, row.part_main_oeuvre, row.cout_horaire, row.origine, is_local=True, cle=str(row.uuid))
        for row in rows
    ]  # fmt: skip


def get_repere(acteur: Acteur, uuid: UUID) -> RepereLocal:
    found: RepereLocal = RepereLocal.objects.filter(dispositif=acteur.dispositif).get(uuid=uuid)
    return found


def find_reperes(acteur: Acteur, secteur: str, *, on: date) -> dict[str, Any]:
    """For the page of a calculation: the repère of its sector, and the sectors that have one."""
    reperes = [*list_locaux(acteur), *list_nationaux(on=on)]
    return {
        "repere": find_repere(secteur, reperes, annee=on.year),
        "secteurs": sorted({repere.secteur for repere in reperes}),
    }
