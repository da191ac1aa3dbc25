"""Who the newcomer may already be: in this dispositif only, the likeliest first, in as many queries for many as for few."""

from datetime import date

import pytest

from maillage.participants.queries.personnes import CANDIDATS_MAX, list_candidats
from maillage.participants.rules.identite import Identite
from tests.parcours.usine import make_personne
from tests.usine import make_dispositif

pytestmark = pytest.mark.django_db
NEE = date(1984, 3, 5)
MARIE = Identite("Lefèvre", "", "Marie-Hélène", NEE)


@pytest.fixture
def dispositif():
    return make_dispositif()


def test_la_plus_ressemblante_vient_d_abord_et_une_autre_personne_ne_vient_pas(dispositif):
    proche = make_personne(dispositif, nom_naissance="Lefebvre", prenoms="Marie", date_naissance=None)
    meme = make_personne(dispositif, nom_naissance="LEFEVRE", prenoms="Marie Hélène", date_naissance=NEE)
    make_personne(dispositif, nom_naissance="Nguyen", prenoms="Bastien", date_naissance=NEE)
    found = list_candidats(dispositif.pk, MARIE)
    assert [c.personne for c in found] == [meme, proche]
    assert found[0].rapprochement.is_certain
    assert "même date de naissance" in found[0].rapprochement.raisons


def test_la_personne_porte_ses_numeros_ses_noms_et_sa_naissance_et_le_reste_se_lit_encore(dispositif):
    meme = make_personne(
        dispositif, nom_naissance="Lefèvre", nom_usage="Durand", prenoms="Marie", date_naissance=NEE, langue="turc"
    )
    personne = list_candidats(dispositif.pk, MARIE)[0].personne
    assert (personne.uuid, personne.numero, personne.date_naissance) == (meme.uuid, meme.numero, NEE)
    assert (personne.nom_complet, personne.langue) == ("Marie Durand", "turc")


def test_personne_n_est_cherche_dans_un_autre_dispositif_ni_sans_nom_ni_date(dispositif):
    make_personne(make_dispositif(), nom_naissance="Lefèvre", prenoms="Marie-Hélène", date_naissance=NEE)
    assert list_candidats(dispositif.pk, MARIE) == []
    assert list_candidats(dispositif.pk, Identite()) == []


@pytest.mark.parametrize("combien", [2, 20])
def test_deux_questions_pour_vingt_ressemblants_comme_pour_deux(dispositif, combien, django_assert_num_queries):
    for _ in range(combien):
        make_personne(dispositif, nom_naissance="Lefèvre", prenoms="Marie", date_naissance=NEE)
    with django_assert_num_queries(2):
        found = list_candidats(dispositif.pk, MARIE, limit=CANDIDATS_MAX)
        assert len({c.personne.nom_complet for c in found}) == 1
    assert len(found) == combien
