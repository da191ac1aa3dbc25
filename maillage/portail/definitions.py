"""The catalogue as the public reads it."""

from functools import cache
from typing import Any

from maillage.consolidation.catalogue.plie import PLIE
from maillage.consolidation.faits.tables import TABLES
from maillage.indicateurs.dictionnaire import ChapitreDecrit, VentilationDecrite, describe, write_json
from maillage.indicateurs.tables import Table, Type

TYPES: dict[Type, str] = {
    Type.TEXTE: "texte", Type.DATE: "date", Type.ENTIER: "nombre entier", Type.CLE: "numéro",
    Type.BOOLEEN: "oui ou non",
}  # fmt: skip


@cache
def list_chapitres() -> list[ChapitreDecrit]:
    return describe(PLIE)


def list_populations() -> list[tuple[str, str]]:
    """Each once, with its rule of the period, in the order they are first met."""
    return list({
        libelle: regle for chapitre in list_chapitres() for mesure in chapitre.mesures
        for libelle, regle in mesure.regles.items()
    }.items())  # fmt: skip


def list_ventilations() -> list[VentilationDecrite]:
    """Each once."""
    return list({v.code: v for chapitre in list_chapitres() for m in chapitre.mesures for v in m.ventilations}.values())


def list_tables() -> list[tuple[Table, list[tuple[str, str, str, str]]]]:
    """Each table with its columns: name, type, meaning, what an empty cell means."""
    return [(table, [(c.nom, TYPES[c.type], c.definition, c.inconnu) for c in table.colonnes]) for table in TABLES]


@cache
def read_json() -> dict[str, Any]:
    return write_json(PLIE, TABLES)
