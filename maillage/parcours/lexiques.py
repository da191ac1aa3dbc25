"""Reads the lexicons of the guardrails: data of the package, with a version, that nobody else is sent."""

import tomllib
from functools import lru_cache
from importlib.resources import files

from maillage.parcours.rules.gardefous import Famille, Lexiques


@lru_cache(maxsize=1)
def load_lexiques() -> Lexiques:
    data = tomllib.loads((files("maillage.parcours") / "donnees" / "lexiques.toml").read_text(encoding="utf-8"))
    return Lexiques(
        data["version"],
        tuple(
            Famille(f["code"], f["libelle"], f["conseil"], tuple(f["termes"]), tuple(f.get("sauf", ())))
            for f in data["famille"]
        ),
    )
