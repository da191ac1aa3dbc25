"""« Qui peut quoi »: the tables of droits and the access matrix, laid out for reading and for export."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from maillage.socle import matrice, permissions
from maillage.socle.acteur import Acteur
from maillage.socle.classement import Categorie
from maillage.socle.roles import FONCTIONS, Role


@dataclass(frozen=True, slots=True)
class LigneDeDroit:
    """One droit: the conditions of each way to have it, and the roles that have it at all."""

    droit: str
    conditions: tuple[str, ...]
    roles: frozenset[Role]


@dataclass(frozen=True, slots=True)
class TableDeDroits:
    domaine: str
    lignes: tuple[LigneDeDroit, ...]
    condition: str = ""


def list_tables() -> list[TableDeDroits]:
    return [
        TableDeDroits(domaine, tuple(_ligne(droit, table) for droit in table), _say_condition(domaine))
        for domaine, table in sorted(permissions.TABLES.items())
    ]


def _ligne(droit: StrEnum, table: permissions.Table) -> LigneDeDroit:
    conditions = tuple(" et ".join(_say(p.libelle) for p in row) for row in table[droit])
    anyone = Acteur(compte=0)
    granted = frozenset(role for role in Role if permissions.can(replace(anyone, role=role.value), droit))
    return LigneDeDroit(droit.value, conditions, granted)


def _say_condition(domaine: str) -> str:
    condition = permissions.CONDITIONS.get(domaine)
    return condition.libelle if condition else ""


def _say(libelle: str) -> str:
    """A predicate names roles by their codes: say their names."""
    return " ou ".join(FONCTIONS[Role(part)].libelle if part in set(Role) else part for part in libelle.split(" ou "))


def list_matrice() -> list[tuple[str, list[matrice.Acces]]]:
    """One row per role in the order of the roles, then the participant's own."""
    rows = [(FONCTIONS[role].libelle, [matrice.MATRICE[role][c] for c in Categorie]) for role in Role]
    return [*rows, (matrice.PARTICIPANT, [matrice.ACCES_DU_PARTICIPANT[c] for c in Categorie])]


def list_export() -> Iterator[list[str]]:
    """The rows of the CSV: role, category, code, meaning."""
    yield ["role", "categorie", "contenu", "code", "sens"]
    for libelle, cells in list_matrice():
        for categorie, acces in zip(Categorie, cells, strict=True):
            yield [libelle, categorie.value, matrice.LIBELLES[categorie], acces.code, acces.libelle]
