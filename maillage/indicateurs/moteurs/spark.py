"""Apache Spark over the same Parquet files: another engine for the same catalogue, in this process or on a cluster.

Nothing here is imported with the language: pyspark is an option (`maillage[spark]`), and needs a Java of the machine.
"""

import os
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any, Self

from maillage.indicateurs.compilation import SPARK, Dialecte
from maillage.indicateurs.tables import Table

LOCAL = "local[2]"
JAVAS = range(17, 24)  # Spark 4.0 asks for 17; Hadoop, inside it, calls what Java 24 no longer has
JOURNAL = """
rootLogger.level = error
rootLogger.appenderRef.ecran.ref = ecran
appender.ecran.type = Console
appender.ecran.name = ecran
appender.ecran.target = SYSTEM_ERR
appender.ecran.layout.type = PatternLayout
appender.ecran.layout.pattern = Spark : %p %c{1} : %m%n
"""
TYPES = {"string": "STRING", "date": "DATE", "int32": "INT", "int64": "BIGINT", "boolean": "BOOLEAN"}


class SparkAbsent(Exception):
    """Spark cannot run here: one sentence, and what to install."""


class MoteurSpark:
    """Each table of facts is a view over its files; a table without a file is empty.

    `maitre`: this machine, or the address of a cluster (`spark://…`) whose workers read the same files at the same paths.
    """

    dialecte: Dialecte = SPARK

    def __init__(self, sources: Mapping[Table, Sequence[Path]], *, maitre: str = LOCAL) -> None:
        check_spark()
        from pyspark.sql import SparkSession

        self._dossier = TemporaryDirectory(prefix="maillage-spark-", ignore_cleanup_errors=True)
        builder = SparkSession.builder.master(maitre).appName("maillage")
        for nom, valeur in _write_reglages(Path(self._dossier.name), is_local=maitre.startswith("local")).items():
            builder = builder.config(nom, valeur)
        self.session = _open_session(builder, maitre)
        for table, files in sources.items():
            self._open(table, files)

    def _open(self, table: Table, files: Sequence[Path]) -> None:
        columns = ", ".join(f"`{nom}` {TYPES[type_]}" for nom, type_ in table.types.items())
        if not files:
            empty = ", ".join(f"CAST(NULL AS {TYPES[type_]}) AS `{nom}`" for nom, type_ in table.types.items())
            rows = self.session.sql(f"SELECT {empty} WHERE FALSE")
        else:
            rows = self.session.read.schema(columns).parquet(*map(_write_adresse, files))
        rows.createOrReplaceTempView(table.nom)

    def execute(self, sql: str) -> Iterable[tuple[Any, ...]]:
        """A list of values (see `SPARK.histogramme`) is told as how many times each comes."""
        for row in self.session.sql(sql).collect():
            yield tuple(Counter(value) if isinstance(value, list) else value for value in row)

    def close(self) -> None:
        """Stops its Java too: the next engine may ask for another master."""
        from pyspark import SparkContext

        gateway = self.session.sparkContext._gateway
        self.session.stop()
        gateway.shutdown()
        gateway.proc.stdin.close()  # what it waits for to end
        gateway.proc.wait()
        SparkContext._gateway = SparkContext._jvm = None
        self._dossier.cleanup()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _open_session(builder: Any, maitre: str) -> Any:
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    try:
        return builder.getOrCreate()
    except (Py4JError, PySparkException) as error:
        raise SparkAbsent(
            f"Spark n’a pas démarré (« {maitre} ») : si c’est un cluster, vérifiez son adresse et qu’il répond ; "
            "le détail est au-dessus. Rien n’a été compté."
        ) from error


def _write_adresse(path: Path) -> str:
    """A name of file is a name, never a pattern that others would match."""
    return "file://" + re.sub(r"([][{}*?\\])", r"\\\1", str(path.absolute()))


def _write_reglages(dossier: Path, *, is_local: bool) -> dict[str, str]:
    """Quiet, without its own web server; what it spills goes to a folder of its own, removed at the end."""
    journal = dossier / "journal.properties"
    journal.write_text(JOURNAL, encoding="utf-8")
    found = {
        "spark.driver.extraJavaOptions": f"-Dlog4j2.configurationFile={journal.as_uri()}",
        "spark.local.dir": str(dossier),
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.warehouse.dir": str(dossier / "entrepot"),
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
    }
    if is_local:
        # Nobody outside this machine may speak to it.
        found |= {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}
    return found


def check_spark() -> None:
    """Before anything is counted: is it installed, and is there a Java that it can use?"""
    if find_spec("pyspark") is None:
        raise SparkAbsent(
            "Spark n’est pas installé : installez l’option « spark » de Maillage (docs/exploitation/consolider.md), "
            "ou comptez avec DuckDB."
        )
    java = _find_java()
    if java is None:
        raise SparkAbsent(
            f"Spark a besoin de Java, qui n’est pas sur cette machine : installez Java {JAVAS[0]} "
            "(paquet openjdk-17-jre-headless sous Debian et Ubuntu), ou comptez avec DuckDB."
        )
    version = _read_version(java)
    if version not in JAVAS:
        raise SparkAbsent(
            f"Spark a besoin de Java {JAVAS[0]} à {JAVAS[-1]} ; celui de cette machine ({java}) est de version "
            f"{version or 'inconnue'}. Installez-en un autre et nommez son dossier par JAVA_HOME, ou comptez avec DuckDB."
        )


def _find_java() -> str | None:
    """The one Spark itself would start."""
    if home := os.environ.get("JAVA_HOME"):
        return shutil.which("java", path=f"{home}/bin")
    return shutil.which("java")


def _read_version(java: str) -> int:
    said = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr  # noqa: S603
    found = re.search(r'version "(\d+)', said)
    return int(found[1]) if found else 0
