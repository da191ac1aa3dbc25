"""The parts of a commitment: whatever is done to them, they make the whole (R1 to R4, F8)."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.clause.rules.repartition import (
    Repartition,
    RepartitionRefusee,
    carry_over,
    share_conjoint,
    share_heures,
    transfer,
)

D = Decimal
totaux = st.decimals(0, 1_000_000, places=2)
poids = st.dictionaries(st.integers(1, 9), st.integers(0, 1000), min_size=1).filter(lambda p: sum(p.values()) > 0)


def sum_all(repartition: Repartition) -> Decimal:
    return sum(repartition.parts.values(), D(0)) + repartition.non_reparti


def test_r2_mille_heures_en_trois_tiers_vont_au_plus_fort_reste():
    assert share_heures(D(1000), {1: 1, 2: 1, 3: 1}).parts == {1: 334, 2: 333, 3: 333}


def test_f8_un_groupement_conjoint_engage_chacun_pour_sa_part():
    assert share_conjoint(D(833), {1: 60, 2: 40}).parts == {1: D("499.80"), 2: D("333.20")}


def test_r1_ce_que_personne_ne_prend_reste_au_pilote_sur_sa_ligne():
    assert Repartition(D(1000), {1: D(300), 2: D(200)}).non_reparti == 500


def test_des_parts_qui_depassent_l_engagement_disent_combien_retirer():
    with pytest.raises(RepartitionRefusee, match="retirez 100 h"):
        Repartition(D(1000), {1: D(700), 2: D(400)})


def test_une_base_nulle_ne_repartit_rien():
    with pytest.raises(RepartitionRefusee, match="nulle pour toutes"):
        share_heures(D(1000), {1: 0, 2: 0})


def test_r4_un_transfert_ne_depasse_pas_ce_que_la_structure_porte():
    parts = Repartition(D(100), {1: D(60), 2: D(40)})
    assert transfer(parts, de=1, vers=3, heures=D(25)).parts == {1: D(35), 2: D(40), 3: D(25)}
    for de, vers, heures, dit in (
        (1, 2, D(61), "60 h à sa charge"),
        (1, 1, D(5), "deux"),
        (1, 2, D(0), "positif"),
        (4, 1, D(1), "0 h"),
    ):
        with pytest.raises(RepartitionRefusee, match=dit):
            transfer(parts, de=de, vers=vers, heures=heures)


@given(total=totaux, poids=poids)
def test_repartir_ne_perd_ni_n_ajoute_une_minute(total, poids):
    for repartition in (share_heures(total, poids), share_conjoint(total, poids)):
        assert sum(repartition.parts.values(), D(0)) == total
        assert repartition.non_reparti == 0


@given(total=totaux, nouveau=totaux, poids=poids, prise=st.integers(0, 100))
def test_r3_une_nouvelle_version_garde_les_proportions_et_fait_le_nouveau_total(total, nouveau, poids, prise):
    pleine = share_conjoint(total, poids)
    ancienne = Repartition(
        total, {cle: (heures * prise / 100).quantize(D("0.01"), "ROUND_DOWN") for cle, heures in pleine.parts.items()}
    )
    nouvelle = carry_over(ancienne, total=nouveau)
    assert sum_all(nouvelle) == nouveau
    assert set(nouvelle.parts) == set(ancienne.parts)
    if total:
        for cle, heures in nouvelle.parts.items():
            assert abs(heures - ancienne.parts[cle] * nouveau / total) <= D("0.02") + nouveau % D("0.01")


@given(
    total=totaux,
    poids=poids,
    gestes=st.lists(st.tuples(st.integers(1, 9), st.integers(1, 9), st.decimals(0, 5000, places=2)), max_size=12),
)
def test_aucune_suite_de_transferts_ne_change_le_total(total, poids, gestes):
    repartition = share_conjoint(total, poids)
    for de, vers, heures in gestes:
        try:
            repartition = transfer(repartition, de=de, vers=vers, heures=heures)
        except RepartitionRefusee:
            continue
        assert min(repartition.parts.values()) >= 0
        assert sum_all(repartition) == total
