"""The same catalogue on a real Spark cluster, one of whose workers is killed at work: the same cells, all of them."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from random import Random
from threading import Thread
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from maillage.consolidation.catalogue.clause.apports import APPORTS, PARTAGE
from maillage.consolidation.catalogue.clause.catalogue import CLAUSE
from maillage.consolidation.catalogue.enquete.catalogue import ENQUETE
from maillage.consolidation.catalogue.plie import PLIE
from maillage.consolidation.cellules.niveaux import Lieu, add_niveaux
from maillage.consolidation.enquetes.rules.questions import CHOIX, NOMBRES
from maillage.consolidation.faits.codage import make_numero
from maillage.consolidation.faits.codage_clause import code_clause
from maillage.consolidation.faits.tables import TABLES
from maillage.consolidation.faits.tables_clause import TABLES_CLAUSE
from maillage.consolidation.faits.tables_enquete import TABLES_ENQUETE
from maillage.indicateurs.apports import Apport, compute_apports
from maillage.indicateurs.calcul import compose, compute, compute_distinctes
from maillage.indicateurs.ecriture import list_lignes, write_parquet
from maillage.indicateurs.moteurs.parquet import MoteurDuckdb
from maillage.indicateurs.moteurs.spark import MoteurSpark, check_spark
from maillage.indicateurs.periodes import make_annee
from maillage.indicateurs.tables import Table
from tests.consolidation.calibrage import DISPOSITIFS, list_etapes, list_parcours
from tests.consolidation.tirages import Rows, draw_faits, sample_2019
from tests.consolidation.usine_histoire import SERVICES, Service, mondes, share_monde
from tests.indicateurs import essai
from tests.indicateurs.grappe_spark import GrappeSpark, run_grappe_spark
from tests.indicateurs.oracle import count_apports, count_cellules

pytestmark = [
    pytest.mark.lent,
    pytest.mark.un_moteur,
    # pyspark reads each answer on a socket that it leaves to the collector.
    pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning"),
]
ANNEE, ANNEE_CLAUSE = make_annee(2019), make_annee(2025)
TIRES, ECHANTILLONS = tuple(f"tire-{n}" for n in range(9)), ("echantillon-0", "echantillon-1", "echantillon-2")
LIEUX = tuple(f"lieu-{n}" for n in range(16))
MONDES = 40
ENQUETES = tuple(f"enquete-{n}" for n in range(24))
CLAUSES = tuple(f"clause-{nom}-{n}" for n in range(MONDES) for nom in SERVICES)
Sources = dict[Table, list[Path]]


class MoteurTue(MoteurSpark):
    """Spark itself; once it is `visee`, a worker dies while it answers, as soon as a stage has finished a task and runs others."""

    def __init__(self, sources: Sources, grappe: GrappeSpark) -> None:
        super().__init__(sources, maitre=grappe.adresse)
        self.grappe = grappe
        self.visee = False
        self.mort: tuple[int, int] | None = None  # the tasks that were finished, and those that ran

    def execute(self, sql: str) -> list[tuple[Any, ...]]:
        if self.mort or not self.visee:
            return list(super().execute(sql))
        answer: list[tuple[Any, ...]] = []
        asked = Thread(target=lambda: answer.extend(super(MoteurTue, self).execute(sql)))
        asked.start()
        tracker = self.session.sparkContext.statusTracker()
        while asked.is_alive() and not self.mort:
            for stage in tracker.getActiveStageIds():
                info = tracker.getStageInfo(stage)
                if info and info.numCompletedTasks and info.numActiveTasks > 1:
                    self.grappe.kill_ouvrier()
                    self.mort = (info.numCompletedTasks, info.numActiveTasks)
                    break
        asked.join()
        return answer

    def count_executants(self) -> int:
        """Besides the driver, which is counted among them."""
        return len(self.session.sparkContext._jsc.sc().statusTracker().getExecutorInfos()) - 1


def write_sources(dossier: Path, rows: Rows, tables: tuple[Table, ...]) -> Sources:
    """Ten files a table. Their names would be a pattern for whoever reads them as one."""
    found: Sources = {}
    for table in tables:
        parts: Rows = defaultdict(list)
        for row in rows[table.nom]:
            parts[row["dispositif"][-1]].append(row)
        found[table] = [dossier / f"{table.nom}-[{part}*].parquet" for part in parts]
        for path, listed in zip(found[table], parts.values(), strict=True):
            write_parquet(table, list_lignes(table, listed), path)
    return found


@pytest.fixture(scope="module")
def rows() -> Rows:
    """The whole country of 2019, a sample of it small enough to be read naively, and rows of every kind."""
    found: Rows = {table.nom: [] for table in TABLES}
    found |= {"parcours": list(list_parcours()), "etapes": list(list_etapes())}
    for others in (
        sample_2019(ECHANTILLONS, pas=701), draw_faits(TIRES, graine=11), draw_visites(), draw_clauses(), draw_enquetes()
    ):  # fmt: skip
        for nom, listed in others.items():
            found.setdefault(nom, []).extend(listed)
    return found


def draw_visites() -> Rows:
    """For the catalogue of the essay, where every word of the language is."""
    chance = Random(7)
    found: Rows = {"visites": [], "lettres": []}

    def draw(strategy_of: dict[str, tuple[Any, ...]], lieu: str) -> dict[str, Any]:
        return {"dispositif": lieu} | {nom: chance.choice(values) for nom, values in strategy_of.items()}

    jours = [ANNEE.debut.replace(year=annee, month=mois) for annee in (2018, 2019, 2020, 2021) for mois in (1, 6, 12)]
    for lieu in LIEUX:
        for cle in range(chance.randrange(12)):
            debut, fin = sorted((chance.choice(jours), chance.choice(jours)))
            found["visites"].append(
                draw(
                    {
                        "personne": (1, 2, 3, 4), "couleur": ("rouge", "vert", None), "taille": ("p", "g", None),
                        "gauche": (True, False, None), "lunettes": (True, False, None), "points": (None, *range(-3, 12)),
                    },
                    lieu,
                )
                | {"cle": cle, "debut": debut, "fin": chance.choice((fin, None))}
            )  # fmt: skip
        found["lettres"] += [
            draw({"personne": (1, 2, 3, 4), "le": tuple(jours)}, lieu) for _ in range(chance.randrange(6))
        ]
    return found


def draw_enquetes() -> Rows:
    """Answers of this year and of the one before, whole, with holes, or empty: zero is an answer."""
    chance = Random(13)
    found = []
    for rang, cle in enumerate(ENQUETES):
        told: dict[str, Any] = {code: chance.choice((0, chance.randrange(2_000), 10**9 + rang)) for code in NOMBRES}
        told |= {code: chance.choice(list(question.choix)) for code, question in CHOIX.items()}
        kept = (1.0, 0.9, 0.4, 0.0)[rang % 4]
        row = {code: value if chance.random() < kept else None for code, value in told.items()}
        found.append(row | {"dispositif": cle, "exercice": ANNEE.fin if rang % 8 else ANNEE.fin.replace(year=2018)})
    return {"enquete": found}


def weigh(monde: dict[str, Service]) -> int:
    """How much there is to count: of draws, most are nearly empty."""
    return sum(len(rows) for service in monde.values() for rows in code_service("x", service, b"x").values())


def code_service(cle: str, service: Service, commun: bytes) -> dict[Table, list[tuple[Any, ...]]]:
    coded = code_clause(cle, service.histoire, propre=make_numero(cle.encode()), commun=make_numero(commun))
    return {table: list(coded.lignes[table]) for table in TABLES_CLAUSE}


def draw_clauses() -> Rows:
    """Services of the clause that share their lots within the world they were drawn in: a lot is one, and says one thing."""
    drawn: list[dict[str, Service]] = []

    @settings(
        max_examples=8 * MONDES, derandomize=True, database=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(mondes())
    def draw(monde: dict[str, Service]) -> None:
        drawn.append(monde)

    draw()
    found: Rows = defaultdict(list)
    for numero, monde in enumerate([share_monde(), *sorted(drawn, key=weigh)[1 - MONDES :]]):
        for nom, service in monde.items():
            cle = f"clause-{nom}-{numero}"
            for table, lignes in code_service(cle, service, f"monde-{numero}".encode()).items():
                found[table.nom] += [dict(zip(table.types, ligne, strict=True)) for ligne in lignes]
    return found


@pytest.fixture(scope="module")
def sources(rows, tmp_path_factory) -> Sources:
    return write_sources(
        tmp_path_factory.mktemp("faits"), rows, (*TABLES, *TABLES_ENQUETE, *TABLES_CLAUSE, essai.VISITES, essai.LETTRES)
    )


@pytest.fixture(scope="module")
def moteur(sources, tmp_path_factory) -> Iterator[MoteurTue]:
    check_spark()
    with pytest.MonkeyPatch.context() as patch, run_grappe_spark(tmp_path_factory.mktemp("grappe")) as grappe:
        patch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
        patch.setenv("SPARK_CONF_DIR", str(next(tmp_path_factory.getbasetemp().glob("grappe*")) / "conf"))
        with MoteurTue(sources, grappe) as opened:
            yield opened


def keep(rows: Rows, lieu: str) -> Rows:
    return {nom: [row for row in listed if row["dispositif"] == lieu] for nom, listed in rows.items()}


def test_every_cell_is_the_same_while_a_worker_is_killed(moteur, sources, rows):
    lieux = (*DISPOSITIFS, *ECHANTILLONS, *TIRES)
    moteur.visee = True
    found = compute(PLIE, moteur, [ANNEE], lieux)
    assert moteur.mort is not None, "Aucune tâche n’a duré assez pour qu’on y tue un ouvrier."
    assert min(moteur.mort) > 0
    assert moteur.count_executants() == 1
    with MoteurDuckdb(sources) as duckdb:
        assert found == compute(PLIE, duckdb, [ANNEE], lieux)
    composed = compose(PLIE, found)
    for lieu in (*ECHANTILLONS, *TIRES):
        here = [cellule for cellule in composed if cellule.territoire == lieu]
        assert here == count_cellules(PLIE, keep(rows, lieu), [ANNEE], [lieu]), lieu


def test_every_word_of_the_language_is_read_alike(moteur, sources, rows):
    found = compute(essai.CATALOGUE, moteur, essai.ANNEES, LIEUX)
    with MoteurDuckdb(sources) as duckdb:
        assert found == compute(essai.CATALOGUE, duckdb, essai.ANNEES, LIEUX)
    composed = compose(essai.CATALOGUE, found)
    for lieu in LIEUX:
        here = [cellule for cellule in composed if cellule.territoire == lieu]
        assert here == count_cellules(essai.CATALOGUE, keep(rows, lieu), essai.ANNEES, [lieu]), lieu


def test_what_several_services_share_counts_once_at_each_level_alike(moteur, sources, rows):
    """The catalogue of the clause: what each counts, and what no sum of them gives, by region and for the country."""
    assert len({row["dispositif"] for row in rows["clause_lots"]} & set(CLAUSES)) > len(SERVICES)
    lieux = {cle: Lieu(region="84" if rang % 3 else "32") for rang, cle in enumerate(CLAUSES)}
    niveaux = {"france": dict.fromkeys(CLAUSES, "FR"), "region": {cle: lieu.region for cle, lieu in lieux.items()}}
    with MoteurDuckdb(sources) as duckdb:
        seules = compute(CLAUSE, moteur, [ANNEE_CLAUSE], CLAUSES)
        assert seules == compute(CLAUSE, duckdb, [ANNEE_CLAUSE], CLAUSES)
        distinctes = []
        for niveau, places in niveaux.items():
            found = compute_distinctes(CLAUSE, moteur, [ANNEE_CLAUSE], niveau=niveau, lieux=places)
            assert found == compute_distinctes(CLAUSE, duckdb, [ANNEE_CLAUSE], niveau=niveau, lieux=places)
            distinctes += found
        assert compute_apports(APPORTS, moteur, ANNEE_CLAUSE, cle="dispositif") == compute_apports(
            APPORTS, duckdb, ANNEE_CLAUSE, cle="dispositif"
        )
        partages = [
            compute_apports([PARTAGE], one, ANNEE_CLAUSE, cle="territoire", lieux=niveaux["france"])
            for one in (moteur, duckdb)
        ]
        assert partages[0] == partages[1]
        assert any(one.nombre for one in partages[0]["FR"])
    shared = {c.code: c.numerateur for c in distinctes if c.niveau == "france" and not c.ventilation}
    alone: dict[str, int] = defaultdict(int)
    for cellule in seules:
        alone[cellule.code] += 0 if cellule.ventilation else cellule.numerateur
    for code in ("clause.lots", "clause.marches_avec_heures", "clause.employeurs"):
        assert 0 < shared[code] < alone[code]
    composed = [c for c in add_niveaux(seules, lieux, catalogue=CLAUSE, distinctes=distinctes) if c.niveau == "france"]
    attendu = count_cellules(CLAUSE, rows, [ANNEE_CLAUSE], ["FR"], niveau="france", lieux=niveaux["france"])
    assert sorted(composed, key=lambda c: c.cle) == sorted(attendu, key=lambda c: c.cle)


def test_the_survey_is_counted_alike(moteur, sources, rows):
    """Sums of answers with holes, weighted means, medians of structures."""
    found = compute(ENQUETE, moteur, [ANNEE], ENQUETES)
    with MoteurDuckdb(sources) as duckdb:
        assert found == compute(ENQUETE, duckdb, [ANNEE], ENQUETES)
    medians = [c for c in found if c.histogramme]
    assert len({c.code for c in medians}) == 10
    composed, own = compose(ENQUETE, found), {table.nom: rows[table.nom] for table in TABLES_ENQUETE}
    for cle in ENQUETES:
        here = [cellule for cellule in composed if cellule.territoire == cle]
        assert here == count_cellules(ENQUETE, keep(own, cle), [ANNEE], [cle]), cle


def test_who_gives_the_hours_is_read_alike(moteur, sources, rows):
    found = compute_apports(APPORTS, moteur, ANNEE_CLAUSE, cle="dispositif")
    with MoteurDuckdb(sources) as duckdb:
        assert found == compute_apports(APPORTS, duckdb, ANNEE_CLAUSE, cle="dispositif")
    clause = {table.nom: rows[table.nom] for table in TABLES_CLAUSE}
    naive: dict[str, list[Apport]] = defaultdict(list)
    for cle in CLAUSES:
        for grandeur in APPORTS:
            for told in count_apports(grandeur, keep(clause, cle), ANNEE_CLAUSE, cle="dispositif").values():
                naive[cle] += [one for one in told if one.nombre]
    assert {cle: [one for one in told if one.nombre] for cle, told in found.items()} == {
        cle: sorted(told, key=lambda one: (one.cas, one.genre)) for cle, told in naive.items()
    }
    gros = [one for told in found.values() for one in told if one.nombre > 1]
    assert len(gros) > 100
