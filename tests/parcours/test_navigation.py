"""The navigation stays short enough to be read, for whatever role."""

import pytest

from maillage.socle import navigation
from maillage.socle.roles import Role
from tests.usine import make_acteur, make_dispositif

pytestmark = pytest.mark.django_db
LIGNES = 10


@pytest.mark.parametrize("role", [Role.COORDINATEUR, Role.DIRECTEUR, Role.REFERENT, Role.PRESCRIPTEUR, Role.OPERATEUR])
def test_aucun_titre_de_la_navigation_n_a_plus_de_dix_lignes(role):
    groupes = navigation.list_groupes(make_acteur(role, make_dispositif()), chemin="/accueil/")
    assert {groupe.libelle: len(groupe.liens) for groupe in groupes if len(groupe.liens) > LIGNES} == {}


def test_ce_qui_est_de_chaque_jour_vient_avant_la_vue_d_ensemble_et_l_organisation():
    groupes = navigation.list_groupes(make_acteur(Role.COORDINATEUR, make_dispositif()), chemin="/accueil/")
    assert [groupe.libelle for groupe in groupes][:4] == ["", "Parcours", "Vue d’ensemble", "Organisation"]
