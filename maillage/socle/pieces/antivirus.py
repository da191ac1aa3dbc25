"""Asks the installation's antivirus. While it does not answer, a file waits in quarantine and nobody opens it.

`MAILLAGE_ANTIVIRUS`: empty (none), `clamd:HÔTE:PORT`, `clamd:/chemin/de/la/prise`, or `commande:PROGRAMME OPTIONS`
(the file's path is added; exit code 0: clean, 1: infected, anything else: no answer).
"""

import shlex
import socket
import struct
import subprocess
from enum import StrEnum
from pathlib import Path

from django.conf import settings

from maillage.socle.pieces.magasin import read_chunks

DELAI = 30.0


class Verdict(StrEnum):
    SAIN = "sain"
    INFECTE = "infecté"
    SANS_REPONSE = "sans réponse"


def scan(path: Path) -> Verdict:
    kind, _, address = settings.ANTIVIRUS.partition(":")
    if not kind:
        return Verdict.SAIN
    if kind == "commande":
        return _run_command(address, path)
    return _ask_clamd(address, path)


def _run_command(command: str, path: Path) -> Verdict:
    try:
        done = subprocess.run(  # noqa: S603  the administrator's own setting
            [*shlex.split(command), str(path)], capture_output=True, timeout=DELAI, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return Verdict.SANS_REPONSE
    return {0: Verdict.SAIN, 1: Verdict.INFECTE}.get(done.returncode, Verdict.SANS_REPONSE)


def _ask_clamd(address: str, path: Path) -> Verdict:
    """The INSTREAM command: the content in counted chunks, an empty one to end, one line in answer."""
    try:
        with _connect(address) as link:
            link.sendall(b"zINSTREAM\0")
            for chunk in read_chunks(path):
                link.sendall(struct.pack("!L", len(chunk)) + chunk)
            link.sendall(struct.pack("!L", 0))
            answer = b""
            while not answer.endswith(b"\0") and (part := link.recv(4096)):
                answer += part
    except OSError:
        return Verdict.SANS_REPONSE
    text = answer.rstrip(b"\0\n").decode("utf-8", "replace")
    if text.endswith(" FOUND"):
        return Verdict.INFECTE
    return Verdict.SAIN if text == "stream: OK" else Verdict.SANS_REPONSE


def _connect(address: str) -> socket.socket:
    if address.startswith("/"):
        link = socket.socket(socket.AF_UNIX)
        link.settimeout(DELAI)
        try:
            link.connect(address)
        except OSError:
            link.close()
            raise
        return link
    host, _, port = address.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=DELAI)
