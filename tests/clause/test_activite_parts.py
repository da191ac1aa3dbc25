"""« Qui emploie »: a share is not read when it tells of a handful, counted in or left out."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.clause.nomenclatures.emplois import StatutInsertion as S
from maillage.clause.rules.activite.comptages import count, list_parts_petites
from maillage.clause.rules.activite.faits import Faits
from maillage.clause.rules.postes import Periode
from tests.clause.test_activite_rules import make_ligne

AN = Periode(date(2026, 1, 1), date(2026, 12, 31))
SIAE, ELARGIE, TPE = "PART_SIAE_EMPLOYEUR", "PART_SIAE_EMPLOYEUR_ELARGIE", "PART_TPE_PME"


def make(**combien):
    """As many people as said of each kind of employer, or of company bound."""
    kinds: dict[str, dict[str, Any]] = {
        "siae": {"employeur": S.ETTI, "effectif": 300}, "geiq": {"employeur": S.GEIQ, "effectif": 300},
        "autre": {"employeur": None, "effectif": 300}, "tpe": {"employeur": None, "effectif": 12},
        "inconnu": {"employeur": None, "effectif": None},
    }  # fmt: skip
    rows = [(kind, rang) for kind, n in combien.items() for rang in range(n)]
    return count(Faits(lignes=[make_ligne(10, personne=row, contrat=row, **kinds[row[0]]) for row in rows]), AN)


@pytest.mark.parametrize(
    ("combien", "petites"),
    [
        ({"siae": 8, "autre": 9}, set()),
        ({"autre": 9}, set()),
        ({"siae": 3, "autre": 9}, {SIAE, ELARGIE}),
        ({"siae": 8, "autre": 2}, {SIAE, ELARGIE}),
        ({"siae": 8, "geiq": 3, "autre": 9}, {ELARGIE}),
        ({"siae": 8, "geiq": 3}, {SIAE, ELARGIE}),
        ({"autre": 9, "tpe": 2}, {TPE}),
        ({"tpe": 9, "autre": 2}, {TPE}),
        ({"tpe": 9, "autre": 7, "inconnu": 1}, {TPE}),
    ],
)
def test_une_part_qui_dirait_une_poignee_de_personnes_ne_se_lit_pas(combien, petites):
    assert list_parts_petites(make(**combien), seuil=5) == petites


@given(st.fixed_dictionaries({kind: st.integers(0, 9) for kind in ("siae", "geiq", "autre")}))
def test_aucune_soustraction_de_deux_parts_lues_ne_rend_une_poignee(combien):
    comptes = make(**combien)
    lues = {SIAE, ELARGIE} - list_parts_petites(comptes, seuil=5)
    siae, geiq, autre = (combien[kind] for kind in ("siae", "geiq", "autre"))
    told = set()
    if SIAE in lues:
        told |= {siae, geiq + autre}
    if ELARGIE in lues:
        told |= {siae + geiq, autre}
    if lues == {SIAE, ELARGIE}:
        told |= {geiq}
    assert all(n == 0 or n >= 5 for n in told)
    assert comptes.heures == Decimal(10) * sum(combien.values())
