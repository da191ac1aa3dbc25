"""Reads the shipped tables of the COG. A `Jeu` is what one import loads; nothing here touches the database."""

import csv
import gzip
import hashlib
from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

MILLESIME = 2026
# Changes when what we compute from the files changes, so that installations load them again.
VERSION = "1"
FICHIERS = (
    "regions-2026.csv",
    "departements-2026.csv",
    "arrondissements-2026.csv",
    "epci-2026.csv",
    "zones-emploi-2020.csv",
    "communes-2026.csv.gz",
)

Ligne = dict[str, str]


@dataclass(frozen=True)
class Jeu:
    """The six tables of one COG, as text, and the fingerprint of their files."""

    millesime: int
    empreinte: str
    regions: list[Ligne]
    departements: list[Ligne]
    arrondissements: list[Ligne]
    epci: list[Ligne]
    zones_emploi: list[Ligne]
    communes: list[Ligne]
    partiel: bool = False

    def restrict(self, departements: Collection[str]) -> "Jeu":
        """The same with the communes of these departements only: a regional installation, a quick test."""
        return replace(
            self,
            partiel=True,
            empreinte=f"{self.empreinte}:{','.join(sorted(departements))}",
            communes=[c for c in self.communes if c["code_departement"] in departements],
        )


def read_jeu_livre() -> Jeu:
    """The COG shipped in the package."""
    contents = {name: _content(name) for name in FICHIERS}
    regions, departements, arrondissements, epci, zones, communes = (_rows(contents[name]) for name in FICHIERS)
    return Jeu(MILLESIME, read_empreinte(), regions, departements, arrondissements, epci, zones, communes)


@cache
def read_empreinte() -> str:
    digest = hashlib.sha256(VERSION.encode())
    for name in FICHIERS:
        digest.update(_content(name))
    return digest.hexdigest()


def _content(name: str) -> bytes:
    return files("maillage.territoire").joinpath("donnees", name).read_bytes()


def _rows(content: bytes) -> list[Ligne]:
    text = gzip.decompress(content) if content[:2] == b"\x1f\x8b" else content
    return list(csv.DictReader(text.decode("utf-8").splitlines()))
