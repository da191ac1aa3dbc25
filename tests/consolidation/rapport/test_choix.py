"""Each thing consolidated has its plan, and nothing else has."""

import pytest

from maillage.consolidation.rapport.plans.choix import PLANS, PlanInconnu, find_plan


@pytest.mark.parametrize("consolide", PLANS)
def test_ce_qui_est_consolide_a_son_plan(consolide: str):
    assert find_plan(consolide).code == consolide


def test_ce_qui_ne_l_est_pas_n_en_a_pas():
    with pytest.raises(PlanInconnu, match="plie ou clause"):
        find_plan("fse")
