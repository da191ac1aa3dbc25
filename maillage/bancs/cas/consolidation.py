"""P11, P12, P13: the tables of the country, of one year then of twenty, against the same ones made by hand.

From the facts, then from the deposits: what 127 dispositifs sent is added up, once its fingerprint is checked. A deposit has
already been counted by whoever sends it; the contender « dépôts faits, puis additionnés » pays for that too, in the same run.
Everybody reads the same Parquet files, on two threads, and makes the same figures, of each dispositif and of the nation; only
ours also says the base and the unknowns of each. pandas, polars and Spark come with the group « bancs » and the option « spark ».
"""

import gc
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TypeVar

from maillage.bancs.harnais import Cas
from maillage.indicateurs.periodes import Periode, make_annee

Fait = TypeVar("Fait")
ANNEES = 20


def prepare(annees: int) -> Callable[[Path], AbstractContextManager[Mapping[str, str]]]:
    @contextmanager
    def open_faits(dossier: Path) -> Iterator[Mapping[str, str]]:
        """The facts, year by year, and the deposits of each dispositif. In another process: its memory is not the contenders'."""
        environnement = os.environ | {"MAILLAGE_VAR": str(dossier), "DJANGO_SETTINGS_MODULE": "config.settings.dev"}
        subprocess.run(  # noqa: S603  our own command
            [sys.executable, "-m", "maillage.bancs.consolidation", str(annees)], env=environnement, check=True,
            capture_output=True,
        )  # fmt: skip
        yield environnement

    return open_faits


def list_annees(dossier: Path) -> list[Periode]:
    return [make_annee(int(path.stem.rpartition("-")[2])) for path in sorted(dossier.glob("parcours-*.parquet"))]


def run_concurrent(
    work: Callable[[Path, list[Periode]], Fait], tell: Callable[[Fait], object], *, serveur: int | None = None,
    read_memoire: Callable[[], int] | None = None,
) -> None:  # fmt: skip
    """Once on a single year, unmeasured, then on all. `tell`, unmeasured, says the figures made."""
    from maillage.bancs.coureur import measure, report

    dossier = Path(os.environ["MAILLAGE_VAR"])
    annees = list_annees(dossier)
    work(dossier, annees[:1])
    gc.collect()
    gc.freeze()  # as `maillage consolider` does: what is loaded is not looked at again, by any contender
    cpu, made = measure(lambda: work(dossier, annees), repetitions=3 if len(annees) == 1 else 1, serveur=serveur)
    report(cpu, tell(made), memoire=read_memoire() if read_memoire else None)


FAITS, DEPOTS = "maillage.bancs.cas.consolidation_faits", "maillage.bancs.cas.consolidation_depots"
PAIRS = {
    "DuckDB, SQL à la main": "maillage.bancs.pairs.consolidation_duckdb",
    "pandas": "maillage.bancs.pairs.consolidation_pandas",
    "polars": "maillage.bancs.pairs.consolidation_polars",
    "Spark, SQL à la main": "maillage.bancs.pairs.consolidation_spark",
}
ENTIER = {
    "Maillage, chaque dépôt contrôlé de nouveau": "maillage.bancs.cas.consolidation_controlee",
    "Maillage, dépôts faits, puis additionnés": "maillage.bancs.cas.consolidation_entiere",
}
UN, VINGT = prepare(1), prepare(ANNEES)
MESURE = "temps de calcul des tableaux de 127 dispositifs et de la France"
LISTE = (
    Cas(
        code="consolidation", titre="P11, une année, depuis les faits", but=0.2, prepare=UN, mesure=MESURE,
        concurrents={"Maillage": FAITS} | PAIRS,
    ),
    Cas(
        code="consolidation-depots", titre="P11, une année, depuis les dépôts", but=0.2, prepare=UN, mesure=MESURE,
        concurrents={"Maillage": DEPOTS} | PAIRS | ENTIER,
    ),
    Cas(
        code="consolidation-20", titre="P12, vingt années, depuis les faits", but=0.33, prepare=VINGT, mesure=MESURE,
        concurrents={"Maillage": FAITS} | PAIRS,
    ),
    Cas(
        code="consolidation-20-depots", titre="P12, vingt années, depuis les dépôts", but=0.33, prepare=VINGT,
        mesure=MESURE, concurrents={"Maillage": DEPOTS} | PAIRS | ENTIER,
    ),
    Cas(
        code="correction", titre="P13, un dépôt corrigé, les tableaux de son année refaits", but=0.01, prepare=VINGT,
        mesure="temps de calcul",
        concurrents={
            "Maillage": "maillage.bancs.cas.correction_depot",
            "tout recompter depuis les faits": "maillage.bancs.cas.correction_faits",
            "additionner de nouveau tous les dépôts": "maillage.bancs.cas.correction_depots",
        },
    ),
)  # fmt: skip
