"""Makes `.venv` from a hashed lock, with uv when it is there, else with venv and pip. Standard library only.

What was interrupted is recognised (the stamp is written last) and made again; what is up to date costs nothing.
MAILLAGE_VENV names an environment made by somebody else: it is used as it is, never changed.
"""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import TextIO

RACINE = Path(__file__).resolve().parent.parent
VERROU, VERROU_DEV = "requirements.lock", "requirements-dev.lock"
PLACE_NECESSAIRE = 1_500_000_000  # bytes; the environment with the development tools, and room to unpack

# What uv and pip say, in their own words, when the cause is outside of us.
CAUSES = (
    (r"No space left|os error 28|disk quota", "le disque est plein : libérez environ 1,5 Go, puis relancez"),
    (
        r"DO NOT MATCH THE HASHES|[Hh]ash mismatch",
        "un paquet reçu n’est pas celui qui est attendu (empreinte différente) : vérifiez votre dépôt de paquets",
    ),
    (
        r"NewConnectionError|ConnectTimeout|ReadTimeout|Connection refused|Network is unreachable|name resolution"
        r"|dns error|error sending request|No matching distribution|Could not find a version|ProxyError|[Cc]onnect error"
        r"|tcp connect|not found in the package registry|timed out",
        "le dépôt de paquets Python ne répond pas : vérifiez le réseau (ou le mandataire et l’adresse du dépôt dans la "
        "configuration de pip), puis relancez",
    ),
    (r"Permission denied", "accès refusé dans le dossier du projet : donnez-vous le droit d’y écrire, puis relancez"),
)


class Empechement(Exception):
    """Cannot go on: one French sentence with a way out."""


def prepare_environnement(*, dev: bool, journal: Path) -> Path:
    """The interpreter of an environment that matches the lock; made or mended when needed."""
    if chosen := os.environ.get("MAILLAGE_VENV"):
        return _check_chosen(Path(chosen))
    target = RACINE / ".venv"
    wanted = _fingerprints(dev)
    known = _read_stamp(target)
    if wanted.items() <= known.items() and _interpreter(target).exists():
        return _interpreter(target)
    start = time.monotonic()
    _check_place(target)
    lock = VERROU_DEV if dev or VERROU_DEV in known else VERROU
    print("· Environnement Python (une à trois minutes la première fois, selon le réseau)…", flush=True)
    journal.parent.mkdir(parents=True, exist_ok=True)
    with journal.open("w", encoding="utf-8") as log:
        _make(target, lock, healthy=bool(known) and known.get("python") == wanted["python"], log=log)
    _link(target)
    _write_stamp(target, _fingerprints(lock == VERROU_DEV))
    print(f"  prêt en {time.monotonic() - start:.0f} s", flush=True)
    return _interpreter(target)


def _make(target: Path, lock: str, *, healthy: bool, log: TextIO) -> None:
    """A healthy environment is brought up to date in place; when that fails, or without one, a new one is made."""
    uv = shutil.which("uv") or ""
    tools = ["uv", "pip"] if uv else ["pip"]
    attempts = [(tools[0], False)] if healthy else []
    attempts += [(tool, True) for tool in tools]
    _stamp(target).unlink(missing_ok=True)
    for tool, make in attempts:
        if make:
            _clear(target)
        print(f"[{tool}]", file=log)
        if all(_run(command, log) == 0 for command in _commands(tool, uv, target, lock, make=make)):
            return
    raise Empechement(_explain(Path(log.name).read_text(encoding="utf-8", errors="replace"), Path(log.name)))


def _commands(tool: str, uv: str, target: Path, lock: str, *, make: bool) -> list[list[str]]:
    python = str(_interpreter(target))
    if tool == "uv":
        venv = [uv, "venv", "--quiet", "--python", sys.executable, str(target)]
        fill = [uv, "pip", "sync", "--quiet", "--python", python, "--require-hashes", str(RACINE / lock)]
    else:
        venv = [sys.executable, "-m", "venv", str(target)]
        fill = [python, "-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check", "--no-deps"]
        # What is never imported need not be compiled: a third of the time of an installation.
        fill += ["--no-compile", "--require-hashes", "-r", str(RACINE / lock)]
    return [venv, fill] if make else [fill]


def _run(command: list[str], log: TextIO) -> int:
    environment = {name: value for name, value in os.environ.items() if name not in ("VIRTUAL_ENV", "PYTHONPATH")}
    log.flush()
    return subprocess.run(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=environment).returncode


def _explain(said: str, journal: Path) -> str:
    if re.search(r"ensurepip|python3-venv|No module named venv", said):
        return (
            "ce Python ne sait pas créer d’environnement : installez son module « venv » (paquet python3-venv sous "
            "Debian et Ubuntu), ou installez uv, puis relancez."
        )
    for pattern, sentence in CAUSES:
        if re.search(pattern, said):
            return f"{sentence}. Détail : {journal}"
    return f"les dépendances n’ont pas pu être installées. Détail : {journal}"


def _check_chosen(venv: Path) -> Path:
    python = _interpreter(venv)
    probe = "import django, granian, typst, structlog"
    if not python.exists() or subprocess.run([str(python), "-c", probe], capture_output=True).returncode:
        raise Empechement(
            f"l’environnement de MAILLAGE_VENV ({venv}) n’a pas les dépendances de Maillage : installez-y "
            f"{VERROU}, ou retirez cette variable."
        )
    return python


def _check_place(target: Path) -> None:
    free = shutil.disk_usage(target.parent).free
    if free < PLACE_NECESSAIRE:
        raise Empechement(
            f"le disque est plein : il faut environ 1,5 Go pour l’environnement Python, il en reste {free / 1e9:.1f} ; "
            "libérez de la place, puis relancez.".replace(".", ",", 1)
        )


def _clear(target: Path) -> None:
    """Removes a half-made environment, and only that: a folder of another kind is not ours."""
    if target.is_symlink():
        raise Empechement(
            f"{target} est un lien vers un autre dossier, qui n’est pas à refaire d’ici : retirez ce lien, ou indiquez "
            "cet environnement par MAILLAGE_VENV, puis relancez."
        )
    if not target.exists():
        return
    if any(target.iterdir()) and not (target / "pyvenv.cfg").exists() and not _stamp(target).exists():
        raise Empechement(f"{target} existe et n’est pas un environnement Python : déplacez ce dossier, puis relancez.")
    shutil.rmtree(target)


def _link(target: Path) -> None:
    """The checkout itself, importable, and its command, without building a package (that would need the network)."""
    packages = subprocess.run(
        [str(_interpreter(target)), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        capture_output=True, text=True, check=True,
    ).stdout.strip()  # fmt: skip
    (Path(packages) / "maillage.pth").write_text(f"{RACINE}\n", encoding="utf-8")
    command = target / "bin" / "maillage"
    command.write_text('#!/bin/sh\nexec "$(dirname "$0")/python" -P -m maillage "$@"\n', encoding="utf-8")
    command.chmod(0o755)


def _fingerprints(dev: bool) -> dict[str, str]:
    locks = (VERROU, VERROU_DEV) if dev else (VERROU,)
    found = {name: hashlib.sha256((RACINE / name).read_bytes()).hexdigest() for name in locks}
    return found | {"racine": str(RACINE), "python": sys.version}


def _stamp(target: Path) -> Path:
    return target / "maillage.json"


def _read_stamp(target: Path) -> dict[str, str]:
    try:
        return dict(json.loads(_stamp(target).read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return {}


def _write_stamp(target: Path, wanted: dict[str, str]) -> None:
    partial = _stamp(target).with_suffix(".partiel")
    partial.write_text(json.dumps(wanted, indent=2), encoding="utf-8")
    partial.replace(_stamp(target))


def _interpreter(venv: Path) -> Path:
    return venv / "bin" / "python"
