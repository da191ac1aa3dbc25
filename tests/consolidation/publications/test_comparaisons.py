"""What a dispositif reads beside its own figures: what was released to everybody, of France and of its region (R-68)."""

import pytest

from maillage.consolidation.direct.valeurs_permises import list_valeurs_permises
from maillage.consolidation.publications.nomenclatures import Etat
from maillage.socle.roles import Role
from tests.consolidation.depots.usine import NOW, make_campagne
from tests.consolidation.publications.usine import make_chiffre, make_publication
from tests.usine import make_acteur, make_dispositif

pytestmark = pytest.mark.django_db
ANNEE = 2024


@pytest.fixture
def by():
    return make_acteur(Role.DIRECTEUR, make_dispositif())


@pytest.fixture
def publiee():
    return make_publication(make_campagne(annee=ANNEE), now=NOW, etat=Etat.PUBLIEE)


def read(by, annee=ANNEE):
    return [(one.lieu, one.valeur, one.base) for one in list_valeurs_permises(by, millesime=annee)]


def test_la_france_est_la_avec_sa_base(by, publiee):
    make_chiffre(publiee)
    assert read(by) == [("France", 47, "31\u202f555")]


@pytest.mark.parametrize(
    ("etat", "lecteurs"), [(Etat.A_VALIDER, "publique"), (Etat.PUBLIEE, "restreinte"), (Etat.ABANDONNEE, "publique")]
)
def test_ce_qui_n_est_pas_public_n_y_est_pas(by, etat, lecteurs):
    valide = {"valide_par": 2, "publie_le": NOW} if etat is Etat.PUBLIEE else {}
    make_chiffre(make_publication(make_campagne(annee=ANNEE), now=NOW, etat=etat, lecteurs=lecteurs, **valide))
    assert read(by) == []


def test_ni_un_chiffre_masque_ni_une_autre_region_ni_une_autre_annee(by, publiee):
    make_chiffre(publiee, is_masque=True, valeur=None, base=None, couverture=None)
    make_chiffre(publiee, niveau="region", territoire="autre", lieu="Ailleurs")
    make_chiffre(make_publication(make_campagne(annee=ANNEE - 1), now=NOW, etat=Etat.PUBLIEE))
    assert read(by) == []


def test_la_derniere_revision_seule(by, publiee):
    make_chiffre(publiee)
    suite = make_publication(publiee.campagne, now=NOW, etat=Etat.PUBLIEE, motif="Deux dépôts corrigés.")
    make_chiffre(suite, valeur=48)
    assert read(by) == [("France", 48, "31\u202f555")]


def test_la_memoire_d_une_publication_n_est_pas_lue_avec_chaque_valeur(by, publiee, django_assert_num_queries):
    """392 figures beside which megabytes were read again each time: a page took more than a minute."""
    make_chiffre(publiee)
    with django_assert_num_queries(3) as captured:
        read(by)
    assert not [row for row in captured if '"publications_publication"."secret"' in row["sql"]]
