"""Who leads and who follows, on any day (domaine 02 § 6)."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.clause.nomenclatures.partage import RoleSuivi
from maillage.clause.rules import partage as rules
from maillage.clause.rules.partage import Suivi
from maillage.socle.dates import add_ouvres, is_ouvre, list_feries

R = RoleSuivi
J = date(2026, 6, 15)
PILOTE = Suivi(1, R.PILOTE, J)


def test_la_main_change_le_jour_dit_et_il_y_a_un_pilote_la_veille_et_ce_jour_la():
    suivis = [PILOTE, Suivi(2, R.PILOTE, J + timedelta(days=10))]
    assert rules.find_pilote(suivis, on=J + timedelta(days=9)) == 1
    assert rules.find_pilote(suivis, on=J + timedelta(days=10)) == 2
    assert rules.find_pilote(suivis, on=J - timedelta(days=1)) is None


@given(
    jours=st.lists(st.integers(0, 200), min_size=1, max_size=8, unique=True),
    on=st.integers(0, 300),
)
def test_il_y_a_toujours_une_seule_structure_pilote_depuis_le_premier_jour(jours: list[int], on: int):
    jours = [0, *(j for j in jours if j)]
    suivis = [Suivi(rang, R.PILOTE, J + timedelta(days=jour)) for rang, jour in enumerate(jours)]
    jour = J + timedelta(days=on)
    roles = [rules.find_role(suivis, structure=rang, on=jour) for rang in range(len(jours))]
    assert roles.count(R.PILOTE) == 1


def test_une_structure_ne_suit_plus_au_lendemain_de_son_depart():
    suivis = [PILOTE, Suivi(2, R.PARTICIPANTE, J, J + timedelta(days=3))]
    assert rules.find_role(suivis, structure=2, on=J + timedelta(days=3)) is R.PARTICIPANTE
    assert rules.find_role(suivis, structure=2, on=J + timedelta(days=4)) is None
    assert rules.list_suivantes(suivis, on=J) == {1, 2}
    assert rules.list_suivantes(suivis, on=J + timedelta(days=4)) == {1}


@pytest.mark.parametrize(
    ("suivis", "structure", "part", "is_origine", "dit"),
    [
        ([PILOTE], 1, 0, True, "passez d’abord la main"),
        ([PILOTE, Suivi(2, R.PARTICIPANTE, J)], 2, 30, False, "Votre part est de 30 h"),
        (
            [PILOTE, Suivi(2, R.PARTICIPANTE, J), Suivi(2, R.PILOTE, J + timedelta(days=2))],
            2,
            0,
            False,
            "prend la main",
        ),
        ([PILOTE, Suivi(2, R.OBSERVATRICE, J)], 2, 0, True, "garde le dossier"),
        ([PILOTE, Suivi(2, R.PARTICIPANTE, J, J)], 2, 0, False, "le quitte ce soir"),
    ],
)
def test_un_depart_refuse_dit_pourquoi(suivis, structure, part, is_origine, dit):
    refus = rules.check_depart(suivis, structure=structure, part=Decimal(part), is_origine=is_origine, today=J)
    assert dit in (refus or "")


def test_une_participante_sans_part_quitte_le_lot_quand_elle_veut():
    suivis = [PILOTE, Suivi(2, R.PARTICIPANTE, J)]
    assert rules.check_depart(suivis, structure=2, part=Decimal(0), is_origine=False, today=J) is None


def test_une_passation_va_a_une_participante_et_jamais_dans_le_passe():
    assert "invitez-la" in (rules.check_passation(None, effet=J, today=J) or "")
    assert "avant aujourd’hui" in (rules.check_passation(R.PARTICIPANTE, effet=J - timedelta(days=1), today=J) or "")
    assert "change déjà" in (
        rules.check_passation(R.PARTICIPANTE, effet=J, today=J, prochain=Suivi(3, R.PILOTE, J + timedelta(days=1)))
        or ""
    )
    assert rules.check_passation(R.PARTICIPANTE, effet=J, today=J) is None


def test_le_delai_de_contestation_compte_dix_jours_ouvres_et_saute_les_jours_feries():
    # From Monday 29 June: ten working days end on Monday 13 July; from 1 July the fourteenth is skipped.
    assert rules.get_terme(date(2026, 6, 29)) == date(2026, 7, 13)
    assert rules.get_terme(date(2026, 7, 1)) == date(2026, 7, 16)
    assert rules.check_avis(annoncee=date(2026, 7, 1), today=date(2026, 7, 16)) is None
    assert "Le délai est passé depuis le 16/07/2026" in (
        rules.check_avis(annoncee=date(2026, 7, 1), today=date(2026, 7, 17)) or ""
    )


def test_les_jours_feries_de_2026_et_2027():
    assert sorted(list_feries(2026)) == [
        date(2026, 1, 1), date(2026, 4, 6), date(2026, 5, 1), date(2026, 5, 8), date(2026, 5, 14), date(2026, 5, 25),
        date(2026, 7, 14), date(2026, 8, 15), date(2026, 11, 1), date(2026, 11, 11), date(2026, 12, 25),
    ]  # fmt: skip
    assert date(2027, 3, 29) in list_feries(2027)


@given(day=st.dates(date(2000, 1, 1), date(2090, 1, 1)), count=st.integers(1, 40))
def test_un_jour_ouvre_ajoute_est_un_jour_ouvre_et_ils_se_suivent(day: date, count: int):
    found = add_ouvres(day, count)
    assert is_ouvre(found)
    assert add_ouvres(add_ouvres(day, count - 1), 1) == found
