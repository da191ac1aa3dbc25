"""How long data are kept, in the words of the public page. The codes are those of the fields' classification."""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Duree:
    code: str
    donnees: str
    active: str
    archive: str
    fin: str


@cache
def read_durees() -> tuple[Duree, ...]:
    with files("maillage.portail").joinpath("donnees", "durees.csv").open(encoding="utf-8") as stream:
        return tuple(Duree(**row) for row in csv.DictReader(stream))
