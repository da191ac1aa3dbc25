"""The contenders of the consolidation make the same figures; a deposit that was touched, and a mask too thin, are seen."""

from pathlib import Path
from random import Random

import pytest

from maillage.bancs.cas import secret
from maillage.bancs.cas.consolidation import list_annees
from maillage.bancs.cas.consolidation_faits import consolidate
from maillage.bancs.consolidation import faits
from maillage.bancs.consolidation.depots import (
    DepotAltere,
    add_depots,
    check_depots,
    find_depot,
    list_cellules,
    write_depots,
)
from maillage.bancs.consolidation.tableaux import list_chiffres
from maillage.bancs.pairs import consolidation_duckdb, consolidation_sql


@pytest.fixture(scope="module")
def dossier(tmp_path_factory) -> Path:
    """Two years, one row in a hundred and fifty."""
    made: Path = tmp_path_factory.mktemp("faits")
    faits.write_annees(made, 2, part=150)
    write_depots(made, list_annees(made))
    return made


def test_les_faits_les_depots_et_le_sql_a_la_main_donnent_les_memes_chiffres(dossier):
    annees = list_annees(dossier)
    assert [annee.code for annee in annees] == ["2000", "2001"]
    ours = list_chiffres(consolidate(dossier, annees))
    assert ours == list_chiffres(list_cellules(add_depots(dossier, annees)))
    assert ours == list_chiffres(check_depots(dossier, annees))
    assert ours == consolidation_sql.list_chiffres(consolidation_duckdb.consolidate(dossier, annees))
    entrees = {chiffre[1]: chiffre[5] for chiffre in ours if chiffre[0] == "entrees" and chiffre[2:4] == ("FR", "")}
    assert entrees["2001"] == faits.ENTREES // 150
    assert {chiffre[0] for chiffre in ours} >= {"sans_etape", "duree_mediane", "etapes", "sorties_positives"}


def test_un_depot_touche_est_refuse(dossier, tmp_path):
    faits.write_annees(tmp_path, 1, part=150)
    annees = list_annees(tmp_path)
    write_depots(tmp_path, annees)
    path = find_depot(tmp_path, annees[0].code, faits.DISPOSITIFS[1])
    path.write_bytes(path.read_bytes().replace(b",1,", b",2,", 1))
    with pytest.raises(DepotAltere, match="plie-001"):
        add_depots(tmp_path, annees)


def test_les_faits_portent_les_volumes_publies_pour_2019():
    drawn = faits.draw_parcours(Random(faits.GRAINE))
    sorties = [classe for classe in drawn["classe"] if classe]
    positives = [classe for classe in sorties if classe != "sans_suite"]
    assert (len(drawn["personne"]), len(sorties), len(positives)) == (131_000, 31_555, 14_766)


def test_un_masque_des_seules_petites_cases_est_retrouve():
    publication = secret.make_publication(secret.draw_feuilles(6))
    (tableau,) = publication.tableaux
    petites = {tableau.get_cle(p) for p in tableau.list_places() if 0 < tableau.get(p).valeur < secret.SEUIL}
    assert petites
    assert "cache 0 cases en plus" in secret.describe(publication, petites, petites)
    assert f"l’attaque en retrouve {len(petites)}," in secret.describe(publication, petites, petites)
