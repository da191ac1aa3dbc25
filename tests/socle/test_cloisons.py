"""Compartments on PostgreSQL: a forgotten filter shows nothing."""

import pytest
from django.db import connection

from maillage.comptes.models import Habilitation
from maillage.socle.acteur import ANONYME, Acteur
from maillage.socle.contexte import open_contexte
from maillage.socle.roles import Role
from tests.usine import make_dispositif, make_habilitation

pytestmark = pytest.mark.django_db


@pytest.fixture
def deux_dispositifs():
    return [make_habilitation(Role.REFERENT, make_dispositif()) for _ in range(2)]


@pytest.mark.postgres
class TestPolicies:
    def test_sans_contexte_rien_n_est_visible(self, deux_dispositifs):
        with open_contexte(ANONYME):
            assert Habilitation.objects.count() == 0

    def test_une_requete_sans_filtre_ne_montre_que_le_dispositif_ouvert(self, deux_dispositifs):
        here, _ = deux_dispositifs
        with open_contexte(Acteur(compte=0, dispositifs=frozenset({here.dispositif_id}))):
            assert list(Habilitation.objects.all()) == [here]

    def test_le_role_de_l_application_ne_contourne_rien(self):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT rolsuper OR rolbypassrls, tableowner = current_user FROM pg_roles, pg_tables"
                " WHERE rolname = current_user AND tablename = 'comptes_habilitation'"
            )
            assert cursor.fetchone() == (False, False)
