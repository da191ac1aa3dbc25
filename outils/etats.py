"""Draws the states of the parcours and of the clause in `docs/etats.md` from the tables the code obeys; run it when a table changes.

    python outils/etats.py

Each table is there twice: a Mermaid diagram, and the same in words, for whoever does not see the drawing.
"""

import sys
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any

RACINE = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(RACINE))

from maillage.clause.nomenclatures.lots import LIBELLES_ETAT as LIBELLES_LOT  # noqa: E402  the tree is not installed
from maillage.clause.nomenclatures.releves import LIBELLES_RELEVE  # noqa: E402
from maillage.clause.rules.etats import LOTS  # noqa: E402
from maillage.clause.rules.releves import RELEVES  # noqa: E402
from maillage.parcours.nomenclatures.etapes import LIBELLES_POSITIONNEMENT  # noqa: E402
from maillage.parcours.nomenclatures.etats import LIBELLES_ORIENTATION, LIBELLES_PARCOURS  # noqa: E402
from maillage.parcours.rules.etapes import POSITIONNEMENTS  # noqa: E402
from maillage.parcours.rules.etats import ORIENTATIONS, PARCOURS  # noqa: E402

DESTINATION = RACINE / "docs" / "etats.md"
TABLES: tuple[tuple[str, str, Mapping[Any, Mapping[Any, Any]], Mapping[Any, str]], ...] = (
    ("Une orientation", "De la fiche du prescripteur à la décision.", ORIENTATIONS, LIBELLES_ORIENTATION),
    ("Un parcours", "De l’entrée à la sortie ; l’emploi et la formation suivis restent dans la file active.", PARCOURS,
     LIBELLES_PARCOURS),
    ("Une étape", "De la proposition au bilan.", POSITIONNEMENTS, LIBELLES_POSITIONNEMENT),
    ("Un lot de marché", "Du marché repéré au bilan transmis.", LOTS, LIBELLES_LOT),
    ("Un relevé d’heures d’entreprise", "De la demande du mois à son examen.", RELEVES, LIBELLES_RELEVE),
)  # fmt: skip
TETE = """# Les états d’une orientation, d’un parcours, d’une étape, d’un lot, d’un relevé

Écrit par `python outils/etats.py` d’après les tables que le code applique (`maillage/parcours/rules/etats.py` et
`rules/etapes.py`, `maillage/clause/rules/etats.py` et `rules/releves.py`) : ne le corrigez pas à la main. Les numéros (T1, T2…) sont ceux de la
référence du métier ; celle de la clause n’en donne pas.
"""


def draw(table: Mapping[Any, Mapping[Any, Any]], libelles: Mapping[Any, str]) -> list[str]:
    """First the states, with their words, then the arrows; those that lead nowhere are the ends."""
    lines = ["```mermaid", "stateDiagram-v2", "    direction LR"]
    lines += [f'    state "{libelles[etat]}" as {etat.value}' for etat in table]
    lines.append(f"    [*] --> {next(iter(table)).value}")
    for etat, suites in table.items():
        lines += [f"    {etat.value} --> {vers.value} : {_name(passage)}" for vers, passage in suites.items()]
        if not suites:
            lines.append(f"    {etat.value} --> [*]")
    return [*lines, "```"]


def tell(table: Mapping[Any, Mapping[Any, Any]], libelles: Mapping[Any, str]) -> list[str]:
    lines = ["| De l’état | par | vers l’état |", "| --- | --- | --- |"]
    for etat, suites in table.items():
        lines += [f"| {libelles[etat]} | {_name(passage)} | {libelles[vers]} |" for vers, passage in suites.items()]
        if not suites:
            lines.append(f"| {libelles[etat]} | état définitif | |")
    return lines


def _name(passage: Any) -> str:
    return f"{getattr(passage, 'code', '')} {passage.libelle}".strip()


def write(tables: Any = TABLES) -> str:
    parts = [TETE]
    for titre, chapeau, table, libelles in tables:
        check_complete(table, libelles)
        parts += [f"## {titre}\n", f"{chapeau}\n", *draw(table, libelles), "", *tell(table, libelles), ""]
    return "\n".join(parts)


def check_complete(table: Mapping[StrEnum, Any], libelles: Mapping[StrEnum, str]) -> None:
    """A state that is named and not in its table would be missing from the drawing without a word."""
    if missing := set(libelles) - set(table):
        raise ValueError(f"{missing} has no row in its table of states.")


if __name__ == "__main__":
    DESTINATION.write_text(write(), encoding="utf-8")
