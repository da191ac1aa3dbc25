"""The figures published for 2019, and for 2014, come out of fictitious rows, counted by the catalogue (domaine 01 § 15.1)."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

from maillage.consolidation.catalogue.plie import PLIE
from maillage.indicateurs.calcul import compose, compute, compute_ensemble
from maillage.indicateurs.cellules import Cellule, add_up
from maillage.indicateurs.moteurs.parquet import MoteurDuckdb
from maillage.indicateurs.periodes import make_annee
from maillage.indicateurs.valeurs import derive, derive_exacte
from tests.consolidation.calibrage import DISPOSITIFS, list_parcours_2014, write_faits

ANNEE = make_annee(2019)
Lues = dict[tuple[str, str, str], Cellule]


class MoteurCompte(MoteurDuckdb):
    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.demandes = 0

    def execute(self, sql: str) -> list[tuple[Any, ...]]:
        self.demandes += 1
        return super().execute(sql)


@pytest.fixture(scope="module")
def moteur(tmp_path_factory) -> Iterator[MoteurCompte]:
    with MoteurCompte(write_faits(tmp_path_factory.mktemp("faits"))) as opened:
        yield opened


@pytest.fixture(scope="module")
def parties(moteur) -> list[Cellule]:
    """The cells of each of the 127 dispositifs."""
    return compute(PLIE, moteur, [ANNEE], DISPOSITIFS)


@pytest.fixture(scope="module")
def france(parties) -> Lues:
    whole = add_up(parties, niveau="france", territoires=dict.fromkeys(DISPOSITIFS, ""))
    return {(c.code, c.ventilation, c.modalite): c for c in compose(PLIE, whole)}


def read(france: Lues, code: str, ventilation: str = "", modalite: str = "") -> Decimal | None:
    return derive(PLIE.mesures[f"plie.{code}"], france[f"plie.{code}", ventilation, modalite])


@pytest.mark.parametrize(
    ("code", "publie"),
    [
        ("accompagnes", 131_000), ("entrees", 33_711), ("sorties", 31_555), ("sorties_positives", 14_766),
        ("emploi_durable", 11_786), ("formation_validee", 2_194), ("autres_positives", 786), ("sans_suite", 16_789),
        ("etapes", 175_540),
    ],
)  # fmt: skip
def test_les_effectifs_de_2019(france, code, publie):
    assert read(france, code) == publie


@pytest.mark.parametrize(
    ("code", "publie", "base"),
    [
        ("taux_brut", 47, 31_555), ("taux_neutralise", 50, 29_255), ("positives_sur_entrees", 44, 33_711),
        ("part_emploi", 80, 14_766), ("part_formation", 15, 14_766), ("emploi_sur_sorties", 37, 31_555),
        ("formation_sur_sorties", 7, 31_555), ("part_contrats", 29, 175_540), ("part_iae_emploi", 31, 50_683),
        ("part_iae", 9, 175_540),
    ],
)  # fmt: skip
def test_un_numerateur_trois_bases_trois_taux(france, code, publie, base):
    assert (read(france, code), france[f"plie.{code}", "", ""].base) == (publie, base)


@pytest.mark.parametrize(
    ("categorie", "publie"),
    [("femmes", 49), ("hommes", 45), ("deld", 53), ("brsa", 44), ("sans_qualification", 40), ("peu_qualifies", 46),
     ("qualifies", 54)],
)  # fmt: skip
def test_les_taux_par_public_se_lisent_sur_les_sorties_du_public(france, categorie, publie):
    assert read(france, "taux_par_public", "categories", categorie) == publie
    assert 0 < france["plie.taux_par_public", "categories", categorie].base < 31_555


def test_les_causes_sur_leurs_deux_bases(france):
    causes = ("abandon", "neutre", "autre")
    assert [read(france, "causes", "cause", cause) for cause in causes] == [35, 14, 52]
    assert [read(france, "issues", "issue", cause) for cause in causes] == [18, 7, 27]
    assert france["plie.causes", "cause", "abandon"].base == 16_789
    assert france["plie.issues", "issue", "abandon"].base == 31_555
    assert ("plie.causes", "", "") not in france  # « sans suite » out of itself says nothing


@pytest.mark.parametrize(
    ("code", "ventilation", "modalite", "publie"),
    [
        ("entrees.part_femmes", "", "", 54), ("entrees.publics", "publics", "brsa", 44),
        ("entrees.publics", "publics", "deld", 32), ("entrees.ages", "age", "45_plus", 32),
        ("entrees.ages", "age", "moins_26", 11), ("entrees.ages", "age", "26_44", 57),
        ("entrees.part_peu_qualifies", "", "", 63), ("contrats", "contrat", "cdd", 47),
        ("contrats", "contrat", "cdi", 38), ("contrats", "contrat", "interim", 13),
        ("contrats", "contrat", "creation", 3), ("tailles", "taille", "tpe", 29),
        ("secteurs", "secteur", "administratif", 36), ("familles", "famille", "mobilisation", 32),
        ("familles", "famille", "mediation", 16), ("familles", "famille", "non_aide", 14),
        ("familles", "famille", "formation", 13), ("iae", "iae", "ACI", 56), ("iae", "iae", "EI", 13),
        ("iae", "iae", "ETTI", 14), ("iae", "iae", "AI", 17),
    ],
)  # fmt: skip
def test_les_parts_publiees(france, code, ventilation, modalite, publie):
    assert read(france, code, ventilation, modalite) == publie


def test_une_reponse_inconnue_quitte_la_base_et_se_compte(france):
    taille = france["plie.tailles", "taille", "tpe"]
    assert (taille.base, taille.non_reponse) == (10_000, 1_786)
    handicap = france["plie.entrees.publics", "publics", "boeth"]
    assert (handicap.numerateur, handicap.base, handicap.non_reponse) == (0, 0, 33_711)
    assert read(france, "entrees.publics", "publics", "boeth") is None


def test_1_34_etape_par_participant_et_25_mois(france):
    assert read(france, "etapes_par_participant") == Decimal("1.34")
    assert read(france, "duree_moyenne") == read(france, "duree_mediane") == 25
    assert derive_exacte(PLIE.mesures["plie.duree_moyenne"], france["plie.duree_moyenne", "", ""]) == Decimal(
        761
    ) / Decimal("30.4375")


def test_le_stock_est_celui_de_la_veille_plus_les_entrees_moins_les_sorties(moteur):
    deux = [make_annee(2018), ANNEE]
    cells = {(c.code, c.periode): c.numerateur for c in compute_ensemble(PLIE, moteur, deux) if not c.ventilation}
    stock, veille = cells["plie.stock", "2019"], cells["plie.stock", "2018"]
    assert stock == veille + cells["plie.entrees", "2019"] - cells["plie.sorties", "2019"] == 99_445


def test_la_somme_des_127_dispositifs_est_le_calcul_direct(moteur, parties, france):
    direct = compute_ensemble(PLIE, moteur, [ANNEE])
    assert add_up(reversed(parties), niveau="france", territoires=dict.fromkeys(DISPOSITIFS, "")) == direct
    assert {cellule.territoire for cellule in parties} == set(DISPOSITIFS)


def test_the_whole_catalogue_takes_one_statement_per_population(moteur):
    before = moteur.demandes
    compute(PLIE, moteur, [ANNEE], DISPOSITIFS)
    assert moteur.demandes - before == len(PLIE.populations) == 7


@pytest.mark.parametrize(("neutralisees", "publie"), [(2_267, 50), (2_315, 50), (2_350, 51)])
def test_le_taux_neutralise_ne_se_recalcule_pas_depuis_un_pourcentage_arrondi(france, neutralisees, publie):
    """14 % of 16 789 would be 2 350: the rate would be 51 %, which nobody published."""
    taux = france["plie.taux_neutralise", "", ""]._replace(base=31_555 - neutralisees)
    assert derive(PLIE.mesures["plie.taux_neutralise"], taux) == publie


def test_le_39_publie_pour_2014_est_le_taux_neutralise(tmp_path):
    with MoteurDuckdb(write_faits(tmp_path, list_parcours_2014())) as moteur:
        whole = compute_ensemble(PLIE, moteur, [make_annee(2014)])
    lues = {(c.code, c.ventilation, c.modalite): c for c in compose(PLIE, whole)}
    assert [read(lues, code) for code in ("sorties_positives", "sans_suite", "taux_brut", "taux_neutralise")] == [
        14_446, 25_882, 36, 39,
    ]  # fmt: skip
    exact = derive_exacte(PLIE.mesures["plie.taux_neutralise"], lues["plie.taux_neutralise", "", ""])
    assert exact is not None
    assert round(exact, 2) == Decimal("39.25")
    assert read(lues, "issues", "issue", "abandon") == 24
