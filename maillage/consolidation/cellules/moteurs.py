"""The engines by the names that a command gives them. Spark is not imported before it is asked for."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from django.conf import settings

from maillage.indicateurs.moteurs.parquet import MoteurDuckdb
from maillage.indicateurs.moteurs.spark import MoteurSpark, check_spark
from maillage.indicateurs.tables import Table

DUCKDB, SPARK = "duckdb", "spark"
MOTEURS = (DUCKDB, SPARK)


def check_moteur(moteur: str) -> None:
    """Raises `SparkAbsent`, before anything is extracted."""
    if moteur == SPARK:
        check_spark()


def open_moteur(moteur: str, sources: Mapping[Table, Sequence[Path]]) -> MoteurDuckdb | MoteurSpark:
    return MoteurSpark(sources, maitre=settings.SPARK_MAITRE) if moteur == SPARK else MoteurDuckdb(sources)
