"""The rules of the company's statement: its link, its reminders, the names it shows, the cells a buyer does not read."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.clause.nomenclatures.releves import EtatReleve
from maillage.clause.rules.petits_effectifs import Cellule, mask
from maillage.clause.rules.releves import (
    RELEVES,
    Nomme,
    Ouverture,
    check_demande,
    find_mois_du,
    find_ouverture,
    find_relance,
    write_de_mois,
    write_mois,
    write_noms,
)

OCTOBRE = date(2026, 10, 1)
FIN = date(2026, 11, 30)


def test_chaque_etat_du_releve_a_sa_ligne():
    assert set(RELEVES) == set(EtatReleve)


@pytest.mark.parametrize(
    ("etat", "jour", "suivi", "montre"),
    [
        ("demande", FIN, True, Ouverture.A_REMPLIR),
        ("renvoye", FIN, True, Ouverture.A_REMPLIR),
        ("envoye", FIN, True, Ouverture.DEJA_ENVOYE),
        ("traite", FIN, False, Ouverture.DEJA_ENVOYE),
        ("demande", FIN, False, Ouverture.LOT_CLOS),
        ("demande", FIN + timedelta(days=1), True, Ouverture.DEPASSE),
        ("envoye", FIN + timedelta(days=1), True, Ouverture.DEPASSE),
    ],
)
def test_ce_que_le_lien_ouvre(etat, jour, suivi, montre):
    assert find_ouverture(EtatReleve(etat), jusqu_au=FIN, is_lot_suivi=suivi, today=jour) is montre


def test_un_lien_retire_ne_s_ouvre_plus():
    found = find_ouverture(EtatReleve.DEMANDE, jusqu_au=None, is_lot_suivi=True, today=FIN)
    assert found is Ouverture.DEPASSE


def test_deux_relances_a_jours_fixes_et_pas_une_troisieme():
    def due(relances: int, jour: date) -> int | None:
        return find_relance(OCTOBRE, demande_le=date(2026, 10, 28), relances=relances, today=jour)

    assert due(0, date(2026, 11, 5)) is None
    assert due(0, date(2026, 11, 6)) == 1
    assert due(1, date(2026, 11, 11)) is None
    assert due(1, date(2026, 11, 12)) == 2
    assert due(2, date(2026, 12, 31)) is None


def test_un_releve_demande_tard_laisse_quelques_jours_a_l_entreprise():
    def due(relances: int, jour: date) -> int | None:
        return find_relance(OCTOBRE, demande_le=date(2026, 11, 20), relances=relances, today=jour)

    assert due(0, date(2026, 11, 23)) is None
    assert due(0, date(2026, 11, 24)) == 1
    assert due(1, date(2026, 11, 24)) is None
    assert due(1, date(2026, 11, 28)) == 2


@given(st.dates(date(2024, 1, 1), date(2030, 1, 1)), st.lists(st.integers(0, 9), max_size=60))
def test_quels_que_soient_les_jours_ou_le_travail_passe_il_relance_deux_fois_au_plus(debut, pas):
    mois, envoyees, jour = debut.replace(day=1), 0, debut
    for saut in pas:
        jour += timedelta(days=saut)
        if due := find_relance(mois, demande_le=debut, relances=envoyees, today=jour):
            assert due == envoyees + 1
            envoyees = due
    assert envoyees <= 2


def test_on_demande_le_mois_qui_vient_de_finir_et_pas_un_mois_a_venir():
    assert find_mois_du(date(2026, 1, 15)) == date(2025, 12, 1)
    assert check_demande(date(2026, 2, 1), today=date(2026, 1, 31)) is not None
    assert check_demande(date(2026, 1, 1), today=date(2026, 1, 31)) is None
    assert [write_mois(OCTOBRE), write_de_mois(OCTOBRE), write_de_mois(date(2026, 3, 1))] == [
        "octobre 2026", "d’octobre 2026", "de mars 2026",
    ]  # fmt: skip


def test_l_entreprise_lit_un_prenom_et_une_initiale_et_deux_memes_se_distinguent():
    assert write_noms(
        [
            Nomme("Aïcha Marie", "Bellamy", "peintre"),
            Nomme("Aïcha", "brun", "maçonne"),
            Nomme("Jean", "Roux", "peintre"),
        ]
    ) == ["Aïcha B. (peintre)", "Aïcha B. (maçonne)", "Jean R."]


def cellule(cle: int, *personnes: int, heures: int = 100) -> Cellule:
    return Cellule(cle, frozenset(personnes), Decimal(heures))


def test_r63_un_lot_de_quatre_personnes_ne_se_lit_pas_et_le_total_ne_le_rend_pas():
    found = mask([cellule(1, 1, 2, 3, 4), cellule(2, *range(5, 12)), cellule(3, *range(12, 30))], seuil=5)
    assert found.masquees == {1, 2}
    assert found.is_total


def test_un_seul_petit_lot_cache_aussi_le_total():
    found = mask([cellule(1, 1, 2)], seuil=5)
    assert (found.masquees, found.is_total) == ({1}, False)


def test_la_meme_personne_sur_deux_petits_lots_ne_compte_qu_une_fois():
    found = mask([cellule(1, 1, 2, 3), cellule(2, 1, 2, 3)], seuil=5)
    assert (found.masquees, found.is_total) == ({1, 2}, False)


def test_zero_heure_ne_cache_personne_et_cinq_personnes_se_lisent():
    found = mask([cellule(1), cellule(2, 1, 2, 3, 4, 5)], seuil=5)
    assert (found.masquees, found.is_total) == (frozenset(), True)


@given(
    st.lists(st.frozensets(st.integers(0, 12), max_size=9), max_size=7),
)
def test_r66_ce_qui_se_deduit_du_total_est_le_travail_de_cinq_personnes_au_moins(groupes):
    cellules = [Cellule(rang, people, Decimal(len(people))) for rang, people in enumerate(groupes)]
    found = mask(cellules, seuil=5)
    shown = [c for c in cellules if c.cle not in found.masquees]
    assert all(not c.personnes or len(c.personnes) >= 5 for c in shown)
    hidden = [c for c in cellules if c.cle in found.masquees]
    if found.is_total and hidden:
        assert len(hidden) > 1
        assert len(frozenset[int]().union(*(c.personnes for c in hidden))) >= 5
