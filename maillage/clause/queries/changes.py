"""Which bilans no longer say what is validated today, in a constant number of queries whatever the bilans and the hours."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, Sum

from maillage.clause.models import Bilan
from maillage.clause.nomenclatures.bilans import Perimetre
from maillage.clause.queries.bilans_faits import MOTIF
from maillage.clause.queries.perimetres import annotate_residence, select_lignes, select_pilotes
from maillage.clause.queries.publies import CHEMINS
from maillage.socle.acteur import Acteur
from maillage.socle.contexte import open_service
from maillage.socle.dates import add_months
from maillage.socle.parametres import fixe

SUITE = fixe(
    "bilan_suivi_mois", "Temps pendant lequel un bilan dont les heures changent se signale", "mois", 12,
    "proposition du projet", a_confirmer=True,
)  # fmt: skip
# By what a bilan is about, the hours of each month.
Mensuelles = dict[tuple[Perimetre, str], dict[date, Decimal]]


def list_changes(acteur: Acteur, *, on: date) -> dict[int, Decimal]:
    """By bilan, the hours validated or taken away since it was frozen. A replaced one, or an old one, calls for nothing."""
    newer = Bilan.objects.filter(precedent=OuterRef("pk"))
    rows = Bilan.objects.filter(
        dispositif=acteur.dispositif, extrait_le__date__gte=add_months(on, -SUITE.get(on=on).valeur)
    )
    bilans = list(rows.filter(~Exists(newer)).values("pk", "perimetre", "cible", "du", "au", "heures"))
    if not bilans:
        return {}
    with open_service(MOTIF):
        mensuelles = _read_mensuelles(acteur, {Perimetre(bilan["perimetre"]) for bilan in bilans})
    found = {}
    for bilan in bilans:
        months = mensuelles.get((Perimetre(bilan["perimetre"]), bilan["cible"]), {})
        now = sum((heures for mois, heures in months.items() if bilan["du"] <= mois <= bilan["au"]), Decimal(0))
        if now != bilan["heures"]:
            found[bilan["pk"]] = now - bilan["heures"]
    return found


def _read_mensuelles(acteur: Acteur, perimetres: Collection[Perimetre]) -> Mensuelles:
    found: Mensuelles = defaultdict(lambda: defaultdict(Decimal))
    lots = select_pilotes(acteur)
    lignes = select_lignes().filter(lot__in=lots)
    cibles: dict[int, dict[Perimetre, str]] = {
        lot["pk"]: {perimetre: str(lot[chemin]) for perimetre, chemin in CHEMINS.items() if lot[chemin]}
        for lot in lots.values("pk", *CHEMINS.values())
    }
    for lot, mois, heures in _sum(lignes, "lot"):
        for perimetre, cible in cibles[lot].items():
            found[perimetre, cible][mois] += heures
    if Perimetre.STRUCTURE in perimetres:
        for _, mois, heures in _sum(select_lignes().filter(creditrice=acteur.dispositif), "creditrice"):
            found[Perimetre.STRUCTURE, ""][mois] += heures
    if Perimetre.TERRITOIRE in perimetres:
        for commune, mois, heures in _sum(annotate_residence(lignes), "residence"):
            found[Perimetre.TERRITOIRE, commune or ""][mois] += heures
    return found


def _sum(rows: Any, by: str) -> Iterable[tuple[Any, date, Decimal]]:
    totals: Mapping[str, Any]
    for totals in rows.values(by, "mois").annotate(total=Sum("heures_reelles")).order_by():
        yield totals[by], totals["mois"], Decimal(totals["total"]).quantize(Decimal("0.01"))
