"""The survey: parts and wholes, details that make their total, questions of each year, what is unusual without being wrong."""

from decimal import Decimal
from fractions import Fraction
from statistics import mean, median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.consolidation.enquetes.rules.questions import (
    AJOUTS_2025,
    DETAILS,
    FINANCEMENTS,
    HABITUELS,
    NOMBRES,
    PARTS,
    QUESTIONS,
    SECTIONS,
    list_sections,
)
from maillage.consolidation.enquetes.rules.reponses import (
    add_section,
    check_reponses,
    complete,
    count_entiers,
    list_a_verifier,
)

NATURES = DETAILS[2].parts
TYPES = {"aci": 10, "ei": 4, "etti": 3, "ai": 2, "organismes_formation": 20, "associations": 30, "autres_operateurs": 1}


def d(**values):
    return {code: Decimal(str(value)) for code, value in values.items()}


def test_chaque_question_a_un_code_a_elle_et_les_renvois_existent():
    assert sum(len(section.questions) for section in SECTIONS) == len(QUESTIONS)
    assert {code for pair in PARTS for code in pair} <= set(NOMBRES)
    assert {code for one, other, _ in HABITUELS for code in (one, other)} <= set(NOMBRES)
    assert {code for detail in DETAILS for code in (detail.tout, *detail.parts, *detail.groupes)} <= set(NOMBRES)
    assert {question.personnes for question in QUESTIONS.values()} - {""} <= set(QUESTIONS)


def test_une_annee_d_avant_garde_ses_questions():
    avant = {q.code for section in list_sections(AJOUTS_2025 - 1) for q in section.questions}
    apres = {q.code for section in list_sections(AJOUTS_2025) for q in section.questions}
    assert avant < apres == set(QUESTIONS)
    assert "fse_enveloppe" not in avant
    assert "fse" not in [section.code for section in list_sections(AJOUTS_2025 - 1)]


@pytest.mark.parametrize(
    ("reponses", "faute"),
    [
        (d(fse=-1), "fse"), (d(iae=5, operateurs=4), "iae"), (d(referents_internes=4, interne=3), "referents_internes"),
        (d(interne=3, interne_etp="3.5"), "interne_etp"), (d(operateurs=5, alloues=4), "operateurs"),
        (d(fse_retenu=5, fse_declare=4), "fse_retenu"), (d(fse_retenu=5, fse_conventionne=4), "fse_retenu"),
        (d(fse_sorties_positives=5, fse_participants=4), "fse_sorties_positives"), (d(iae=5, aci=6), "iae"),
        (d(iae=20, **TYPES), "iae"), (d(operateurs=71, **TYPES), "operateurs"), (d(operateurs=69, **TYPES), "operateurs"),
    ],
)  # fmt: skip
def test_ce_qui_se_contredit_se_dit_a_sa_question(reponses, faute):
    assert faute in check_reponses(reponses)


@pytest.mark.parametrize(("code", "autre", "_"), HABITUELS)
def test_ce_qui_est_rare_se_demande_sans_etre_refuse(code, autre, _):
    """An envelope may be overprogrammed, an advance paid before the control: domaine 03 § 4.3 and 4.5."""
    reponses = d(**{code: 5, autre: 4})
    assert check_reponses(reponses) == {}
    assert list_a_verifier(reponses).keys() == {code}
    assert list_a_verifier(d(**{code: 4, autre: 4})) == {}


def test_une_reponse_vide_n_est_pas_zero():
    assert check_reponses({}) == {}
    assert check_reponses(d(iae=5)) == {}
    assert count_entiers(d(fse=0, interne_etp="1.5")) == {"fse": 0, "interne_etp": 150}


def test_un_detail_entier_donne_ses_totaux():
    assert check_reponses(d(operateurs=70, iae=19, **TYPES)) == {}
    assert complete(d(**TYPES)) == d(operateurs=70, iae=19, **TYPES)
    assert complete(d(aci=10)) == d(aci=10)


def test_une_section_s_additionne_sur_ce_qui_est_repondu():
    assert add_section(FINANCEMENTS, d(fse=7, etat=3)) == 10
    assert add_section(FINANCEMENTS, {}) is None


REPONSES = st.dictionaries(st.sampled_from(sorted(NOMBRES)), st.integers(0, 10**4).map(Decimal), max_size=20)


@given(REPONSES)
def test_ce_qui_est_accepte_le_reste_une_fois_complete(reponses):
    if not check_reponses(reponses):
        assert check_reponses(complete(reponses)) == {}
        assert complete(complete(reponses)) == complete(reponses)


@pytest.mark.parametrize(
    ("reponses", "faute"),
    [
        (d(delai_comite=0, delai_comite_moyenne=30), "delai_comite_moyenne"),
        (d(delai_comite=1, delai_comite_moyenne=30, delai_comite_mediane=31), "delai_comite_mediane"),
        (d(delai_csf=9, delai_csf_moyenne=30, delai_csf_mediane=62), "delai_csf_mediane"),
        (d(delai_csf_moyenne=30, delai_csf_mediane=62), "delai_csf_mediane"),
        (d(alloues=4, **dict.fromkeys(NATURES, 1)), "alloues"),
    ],
)  # fmt: skip
def test_un_delai_qu_aucune_duree_ne_fait_se_refuse(reponses, faute):
    assert set(check_reponses(reponses)) == {faute}


@given(st.lists(st.integers(0, 900), min_size=1, max_size=30))
def test_les_delais_de_vraies_operations_sont_toujours_acceptes(jours):
    """Each rounded half up, as a spreadsheet does."""
    moyenne, mediane = (int(Fraction(one) + Fraction(1, 2)) for one in (mean(map(Fraction, jours)), median(map(Fraction, jours))))  # fmt: skip
    assert (
        check_reponses(d(delai_paiement=len(jours), delai_paiement_moyenne=moyenne, delai_paiement_mediane=mediane))
        == {}
    )


def test_un_delai_se_demande_quand_il_n_est_pas_en_jours_ou_ne_comptera_pas():
    assert list_a_verifier(d(delai_comite=4, delai_comite_moyenne=1000)) == {}
    assert list_a_verifier(d(delai_comite=4, delai_comite_moyenne=1001)).keys() == {"delai_comite_moyenne"}
    assert list_a_verifier(d(delai_comite_moyenne=40)).keys() == {"delai_comite"}


def test_le_detail_par_type_d_operation_donne_le_total_alloue_et_se_compare_a_ce_qui_va_aux_operateurs():
    natures = dict.fromkeys(NATURES, 10)
    assert complete(d(**natures))["alloues"] == 90
    assert check_reponses(d(operateurs=90, **natures)) == {}
    assert set(check_reponses(d(operateurs=91, **natures))) == {"operateurs"}
