"""Where the bilans of a whole year wait for their ZIP: a folder a job, out of the backups, erased with its results (T12)."""

import os
import shutil
import zipfile
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings

# A leading dot: `maillage sauvegarder` does not take it; every file can be printed again from what is frozen.
DOSSIER = ".bilans"
ARCHIVE, PARTIES = "bilans.zip", "parties"


def get_racine() -> Path:
    return Path(settings.MEDIA_ROOT) / DOSSIER


def get_dossier(travail: UUID) -> Path:
    return get_racine() / travail.hex


def find_archive(travail: UUID) -> Path:
    return get_dossier(travail) / ARCHIVE


def find_partie(travail: UUID, bilan: UUID) -> Path:
    return get_dossier(travail) / PARTIES / f"{bilan.hex}.pdf"


def write(path: Path, content: bytes) -> None:
    """Whole or not at all: a worker killed here leaves nothing that looks finished."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    aside = path.with_suffix(".part")
    with open(os.open(aside, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)
    os.replace(aside, path)


def assemble(travail: UUID, parties: Iterable[tuple[str, Path]], textes: Iterable[tuple[str, str]]) -> Path:
    """`parties`: the name in the ZIP and the file. PDFs are compressed already: they are only stored."""
    target = find_archive(travail)
    aside = target.with_suffix(".part")
    with zipfile.ZipFile(aside, "w", zipfile.ZIP_STORED) as bundle:
        for nom, texte in textes:
            bundle.writestr(nom, texte.encode("utf-8-sig"))
        for nom, path in parties:
            bundle.write(path, nom)
    os.chmod(aside, 0o600)
    os.replace(aside, target)
    return target


def remove_parties(travail: UUID) -> None:
    shutil.rmtree(get_dossier(travail) / PARTIES, ignore_errors=True)


def erase_campagnes(avant: datetime) -> int:
    """Twice does no harm."""
    if not get_racine().exists():
        return 0
    old = [path for path in get_racine().iterdir() if path.stat().st_mtime < avant.timestamp()]
    for path in old:
        shutil.rmtree(path, ignore_errors=True)
    return len(old)
