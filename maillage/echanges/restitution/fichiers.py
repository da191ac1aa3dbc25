"""Where the archives being made and those made lie: a folder each, out of the backups, erased with its archive (T12)."""

import hashlib
import os
import shutil
from pathlib import Path
from uuid import UUID

from django.conf import settings

from maillage.socle.pieces import magasin

# A leading dot: `maillage sauvegarder` does not take it. An export kept seven days is not kept thirty-five in a backup.
DOSSIER = ".restitutions"
ARCHIVE, PARTIES = "archive.zip", "parties"


def get_dossier(key: UUID) -> Path:
    return Path(settings.MEDIA_ROOT) / DOSSIER / key.hex


def find_archive(key: UUID) -> Path:
    return get_dossier(key) / ARCHIVE


def find_partie(key: UUID, fichier: str) -> Path:
    return get_dossier(key) / PARTIES / Path(fichier).name


def append(path: Path, octets: int, content: bytes) -> int:
    """Writes after the first `octets`, whatever a step cut short left beyond; returns where the next lot begins."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with path.open("r+b" if path.exists() else "w+b") as file:
        os.fchmod(file.fileno(), 0o600)
        file.truncate(octets)
        file.seek(octets)
        file.write(content)
        return file.tell()


def get_taille(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def hash_fichier(path: Path) -> str:
    found = hashlib.sha256()
    for chunk in magasin.read_chunks(path):
        found.update(chunk)
    return found.hexdigest()


def remove_parties(key: UUID) -> None:
    shutil.rmtree(get_dossier(key) / PARTIES, ignore_errors=True)


def remove(key: UUID) -> None:
    shutil.rmtree(get_dossier(key), ignore_errors=True)
