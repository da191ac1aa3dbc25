"""A real server of the application, in its own processes, for what only one shows: concurrency, cut uploads, memory."""

import json
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

from tests.bases import Base
from tests.postgres import _free_port

PREUVE = "a" * 32  # the CSRF cookie and its twin in the form


@dataclass(frozen=True)
class Reponse:
    statut: int
    vers: str
    texte: str


@dataclass(frozen=True)
class Serveur:
    """`session` and `jeton` are those of somebody signed in."""

    port: int
    pid: int
    session: str
    jeton: str

    @property
    def entetes(self) -> dict[str, str]:
        return {"Cookie": f"sessionid={self.session}; csrftoken={PREUVE}", "Host": f"127.0.0.1:{self.port}"}

    def post(self, path: str, data: dict[str, str], *, anonyme: bool = False) -> Reponse:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        body = urlencode(data | {"csrfmiddlewaretoken": PREUVE})
        headers = self.entetes | ({"Cookie": f"csrftoken={PREUVE}"} if anonyme else {})
        connection.request("POST", path, body, headers | {"Content-Type": "application/x-www-form-urlencoded"})
        answer = connection.getresponse()
        found = Reponse(answer.status, answer.headers.get("Location", ""), answer.read().decode())
        connection.close()
        return found

    def read_memory(self) -> int:
        """Octets held by the server and its children."""
        total, waiting = 0, [self.pid]
        while waiting:
            pid = waiting.pop()
            children = Path(f"/proc/{pid}/task/{pid}/children")
            waiting += [int(child) for child in children.read_text().split()]
            status = Path(f"/proc/{pid}/status").read_text()
            total += next(int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmRSS"))
        return total


@contextmanager
def run_serveur(
    base: Base, *, role: str = "charge_mde", processus: int = 2, fils: int = 1, avec: Serveur | None = None
) -> Iterator[Serveur]:
    """`avec`: another server on the same base, whose signed-in person this one serves too."""
    if avec is None:
        signed = json.loads(base.run("tests.atelier", role).splitlines()[-1])
    else:
        signed = {"session": avec.session, "jeton": avec.jeton}
    port = _free_port()
    options = ["--port", str(port), "--processus", str(processus), "--fils", str(fils)]
    process = base.start("maillage", "serveur", *options)
    try:
        _wait_for(f"http://127.0.0.1:{port}/sante")
        yield Serveur(port, process.pid, **signed)
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait_for(address: str) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise AssertionError("le serveur ne répond pas")
