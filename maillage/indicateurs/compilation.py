"""All the measures of a population, with all their ventilations, become one statement that reads the facts once.

Ibis writes the rows and the conditions, in the words of the engine; the grouping sets around them are standard SQL.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache, reduce
from operator import and_
from typing import Any

import ibis
from ibis import _
from ibis.common.deferred import Deferred

from maillage.indicateurs.mesures import Comptable, Effectif, Moyenne
from maillage.indicateurs.periodes import COLONNES, Periode
from maillage.indicateurs.populations import Lien, Population
from maillage.indicateurs.tables import Table
from maillage.indicateurs.ventilations import INCONNU, AnyVentilation, Publics

OUI, NON = "oui", "non"
LIGNES = "lignes"


@dataclass(frozen=True, slots=True)
class Dialecte:
    """How an engine is spoken to. `histogramme`: from the values kept by a condition to how many times each comes."""

    nom: str
    histogramme: str


DUCKDB = Dialecte("duckdb", "histogram({valeur}) FILTER (WHERE {condition})")


@dataclass(frozen=True, eq=False, slots=True)
class Axe:
    """One column that rows are grouped by. `modalite`: of one public among several; None where it is the category."""

    colonne: str
    ventilation: AnyVentilation
    modalite: str | None


@dataclass(frozen=True, slots=True)
class Colonnes:
    """Where the answers of one measure are read; the same for two measures of the same condition."""

    nombre: str
    somme: str
    inconnus: str
    histogramme: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """`sql`, and what its columns are, in their order."""

    population: Population
    mesures: tuple[Comptable, ...]
    sql: str
    axes: tuple[Axe, ...]
    colonnes: tuple[str, ...]
    lectures: dict[str, Colonnes]


@lru_cache(maxsize=256)
def compile_population(
    population: Population,
    mesures: tuple[Comptable, ...],
    periodes: tuple[Periode, ...],
    *,
    par_territoire: bool = True,
    dialecte: Dialecte = DUCKDB,
) -> Plan:
    """Definitions never change: what was compiled once serves again. `par_territoire`: cells of each territory, or of all together."""
    axes = list_axes(mesures)
    agregats, lectures, rows = _list_agregats(mesures, dialecte)
    for axe in axes:
        rows[axe.colonne] = _write_axe(axe)
    territoire = _[population.table.territoire] if par_territoire else ibis.literal("")
    table = read_population(population)
    lignes = table.select(periode=_.periode, territoire=territoire, **rows)
    groupes = ", ".join(f"(periode, territoire{suffix})" for suffix in ("", *(f", {axe.colonne}" for axe in axes)))
    colonnes = ("periode", "territoire", *(axe.colonne for axe in axes), *agregats)
    listed = ",\n  ".join([*colonnes[: 2 + len(axes)], *(f"{sql} AS {name}" for name, sql in agregats.items())])
    sql = (
        f"WITH periodes (periode, periode_debut, periode_fin) AS (VALUES {_write_periodes(periodes)}),\n"
        f"faits AS (\n{ibis.to_sql(lignes, dialect=dialecte.nom)}\n)\n"
        f"SELECT\n  {listed}\nFROM faits\nGROUP BY GROUPING SETS ({groupes})"
    )
    return Plan(population, mesures, sql, tuple(axes), colonnes, lectures)


def list_axes(mesures: Sequence[Comptable]) -> list[Axe]:
    ventilations = dict.fromkeys(ventilation for mesure in mesures for ventilation in mesure.ventilations)
    pairs: list[tuple[AnyVentilation, str | None]] = []
    for ventilation in ventilations:
        if isinstance(ventilation, Publics):
            pairs += [(ventilation, modalite) for modalite in ventilation.questions]
        else:
            pairs.append((ventilation, None))
    return [Axe(f"v{rang}", ventilation, modalite) for rang, (ventilation, modalite) in enumerate(pairs)]


def _write_axe(axe: Axe) -> Deferred:
    """Never empty: an empty answer is a category, and an empty column means « not grouped by »."""
    if isinstance(axe.ventilation, Publics):
        assert axe.modalite is not None
        asked = axe.ventilation.questions[axe.modalite].condition
        return ibis.ifelse(asked.isnull(), INCONNU, ibis.ifelse(asked, OUI, NON))
    return ibis.coalesce(axe.ventilation.colonne, INCONNU)


def read_population(population: Population) -> Any:
    """Its rows, each beside the periods it belongs to."""
    liens = {lien.nom: lien for lien in population.liens}
    table = _join_periodes(population.table)
    for lien in liens.values():
        table = _link(table, lien)
    table = table.filter(population.condition)
    if population.une_par:
        order = [ibis.desc(table[column]) for column in population.dernier]
        keys = [table[column] for column in ("periode", *population.une_par)]
        table = table.mutate(rang=ibis.row_number().over(ibis.window(group_by=keys, order_by=order)))
        table = table.filter(table.rang == 0)
    return table


def _join_periodes(table: Table) -> Any:
    return ibis.table(table.types, name=table.nom).cross_join(ibis.table(COLONNES, name="periodes"))


def _link(table: Any, lien: Lien) -> Any:
    keys = ("periode", *lien.cles)
    counted = (
        _join_periodes(lien.table)
        .filter(lien.condition)
        .group_by(*keys)
        .aggregate(**{lien.nom: _.count()})
        .rename({f"lien_{key}": key for key in keys})
    )
    joined = table.left_join(counted, reduce(and_, [table[key] == counted[f"lien_{key}"] for key in keys]))
    return joined.drop(*(f"lien_{key}" for key in keys)).mutate(**{lien.nom: _[lien.nom].fill_null(0)})


def _write_periodes(periodes: Sequence[Periode]) -> str:
    """Codes are ours, dates are dates: nothing here comes from a person."""
    return ", ".join(f"('{p.code}', DATE '{p.debut.isoformat()}', DATE '{p.fin.isoformat()}')" for p in periodes)


def _list_agregats(
    mesures: Sequence[Comptable], dialecte: Dialecte
) -> tuple[dict[str, str], dict[str, Colonnes], dict[str, Any]]:
    """The aggregates by column; where each measure reads its own; the columns of rows that they need."""
    agregats: dict[str, str] = {LIGNES: "COUNT(*)"}
    rows: dict[str, Any] = {}
    lectures: dict[str, Colonnes] = {}
    for rang, mesure in enumerate(mesures):
        condition = f"c{rang}"
        if mesure.condition is None:
            condition, nombre, inconnus = "TRUE", LIGNES, ""
        else:
            rows[condition] = mesure.condition
            nombre, inconnus = f"n{rang}", f"u{rang}"
            agregats[nombre] = f"COUNT(*) FILTER (WHERE {condition})"
            agregats[inconnus] = f"COUNT(*) FILTER (WHERE {condition} IS NULL)"
        if isinstance(mesure, Effectif):
            lectures[mesure.code] = Colonnes(nombre, nombre, inconnus)
            continue
        valeur, known = f"x{rang}", f"{condition} AND x{rang} IS NOT NULL"
        rows[valeur] = mesure.valeur
        agregats[f"k{rang}"] = f"COUNT(*) FILTER (WHERE {known})"
        agregats[f"w{rang}"] = f"COUNT(*) FILTER (WHERE ({condition}) IS NULL OR {condition} AND {valeur} IS NULL)"
        if isinstance(mesure, Moyenne):
            agregats[f"s{rang}"] = f"SUM({valeur}) FILTER (WHERE {known})"
            lectures[mesure.code] = Colonnes(f"k{rang}", f"s{rang}", f"w{rang}")
        else:
            agregats[f"h{rang}"] = dialecte.histogramme.format(valeur=valeur, condition=known)
            lectures[mesure.code] = Colonnes(f"k{rang}", f"k{rang}", f"w{rang}", f"h{rang}")
    return agregats, lectures, rows
