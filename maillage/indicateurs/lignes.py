"""The rows behind a cell: which count, which are only in its base, of which it is not known. Where the facts stay, only.

Written from the very conditions that count: there are as many rows of each place as the cell says.
"""

from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache
from typing import Any, NamedTuple

import ibis
import ibis.expr.operations as ops
from ibis import _

from maillage.indicateurs.calcul import Moteur
from maillage.indicateurs.compilation import Lecture, read_population, write_lieux
from maillage.indicateurs.mesures import AnyMesure, Comptable, Effectif, Somme, Sur, Taux
from maillage.indicateurs.periodes import COLONNES, Periode
from maillage.indicateurs.populations import Population
from maillage.indicateurs.ventilations import INCONNU, AnyVentilation, Publics


class Place(StrEnum):
    """Where a row stands: counted, in the base alone, or not known to belong."""

    COMPTE = "compte"
    BASE = "base"
    INCONNU = "inconnu"


class Pesee(NamedTuple):
    """One row that weighs on a cell. `poids`: one, or what it adds to a total; of a rate, to its base. `part`: above the line."""

    cle: int
    place: Place
    poids: int = 1
    part: int = 1


Places = list[Pesee]


def list_places(
    moteur: Moteur, mesure: AnyMesure, periode: Periode, *, cle: str, ventilation: AnyVentilation | None = None,
    modalite: str = "",
) -> Places:  # fmt: skip
    """The `cle` of each row that weighs on one cell, with its place; a key comes back as often as it has rows."""
    asked = (periode, cle, ventilation, modalite, moteur.dialecte.nom)
    if not isinstance(mesure, Taux):
        return _read_places(moteur, _compile_comptee(mesure, *asked), Sur.MODALITE)
    if mesure.numerateur.population is mesure.denominateur.population:
        return _read_places(moteur, _compile_taux(mesure, *asked), mesure.sur)
    parts = [part for part in (mesure.numerateur, mesure.denominateur) if cle in part.population.table.types]
    above, *others = (_read_places(moteur, _compile_comptee(part, *asked), Sur.MODALITE) for part in parts)
    below = others[0] if others else []  # divided by what has no such key: people by working time
    return above + [one._replace(place=Place.BASE) for one in below if one.place is Place.COMPTE]


def _read_places(moteur: Moteur, sql: str, sur: Sur) -> Places:
    return [
        Pesee(key, place, int(poids), int(part))
        for key, is_dans, is_dessus, belongs, is_connu, poids, part in moteur.execute(sql)
        if (place := _find_place(is_dans, is_dessus, belongs, is_connu, sur)) is not None
    ]


def _find_place(is_dans: bool | None, is_dessus: bool | None, belongs: bool, is_connu: bool, sur: Sur) -> Place | None:
    """`is_dans`: in the base; `is_dessus`: above the line; `belongs`: to the modality; `is_connu`: its answer is known."""
    if is_dans is None:
        return Place.INCONNU if belongs or not is_connu else None
    if not is_dans:
        return None
    if not belongs and not is_connu:
        return Place.INCONNU
    if not belongs:
        return None if sur is Sur.MODALITE else Place.BASE
    return Place.COMPTE if is_dessus else Place.BASE


Rang = tuple[Periode, str, AnyVentilation | None, str, str]


@lru_cache(maxsize=1024)
def _compile_comptee(mesure: Comptable, *rang: *Rang) -> str:
    known, poids = _write_connue(mesure), write_poids(mesure)
    return _compile(mesure.population, *rang, is_dans=known, is_dessus=ibis.literal(True), poids=poids, part=poids)


@lru_cache(maxsize=1024)
def _compile_taux(taux: Taux, *rang: *Rang) -> str:
    """Without ventilation, a row of which the numerator is not known is known of the base no more."""
    dans, dessus = _write_condition(taux.denominateur), _write_condition(taux.numerateur)
    if rang[2] is None:
        # Not « is it empty? »: of a negation, `NOT x IS NULL` would be written, which reads « is it known? ».
        dans = ibis.cases((dessus, dans), (~dessus, dans), else_=None)
    poids, part = write_poids(taux.denominateur), write_poids(taux.numerateur)
    return _compile(taux.denominateur.population, *rang, is_dans=dans, is_dessus=dessus, poids=poids, part=part)


def _write_condition(mesure: Comptable) -> Any:
    return ibis.literal(True) if mesure.condition is None else mesure.condition


def write_poids(mesure: Comptable) -> Any:
    return ibis.coalesce(mesure.valeur, 0) if isinstance(mesure, Somme) else ibis.literal(1)


def _write_connue(mesure: Comptable) -> Any:
    """Of a value, the condition is not known either where there is none."""
    condition = _write_condition(mesure)
    if isinstance(mesure, Effectif):
        return condition
    return ibis.ifelse(mesure.valeur.isnull() & condition, None, condition)


def _compile(
    population: Population, periode: Periode, cle: str, ventilation: AnyVentilation | None, modalite: str, dialecte: str,
    *, is_dans: Any, is_dessus: Any, poids: Any, part: Any,
) -> str:  # fmt: skip
    belongs, is_connu = ibis.literal(True), ibis.literal(True)
    if ventilation is not None:
        belongs, is_connu = _write_axe(ventilation, modalite)
    columns = {
        "is_dans": is_dans, "is_dessus": is_dessus, "belongs": belongs, "is_connu": is_connu, "poids": poids, "part": part,
    }  # fmt: skip
    return write_lignes(population, periode, {"cle": _[cle], **columns}, dialecte=dialecte)


def _write_axe(ventilation: AnyVentilation, modalite: str) -> tuple[Any, Any]:
    """Whether a row is of this modality; whether its answer is known."""
    if isinstance(ventilation, Publics):
        asked = ventilation.questions[modalite].condition
        return ibis.coalesce(asked, False), ibis.cases((asked, True), (~asked, True), else_=False)
    answer = ibis.coalesce(ventilation.colonne, INCONNU)
    return answer == modalite, answer != INCONNU


def write_lignes(
    population: Population, periode: Periode, colonnes: Mapping[str, Any], *, dialecte: str,
    lieux: Mapping[str, str] | None = None,
) -> str:  # fmt: skip
    """The statement that reads these columns of the rows of a population, in the order of the first one. `lieux`: where each
    territory counts, at the level asked."""
    lecture = Lecture(is_par_lieu=lieux is not None)
    rows = read_population(population, lecture).select(**colonnes).order_by(next(iter(colonnes)))
    bornes = f"'{periode.code}', DATE '{periode.debut.isoformat()}', DATE '{periode.fin.isoformat()}'"
    places = f"lieux (lieu_de, territoire) AS (VALUES {write_lieux(sorted(lieux.items()))}),\n" if lieux else ""
    return (
        f"WITH periodes (periode, periode_debut, periode_fin) AS (VALUES ({bornes})),\n{places}"
        f"lignes AS (\n{ibis.to_sql(rows, dialect=dialecte)}\n)\nSELECT * FROM lignes"
    )


def list_colonnes(population: Population, expression: Any) -> frozenset[str]:
    """The columns of facts that an expression reads."""
    types = population.table.types
    known = {**types, **COLONNES, **{lien.nom: "int64" for lien in population.liens}}
    bound = ibis.table(known, name=population.table.nom).bind(expression)
    return frozenset(field.name for one in bound for field in one.op().find(ops.Field)) & frozenset(types)
