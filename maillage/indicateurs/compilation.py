"""All the measures of a population, with all their ventilations, become one statement that reads the facts once.

Ibis writes the rows and the conditions, in the words of the engine; the grouping sets around them are standard SQL.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, reduce
from operator import and_
from typing import Any

import ibis
from ibis import _
from ibis.common.deferred import Deferred

from maillage.indicateurs.mesures import Comptable, Effectif, Mediane
from maillage.indicateurs.periodes import COLONNES, Periode
from maillage.indicateurs.populations import TERRITOIRE, Lien, Population
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
# It has no exact histogram: the values themselves are listed, and the engine counts them as it reads the answer.
SPARK = Dialecte("pyspark", "collect_list({valeur}) FILTER (WHERE {condition})")


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
    base: str
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
    lieux: tuple[tuple[str, str], ...] = (),
    dialecte: Dialecte = DUCKDB,
) -> Plan:
    """Definitions never change: what was compiled once serves again. `par_territoire`: cells of each territory, or of all together.

    `lieux`: where each territory counts at the level asked; one that is not there counts nowhere.
    """
    axes = list_axes(mesures)
    agregats = _list_agregats(mesures, dialecte)
    rows = dict(agregats.lignes)
    for axe in axes:
        rows[axe.colonne] = _write_axe(axe)
    lecture = Lecture(par_territoire, bool(lieux))
    lignes = read_population(population, lecture).select(periode=_.periode, territoire=_[TERRITOIRE], **rows)
    cles = [axe.colonne for axe in axes]
    sets = ", ".join(f"(periode, territoire{suffix})" for suffix in ("", *(f", {cle}" for cle in cles)))
    # What is not broken down is counted apart, once a territory and not once a category: medians are heavy.
    selects = [
        _write_select(
            [*cles, *_write_all(agregats.ventiles), *_write_empty(agregats.totaux)], f"GROUPING SETS ({sets})"
        ),
        _write_select(
            [*_write_empty(cles), *_write_empty(agregats.ventiles), *_write_all(agregats.totaux)], "periode, territoire"
        ),
    ]
    sql = (
        f"WITH periodes (periode, periode_debut, periode_fin) AS (VALUES {_write_periodes(periodes)}),\n"
        + (f"lieux (lieu_de, territoire) AS (VALUES {write_lieux(lieux)}),\n" if lieux else "")
        + f"faits AS (\n{ibis.to_sql(lignes, dialect=dialecte.nom)}\n)\n"
        + "\nUNION ALL\n".join(selects[: 2 if agregats.totaux else 1])
    )
    colonnes = ("periode", "territoire", *cles, *agregats.ventiles, *agregats.totaux)
    return Plan(population, mesures, sql, tuple(axes), colonnes, agregats.lectures)


def _write_select(columns: Sequence[str], groupes: str) -> str:
    listed = ",\n  ".join(("periode", "territoire", *columns))
    return f"SELECT\n  {listed}\nFROM faits\nGROUP BY {groupes}"


def _write_all(agregats: Mapping[str, str]) -> list[str]:
    return [f"{sql} AS {name}" for name, sql in agregats.items()]


def _write_empty(names: Iterable[str]) -> list[str]:
    return [f"NULL AS {name}" for name in names]


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
        # Not « is it empty? »: Spark does not read `a IN (1, 2) IS NULL`, which is how that would be written.
        return ibis.cases((asked, OUI), (~asked, NON), else_=INCONNU)
    return ibis.coalesce(axe.ventilation.colonne, INCONNU)


@dataclass(frozen=True, slots=True)
class Lecture:
    """Where the rows count: each territory in itself, in the one that `lieux` says, or all together."""

    par_territoire: bool = True
    is_par_lieu: bool = False


def read_population(population: Population, lecture: Lecture) -> Any:
    """Its rows, each beside the periods it belongs to and the territory it counts in."""
    liens = {lien.nom: lien for lien in population.liens}
    table = _read_table(population.table, lecture)
    for lien in liens.values():
        table = _link(table, lien, lecture)
    table = table.filter(population.condition)
    if population.une_par:
        order = [ibis.desc(table[column]) for column in population.dernier]
        order += [ibis.asc(table[column]) for column in population.premier]
        keys = [table[column] for column in ("periode", *population.une_par)]
        table = table.mutate(rang=ibis.row_number().over(ibis.window(group_by=keys, order_by=order)))
        table = table.filter(table.rang == 0)
    return table


def _read_table(table: Table, lecture: Lecture) -> Any:
    rows = ibis.table(table.types, name=table.nom).cross_join(ibis.table(COLONNES, name="periodes"))
    if lecture.is_par_lieu:
        lieux = ibis.table({"lieu_de": "string", TERRITOIRE: "string"}, name="lieux")
        return rows.inner_join(lieux, rows[table.territoire] == lieux.lieu_de).drop("lieu_de")
    return rows.mutate(**{TERRITOIRE: rows[table.territoire] if lecture.par_territoire else ibis.literal("")})


def _link(table: Any, lien: Lien, lecture: Lecture) -> Any:
    keys = ("periode", *lien.cles)
    counted = (
        _read_table(lien.table, lecture)
        .filter(lien.condition)
        .group_by(*keys)
        .aggregate(**{lien.nom: _.count() if lien.valeur is None else lien.valeur.sum()})
        .rename({f"lien_{key}": key for key in keys})
    )
    joined = table.left_join(counted, reduce(and_, [table[key] == counted[f"lien_{key}"] for key in keys]))
    return joined.drop(*(f"lien_{key}" for key in keys)).mutate(**{lien.nom: _[lien.nom].fill_null(0)})


def write_lieux(lieux: Sequence[tuple[str, str]]) -> str:
    """Public numbers and codes of territories; an apostrophe would end one."""
    return ", ".join("('{}', '{}')".format(*(cle.replace("'", "''") for cle in couple)) for couple in lieux)


def _write_periodes(periodes: Sequence[Periode]) -> str:
    """Codes are ours, dates are dates: nothing here comes from a person."""
    return ", ".join(f"('{p.code}', DATE '{p.debut.isoformat()}', DATE '{p.fin.isoformat()}')" for p in periodes)


@dataclass(frozen=True, slots=True)
class Agregats:
    """By column: of the measures broken down, of the others. `lignes`: the columns of rows that they read."""

    ventiles: dict[str, str]
    totaux: dict[str, str]
    lignes: dict[str, Any]
    lectures: dict[str, Colonnes]


def _list_agregats(mesures: Sequence[Comptable], dialecte: Dialecte) -> Agregats:
    found = Agregats({}, {}, {}, {})
    valeurs: dict[int, str] = {}  # a value counted twice (its median, its ninth tenth) is computed once
    for rang, mesure in enumerate(mesures):
        into = found.ventiles if mesure.ventilations else found.totaux
        lignes = LIGNES if mesure.ventilations else f"{LIGNES}_totaux"
        into[lignes] = "COUNT(*)"
        condition, nombre, inconnus = "TRUE", lignes, ""
        if mesure.condition is not None:
            condition, nombre, inconnus = f"c{rang}", f"n{rang}", f"u{rang}"
            found.lignes[condition] = mesure.condition
        if isinstance(mesure, Effectif):
            if mesure.condition is not None:
                into[nombre] = f"COUNT(*) FILTER (WHERE {condition})"
                into[inconnus] = f"COUNT(*) FILTER (WHERE {condition} IS NULL)"
            found.lectures[mesure.code] = Colonnes(nombre, nombre, inconnus, lignes)
            continue
        valeur = valeurs.setdefault(id(mesure.valeur), f"x{rang}")
        found.lignes[valeur] = mesure.valeur
        known = f"{condition} AND {valeur} IS NOT NULL"
        nombre, inconnus = f"k{rang}", f"w{rang}"
        if mesure.condition is None:
            known = f"{valeur} IS NOT NULL"
            into[nombre], into[inconnus] = f"COUNT({valeur})", f"COUNT(*) - COUNT({valeur})"
        else:
            into[nombre] = f"COUNT(*) FILTER (WHERE {known})"
            into[inconnus] = f"COUNT(*) FILTER (WHERE ({condition}) IS NULL OR {condition} AND {valeur} IS NULL)"
        if isinstance(mesure, Mediane):
            histogramme = f"h{valeur[1:]}_{condition}"
            into[histogramme] = dialecte.histogramme.format(valeur=valeur, condition=known)
            found.lectures[mesure.code] = Colonnes(nombre, nombre, inconnus, nombre, histogramme)
        else:
            into[f"s{rang}"] = f"SUM({valeur})" if mesure.condition is None else f"SUM({valeur}) FILTER (WHERE {known})"
            found.lectures[mesure.code] = Colonnes(nombre, f"s{rang}", inconnus, nombre)
    return found
