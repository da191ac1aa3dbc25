"""However long a file, reading it holds an element at a time."""

import io
import json
import tracemalloc
from collections.abc import Iterator

import pytest

from maillage.echanges.decp.rules.lecture import iter_elements
from tests.echanges.decp.usine import make_marche

MO = 1024 * 1024
NOMBRE = 3000
ENTETES = "id;acheteur_id;dateNotification;objet"


class Interminable(io.RawIOBase):
    """A file made as it is read."""

    def __init__(self, parts: Iterator[bytes]) -> None:
        self.parts, self.reste, self.lus = parts, b"", 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        return 0  # only ever asked while the beginning is still in the reader's buffer

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        while len(self.reste) < len(buffer) and (part := next(self.parts, b"")):
            self.reste += part
        part, self.reste = self.reste[: len(buffer)], self.reste[len(buffer) :]
        buffer[: len(part)] = part
        self.lus += len(part)
        return len(part)


def write_json() -> Iterator[bytes]:
    yield b'{"marches":{"marche":['
    for rang in range(NOMBRE):
        yield (b"," if rang else b"") + json.dumps(make_marche(id=f"M{rang}", objet="x" * 900)).encode()
    yield b"]}}"


def write_xml() -> Iterator[bytes]:
    yield b"<marches>"
    for rang in range(NOMBRE):
        yield f"<marche><id>M{rang}</id><acheteur><id>1</id></acheteur><objet>{'x' * 1800}</objet></marche>".encode()
    yield b"</marches>"


def write_table() -> Iterator[bytes]:
    yield f"{ENTETES}\n".encode()
    for rang in range(NOMBRE):
        yield f"M{rang};1;2025-01-01;{'x' * 1800}\n".encode()


@pytest.mark.parametrize("write", [write_json, write_xml, write_table])
def test_la_memoire_ne_suit_pas_la_longueur_du_fichier(write):
    fichier = Interminable(write())
    tracemalloc.start()
    try:
        lus = sum(1 for _ in iter_elements(io.BufferedReader(fichier, 64 * 1024)))
        _, pic = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert lus == NOMBRE
    assert fichier.lus > 4 * MO
    assert pic < 2 * MO, f"{pic / MO:.1f} Mo"
