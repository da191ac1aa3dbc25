"""Rules of habilitations: pure, by the numbers of the data-protection reference."""

from datetime import date, timedelta
from typing import Any

import pytest

from maillage.comptes import rules
from maillage.comptes.rules import Tenue
from maillage.socle.roles import FONCTIONS, Portee, Role

DU = date(2026, 1, 1)


def tenue(role: Role, dispositif: int | None = 1, du: date = DU, au: date | None = None) -> Tenue:
    return Tenue(role, dispositif, du, au)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATEUR])
def test_r12_qui_administre_l_installation_n_a_aucun_autre_role(role):
    refus = rules.find_conflit(tenue(Role.ADMINISTRATEUR, None), [tenue(role)])
    assert refus
    assert "R-12" in refus
    assert rules.find_conflit(tenue(role), [tenue(Role.ADMINISTRATEUR, None)]) == refus


def test_r12_on_ne_controle_pas_ce_qu_on_instruit_meme_ailleurs():
    assert rules.find_conflit(tenue(Role.CONTROLEUR, 1), [tenue(Role.GESTIONNAIRE_FSE, 2)])


def test_r12_le_porteur_ne_se_controle_pas_mais_un_voisin_le_peut():
    assert rules.find_conflit(tenue(Role.CONTROLEUR, 1), [tenue(Role.REFERENT, 1)])
    assert rules.find_conflit(tenue(Role.CONTROLEUR, 1), [tenue(Role.REFERENT, 2)]) is None


def test_r12_deux_roles_qui_se_suivent_ne_se_heurtent_pas():
    former = tenue(Role.GESTIONNAIRE_FSE, au=date(2026, 6, 30))
    assert rules.find_conflit(tenue(Role.CONTROLEUR, du=date(2026, 7, 1)), [former]) is None
    assert rules.find_conflit(tenue(Role.CONTROLEUR, du=date(2026, 6, 30)), [former])


@pytest.mark.parametrize("role", [r for r, f in FONCTIONS.items() if f.nominatif])
def test_r16_un_elu_ne_tient_aucun_role_qui_voit_des_noms(role):
    refus = rules.find_conflit(tenue(Role.ELU), [tenue(role, 2)])
    assert refus
    assert "R-16" in refus or "R-12" in refus


def test_un_referent_de_deux_dispositifs_est_admis():
    assert rules.find_conflit(tenue(Role.REFERENT, 2), [tenue(Role.REFERENT, 1)]) is None


def test_une_direction_n_accorde_que_les_roles_de_son_dispositif():
    assert {FONCTIONS[r].portee for r in rules.list_accordables(Role.DIRECTEUR)} == {Portee.DISPOSITIF}


@pytest.mark.parametrize("role", [r for r in Role if r not in {Role.DIRECTEUR, Role.ADMINISTRATEUR}])
def test_les_autres_roles_n_accordent_rien(role):
    assert rules.list_accordables(role) == ()


def test_r13_la_revue_revient_six_mois_apres_la_precedente():
    assert rules.find_echeance(du=DU, revue_le=None, mois=6) == date(2026, 7, 1)
    assert rules.find_echeance(du=DU, revue_le=date(2026, 8, 31), mois=6) == date(2027, 2, 28)


def test_r13_ce_qui_n_est_pas_revu_est_suspendu_passe_le_delai_sauf_la_direction():
    late: dict[str, Any] = {"echeance": date(2026, 7, 1), "delai": timedelta(days=30), "today": date(2026, 8, 1)}
    assert rules.is_a_suspendre(Role.REFERENT, **late)
    assert not rules.is_a_suspendre(Role.REFERENT, **late | {"today": date(2026, 7, 31)})
    assert not rules.is_a_suspendre(Role.DIRECTEUR, **late)


def test_r13_un_compte_dort_apres_quatre_vingt_dix_jours():
    asleep: dict[str, Any] = {"vu_le": date(2026, 1, 1), "cree_le": DU, "apres": timedelta(days=90)}
    assert rules.is_dormant(**asleep, today=date(2026, 4, 1))
    assert not rules.is_dormant(**asleep, today=date(2026, 3, 31))


def test_une_habilitation_ne_commence_ni_hier_ni_apres_sa_fin():
    today = date(2026, 5, 1)
    assert rules.check_dates(du=date(2026, 4, 30), au=None, today=today)
    assert rules.check_dates(du=today, au=date(2026, 4, 30), today=today)
    assert rules.check_dates(du=today, au=today, today=today) is None
