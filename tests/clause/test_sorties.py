"""Six and twelve months after the last contract of the clause."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.clause.nomenclatures.suivi import POSITIVES, Jalon, SituationSortie
from maillage.clause.rules.sorties import (
    Contrat,
    Echeance,
    Issue,
    check_reponse,
    compute_taux,
    is_demandable,
    is_depasse,
    list_echeances,
)

S = SituationSortie
ON = date(2026, 11, 30)
FIN = date(2026, 1, 31)
jours = st.dates(date(2020, 1, 1), date(2026, 12, 31))


def jalons(*contrats: tuple[date, date | None], on: date = ON) -> list[tuple[int, int, date]]:
    rows = [Contrat(cle, debut, fin) for cle, (debut, fin) in enumerate(contrats, 1)]
    return [(e.contrat, e.jalon, e.prevu_le) for e in list_echeances(rows, on=on)]


def test_un_contrat_fini_a_ses_deux_jalons_et_un_fevrier_court_prend_son_dernier_jour():
    assert jalons((date(2025, 6, 2), FIN)) == [(1, 6, date(2026, 7, 31)), (1, 12, date(2027, 1, 31))]
    assert jalons((date(2025, 6, 2), date(2025, 8, 31)))[0] == (1, 6, date(2026, 2, 28))


def test_un_contrat_en_cours_ou_sans_fin_n_a_pas_de_jalon():
    assert jalons((date(2025, 6, 2), None)) == []
    assert jalons((date(2025, 6, 2), ON)) == []
    assert jalons((date(2025, 6, 2), ON - timedelta(days=1))) != []


def test_un_nouveau_contrat_avant_le_jalon_l_efface_et_apres_le_laisse():
    premier = (date(2025, 6, 2), FIN)
    # A second contract from October 2026 still runs: the first one keeps its six months, and loses its twelve.
    assert jalons(premier, (date(2026, 10, 5), None)) == [(1, 6, date(2026, 7, 31))]
    assert jalons(premier, (date(2026, 7, 31), None)) == []
    assert jalons(premier, (date(2026, 3, 2), date(2026, 4, 30))) == [
        (2, 6, date(2026, 10, 30)), (2, 12, date(2027, 4, 30)),
    ]  # fmt: skip


def test_un_contrat_plus_long_commence_avant_efface_aussi_et_deux_qui_finissent_ensemble_n_en_font_qu_un():
    assert {cle for cle, _, _ in jalons((date(2025, 6, 2), FIN), (date(2025, 1, 6), date(2026, 5, 29)))} == {2}
    assert {cle for cle, _, _ in jalons((date(2025, 6, 2), FIN), (date(2025, 9, 1), FIN))} == {2}


@given(contrats=st.lists(st.tuples(jours, st.integers(0, 700)), min_size=1, max_size=5), on=jours)
def test_une_personne_n_a_jamais_deux_fois_le_meme_jour_de_jalon_ni_un_jalon_qui_precede_la_fin(contrats, on):
    rows = [Contrat(cle, debut, debut + timedelta(days=n)) for cle, (debut, n) in enumerate(contrats)]
    found = list_echeances(rows, on=on)
    fins = {row.cle: row.fin for row in rows}
    assert all(e.prevu_le > (fins[e.contrat] or on) for e in found)
    assert len({(e.jalon, e.prevu_le) for e in found}) == len(found)


def test_une_reponse_se_demande_trente_jours_avant_et_ne_compte_plus_trente_jours_apres():
    echeance = Echeance(1, Jalon.SIX, ON)
    assert is_demandable(echeance, on=ON - timedelta(days=30))
    assert not is_demandable(echeance, on=ON - timedelta(days=31))
    assert not is_depasse(echeance, on=ON + timedelta(days=30))
    assert is_depasse(echeance, on=ON + timedelta(days=31))


@pytest.mark.parametrize(
    ("situation", "ecart", "repondue", "positive"),
    [
        (S.CDI, 30, True, True), (S.CDI, -30, True, True), (S.CDI, 31, False, False), (S.SANS_EMPLOI, 0, True, False),
        (S.FORMATION_QUALIFIANTE, 0, True, True), (S.FORMATION_AUTRE, 0, True, False), (S.CREATION, 0, True, False),
        (S.INJOIGNABLE, 0, False, False),
    ],
)  # fmt: skip
def test_ce_qui_compte_comme_reponse_et_comme_emploi(situation, ecart, repondue, positive):
    issue = Issue(ON, situation, ON + timedelta(days=ecart))
    assert (issue.is_repondue, issue.is_positive) == (repondue, positive)


def make_issue(told: tuple[int, SituationSortie | None, int]) -> Issue:
    jour, situation, ecart = told
    prevu = date(2020, 1, 1) + timedelta(days=jour)
    return Issue(prevu, situation, prevu + timedelta(days=ecart) if situation else None)


issues = st.tuples(
    st.integers(0, 2500), st.sampled_from([None, *SituationSortie]), st.integers(-60, 60)
).map(make_issue)  # fmt: skip


@given(rows=st.lists(issues, max_size=12))
def test_les_deux_taux_se_publient_ensemble_et_celui_de_la_cohorte_n_est_jamais_le_plus_flatteur(rows):
    taux = compute_taux(rows, du=date(2020, 1, 1), au=date(2026, 12, 31))
    assert taux.positives <= taux.repondants <= taux.cohorte == len(rows)
    if taux.sur_repondants is not None and taux.sur_cohorte is not None and taux.reponse is not None:
        assert taux.sur_cohorte <= taux.sur_repondants
        assert taux.sur_cohorte == taux.sur_repondants * taux.reponse


@given(rows=st.lists(issues, max_size=12), coupe=jours)
def test_deux_periodes_qui_se_suivent_font_la_periode_entiere(rows, coupe):
    debut, fin = date(2020, 1, 1), date(2026, 12, 31)
    whole = compute_taux(rows, du=debut, au=fin)
    parts = [compute_taux(rows, du=debut, au=coupe), compute_taux(rows, du=coupe + timedelta(days=1), au=fin)]
    for name in ("cohorte", "repondants", "positives"):
        assert sum(getattr(part, name) for part in parts) == getattr(whole, name)


def test_sans_cohorte_aucun_taux_ne_s_ecrit():
    taux = compute_taux([], du=FIN, au=ON)
    assert (taux.sur_cohorte, taux.sur_repondants, taux.reponse) == (None, None, None)


def test_une_situation_se_dit_apres_la_fin_et_pas_avant_le_jour():
    assert "pas encore venu" in (check_reponse(demande_le=ON + timedelta(days=1), fin=FIN, today=ON) or "")
    assert "celle d’après" in (check_reponse(demande_le=FIN, fin=FIN, today=ON) or "")
    assert check_reponse(demande_le=ON, fin=FIN, today=ON) is None


def test_une_situation_positive_est_un_contrat_de_travail_ou_une_formation_qualifiante():
    assert {S.CDI, S.CDD_6M_PLUS, S.CDD_MOINS_6M, S.INTERIM, S.FORMATION_QUALIFIANTE} == POSITIVES
