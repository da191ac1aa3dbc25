"""The naive reading of a catalogue: rows are dictionaries, conditions are evaluated one row at a time, in plain Python.

It shares nothing with the compiler: no SQL, no grouping, no engine. Empty answers follow three-valued logic.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import ibis
import ibis.expr.operations as ops
from ibis.common.deferred import Deferred

from maillage.indicateurs.apports import Apport, Grandeur
from maillage.indicateurs.catalogue import Catalogue
from maillage.indicateurs.cellules import Cellule
from maillage.indicateurs.mesures import Effectif, Mediane, Moyenne, Somme, Sur, Taux
from maillage.indicateurs.periodes import Periode
from maillage.indicateurs.populations import Population
from maillage.indicateurs.ventilations import Publics

Row = dict[str, Any]


RESOLUES: dict[tuple[str, int], tuple[Deferred, Any]] = {}  # naming the columns of a condition takes long


class Lecteur:
    """Evaluates the conditions written on one table."""

    def __init__(self, population: Population) -> None:
        self.population = population

    def read(self, condition: Deferred, row: Row) -> Any:
        key = (f"{self.population.table.nom} {[lien.nom for lien in self.population.liens]}", id(condition))
        if key not in RESOLUES:
            types: dict[str, str] = dict(self.population.table.types)
            types |= {lien.nom: "int64" for lien in self.population.liens} | {"territoire": "string"}
            table = ibis.table(types | {"periode": "string", "periode_debut": "date", "periode_fin": "date"})
            resolue = condition.resolve(table) if isinstance(condition, Deferred) else condition  # a mere literal
            RESOLUES[key] = (condition, resolue.op())
        return evaluate(RESOLUES[key][1], row)


def evaluate(op: Any, row: Row) -> Any:
    match op:
        case ops.Field():
            return row[op.name]
        case ops.Literal():
            return op.value
        case ops.Cast() | ops.Alias():
            value = evaluate(op.arg, row)
            return str(value) if value is not None and op.dtype.is_string() else value
        case ops.And():
            return _and(evaluate(op.left, row), evaluate(op.right, row))
        case ops.Or():
            answer = _and(_not(evaluate(op.left, row)), _not(evaluate(op.right, row)))
            return _not(answer)
        case ops.Not():
            return _not(evaluate(op.arg, row))
        case ops.IsNull():
            return evaluate(op.arg, row) is None
        case ops.NotNull():
            return evaluate(op.arg, row) is not None
        case ops.Between():
            value, low, high = (evaluate(one, row) for one in (op.arg, op.lower_bound, op.upper_bound))
            return None if None in (value, low, high) else low <= value <= high
        case ops.InValues():
            value = evaluate(op.value, row)
            return None if value is None else value in [evaluate(one, row) for one in op.options]
        case ops.Coalesce():
            return next((value for one in op.arg if (value := evaluate(one, row)) is not None), None)
        case ops.IfElse():
            return evaluate(op.true_expr if evaluate(op.bool_expr, row) else op.false_null_expr, row)
        case ops.SearchedCase():
            for case, result in zip(op.cases, op.results, strict=True):
                if evaluate(case, row):
                    return evaluate(result, row)
            return evaluate(op.default, row)
        case ops.StringConcat():
            parts = [evaluate(one, row) for one in op.arg]
            return None if None in parts else "".join(parts)
        case ops.DateDelta():
            later, sooner = evaluate(op.left, row), evaluate(op.right, row)
            return None if later is None or sooner is None else (later - sooner).days
        case ops.Greatest() | ops.Least():
            known = [value for one in op.arg if (value := evaluate(one, row)) is not None]
            return (max if isinstance(op, ops.Greatest) else min)(known, default=None)
    return _compare(op, row)


def _compare(op: Any, row: Row) -> Any:
    left, right = evaluate(op.left, row), evaluate(op.right, row)
    if left is None or right is None:
        return None
    match op:
        case ops.Equals():
            return left == right
        case ops.NotEquals():
            return left != right
        case ops.Greater():
            return left > right
        case ops.GreaterEqual():
            return left >= right
        case ops.Less():
            return left < right
        case ops.LessEqual():
            return left <= right
        case ops.Subtract():
            return left - right
        case ops.Add():
            return left + right
        case ops.Multiply():
            return left * right
        case ops.FloorDivide():
            return left // right
    raise NotImplementedError(type(op).__name__)


def _and(left: bool | None, right: bool | None) -> bool | None:
    if left is False or right is False:
        return False
    return None if left is None or right is None else True


def _not(value: bool | None) -> bool | None:
    return None if value is None else not value


def count_cellules(
    catalogue: Catalogue, tables: Mapping[str, Sequence[Row]], periodes: Sequence[Periode], territoires: Sequence[str],
    *, niveau: str = "dispositif", lieux: Mapping[str, str] | None = None,
) -> list[Cellule]:  # fmt: skip
    """Every cell of the catalogue, at the level of the dispositif, or of the territories where `lieux` says they stand."""
    tables = {nom: list(_place(nom, rows, catalogue, lieux)) for nom, rows in tables.items()}
    found: list[Cellule] = []
    for mesure in catalogue.mesures.values():
        for periode in periodes:
            for territoire in territoires:
                if isinstance(mesure, Taux):
                    cells = _list_taux(mesure, tables, periode, territoire)
                else:
                    cells = _list_comptes(mesure, tables, periode, territoire)
                for ventilation, modalite, values in cells:
                    found.append(
                        Cellule(
                            mesure.code,
                            mesure.version,
                            periode.code,
                            niveau,
                            territoire,
                            ventilation,
                            modalite,
                            *values,
                        )
                    )
    return sorted(found, key=lambda cellule: cellule.cle)


def _place(nom: str, rows: Sequence[Row], catalogue: Catalogue, lieux: Mapping[str, str] | None):
    """Each beside the territory it counts in; one that stands nowhere counts nowhere."""
    table = next((table for table in catalogue.tables if table.nom == nom), None)
    for row in rows:
        own = row[table.territoire] if table else ""
        if lieux is None or own in lieux:
            yield {**row, "territoire": own if lieux is None else lieux[own]}


def list_rows(population: Population, tables: Mapping[str, Sequence[Row]], periode: Periode, territoire: str):
    beside = {"periode": periode.code, "periode_debut": periode.debut, "periode_fin": periode.fin}
    lecteur = Lecteur(population)
    kept: list[Row] = []
    for fact in tables[population.table.nom]:
        row = {**fact, **beside}
        for lien in population.liens:
            other = Lecteur(
                Population(code="", libelle="", unite="", table=lien.table, regle="", condition=lien.condition)
            )
            row[lien.nom] = sum(
                1 if lien.valeur is None else other.read(lien.valeur, {**one, **beside}) or 0
                for one in tables[lien.table.nom]
                if all(one[key] == row[key] and row[key] is not None for key in lien.cles)
                and other.read(lien.condition, {**one, **beside}) is True
            )
        if row["territoire"] == territoire and lecteur.read(population.condition, row) is True:
            kept.append(row)
    if not population.une_par:
        return kept
    last: dict[tuple[Any, ...], Row] = {}
    for row in kept:
        key = tuple(row[column] for column in population.une_par)
        columns = population.dernier or population.premier
        rank, known = (tuple(one[column] for column in columns) for one in (row, last.get(key, row)))
        if key not in last or (rank > known if population.dernier else rank < known):
            last[key] = row
    return list(last.values())


def _answer(ventilation: Any, modalite: str, lecteur: Lecteur, row: Row) -> bool | None:
    """Whether a row belongs to a modality; None where it is not known."""
    if isinstance(ventilation, Publics):
        return lecteur.read(ventilation.questions[modalite].condition, row)
    value = lecteur.read(ventilation.colonne, row)
    if modalite == "":
        return value is None
    return None if value is None else value == modalite


def _list_modalites(ventilation: Any) -> list[str]:
    return list(ventilation.questions) if isinstance(ventilation, Publics) else [*ventilation.modalites, ""]


def _count(mesure: Any, rows: Sequence[Row], lecteur: Lecteur, belongs: Any) -> tuple[Any, ...]:
    """(numerator, base, not known, histogram) of the rows that belong."""
    numerateur = base = unknown = 0
    values: Counter[int] = Counter()
    for row in rows:
        here = belongs(row)
        if here is False:
            continue
        answer = True if mesure.condition is None else lecteur.read(mesure.condition, row)
        value = None if isinstance(mesure, Effectif) else lecteur.read(mesure.valeur, row)
        if here is None:
            unknown += answer is not False and (isinstance(mesure, Effectif) or answer is None or value is not None)
            unknown += answer is True and not isinstance(mesure, Effectif) and value is None
            continue
        if isinstance(mesure, Effectif):
            base += 1
            numerateur += answer is True
            unknown += answer is None
        elif answer is True and value is not None:
            base += 1
            numerateur += value if isinstance(mesure, Moyenne | Somme) else 1
            values[value] += 1
        else:
            unknown += answer is not False
    histogramme = tuple(sorted(values.items())) if isinstance(mesure, Mediane) else ()
    return numerateur, base, unknown, histogramme


def _list_comptes(mesure: Any, tables: Any, periode: Periode, territoire: str):
    rows = list_rows(mesure.population, tables, periode, territoire)
    lecteur = Lecteur(mesure.population)
    yield "", "", _count(mesure, rows, lecteur, lambda row: True)
    for ventilation in mesure.ventilations:
        for modalite in _list_modalites(ventilation):
            here = lambda row, v=ventilation, m=modalite: _answer(v, m, lecteur, row)  # noqa: E731
            yield ventilation.code, modalite, _count(mesure, rows, lecteur, here)


def _list_taux(taux: Taux, tables: Any, periode: Periode, territoire: str):
    one, two = taux.numerateur, taux.denominateur
    ones, twos = (list_rows(part.population, tables, periode, territoire) for part in (one, two))
    top, bottom = (
        _count(one, ones, Lecteur(one.population), lambda r: True),
        _count(two, twos, Lecteur(two.population), lambda r: True),
    )
    if one is not two:
        yield "", "", (top[0], bottom[0], top[2] + bottom[2])
    for ventilation in taux.ventilations:
        for modalite in _list_modalites(ventilation):
            up, down = Lecteur(one.population), Lecteur(two.population)
            n = _count(one, ones, up, lambda r, v=ventilation, m=modalite, u=up: _answer(v, m, u, r))
            d = _count(two, twos, down, lambda r, v=ventilation, m=modalite, w=down: _answer(v, m, w, r))
            if taux.sur is Sur.RENSEIGNES and modalite == "":
                continue
            base = d[0] if taux.sur is Sur.MODALITE else bottom[0]
            if taux.sur is Sur.RENSEIGNES:
                unknown = [r for r in twos if _answer(ventilation, modalite, down, r) is None]
                base -= _count(two, unknown, down, lambda r: True)[0]
            yield ventilation.code, modalite, (n[0], base, d[2])


def count_apports(
    grandeur: Grandeur, tables: Mapping[str, Sequence[Row]], periode: Periode, *, cle: str
) -> dict[str, list[Apport]]:
    """Who gives what, by territory: each contributor's total of each case, then how many are above zero, and the largest."""
    lecteur = Lecteur(grandeur.population)
    sommes: dict[str, dict[tuple[str, str], Counter[Any]]] = {}
    sures: dict[str, dict[tuple[str, str], Counter[Any]]] = {}
    placed = {nom: [{**row, "territoire": ""} for row in rows] for nom, rows in tables.items()}
    for row in list_rows(grandeur.population, placed, periode, ""):
        for nom, cas in grandeur.cas.items():
            if lecteur.read(cas.condition, row) is not True:
                continue
            valeur = lecteur.read(grandeur.valeur if cas.valeur is None else cas.valeur, row) or 0
            for genre in cas.genres:
                qui = lecteur.read(grandeur.genres[genre], row)
                for by, counts in ((sommes, True), (sures, lecteur.read(grandeur.certain, row) is True)):
                    by.setdefault(row[cle], {}).setdefault((nom, genre), Counter())[qui] += valeur if counts else 0
    found: dict[str, list[Apport]] = {}
    for territoire, by_cas in sommes.items():
        listed = []
        for place in sorted(grandeur.list_cles()):
            kept = {qui: value for qui, value in by_cas.get(place, {}).items() if value > 0}
            inconnu = kept.pop(None, 0)
            known = sum(sures[territoire][place][qui] > 0 for qui in kept)
            listed.append(
                Apport(*place, max(known, 1), max(kept.values(), default=0) + inconnu)
                if kept or inconnu
                else Apport(*place, 0, 0)
            )
        if any(one.nombre for one in listed):
            found[territoire] = listed
    return found
