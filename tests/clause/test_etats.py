"""The life of a lot."""

import pytest

from maillage.clause.nomenclatures.lots import LIBELLES_ETAT, LIBELLES_FORME, PHASES, EtatLot, FormeClause, Phase
from maillage.clause.rules.etats import LOTS, check_passage, derive_etat, get_phase

E = EtatLot


def test_chaque_etat_a_sa_ligne_son_nom_et_sa_phase():
    assert set(LOTS) == set(EtatLot) == set(LIBELLES_ETAT)
    assert sorted(etat for etats in PHASES.values() for etat in etats) == sorted(EtatLot)
    assert set(LIBELLES_FORME) == set(FormeClause)


def test_les_etats_finals_ne_menent_nulle_part():
    assert {etat for etat, suites in LOTS.items() if not suites} == {E.SANS_CLAUSE, E.CLOS, E.RESILIE}


def test_tout_etat_s_atteint_depuis_le_reperage():
    seen, waiting = set(), [E.REPERE]
    while waiting:
        etat = waiting.pop()
        if etat not in seen:
            seen.add(etat)
            waiting += LOTS[etat]
    assert seen == set(EtatLot)


def test_un_marche_infructueux_se_relance():
    assert check_passage(de=E.INFRUCTUEUX, vers=E.CLAUSE_VALIDEE) is None


@pytest.mark.parametrize("etat", [E.NOTIFIE, E.PLANIFIE, E.EN_EXECUTION, E.SUSPENDU, E.A_SOLDER])
def test_un_marche_notifie_se_resilie_jusqu_au_solde(etat):
    assert check_passage(de=etat, vers=E.RESILIE) is None


def test_un_pas_refuse_dit_ce_qui_est_possible():
    assert "« Noter la publication »" in (check_passage(de=E.CLAUSE_VALIDEE, vers=E.CLOS) or "")
    assert "définitif" in (check_passage(de=E.CLOS, vers=E.SOLDE) or "")


def test_une_operation_en_est_la_ou_est_son_lot_vivant_le_moins_avance():
    assert derive_etat([E.EN_EXECUTION, E.PUBLIE, E.CLOS]) is E.PUBLIE
    assert derive_etat([E.SANS_CLAUSE, E.CLOS]) is E.CLOS
    assert derive_etat([E.RESILIE, E.SANS_CLAUSE]) is E.SANS_CLAUSE
    assert derive_etat([]) is None


def test_la_phase_suit_l_etat():
    assert get_phase(E.CLAUSE_VALIDEE) is Phase.AMONT
    assert get_phase(E.INFRUCTUEUX) is Phase.PENDANT
    assert get_phase(E.SOLDE) is Phase.AVAL
