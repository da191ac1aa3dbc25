"""The report, read over by our own proofreading: nothing to say; and the proofreading does read it."""

from dataclasses import replace

import pytest

from maillage.consolidation.rapport.plans import compose
from maillage.consolidation.rapport.plans.choix import find_plan
from maillage.consolidation.rapport.rendus.relecture import write_chiffres, write_paragraphes
from maillage.consolidation.relecture.lecture import read_fichier, read_paragraphes
from maillage.consolidation.relecture.rendus import write_texte
from maillage.consolidation.relecture.rules.chiffres import Constat, Rapport
from maillage.consolidation.relecture.rules.relire import relire
from tests.consolidation.rapport.exemple import JOUR


def read_over(chiffres: str, texte: str) -> list[Constat]:
    lu = read_fichier(chiffres.encode(), nom="rapport")
    assert lu.erreurs == []
    return relire(Rapport(tuple(lu.chiffres), tuple(read_paragraphes(texte)), aujourd_hui=JOUR))


@pytest.fixture(scope="module")
def publie(livre):
    """As everybody reads it: no figure of a département nor of a dispositif."""
    fins = frozenset(c.cle for c in livre.consolidation.cellules if c.niveau in ("departement", "dispositif"))
    return replace(livre, masquees=fins)


@pytest.fixture(scope="module")
def rapport(publie):
    return compose(find_plan("plie"), publie, edite_le=JOUR)


@pytest.fixture(scope="module")
def chiffres(publie, rapport) -> str:
    return write_chiffres(publie, rapport)


@pytest.fixture(scope="module")
def texte(rapport) -> str:
    return write_paragraphes(rapport)


def test_il_n_y_a_rien_a_redire(chiffres, texte):
    assert chiffres.count("\n") > 300
    assert texte.count("\n\n") > 40
    found = read_over(chiffres, texte)
    assert not found, write_texte(found)


@pytest.mark.parametrize(
    ("juste", "faux", "regle"),
    [
        (";14766;", ";14866;", "somme"), (";47;%;toutes les sorties;", ";48;%;toutes les sorties;", "rapport"),
        (";33711;", ";;", "blanc"), (";57;%;", ";47;%;", "total_100"),
    ],
)  # fmt: skip
def test_une_faute_glissee_dans_ses_chiffres_se_voit(chiffres, texte, juste, faux, regle):
    assert juste in chiffres
    assert regle in {constat.regle.value for constat in read_over(chiffres.replace(juste, faux), texte)}


def test_les_parts_qui_font_101_portent_leur_note(rapport, chiffres):
    line = next(line for line in chiffres.splitlines() if line.startswith("plie.contrats;") and ";CDI;" in line)
    assert "elles font 101\u202f%" in line
    assert any("elles font 101\u202f%" in line for line in chiffres.splitlines() if line.startswith("plie.causes;"))


@pytest.fixture(scope="module")
def lue(clause_seule) -> tuple[str, str]:
    found = compose(find_plan("clause"), clause_seule, edite_le=JOUR)
    return write_chiffres(clause_seule, found), write_paragraphes(found)


class TestLaClause:
    def test_il_n_y_a_rien_a_redire(self, lue):
        chiffres, texte = lue
        assert chiffres.count("\n") > 500
        found = read_over(chiffres, texte)
        assert not found, write_texte(found)

    @pytest.mark.parametrize(
        ("juste", "faux", "regle"),
        [
            ("clause.participants;Personnes employées;2019;national;France;;;438;", "clause.participants;Personnes employées;2019;national;France;;;439;", "somme"),
            (";334;heures par personne;", ";335;heures par personne;", "moyenne"), (";50,5;%;", ";51,5;%;", "rapport"),
        ],
    )  # fmt: skip
    def test_une_faute_glissee_dans_ses_chiffres_se_voit(self, lue, juste, faux, regle):
        chiffres, texte = lue
        assert juste in chiffres
        assert regle in {constat.regle.value for constat in read_over(chiffres.replace(juste, faux), texte)}
