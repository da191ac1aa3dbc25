"""Which answers the catalogue needs, of whom, for which figures: read in the measures themselves, not listed a second time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any

import ibis
from ibis import _

from maillage.consolidation.catalogue.plie import PLIE
from maillage.consolidation.direct.comptage import Compte
from maillage.consolidation.direct.nomenclatures import VARIABLES, Variable
from maillage.indicateurs.lignes import list_colonnes, write_lignes
from maillage.indicateurs.mesures import AnyMesure, Comptable, Mediane, Moyenne, Taux
from maillage.indicateurs.periodes import Periode, make_annee
from maillage.indicateurs.populations import Population
from maillage.indicateurs.ventilations import AnyVentilation, Publics, Ventilation
from maillage.parcours.nomenclatures.indicateurs import Indicateur


@dataclass(frozen=True, slots=True)
class Figure:
    """One cell that an answer decides of."""

    mesure: AnyMesure
    ventilation: AnyVentilation | None = None
    modalite: str = ""


@dataclass(frozen=True, eq=False, slots=True)
class Sujet:
    """One answer, asked of some rows of a population. `libelle`: who they are, as a base is printed."""

    variable: Variable
    population: Population
    condition: Any
    libelle: str
    figures: list[Figure] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Manque:
    """`numeros`: of the parcours whose answer is missing, out of `univers`."""

    sujet: Sujet
    univers: int
    numeros: frozenset[int]


@cache
def list_sujets() -> tuple[Sujet, ...]:
    """In the order of the variables, then of the catalogue."""
    found: dict[tuple[Variable, Population, int], Sujet] = {}
    for figure, part, variable in _list_figures():
        condition = _find_condition(part, variable)
        libelle = part.compte if condition is not None else part.population.unite
        key = (variable, part.population, id(condition))
        found.setdefault(key, Sujet(variable, part.population, condition, libelle)).figures.append(figure)
    return tuple(sorted(found.values(), key=lambda sujet: list(Variable).index(sujet.variable)))


def _list_figures() -> Iterator[tuple[Figure, Comptable, Variable]]:
    """Each with what it is divided by, and each answer that it reads."""
    for mesure in PLIE.mesures.values():
        if mesure.repere == Indicateur.I_30.value:
            continue  # it says how many answered: no answer is missing to it
        if isinstance(mesure, Taux):
            read = list_colonnes(mesure.numerateur.population, mesure.numerateur.condition) if (
                mesure.numerateur.condition is not None) else frozenset()  # fmt: skip
            for variable in _keep(read):
                yield Figure(mesure), mesure.denominateur, variable
            for ventilation in mesure.ventilations:
                for modalite, colonne in _list_axes(ventilation):
                    for variable in _keep(list_colonnes(mesure.denominateur.population, colonne)):
                        yield Figure(mesure, ventilation, modalite), mesure.denominateur, variable
        elif isinstance(mesure, Mediane | Moyenne):
            for variable in _keep(list_colonnes(mesure.population, mesure.valeur)):
                yield Figure(mesure), mesure, variable


def _list_axes(ventilation: AnyVentilation) -> Iterator[tuple[str, Any]]:
    if isinstance(ventilation, Publics):
        for modalite, question in ventilation.questions.items():
            yield modalite, question.condition
    elif isinstance(ventilation, Ventilation):
        for modalite in ventilation.modalites:
            yield modalite, ventilation.colonne


def _keep(colonnes: frozenset[str]) -> list[Variable]:
    return [variable for variable in Variable if variable.value in colonnes]


def _find_condition(part: Comptable, variable: Variable) -> Any:
    """Of whom the answer is asked: « whose level is known » is a base, not a question."""
    if part.condition is None or variable.value in list_colonnes(part.population, part.condition):
        return None
    return part.condition


def list_manques(compte: Compte, variable: Variable | None = None) -> list[Manque]:
    """Those of a year: one statement a population. `variable`: this answer alone."""
    wanted = tuple(sujet for sujet in list_sujets() if variable in (None, sujet.variable))
    periode, dialecte = make_annee(compte.millesime), compte.moteur.dialecte.nom
    found: list[Manque] = []
    for population in dict.fromkeys(sujet.population for sujet in wanted):
        asked = tuple(sujet for sujet in wanted if sujet.population is population)
        rows = compte.moteur.execute(_compile(asked, periode, dialecte))
        for rang, sujet in enumerate(asked, 1):
            univers = [row for row in rows if row[rang] is not None]
            found.append(Manque(sujet, len(univers), frozenset(row[0] for row in univers if row[rang])))
    return sorted(found, key=lambda manque: wanted.index(manque.sujet))


@lru_cache(maxsize=256)
def _compile(sujets: Sequence[Sujet], periode: Periode, dialecte: str) -> str:
    """Of each row: whether each answer is missing; empty where it is not asked."""
    columns: dict[str, Any] = {"cle": _.parcours}
    for rang, sujet in enumerate(sujets):
        is_asked = ibis.literal(True) if sujet.condition is None else sujet.condition
        if si := VARIABLES[sujet.variable].si:
            is_asked = is_asked & _[si].notnull()
        columns[f"s{rang}"] = ibis.ifelse(is_asked, _[sujet.variable.value].isnull(), None)
    return write_lignes(sujets[0].population, periode, columns, dialecte=dialecte)
