"""The second report: the same book, the same sentences, another catalogue."""

import zlib
from dataclasses import replace

import pytest

from maillage.consolidation.catalogue.clause.catalogue import CLAUSE
from maillage.consolidation.cellules.comptage import Consolidation
from maillage.consolidation.cellules.niveaux import Lieu, add_niveaux, list_niveaux
from maillage.consolidation.depots.rules.sommes import list_codes
from maillage.consolidation.rapport.livre import Livre
from maillage.consolidation.rapport.plans import compose
from maillage.consolidation.rapport.plans.clause import PLAN
from maillage.consolidation.rapport.rendus.page import render_autonome
from maillage.consolidation.rapport.rendus.papier import render_papier
from maillage.indicateurs.calcul import compute, compute_distinctes
from maillage.indicateurs.moteurs.parquet import MoteurDuckdb
from maillage.indicateurs.periodes import make_annee
from tests.consolidation.rapport.exemple import JOUR
from tests.consolidation.rapport.lecture import Page, list_ecrits


@pytest.fixture(scope="module")
def vide() -> Livre:
    """A year of one service without any file."""
    lieux, annee = {"service": Lieu("59", "32")}, [make_annee(2019)]
    with MoteurDuckdb({table: [] for table in CLAUSE.tables}) as moteur:
        cellules = compute(CLAUSE, moteur, annee, ["service"])
        distinctes = [
            one
            for niveau, places in list_niveaux(lieux).items()
            for one in compute_distinctes(CLAUSE, moteur, annee, niveau=niveau, lieux=places)
        ]
    levels = add_niveaux(cellules, lieux, catalogue=CLAUSE, distinctes=distinctes)
    return Livre(Consolidation(2019, levels, {"service": "service"}, is_fictive=True, catalogue=CLAUSE))


@pytest.fixture(scope="module")
def rempli(vide) -> Livre:
    """The same cells with some number in each: what is printed, not what it is worth."""
    filled = []
    for one in vide.consolidation.cellules:
        seed = zlib.crc32("|".join(map(str, one.cle)).encode()) % 900
        filled.append(replace(one, numerateur=100 + seed, base=2_000 + seed, histogramme=()))
    return replace(vide, consolidation=replace(vide.consolidation, cellules=filled))


def test_chaque_chapitre_s_ecrit_avec_les_cases_de_la_clause(rempli):
    found = compose(PLAN, rempli, edite_le=JOUR)
    assert [partie.code for partie in found.parties] == [
        "synthese", "introduction", "marches", "heures", "employeurs", "personnes", "contrats", "apres", "equipes",
        "territoires", "methode", "definitions", "sigles",
    ]  # fmt: skip
    page = Page(render_autonome(found, {}))
    assert [texte for texte in page.libres if list_ecrits(texte)] == []
    assert {cle.split("|")[0] for cle, _ in page.lies} >= {
        "clause.heures",
        "clause.part_siae",
        "clause.sortie_6_sur_cohorte",
    }
    assert render_papier(found).startswith(b"%PDF")


def test_ce_que_des_depots_n_additionnent_pas_n_est_pas_imprime(rempli):
    """From deposits alone, what several services follow together has no cell above them."""
    seules = {mesure.code for mesures in CLAUSE.distinctes.values() for mesure in mesures}
    kept = [
        one for one in rempli.consolidation.cellules
        if one.niveau == "dispositif" or not list_codes(CLAUSE.mesures[one.code]) & seules
    ]  # fmt: skip
    livre = replace(rempli, consolidation=replace(rempli.consolidation, cellules=kept))
    page = render_autonome(compose(PLAN, livre, edite_le=JOUR), {})
    assert "seuls se lisent les lots" in page
    assert not {cle.split("|")[0] for cle, _ in Page(page).lies} & seules


def test_une_annee_sans_marche_ne_casse_rien(vide):
    page = render_autonome(compose(PLAN, vide, edite_le=JOUR), {})
    assert "non renseigné" in page
