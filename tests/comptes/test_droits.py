"""« Qui peut quoi »: the access matrix is whole, and the page shows it."""

import csv
import io

import pytest

from maillage.socle import matrice, permissions
from maillage.socle.classement import Categorie
from maillage.socle.roles import Role
from tests.usine import make_compte


def test_every_role_has_a_row_and_every_category_a_column():
    assert set(matrice.MATRICE) == set(Role)
    for ligne in [*matrice.MATRICE.values(), matrice.ACCES_DU_PARTICIPANT]:
        assert set(ligne) == set(Categorie)
    assert set(matrice.LIBELLES) == set(Categorie)


def test_every_note_and_scope_used_is_explained():
    cases = [case for ligne in [*matrice.MATRICE.values(), matrice.ACCES_DU_PARTICIPANT] for case in ligne.values()]
    assert {case.note for case in cases if case.note} == set(matrice.NOTES)
    assert {case.portee for case in cases if case.portee} == set(matrice.PORTEES)
    assert {case.lettre for case in cases} == set(matrice.LETTRES)


def test_r16_un_elu_n_atteint_aucune_donnee_nominative():
    nominatives = list(Categorie)[:9]
    assert {matrice.MATRICE[Role.ELU][c].lettre for c in nominatives} == {"–"}


@pytest.mark.parametrize("role", [Role.STATISTICIEN, Role.ANIMATEUR_RESEAU, Role.ADMINISTRATEUR])
def test_le_reseau_n_atteint_aucune_personne(role):
    assert {matrice.MATRICE[role][c].lettre for c in list(Categorie)[:9]} == {"–"}


@pytest.mark.django_db
class TestPage:
    def test_elle_montre_chaque_droit_declare(self, client):
        client.force_login(make_compte())
        page = client.get("/qui-peut-quoi/").content.decode()
        for table in permissions.TABLES.values():
            for droit in table:
                assert droit.value in page or droit.value.replace("'", "&#x27;") in page

    def test_elle_s_exporte(self, client):
        client.force_login(make_compte())
        text = client.get("/qui-peut-quoi/export.csv").content.decode("utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
        assert len(rows) == (len(Role) + 1) * len(Categorie)
        assert rows[0]["code"] == "Eʳ"
