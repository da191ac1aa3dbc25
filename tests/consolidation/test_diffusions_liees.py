"""A public release after a restricted one: whoever reads both finds no more than in each."""

import pytest

from maillage.consolidation.attaque.certificats import CONFORME, certify
from maillage.consolidation.cellules.plans import drop_parts, make_plan
from maillage.consolidation.secret.dossiers import write_dossier
from maillage.consolidation.secret.nomenclatures import Diffusion
from tests.consolidation.petit_reseau import INSTANT, JOUR, count, hide, make_reseau

PUBLIQUE, RESTREINTE = Diffusion.PUBLIQUE, Diffusion.RESTREINTE


@pytest.fixture(scope="module")
def reseau(racine):
    return count(make_reseau(graine=3, diviseur=15))


@pytest.fixture(scope="module")
def restreinte(reseau):
    return hide(reseau, RESTREINTE)


@pytest.fixture(scope="module")
def seule(reseau):
    return hide(reseau, PUBLIQUE)


def attack_ensemble(reseau, restreinte, publique):
    plan = make_plan(reseau, diffusion=RESTREINTE, on=JOUR)
    sorties = [restreinte.publication, drop_parts(publique.publication, plan)]
    return certify(write_dossier(sorties, restreinte.masque.seuils, diffusion=RESTREINTE), now=INSTANT)


def test_une_publique_qui_ignore_la_restreinte_la_devoile(reseau, restreinte, seule):
    assert restreinte.is_conforme
    assert seule.is_conforme
    assert attack_ensemble(reseau, restreinte, seule)["motifs"]


def test_une_publique_qui_la_connait_ne_rend_rien_a_qui_lit_les_deux(reseau, restreinte, seule):
    liee = hide(reseau, PUBLIQUE, reservees=[restreinte.publication])
    assert liee.echecs == ()
    assert liee.is_conforme
    assert attack_ensemble(reseau, restreinte, liee)["verdict"] == CONFORME
    # Nothing that the public was not shown is shown now; most of what it was still is.
    assert liee.publication.montrees < seule.publication.montrees
    assert len(liee.publication.montrees) > 0.8 * len(seule.publication.montrees)


# One region of four in two départements, two of three in one département each.
DE_TROIS = (*(("84", "38"),) * 2, *(("84", "42"),) * 2, *(("32", "59"),) * 3, *(("11", "93"),) * 3)


@pytest.mark.parametrize("diviseur", [5, 15])
def test_une_region_de_trois_publique_n_empeche_pas_la_restreinte(racine, diviseur):
    """Shown alone, two of its dispositifs would have the third; it is grouped, the same in both releases (ADR 0042)."""
    reseau = count(make_reseau(graine=2, diviseur=diviseur, lieux=DE_TROIS))
    publique = hide(reseau, PUBLIQUE)
    suite = hide(reseau, RESTREINTE, publique.publication)
    assert publique.echecs == suite.echecs == ()
    for found in (publique, suite):
        assert found.is_conforme
        assert {c.territoire for c in reseau.cellules if c.niveau == "region" and c.cle not in found.masquees} == {
            "84",
            "autres",
        }
