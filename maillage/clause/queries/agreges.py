"""What structures that are not in Maillage declared of a lot: added to the hours, never to the people or the contracts (R12)."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import QuerySet, Sum

from maillage.clause.models import LigneAgregee, Lot, ReleveAgrege
from maillage.clause.nomenclatures.partage import RoleSuivi
from maillage.clause.portee import select_suivis_lots
from maillage.clause.queries.partage import select_presentes
from maillage.reseau.models import Portage
from maillage.socle.acteur import Acteur
from maillage.socle.typographie import fold

ZERO = Decimal(0)


def list_releves(lot: Lot) -> list[ReleveAgrege]:
    """Those that count first, the last handed in first."""
    rows = ReleveAgrege.objects.filter(lot=lot).select_related("piece").annotate(total=Sum("lignes__heures"))
    return sorted(rows, key=lambda row: (row.retire_le is not None, -row.pk))


def get_releve(acteur: Acteur, uuid: UUID) -> ReleveAgrege:
    rows = ReleveAgrege.objects.filter(lot__in=select_suivis_lots(acteur, RoleSuivi.PILOTE))
    found: ReleveAgrege = rows.select_related("lot__marche__acheteur").get(uuid=uuid)
    return found


def make_cle(structure: str, territoire: str) -> str:
    return f"{fold(structure)}|{fold(territoire)}"


def list_connues(lot: Lot, structure: str) -> dict[tuple[date, str], str]:
    """By month and territory, the file in which this structure already declared it."""
    rows = select_lignes([lot.pk]).select_related("releve")
    return {
        (row.mois, fold(row.territoire)): row.releve.fichier
        for row in rows
        if fold(row.releve.structure) == fold(structure)
    }


def list_equipees(lot: Lot, *, on: date) -> Iterator[tuple[str, str]]:
    """The structures that follow the lot in Maillage, and who carries them: by name, and SIREN if it is known."""
    presentes = list(select_presentes(lot, on=on))
    for structure in presentes:
        yield structure.nom, ""
    for portage in Portage.objects.filter(dispositif__in=presentes).select_related("organisation"):
        yield portage.organisation.nom, portage.organisation.siren or portage.organisation.siret[:9]


def select_lignes(lots: Collection[int]) -> QuerySet[Any]:
    """Those that count."""
    return LigneAgregee.objects.filter(lot__in=list(lots), is_retiree=False)


@dataclass(slots=True)
class Externe:
    """Of one structure: its hours, the contracts and participants it declared at most in a month (they do not add up)."""

    nom: str
    heures: Decimal = ZERO
    contrats: int = 0
    participants: int = 0


@dataclass(slots=True)
class Externes:
    """Of one lot."""

    par_mois: dict[date, Decimal] = field(default_factory=dict)
    structures: dict[str, Externe] = field(default_factory=dict)

    @property
    def heures(self) -> Decimal:
        return sum(self.par_mois.values(), ZERO)


def read_externes(lots: Collection[int]) -> dict[int, Externes]:
    """One query, two when there are some; a lot without is absent. In a service context, or by whoever reads them."""
    found: dict[int, Externes] = defaultdict(Externes)
    mensuels: dict[tuple[int, str, date], list[int]] = {}
    for row in select_lignes(lots).select_related("releve").order_by("lot", "mois", "pk"):
        one = found[row.lot_id]
        one.par_mois[row.mois] = one.par_mois.get(row.mois, ZERO) + row.heures
        cle = fold(row.releve.structure)
        structure = one.structures.setdefault(cle, Externe(row.releve.structure))
        structure.heures += row.heures
        mois = mensuels.setdefault((row.lot_id, cle, row.mois), [0, 0])
        mois[0] += row.contrats
        mois[1] += row.participants
        structure.contrats = max(structure.contrats, mois[0])
        structure.participants = max(structure.participants, mois[1])
    return dict(found)


def sum_externes(lots: Any, *, du: date | None = None, au: date | None = None) -> dict[int, dict[date, Decimal]]:
    """By lot and month, in one query. `lots`: keys, or a query of them."""
    rows = LigneAgregee.objects.filter(lot__in=lots, is_retiree=False)
    rows = rows.filter(mois__gte=du) if du else rows
    rows = rows.filter(mois__lte=au) if au else rows
    found: dict[int, dict[date, Decimal]] = defaultdict(dict)
    summed = rows.order_by("lot", "mois").values_list("lot", "mois").annotate(total=Sum("heures"))
    for lot, mois, total in summed:
        found[lot][mois] = total
    return dict(found)
