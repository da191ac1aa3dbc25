"""Small objects of a lot under way: an engagement, a plan, hours that somebody validated."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from maillage.clause.models import Engagement, Lot, MiseEmploi, PlanningPrevisionnel
from maillage.reseau.models import Dispositif
from tests.clause.usine import make_marche
from tests.clause.usine_aval import CONSTAT, make_eligibilite, make_emploi, make_ligne, make_lot_notifie, make_personne

DEBUT, FIN = date(2026, 1, 5), date(2026, 12, 31)


def make_lot_engage(
    dispositif: Dispositif, *, heures: int | Decimal = 1200, debut: date | None = DEBUT, fin: date | None = FIN, **values: Any
) -> Lot:  # fmt: skip
    marche = make_marche(dispositif, engage_le=date(2025, 6, 2), debut=debut, fin_prevue=fin)
    lot = make_lot_notifie(dispositif, marche=marche, formes=["condition_execution"], **values)
    Engagement.objects.create(
        dispositif=dispositif,
        lot=lot,
        numero=1,
        du=debut or date(2026, 1, 5),
        origine="initial",
        heures=Decimal(heures),
    )
    return lot


def set_etat(lot: Lot, etat: str) -> Lot:
    lot.etat = etat
    lot.save(update_fields=["etat"])
    return lot


def make_plan(lot: Lot, heures: Mapping[date, int | Decimal], *, mode: str = "mad_etti") -> None:
    engagement = lot.engagements.latest("numero")
    PlanningPrevisionnel.objects.bulk_create(
        PlanningPrevisionnel(
            dispositif=lot.dispositif, engagement=engagement, mois=mois, heures=Decimal(h), metier="Peintre", mode=mode
        )
        for mois, h in heures.items()
    )


def make_contrat(lot: Lot, **values: Any) -> MiseEmploi:
    """Of a person found eligible before it."""
    personne = make_personne(lot.dispositif)
    make_eligibilite(personne, constat=min(CONSTAT, values.get("debut", CONSTAT)))
    return make_emploi(personne, lots=[lot], **values)


def make_validees(
    lot: Lot, heures: int | Decimal, *, emploi: MiseEmploi | None = None, mois: date = date(2026, 4, 1)
) -> None:
    make_ligne(emploi or make_contrat(lot), lot, heures, mois=mois, statut="validee")
