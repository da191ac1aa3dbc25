"""What the territory asks of those who keep the installation."""

from datetime import date

import pytest

from maillage.socle.acteur import Acteur
from maillage.socle.roles import Role
from maillage.territoire.a_faire import list_a_faire
from maillage.territoire.models import Zonage
from maillage.territoire.rules import is_cog_depasse

ANIMATEUR = Acteur(compte=1, role=Role.ANIMATEUR_RESEAU, reseau=True)
JOUR = date(2026, 11, 21)


@pytest.mark.django_db
def test_sans_qpv_en_vigueur_l_animation_du_reseau_est_invitee_a_les_charger(petit_cog):
    (chose,) = list_a_faire(ANIMATEUR, JOUR)
    assert chose.titre == "Charger les quartiers prioritaires (QPV)"
    Zonage.objects.create(type="qpv", code="QN1", libelle="x", millesime=2024, du="2024-01-01", source="essai")
    assert list_a_faire(ANIMATEUR, JOUR) == []


@pytest.mark.django_db
def test_un_cog_depasse_se_signale(petit_cog):
    titres = [chose.titre for chose in list_a_faire(ANIMATEUR, date(2027, 4, 1))]
    assert "Passer au code officiel géographique 2027" in titres


@pytest.mark.django_db
def test_les_autres_roles_n_ont_rien_a_y_faire_et_ne_coutent_aucune_requete(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert list_a_faire(Acteur(compte=1, role=Role.REFERENT), JOUR) == []


def test_un_cog_est_depasse_au_printemps_suivant():
    assert not is_cog_depasse(2026, today=date(2027, 3, 31))
    assert is_cog_depasse(2026, today=date(2027, 4, 1))
