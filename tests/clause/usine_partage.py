"""Three services of the clause on one lot: a pilote, a participante, an observatrice; each with a facilitatrice."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.timezone import localdate

from maillage.clause.actions import partages, suivis
from maillage.clause.models import DemandePartage, Engagement, Lot, Repartition, SuiviLot
from maillage.clause.nomenclatures.partage import Methode, RoleSuivi
from maillage.reseau.models import Dispositif
from maillage.socle.acteur import Acteur
from tests.clause.usine import ENGAGE, PRET, make_clause, make_facilitateur, make_lot

R = RoleSuivi


@dataclass
class Trio:
    lot: Lot
    pilote: Acteur
    participante: Acteur
    observatrice: Acteur
    etrangere: Acteur

    def get(self, acteur: Acteur) -> Dispositif:
        return Dispositif.objects.get(pk=acteur.dispositif or 0)


def make_suivi(
    lot: Lot, structure: Dispositif, role: RoleSuivi, *, du: date = ENGAGE, au: date | None = None
) -> SuiviLot:
    return SuiviLot.objects.create(
        dispositif_id=lot.dispositif_id, lot=lot, structure=structure, role=role, du=du, au=au
    )  # fmt: skip


def make_engagement(lot: Lot, heures: Decimal | int = 1000, *, numero: int = 1, **values: Any) -> Engagement:
    return Engagement.objects.create(
        dispositif_id=lot.dispositif_id, lot=lot, numero=numero, heures=Decimal(heures), **{"du": ENGAGE, **values}
    )  # fmt: skip


def make_trio(*, heures: int = 1000, etat: str = "notifie") -> Trio:
    structures = [make_clause() for _ in range(4)]
    lot = make_lot(structures[0], etat=etat, **PRET)
    make_suivi(lot, structures[1], R.PARTICIPANTE)
    make_suivi(lot, structures[2], R.OBSERVATRICE)
    make_engagement(lot, heures)
    return Trio(lot, *(make_facilitateur(one) for one in structures))


def share(trio: Trio, **mesures: int) -> Repartition:
    """Free hours: `pilote=300, participante=500`."""
    return partages.share_out(
        by=trio.pilote, lot=trio.lot, methode=Methode.LIBRE, today=localdate(),
        mesures={getattr(trio, name).dispositif: Decimal(heures) for name, heures in mesures.items()},
    )  # fmt: skip


def invite(trio: Trio, role: RoleSuivi = R.PARTICIPANTE) -> DemandePartage:
    return suivis.invite(
        by=trio.pilote, lot=trio.lot, structure=trio.get(trio.etrangere), role=role, message="", today=localdate()
    )
