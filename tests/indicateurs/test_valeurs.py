"""One division, one rounding, last of all; what a catalogue refuses to print."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from maillage.indicateurs.catalogue import Catalogue, Chapitre, DefinitionRefusee
from maillage.indicateurs.cellules import Cellule, add_up
from maillage.indicateurs.mesures import Somme, Taux
from maillage.indicateurs.periodes import Periode
from maillage.indicateurs.valeurs import derive, derive_exacte
from tests.indicateurs.essai import CATALOGUE, CONNUS, GAUCHERS, TOUTES

MESURES = CATALOGUE.mesures


def cellule(code: str = "part_gauchers", numerateur: int = 0, base: int = 0, **values) -> Cellule:
    return Cellule(code, 1, "2019", "dispositif", "a", "", "", numerateur, base, **values)


def histogramme(*values: int) -> Cellule:
    counts = tuple(sorted({value: values.count(value) for value in values}.items()))
    return cellule("mediane", len(values), len(values), histogramme=counts)


@pytest.mark.parametrize(("effectif", "publie"), [(1, 1), (5, 3), (25, 13), (0, 0), (200, 100)])
def test_l_arrondi_est_au_demi_superieur(effectif, publie):
    assert derive(MESURES["part_gauchers"], cellule(numerateur=effectif, base=200)) == publie


def test_une_base_vide_ne_donne_aucune_valeur():
    assert derive(MESURES["part_gauchers"], cellule()) is None
    assert derive(MESURES["duree"], cellule("duree")) is None
    assert derive(MESURES["mediane"], cellule("mediane")) is None
    assert derive(MESURES["arrivees"], cellule("arrivees")) == 0


def test_un_rapport_par_personne_garde_ses_decimales():
    assert derive(MESURES["par_personne"], cellule("par_personne", 175_540, 131_000)) == Decimal("1.34")


def test_un_total_sans_rien_de_connu_n_est_pas_zero():
    points = MESURES["points"]
    assert isinstance(points, Somme)
    assert derive(points, cellule("points", 250, 3)) == 250
    assert derive(replace(points, diviseur=Decimal(100), decimales=1), cellule("points", 250, 3)) == Decimal("2.5")
    assert derive(points, cellule("points")) is None


def test_un_total_que_chacun_dit_en_entier_est_nul_quand_il_n_a_pas_de_ligne():
    points = MESURES["points"]
    assert isinstance(points, Somme)
    entiers = replace(points, is_nulle_sans_ligne=True)
    assert derive(entiers, cellule("points")) == 0
    assert derive(entiers, cellule("points", non_reponse=1)) is None  # a row of which nothing is known is not zero
    assert derive(entiers, cellule("points", 250, 3)) == 250


def test_une_moyenne_de_jours_se_lit_en_mois():
    assert derive_exacte(MESURES["duree"], cellule("duree", 60_875, 1_000)) == 2


def test_une_mediane_est_entre_les_deux_valeurs_du_milieu_et_un_autre_rang_est_une_valeur():
    assert derive_exacte(MESURES["mediane"], histogramme(1, 2, 3, 30)) == Decimal("2.5")
    assert derive_exacte(MESURES["mediane"], histogramme(7, 7, 9)) == 7
    assert derive_exacte(MESURES["dixieme"], histogramme(*range(1, 10), 30)._replace(code="dixieme")) == 9


def test_un_histogramme_qui_ne_porte_pas_toute_sa_base_est_refuse():
    with pytest.raises(ValueError, match="Histogramme incomplet : 1 valeurs pour une base de 3"):
        derive(MESURES["mediane"], cellule("mediane", 3, 3, histogramme=((4, 1),)))


def test_la_mediane_du_tout_n_est_pas_une_moyenne_de_medianes():
    parts = [histogramme(1, 1, 1, 1), histogramme(10, 20)._replace(territoire="b")]
    (whole,) = add_up(parts, niveau="france", territoires={"a": "", "b": ""})
    assert (whole.base, whole.histogramme) == (6, ((1, 4), (10, 1), (20, 1)))
    assert derive(MESURES["mediane"], whole) == 1


def test_deux_cellules_de_deux_versions_ne_s_additionnent_pas():
    with pytest.raises(ValueError, match="ne s’additionnent pas"):
        cellule().add(cellule()._replace(version=2))


def test_un_territoire_hors_du_perimetre_ne_compte_nulle_part():
    parts = [cellule(base=3), cellule(base=5)._replace(territoire="b")]
    assert [one.base for one in add_up(parts, niveau="region", territoires={"b": "11"})] == [5]


def make(*mesures) -> Catalogue:
    return Catalogue.make([Chapitre("x", "X", "", mesures)])


def test_un_catalogue_refuse_deux_mesures_sous_un_code_ou_sous_un_libelle():
    with pytest.raises(DefinitionRefusee, match="le code « gauchers »"):
        make(GAUCHERS, GAUCHERS)
    with pytest.raises(DefinitionRefusee, match="un lecteur les prendrait l’une pour l’autre"):
        make(GAUCHERS, replace(GAUCHERS, code="autre"))
    with pytest.raises(ValueError, match="Deux définitions portent le code « arrivees »"):
        make(TOUTES, Taux(code="t", libelle="T", source="s", numerateur=GAUCHERS, denominateur=replace(TOUTES)))


def test_un_catalogue_refuse_une_definition_sans_source_et_un_taux_sans_base():
    with pytest.raises(DefinitionRefusee, match="d’où vient sa définition"):
        make(replace(GAUCHERS, source=""))
    with pytest.raises(DefinitionRefusee, match="sur quoi il est calculé"):
        make(Taux(code="t", libelle="T", source="s", numerateur=GAUCHERS, denominateur=replace(CONNUS, compte="")))


@pytest.mark.parametrize(
    ("code", "fin"), [("2019", date(2018, 1, 1)), ("l’an passé", date(2020, 1, 1)), ("'", date(2020, 1, 1))]
)
def test_une_periode_va_dans_le_bon_sens_et_porte_un_nom_simple(code, fin):
    with pytest.raises(ValueError, match="période"):
        Periode(code, date(2019, 1, 1), fin)
