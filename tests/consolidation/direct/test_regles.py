"""Bounds and effects of missing answers, proved against every way of answering."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.consolidation.direct.nomenclatures import CORRIGEABLES, TONS_ETAT, Etat
from maillage.consolidation.direct.plie.variables import ETATS, VARIABLES, Variable
from maillage.consolidation.direct.rules import (
    Bornes,
    Doute,
    Effet,
    find_bornes,
    find_etat,
    find_millesime,
    write_bornes,
    write_effet,
)
from maillage.consolidation.faits.tables import PARCOURS

petits = st.integers(0, 3)
NIVEAU, QPV, AGE = VARIABLES[Variable.NIVEAU], VARIABLES[Variable.QPV], VARIABLES[Variable.AGE]


def list_taux(numerateur: int, base: int, doute: Doute) -> list[Fraction]:
    """Every rate that some set of answers gives."""
    return [
        Fraction(numerateur + c + d + h, base + doute.certains + h + b)
        for c, d, h, b in product(
            range(doute.certains + 1), range(doute.dedans + 1), range(doute.au_dessus + 1), range(doute.en_dessous + 1)
        )
        if base + doute.certains + h + b
    ]


@given(st.data())
def test_les_bornes_sont_le_plus_bas_et_le_plus_haut_de_tous_les_taux_possibles(data):
    doute = Doute(*(data.draw(petits) for _ in range(4)))
    base = data.draw(st.integers(1, 6)) + doute.dedans
    numerateur = data.draw(st.integers(0, base - doute.dedans))
    found = find_bornes(numerateur, base, doute)
    possible = list_taux(numerateur, base, doute)
    assert found == Bornes(min(possible), max(possible))


def test_des_reponses_qui_entrent_toutes_dans_la_base_n_elargissent_que_d_elles_memes():
    """The width of a share is its rate of non-answer."""
    found = find_bornes(40, 64, Doute(certains=14))
    assert found == Bornes(Fraction(40, 78), Fraction(54, 78))
    assert found.haut - found.bas == Effet(14, 0, 78, 0).avant
    assert write_bornes(found) == "de 51\u202f% à 69\u202f%"


def test_des_bornes_qui_se_lisent_pareil_le_disent():
    assert write_bornes(Bornes(Fraction(400, 1000), Fraction(401, 1000))) == "autour de 40\u202f%"


def test_sans_personne_dans_la_base_il_n_y_a_pas_de_bornes():
    assert find_bornes(0, 0, Doute()) is None
    assert find_bornes(0, 0, Doute(au_dessus=2)) is None


def test_l_effet_se_dit_avec_sa_base():
    assert write_effet(NIVEAU, Effet(14, 12, 78, 12), base="entrées") == (
        "Entrées : 14 sans réponse sur 78. Si ces 12 niveaux étaient renseignés, "
        "le taux de non-réponse passerait de 18\u202f% à 3\u202f%."
    )


def test_l_effet_sur_un_total_compte_ce_qu_il_additionne_et_non_ses_lignes():
    """Two companies of an unknown size owe 1 240 hours out of 9 920."""
    effet = Effet(124_000, 62_000, 992_000, 2, Decimal(100))
    assert write_effet(AGE, effet, base="heures") == (
        "Heures : 1\u202f240 sans réponse sur 9\u202f920. Si ces 2 âges étaient renseignés, "
        "le taux de non-réponse passerait de 13\u202f% à 6\u202f%."
    )


@pytest.mark.parametrize(
    ("description", "said"),
    [(NIVEAU, "Si ce niveau était renseigné,"), (AGE, "Si cet âge était renseigné,"),
     (QPV, "Si cette réponse sur le quartier était renseignée,")],
)  # fmt: skip
def test_une_seule_reponse_s_accorde(description, said):
    assert said in write_effet(description, Effet(1, 1, 10, 1), base="sorties")


def test_ce_qui_ne_change_plus_n_est_pas_promis():
    said = write_effet(QPV, Effet(3, 0, 10, 0), base="sorties")
    assert said == "Sorties : 3 sans réponse sur 10. Aucune de ces réponses ne peut plus être donnée."
    assert Effet(3, 0, 10, 0).gain == 0


@pytest.mark.parametrize(
    ("manquants", "univers", "said"), [(0, 10, "0\u202f%"), (1, 1000, "moins de 1\u202f%"), (999, 1000, "plus de 99\u202f%"), (10, 10, "100\u202f%"), (0, 0, "0\u202f%")]
)  # fmt: skip
def test_un_taux_qui_n_est_ni_rien_ni_tout_n_y_est_pas_arrondi(manquants, univers, said):
    assert Effet(manquants, 0, univers, 0).write_avant() == said


@pytest.mark.parametrize(
    ("is_fige", "is_su", "is_sans_objet", "is_refus", "etat"),
    [
        (False, False, False, False, Etat.A_COMPLETER),
        (False, True, False, False, Etat.A_REPORTER),
        (False, False, False, True, Etat.REFUS),
        (False, True, False, True, Etat.A_REPORTER),
        (True, True, False, True, Etat.FIGE),
        (True, False, True, False, Etat.SANS_OBJET),
    ],
)
def test_ce_qui_peut_etre_fait_d_une_reponse(is_fige, is_su, is_sans_objet, is_refus, etat):
    assert find_etat(is_fige=is_fige, is_su=is_su, is_sans_objet=is_sans_objet, is_refus=is_refus) is etat


def test_le_millesime_a_deposer_est_le_dernier_fini_tant_qu_il_n_est_pas_clos():
    today = date(2026, 3, 1)
    assert find_millesime(set(), today=today) == 2025
    assert find_millesime({2024}, today=today) == 2025
    assert find_millesime({2025}, today=today) == 2026


def test_chaque_variable_est_une_colonne_des_faits_et_chaque_etat_se_dit():
    assert {variable.value for variable in Variable} <= set(PARCOURS.types)
    assert set(VARIABLES) == set(Variable)
    assert {d.si for d in VARIABLES.values()} <= {"", *PARCOURS.types}
    assert set(ETATS) == set(TONS_ETAT) == set(Etat) > CORRIGEABLES
