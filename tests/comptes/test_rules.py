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


class TestPremierePlace:
    """Where somebody lands who has never said where they work today."""

    def ranks(self, *places: tuple[str, Role, str]) -> list[tuple[str, Role, str]]:
        return sorted(places, key=lambda p: rules.rank_place(type=p[0], role=p[1], lieu=p[2]))

    def test_on_arrive_la_ou_l_on_suit_des_personnes_pas_au_premier_nom(self):
        plie = ("plie", Role.DIRECTEUR, "PLIE du Pays")
        clause, mde = (
            ("clause", Role.DIRECTEUR, "Clause sociale du Pays"),
            ("mde", Role.DIRECTEUR, "Maison de l’emploi"),
        )
        assert self.ranks(clause, mde, plie) == [plie, mde, clause]

    def test_le_parcours_passe_avant_le_role(self):
        referent, direction = ("plie", Role.REFERENT, "PLIE Z"), ("clause", Role.DIRECTEUR, "Clause A")
        assert self.ranks(direction, referent) == [referent, direction]

    def test_entre_deux_plie_le_role_le_plus_large_puis_le_nom(self):
        b, a, direction = (("plie", Role.REFERENT, "PLIE B"), ("plie", Role.REFERENT, "PLIE A"),
                           ("plie", Role.DIRECTEUR, "PLIE Z"))  # fmt: skip
        assert self.ranks(b, a, direction) == [direction, a, b]

    def test_une_region_ou_le_reseau_viennent_apres_un_dispositif(self):
        region, oi = ("", Role.COORDINATEUR_REGIONAL, "Bretagne"), ("oi", Role.GESTIONNAIRE_FSE, "OI")
        assert rules.rank_place(type="", role=region[1], lieu="A") > rules.rank_place(type="plie", role=oi[1], lieu="B")

    @pytest.mark.parametrize("role", Role)
    def test_chaque_role_a_son_rang(self, role):
        assert rules.rank_place(type="plie", role=role, lieu="")[1] >= 0
