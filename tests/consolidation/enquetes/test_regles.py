"""The survey: parts and wholes, respondents beside each figure, and the figures of 2019 that contradicted each other."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.consolidation.enquetes.rules.questions import PARTS, QUESTIONS, SECTIONS
from maillage.consolidation.enquetes.rules.reponses import add_reponses, add_section, check_reponses, share

FINANCEMENTS = SECTIONS[0]


def d(**values):
    return {code: Decimal(str(value)) for code, value in values.items()}


def test_chaque_question_a_un_code_a_elle_et_les_renvois_existent():
    assert sum(len(section.questions) for section in SECTIONS) == len(QUESTIONS)
    assert {code for pair in PARTS for code in pair} <= set(QUESTIONS)
    assert {question.personnes for question in QUESTIONS.values()} - {""} <= set(QUESTIONS)


@pytest.mark.parametrize(
    ("reponses", "faute"),
    [
        (d(fse=-1), "fse"), (d(iae=5, operateurs=4), "iae"), (d(referents_internes=4, interne=3), "referents_internes"),
        (d(interne=3, interne_etp="3.5"), "interne_etp"),
    ],
)  # fmt: skip
def test_ce_qui_se_contredit_se_dit_a_sa_question(reponses, faute):
    assert check_reponses(reponses).keys() == {faute}


def test_une_reponse_vide_n_est_pas_zero():
    assert check_reponses({}) == {}
    assert check_reponses(d(iae=5)) == {}
    [fse] = [one for one in add_reponses([d(fse=10), {}, d(fse=0)]) if one.question.code == "fse"]
    assert (fse.somme, fse.repondants, fse.moyenne) == (10, 2, 5)


def test_752_etp_de_62_plie_font_12_et_non_5():
    """The mean follows from the total and from who answered: it is not typed."""
    reponses = [d(referents_externes_etp=752)] + [d(referents_externes_etp=0)] * 61
    [etp] = [one for one in add_reponses(reponses) if one.question.code == "referents_externes_etp"]
    assert (etp.repondants, etp.moyenne) == (62, Decimal("12.13"))


def test_les_parts_sont_de_ceux_qui_ont_repondu_a_toute_la_section():
    entier = d(fse=55, bloc_communal=15, departement=6, region=5, etat=15, autres_publics=1, prives=3)
    parts, combien, total = share(FINANCEMENTS, [entier, d(fse=1_000_000)])
    assert (combien, total, parts[0].part) == (1, 100, 55)
    assert add_section(FINANCEMENTS, entier) == 100
    assert add_section(FINANCEMENTS, d(fse=7)) == 7
    assert add_section(FINANCEMENTS, {}) is None
    assert share(FINANCEMENTS, []) == ([], 0, 0)


REPONSES = st.dictionaries(st.sampled_from(sorted(QUESTIONS)), st.integers(0, 10**6).map(Decimal), max_size=8)


@given(st.lists(REPONSES, max_size=6))
def test_la_somme_ne_depend_pas_de_l_ordre_et_la_moyenne_la_redonne(reponses):
    found, again = add_reponses(reponses), add_reponses(reversed(reponses))
    assert found == again
    for one in found:
        assert one.repondants == sum(one.question.code in each for each in reponses)
        if one.moyenne is not None:
            assert abs(one.moyenne * one.repondants - one.somme) <= one.repondants
