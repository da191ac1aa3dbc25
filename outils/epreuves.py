"""What `./tester` does: every check, one after the other, then one line that adds them up. Standard library only."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

sys.path.insert(0, str(Path(__file__).resolve().parent))
from environnement import RACINE, Empechement, prepare_environnement

AIDE = """usage : ./tester [--rapide] [CHEMIN…]

Prépare l’environnement de développement, puis vérifie tout : mise en forme, relecture automatique, types, migrations,
architecture, règles et pages sur SQLite puis sur PostgreSQL, parcours dans un navigateur avec contrôle d’accessibilité.
PostgreSQL et Chromium sont ceux de la machine ; ce qui manque est annoncé, et compte comme un échec si CI=true.

options :
  --rapide    la boucle courte : SQLite seulement, sans navigateur ni épreuves lentes
  CHEMIN      ne joue que ces tests (par exemple tests/reseau)
  --aide      affiche cette aide
"""
BLOCS = ["-b", "composant,endcomposant", "-b", "slot,endslot", "-b", "specimen,endspecimen"]  # our own, for djhtml
CI = os.environ.get("CI", "").lower() in ("1", "true")


@dataclass
class Bilan:
    """The true sum: one per check that is not a test, one per test."""

    reussites: int = 0
    echecs: int = 0
    omis: int = 0
    durees: list[tuple[str, float, str]] = field(default_factory=list)
    annonces: list[str] = field(default_factory=list)

    def omit(self, what: str, count: int = 1) -> None:
        self.annonces.append(what)
        if CI:
            self.echecs += count
        else:
            self.omis += count

    def line(self) -> str:
        end = f", {self.omis} skipped" if self.omis else ""
        return f"{self.reussites} passed, {self.echecs} failed{end}"


def main() -> int:
    words = sys.argv[1:]
    if {"--aide", "--help", "-h"} & set(words):
        print(AIDE, end="")
        return 0
    rapide = "--rapide" in words
    paths = [word for word in words if word != "--rapide"]
    if wrong := [path for path in paths if path.startswith("-") or not (RACINE / path.split("::")[0]).exists()]:
        print(f"tester : « {' '.join(wrong)} » n’est pas compris. ./tester --aide", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="maillage-tester-") as folder:
        try:
            return run_everything(Path(folder), rapide=rapide, paths=paths)
        except Empechement as reason:
            print(f"tester : {reason}", file=sys.stderr)
        except KeyboardInterrupt:
            print("\nInterrompu.", file=sys.stderr)
        print("0 passed, 1 failed")
        return 1


def run_everything(folder: Path, *, rapide: bool, paths: list[str]) -> int:
    bilan = Bilan()
    start = time.monotonic()
    (folder / "var").mkdir()
    python = str(prepare_environnement(dev=True, journal=folder / "installation.log"))
    bilan.durees.append(("environnement", time.monotonic() - start, "prêt"))

    check(bilan, "mise en forme", [python, "-m", "ruff", "format", "--check", "--quiet", "."], folder)
    gabarits = [python, "-m", "djhtml", "--check", "--tabwidth", "2", *BLOCS, "maillage"]
    check(bilan, "mise en forme des gabarits", gabarits, folder)
    check(bilan, "relecture", [python, "-m", "ruff", "check", "--quiet", "."], folder)
    check(bilan, "types", [python, "-m", "mypy", "."], folder)
    migrations = [python, "manage.py", "makemigrations", "--check", "--dry-run"]
    check(bilan, "migrations", migrations, folder)

    kept = "not navigateur and not lent" if rapide else "not navigateur"
    (folder / "instructions").mkdir()
    notes = {"MAILLAGE_INSTRUCTIONS": str(folder / "instructions")}
    play(bilan, "tests sur SQLite", python, folder, ["-m", kept, *paths], **notes)
    if not rapide:
        if find_postgresql():
            notes["MAILLAGE_MOTEUR"] = "postgresql"
            play(bilan, "tests sur PostgreSQL", python, folder, ["-m", kept, *paths], **notes)
        else:
            bilan.omit("PostgreSQL n’est pas installé : rien n’a été vérifié sur PostgreSQL.")
        if find_chromium():
            play(bilan, "parcours au navigateur", python, folder, ["-m", "navigateur", *(paths or list_parcours())])
        else:
            bilan.omit("Chromium n’est pas installé : ni les parcours ni l’accessibilité n’ont été vérifiés.")
    return conclude(bilan, time.monotonic() - start)


def list_parcours() -> list[str]:
    """The files that have one: five processes need not read the nine thousand other tests."""
    files = sorted((RACINE / "tests").rglob("test_*.py"))
    return [str(path.relative_to(RACINE)) for path in files if "mark.navigateur" in path.read_text("utf-8")]


def check(bilan: Bilan, name: str, command: list[str], folder: Path) -> None:
    print(f"\n── {name}", flush=True)
    start = time.monotonic()
    passed = run(command, folder) == 0
    bilan.reussites += passed
    bilan.echecs += not passed
    bilan.durees.append((name, time.monotonic() - start, "ok" if passed else "ÉCHEC"))


def play(bilan: Bilan, name: str, python: str, folder: Path, words: list[str], **variables: str) -> None:
    print(f"\n── {name}", flush=True)
    start = time.monotonic()
    report = folder / "rapport.xml"
    report.unlink(missing_ok=True)
    cores = os.cpu_count() or 1
    # A journey waits for its page half of the time: twice as many processes as cores keep these busy.
    workers = min(cores * (2 if "navigateur" in words else 1), 4)
    processes = ["-n", str(workers), "--dist", "worksteal"] if cores > 1 else []
    command = [python, "-m", "pytest", "-q", "--durations=5", f"--junitxml={report}", *processes, *words]
    code = run(command, folder, **variables)
    counted = count(report)
    bilan.reussites += counted["passed"]
    bilan.echecs += counted["failed"]
    # 5: nothing was selected, which a path given on the line explains. Any other code without a failure is a crash.
    if code not in (0, 5) and not counted["failed"]:
        bilan.echecs += 1
    if counted["skipped"]:
        bilan.omit(f"{name} : {counted['skipped']} test(s) sauté(s), nommés ci-dessus.", counted["skipped"])
    verdict = "ok" if code in (0, 5) else "ÉCHEC"
    total = counted["passed"] + counted["failed"]
    bilan.durees.append((name, time.monotonic() - start, f"{verdict}, {total} tests"))


def count(report: Path) -> dict[str, int]:
    found = {"passed": 0, "failed": 0, "skipped": 0}
    try:
        suites = list(ElementTree.parse(report).getroot().iter("testsuite"))  # noqa: S314  written by pytest just now
    except (OSError, ElementTree.ParseError):
        return found
    for suite in suites:
        failed = int(suite.get("failures", 0)) + int(suite.get("errors", 0))
        skipped = int(suite.get("skipped", 0))
        found["failed"] += failed
        found["skipped"] += skipped
        found["passed"] += int(suite.get("tests", 0)) - failed - skipped
    return found


def run(command: list[str], folder: Path, **variables: str) -> int:
    """Away from the developer's own data and settings: the tests say what they need."""
    ours = {n: v for n, v in os.environ.items() if not n.startswith(("MAILLAGE_", "DJANGO_")) or n == "MAILLAGE_VENV"}
    for name in ("DATABASE_URL", "PYTHONPATH", "VIRTUAL_ENV", "PYTHONDONTWRITEBYTECODE"):
        ours.pop(name, None)
    # Hundreds of processes start in a run: where nobody keeps what Python compiles, each would compile it all anew.
    ours |= {"MAILLAGE_VAR": str(folder / "var"), "PYTHONPYCACHEPREFIX": str(folder / "compile")} | variables
    return subprocess.run(command, cwd=RACINE, env=ours, stdin=subprocess.DEVNULL).returncode


def conclude(bilan: Bilan, elapsed: float) -> int:
    print("\n── Bilan", flush=True)
    for name, seconds, verdict in bilan.durees:
        print(f"  {name:<24} {seconds:6.1f} s  {verdict}")
    print(f"  {'en tout':<24} {elapsed:6.1f} s")
    for sentence in bilan.annonces:
        print(f"  {'ÉCHEC (CI=true)' if CI else 'NON VÉRIFIÉ'} : {sentence}")
    print(bilan.line(), flush=True)
    return 1 if bilan.echecs else 0


def find_postgresql() -> bool:
    return bool(shutil.which("initdb") or list(Path("/usr/lib/postgresql").glob("*/bin/initdb")))


def find_chromium() -> bool:
    return any(shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome"))


if __name__ == "__main__":
    sys.exit(main())
