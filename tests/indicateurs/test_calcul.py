"""What is compiled and run is what a naive reading of the same definitions counts, cell by cell."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maillage.indicateurs.calcul import ModaliteInconnue, compose, compute, compute_distinctes, compute_ensemble
from maillage.indicateurs.cellules import add_up
from maillage.indicateurs.ecriture import list_lignes, write_parquet
from maillage.indicateurs.moteurs.parquet import MoteurDuckdb
from tests.indicateurs.essai import ANNEES, CATALOGUE, DISTINCTS, LETTRES, LIEUX, VISITES, tables
from tests.indicateurs.oracle import count_cellules

TABLES = {table.nom: table for table in (VISITES, LETTRES)}
FRANCE = dict.fromkeys(LIEUX, "")
REGLAGES = settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


class MoteurCompte(MoteurDuckdb):
    """The engine itself, that remembers what it was asked."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.demandes: list[str] = []

    def execute(self, sql: str) -> list[tuple[Any, ...]]:
        self.demandes.append(sql)
        return super().execute(sql)


def open_moteur(dossier: Path, rows: dict[str, list[dict]]) -> MoteurCompte:
    sources = {}
    for nom, table in TABLES.items():
        path = dossier / f"{nom}.parquet"
        write_parquet(table, list_lignes(table, rows[nom]), path)
        sources[table] = [path]
    return MoteurCompte(sources)


def run(dossier: Path, rows: dict[str, list[dict]], territoires: Sequence[str] = LIEUX) -> list:
    with open_moteur(dossier, rows) as moteur:
        return compute(CATALOGUE, moteur, ANNEES, territoires)


@REGLAGES
@given(rows=tables())
def test_chaque_cellule_est_celle_d_une_lecture_naive(tmp_path: Path, rows):
    assert compose(CATALOGUE, run(tmp_path, rows)) == count_cellules(CATALOGUE, rows, ANNEES, LIEUX)


@REGLAGES
@given(rows=tables(), graine=st.integers(0, 99))
def test_la_somme_des_parties_dans_un_ordre_quelconque_est_le_tout(tmp_path: Path, rows, graine):
    with open_moteur(tmp_path, rows) as moteur:
        parties = compute(CATALOGUE, moteur, ANNEES, LIEUX)
        tout = compute_ensemble(CATALOGUE, moteur, ANNEES)
    Random(graine).shuffle(parties)
    assert add_up(parties, niveau="france", territoires=FRANCE) == tout
    # Rates too: composing then adding is adding then composing.
    assert add_up(compose(CATALOGUE, parties), niveau="france", territoires=FRANCE) == compose(CATALOGUE, tout)


@REGLAGES
@given(rows=tables(), graine=st.integers(0, 99))
def test_l_ordre_des_lignes_ne_change_rien(tmp_path: Path, rows, graine):
    before = run(tmp_path, rows)
    melees = {nom: Random(graine).sample(lignes, len(lignes)) for nom, lignes in rows.items()}
    assert run(tmp_path, melees) == before


@REGLAGES
@given(rows=tables())
def test_un_dispositif_compte_seul_comme_parmi_les_autres(tmp_path: Path, rows):
    among = [cellule for cellule in run(tmp_path, rows) if cellule.territoire == "a"]
    alone = {nom: [ligne for ligne in lignes if ligne["dispositif"] == "a"] for nom, lignes in rows.items()}
    assert run(tmp_path, alone, ["a"]) == among


REGIONS = {"a": "l’est", "b": "l’est", "c": "ouest"}


@REGLAGES
@given(rows=tables())
def test_ce_que_plusieurs_connaissent_compte_une_fois_au_niveau_demande(tmp_path: Path, rows):
    with open_moteur(tmp_path, rows) as moteur:
        seuls = compute(DISTINCTS, moteur, ANNEES, LIEUX)
        assert compose(DISTINCTS, seuls) == count_cellules(DISTINCTS, rows, ANNEES, LIEUX)
        additives = [cellule for cellule in seuls if cellule.code == "lettres"]
        for niveau, lieux in (("region", REGIONS), ("france", FRANCE), ("region", {"c": "ouest"})):
            found = compute_distinctes(DISTINCTS, moteur, ANNEES, niveau=niveau, lieux=lieux)
            assert {cellule.code for cellule in found} == {"gagnants", "centaines"}
            found += add_up(additives, niveau=niveau, territoires=lieux)
            expected = count_cellules(
                DISTINCTS, rows, ANNEES, sorted(set(lieux.values())), niveau=niveau, lieux=lieux
            )  # fmt: skip
            assert compose(DISTINCTS, found) == expected
        assert compute_distinctes(DISTINCTS, moteur, ANNEES, niveau="region", lieux={}) == []
        assert [c for c in compute_ensemble(DISTINCTS, moteur, ANNEES) if c.code == "gagnants"] == [
            c
            for c in compute_distinctes(DISTINCTS, moteur, ANNEES, niveau="france", lieux=FRANCE)
            if c.code == "gagnants"
        ]


def test_sans_les_comptes_distincts_d_un_niveau_leurs_taux_n_y_sont_pas(tmp_path: Path):
    """A deposit has no row: what several share cannot be told from it, and is not made up by adding."""
    lettre = {"dispositif": "a", "personne": 1, "le": date(2019, 5, 1)}
    with open_moteur(tmp_path, {"visites": [], "lettres": [lettre]}) as moteur:
        cellules = [c for c in compute(DISTINCTS, moteur, ANNEES, LIEUX) if c.code == "lettres"]
    assert compose(DISTINCTS, add_up(cellules, niveau="france", territoires=FRANCE)) == []


def test_one_statement_per_population_whatever_the_measures_and_the_ventilations(tmp_path: Path):
    with open_moteur(tmp_path, {"visites": [], "lettres": []}) as moteur:
        compute(CATALOGUE, moteur, ANNEES, LIEUX)
        assert len(moteur.demandes) == len(CATALOGUE.populations) == 3
        assert len(CATALOGUE.mesures) == 14
        arrivees = next(sql for sql in moteur.demandes if "histogram(" in sql)
        assert arrivees.count('FROM "visites"') == 1


def test_nothing_at_all_makes_every_cell_and_all_are_zero(tmp_path: Path):
    with MoteurDuckdb({table: [] for table in TABLES.values()}) as moteur:
        cellules = compose(CATALOGUE, compute(CATALOGUE, moteur, ANNEES, LIEUX))
    assert cellules == count_cellules(CATALOGUE, {"visites": [], "lettres": []}, ANNEES, LIEUX)
    assert not any(cellule.numerateur or cellule.base or cellule.non_reponse for cellule in cellules)


def test_un_code_que_la_ventilation_ne_prevoit_pas_est_dit(tmp_path: Path):
    bleue = dict.fromkeys((colonne.nom for colonne in VISITES.colonnes), None) | {
        "dispositif": "a", "personne": 1, "cle": 1, "debut": date(2019, 5, 1), "couleur": "bleu",
    }  # fmt: skip
    with pytest.raises(ModaliteInconnue, match="« bleu », que « Couleur » ne prévoit pas"):
        run(tmp_path, {"visites": [bleue], "lettres": []})
