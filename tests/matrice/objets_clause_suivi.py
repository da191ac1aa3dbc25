"""The objects of the matrix: a lot under way, and what hangs on it."""

from maillage.clause.models import Controle, Engagement, Lot
from tests.clause.usine_suivi import DEBUT, make_lot_engage, set_etat
from tests.matrice.objets import Pour, objet, valeurs

valeurs("clause:alertes_export", format="csv")


def get_suivi(pour: Pour) -> Lot:
    found = Lot.objects.filter(dispositif=pour.dispositif, etat="en_execution", engagements__isnull=False).first()
    if found is None:
        found = set_etat(make_lot_engage(pour.dispositif), "en_execution")
    assert Engagement.objects.filter(lot=found).exists()
    return found


@objet(
    "clause:lot_planning", "clause:lot_penalite", "clause:lot_penalite_decision", "clause:lot_controles",
    "clause:controle_nouveau",
)  # fmt: skip
def suivi(pour: Pour) -> dict[str, object]:
    return {"uuid": get_suivi(pour).uuid}


@objet("clause:lot_suivre")
def suite(pour: Pour) -> dict[str, object]:
    return {"uuid": get_suivi(pour).uuid, "vers": "suspendu"}


@objet("clause:controle")
def controle(pour: Pour) -> dict[str, object]:
    lot = get_suivi(pour)
    found, _ = Controle.objects.get_or_create(
        dispositif=pour.dispositif, lot=lot, defaults={"type": "sur_piece", "le": DEBUT, "perimetre": "Un mois"}
    )
    return {"uuid": found.uuid}
