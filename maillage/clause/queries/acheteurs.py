"""What a buyer reads of its lots: engaged, and validated until a day; totals only, none of a handful of people."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from maillage.clause.models import DonneurOrdre, Engagement, EntrepriseDuLot, Lot
from maillage.clause.nomenclatures.marches import EN_TETE
from maillage.clause.queries.agreges import sum_externes
from maillage.clause.queries.lus import BROUILLONS, Montre, choose_montres, read_lignes
from maillage.clause.queries.publies import read_transmis
from maillage.clause.rules.bilans.faits import sum_reelles, sum_valorisees
from maillage.clause.rules.engagements import Version, find_en_vigueur
from maillage.clause.rules.petits_effectifs import SEUIL, is_petite
from maillage.clause.rules.realisation import Realisation
from maillage.socle.acteur import Acteur

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class LotLu:
    """`realisees`: None where nobody may read them, zero where nobody has worked. `taux`: None where nothing is engaged."""

    lot: Lot
    entreprise: str
    engagees: Decimal | None
    realisees: Decimal | None
    taux: Decimal | None
    au: date | None

    @property
    def is_masque(self) -> bool:
        return self.realisees is None


@dataclass(frozen=True, slots=True)
class Lecture:
    """`realisees`: of the lots that show theirs."""

    lots: list[LotLu]
    seuil: int

    @property
    def engagees(self) -> Decimal:
        return sum((lu.engagees or ZERO for lu in self.lots), ZERO)

    @property
    def realisees(self) -> Decimal:
        return sum((lu.realisees or ZERO for lu in self.lots), ZERO)

    @property
    def masques(self) -> int:
        return sum(lu.is_masque for lu in self.lots)


def read_lots(donneur: DonneurOrdre, *, on: date) -> Lecture:
    """Within `open_service`, as the service that follows them. The same queries whatever the lots and the bilans."""
    rows = Lot.objects.filter(marche__acheteur=donneur).exclude(etat__in=BROUILLONS).select_related("marche")
    lots = list(rows.order_by("-marche__engage_le", "marche__objet", "numero", "pk"))
    versions = _read_versions(lots)
    heads = dict(
        EntrepriseDuLot.objects.filter(lot__in=lots, au=None, role__in=sorted(EN_TETE)).values_list(
            "lot", "entreprise__nom"
        )
    )
    lignes, contrats = read_lignes(donneur.pk)
    transmis = read_transmis(Acteur(dispositif=donneur.dispositif_id), donneur.pk)
    montres = choose_montres(lignes, contrats, transmis, on=on)
    travailles = {row.lot_id for row in lignes}
    externes = sum_externes([lot.pk for lot in lots])  # R12: hours of nobody known here
    seuil = SEUIL.get(on=on).valeur
    lus = []
    for lot in lots:
        version = find_en_vigueur(versions[lot.pk], on=on)
        engagees, montre = version.heures if version else None, montres.get(lot.pk)
        ailleurs = sum(externes.get(lot.pk, {}).values(), ZERO)
        realisees = None if lot.pk in travailles else ailleurs
        taux = Realisation(engagees, ailleurs).taux if engagees and realisees is not None else None
        if montre is not None:
            realisees = sum_reelles(montre.lignes) + ailleurs
            taux = _compute_taux(montre, engagees, ailleurs, seuil)
        lus.append(LotLu(lot, heads.get(lot.pk, ""), engagees, realisees, taux, montre.au if montre else None))
    return Lecture(lus, seuil)


def _compute_taux(montre: Montre, engagees: Decimal | None, ailleurs: Decimal, seuil: int) -> Decimal | None:
    """Left out when, beside the hours, it would tell of the few whose contract has a coefficient."""
    pesees = {li.numero for li in montre.lignes if li.valorisees != li.reelles}
    if not engagees or is_petite(frozenset(a.personne for a in montre.atomes if a.numero in pesees), seuil=seuil):
        return None
    return Realisation(engagees, sum_valorisees(montre.lignes) + ailleurs).taux


def _read_versions(lots: Sequence[Lot]) -> dict[int, list[Version]]:
    found: dict[int, list[Version]] = defaultdict(list)
    for row in Engagement.objects.filter(lot__in=lots):
        found[row.lot_id].append(row.version)
    return found
