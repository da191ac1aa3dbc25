"""A real Spark cluster on loopback: one master, workers that can be killed. Nothing of it survives the test, nor its process."""

import json
import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.request import urlopen

PATIENCE = 60  # seconds: for a start that never comes, not a measure
# A task a file, so that a statement is made of many tasks, and an executor has time to be lost.
REGLAGES = """
spark.executor.memory 1g
spark.sql.files.maxPartitionBytes 1000000
spark.sql.files.openCostInBytes 1000000
spark.sql.shuffle.partitions 8
"""


@dataclass
class GrappeSpark:
    """`adresse`: what an engine is told. `ouvriers`: the processes of the workers, each leader of its group."""

    adresse: str
    page: str
    ouvriers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def kill_ouvrier(self) -> None:
        """With the executor that it started, as a machine that goes dark."""
        ouvrier = self.ouvriers.pop()
        _kill(ouvrier)

    def count_vivants(self) -> int:
        """Nobody while the master has only its home page to answer with: it opens its doors one after the other."""
        with urlopen(self.page) as answer:
            is_lisible = "json" in answer.headers.get_content_type()
            return int(json.load(answer)["aliveworkers"]) if is_lisible else 0


@contextmanager
def run_grappe_spark(dossier: Path, *, ouvriers: int = 2) -> Iterator[GrappeSpark]:
    import pyspark

    (dossier / "conf").mkdir()
    (dossier / "conf" / "spark-defaults.conf").write_text(REGLAGES, encoding="utf-8")
    maison = Path(pyspark.__file__).parent
    environnement = os.environ | {
        "SPARK_HOME": str(maison), "SPARK_CONF_DIR": str(dossier / "conf"), "SPARK_LOCAL_IP": "127.0.0.1",
        "SPARK_LOCAL_DIRS": str(dossier / "debord"), "SPARK_WORKER_DIR": str(dossier / "travail"),
    }  # fmt: skip
    started: list[subprocess.Popen[bytes]] = []

    def start(nom: str, *words: str) -> subprocess.Popen[bytes]:
        # Should this process be killed, its children are too: the kernel sees to it.
        command = ["setpriv", "--pdeathsig", "KILL", str(maison / "bin" / "spark-class"), *words]
        with (dossier / f"{nom}.log").open("wb") as log:
            made = subprocess.Popen(command, env=environnement, stdout=log, stderr=log, start_new_session=True)
        started.append(made)
        return made

    port, page = _free_port(), _free_port()
    grappe = GrappeSpark(f"spark://127.0.0.1:{port}", f"http://127.0.0.1:{page}/json/")
    try:
        deploy = "org.apache.spark.deploy"
        start(
            "maitre", f"{deploy}.master.Master", "--host", "127.0.0.1", "--port", f"{port}", "--webui-port", f"{page}"
        )
        for rang in range(ouvriers):
            grappe.ouvriers.append(
                start(
                    f"ouvrier-{rang}", f"{deploy}.worker.Worker", "--host", "127.0.0.1", "--cores", "1", "--memory", "1g",
                    "--webui-port", f"{_free_port()}", grappe.adresse,
                )
            )  # fmt: skip
        _wait(grappe, ouvriers, dossier)
        yield grappe
    finally:
        for process in started:
            if process.poll() is None:
                _kill(process)


def _wait(grappe: GrappeSpark, ouvriers: int, dossier: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            if grappe.count_vivants() == ouvriers:
                return
        except OSError:
            pass  # the master does not answer yet
        time.sleep(0.2)
    said = "\n".join(path.read_text(errors="replace")[-2000:] for path in sorted(dossier.glob("*.log")))
    raise RuntimeError(f"La grappe Spark n’a pas démarré :\n{said}")


def _kill(process: subprocess.Popen[bytes]) -> None:
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
