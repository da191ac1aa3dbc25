"""The store of contents: one file per SHA-256, in folders of two levels, never a partial one.

A content is written aside, flushed to the disk, then renamed: a crash leaves either all of it or a file that the
housekeeping removes. The lock keeps the housekeeping from erasing what is being deposited at the same moment.
"""

import fcntl
import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

MORCEAU = 256 * 1024
ENTRANTS = "entrants"
ENTRANT = "entrant-"


class MagasinIndisponible(Exception):
    """The disk is full, missing or refuses to write. Nothing was stored; the message is fit for the person."""

    def __init__(self, message: str = "") -> None:
        super().__init__(
            message
            or "Le serveur n’a plus la place d’enregistrer ce fichier. Rien n’a été enregistré ; votre fichier n’est pas "
            "en cause. Prévenez l’administration de l’installation, puis recommencez."
        )


@dataclass(frozen=True, slots=True)
class Contenu:
    sha256: str
    taille: int


def store(chunks: Iterable[bytes]) -> Contenu:
    """Writes a content; the same one twice is one file, made young again."""
    try:
        entrants = make_entrants()
        handle, name = tempfile.mkstemp(prefix=ENTRANT, dir=entrants)
        try:
            with open(handle, "wb") as file:
                contenu = _copy(chunks, file)
                file.flush()
                os.fsync(file.fileno())
            target = find_path(contenu.sha256)
            with _locked():
                target.parent.mkdir(parents=True, exist_ok=True)
                os.replace(name, target)
                _sync_folder(target.parent)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise MagasinIndisponible from error
    return contenu


def _copy(chunks: Iterable[bytes], file: BinaryIO) -> Contenu:
    digest, taille = hashlib.sha256(), 0
    for chunk in chunks:
        file.write(chunk)
        digest.update(chunk)
        taille += len(chunk)
    return Contenu(digest.hexdigest(), taille)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def find_path(sha256: str) -> Path:
    return get_root() / sha256[:2] / sha256[2:4] / sha256


def get_root() -> Path:
    return Path(settings.MEDIA_ROOT)


def make_entrants() -> Path:
    """Where files being received wait: on the store's own disk, so that the last step is a mere rename."""
    folder = get_root() / ENTRANTS
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def read_chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(MORCEAU):
            yield chunk


def check_contenu(sha256: str, taille: int) -> str | None:
    """What is wrong with a stored content; None when it is there, whole and unaltered."""
    path = find_path(sha256)
    try:
        found = hashlib.sha256()
        size = 0
        for chunk in read_chunks(path):
            found.update(chunk)
            size += len(chunk)
    except FileNotFoundError:
        return "le fichier manque"
    except OSError:
        return "le fichier est illisible"
    if size != taille:
        return f"le fichier fait {size} octets au lieu de {taille}"
    return None if found.hexdigest() == sha256 else "le fichier a été modifié"


def list_contenus() -> Iterator[Path]:
    """Every stored content, in order."""
    for path in sorted(get_root().glob("[0-9a-f][0-9a-f]/[0-9a-f][0-9a-f]/*")):
        if path.is_file():
            yield path


def remove_if_older(path: Path, *, than: float) -> bool:
    """Erases a content unless somebody just deposited it again."""
    with _locked():
        if not path.exists() or path.stat().st_mtime >= than:
            return False
        path.unlink()
        _sync_folder(path.parent)
        return True


@contextmanager
def _locked() -> Iterator[None]:
    with (get_root() / ".verrou").open("ab") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
