"""Pictures already drawn, by fingerprint: a little memory, and files that may be deleted at any time.

Only what one of our pages has drawn is there to be downloaded: an address never describes a picture.
"""

import json
import logging
import os
import re
import tempfile
from collections import OrderedDict
from pathlib import Path
from threading import Lock

from django.conf import settings

from maillage.socle.graphiques import moteur, svg
from maillage.socle.graphiques.figures import Figure

logger = logging.getLogger(__name__)
EMPREINTE = re.compile(r"[0-9a-f]{64}\Z")
PREFIXE = "figure-a"  # replaced by the page's own when a picture is placed on it
GARDEES = 96
_memory: "OrderedDict[str, str]" = OrderedDict()
_lock = Lock()


def draw(figure: Figure, *, etroite: bool = False) -> str:
    """The picture as SVG, from memory, from disk or drawn now."""
    key = figure.empreinte + ("-etroite" if etroite else "")
    with _lock:
        if key in _memory:
            _memory.move_to_end(key)
            return _memory[key]
    name, suffix = name_file(figure.empreinte, publique=figure.publique), "-etroite" if etroite else ""
    drawn = read(f"{name}{suffix}.svg")
    if drawn is None:
        dessin = figure.draw(etroite=etroite)
        drawn = svg.clean(
            moteur.draw(dessin),
            titre=figure.titre, description=figure.description, prefixe=PREFIXE, liens=dessin.liens,
        ).encode()  # fmt: skip
        write(f"{name}{suffix}.svg", drawn)
        write(f"{name}.json", json.dumps(figure.describe(), ensure_ascii=False).encode())
    text = drawn.decode()
    with _lock:
        _memory[key] = text
        while len(_memory) > GARDEES:
            _memory.popitem(last=False)
    return text


def name_file(empreinte: str, *, publique: bool) -> str:
    """Two families of names: a private picture is never found under a public address."""
    return f"{'publique' if publique else 'reservee'}-{empreinte}"


def read(name: str) -> bytes | None:
    try:
        return (get_dossier() / name).read_bytes()
    except FileNotFoundError:
        return None
    except OSError:
        logger.warning("figures.cache_illisible")
        return None


def write(name: str, content: bytes) -> None:
    """Whole or not at all. A full or closed disk costs the cache, never the page."""
    try:
        get_dossier().mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=get_dossier())
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(temporary).replace(get_dossier() / name)
        _bound()
    except OSError:
        logger.warning("figures.cache_non_ecrit")


def _bound() -> None:
    """Drops the oldest files beyond the allowed size."""
    files = sorted(((f.stat().st_mtime, f.stat().st_size, f) for f in get_dossier().iterdir()), key=lambda row: row[0])
    excess = sum(size for _, size, _ in files) - settings.FIGURES_OCTETS
    for _, size, file in files:
        if excess <= 0:
            return
        file.unlink(missing_ok=True)
        excess -= size


def get_dossier() -> Path:
    return Path(settings.FIGURES_DOSSIER)


def forget() -> None:
    """Empties the memory (tests)."""
    with _lock:
        _memory.clear()
