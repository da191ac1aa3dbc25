"""Small facts of a bilan, without a base: contracts, lines, companies."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any

from maillage.clause.nomenclatures.bilans import Perimetre
from maillage.clause.nomenclatures.emplois import ModeRealisation, Profil, StatutInsertion, TypeContrat
from maillage.clause.rules.bilans.faits import Contrat, Faits, Ligne, LotCompte, Societe, Statut
from maillage.clause.rules.bilans.periodes import make_annee

_numero = count(1)
ANNEE = make_annee(2026)
AVRIL, MAI = date(2026, 4, 1), date(2026, 5, 1)
SOCIETES = {
    "martel": Societe("martel", "Martel Bâtiment", 46, (Statut(StatutInsertion.AUCUN, date(2020, 1, 1)),)),
    "horizon": Societe("horizon", "Horizon Vert", 24, (Statut(StatutInsertion.EI, date(2020, 1, 1)),)),
    "geiq": Societe("geiq", "GEIQ du Lac", None, (Statut(StatutInsertion.GEIQ, date(2020, 1, 1)),)),
}


def make_contrat(cle: int, participant: str, *, employeur: str = "martel", **values: Any) -> Contrat:
    defaults: dict[str, Any] = {
        "debut": date(2026, 3, 9), "type": TypeContrat.CDD, "mode": ModeRealisation.EMBAUCHE_DIRECTE, "employeur": employeur,
        "profil": frozenset({Profil.FEMME, Profil.BRSA}),
    }  # fmt: skip
    return Contrat(cle, participant, **defaults | values)


def make_ligne(contrat: int, heures: Any, mois: date = AVRIL, **values: Any) -> Ligne:
    reelles = Decimal(str(heures))
    defaults: dict[str, Any] = {"valorisees": reelles, "lot": 1, "entreprise": "martel", "numero": next(_numero)}
    return Ligne(mois, reelles, contrat=contrat, **defaults | values)


def make_lot(cle: int = 1, *, engagees: Any = "833.33", valorisees: Any = 700, is_echu: bool = False) -> LotCompte:
    asked = None if engagees is None else Decimal(str(engagees))
    return LotCompte(cle, f"Lot {cle}", 1, "ville", asked, Decimal(str(valorisees)), is_echu)


def make_faits(
    lignes: Iterable[Ligne], contrats: Sequence[Contrat], lots: Sequence[LotCompte] = (make_lot(),), **values: Any
) -> Faits:
    """Each lot was worked by whoever has lines on it."""
    values = {"perimetre": Perimetre.LOT, "periode": ANNEE, "societes": SOCIETES, **values}
    faits = Faits(lignes=tuple(lignes), contrats={c.cle: c for c in contrats}, **values)
    toutes = (*faits.anciennes, *faits.lignes)
    return replace(
        faits,
        lots=tuple(
            replace(
                lot, personnes=frozenset(faits.contrats[li.contrat].participant for li in toutes if li.lot == lot.cle)
            )
            for lot in lots
        ),
    )
