"""Which answers the catalogue needs, of whom, for which figures: read in the measures themselves, not listed a second time."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any

import ibis
from ibis import _

from maillage.consolidation.direct.comptage import Compte, list_variables
from maillage.consolidation.direct.metiers import Metier
from maillage.indicateurs.lignes import list_colonnes, write_lignes, write_poids
from maillage.indicateurs.mesures import AnyMesure, Comptable, Mediane, Moyenne, Somme, Taux
from maillage.indicateurs.periodes import Periode, make_annee
from maillage.indicateurs.populations import Population
from maillage.indicateurs.ventilations import AnyVentilation, Publics, Ventilation


@dataclass(frozen=True, slots=True)
class Figure:
    """One cell that an answer decides of."""

    mesure: AnyMesure
    ventilation: AnyVentilation | None = None
    modalite: str = ""


@dataclass(frozen=True, eq=False, slots=True)
class Sujet:
    """One answer, asked of some rows of a population. `libelle`: who they are, as a base is printed. `cle`: what lacks it.

    `part`: what weighs each row, for the figures that it decides of are totals as well as counts.
    """

    variable: str
    part: Comptable
    condition: Any
    cle: str
    libelle: str
    figures: list[Figure] = field(default_factory=list)

    @property
    def population(self) -> Population:
        return self.part.population

    @property
    def diviseur(self) -> Decimal:
        return self.part.diviseur if isinstance(self.part, Somme) else Decimal(1)


@dataclass(frozen=True, slots=True)
class Manque:
    """`poids`: of each number whose answer is missing, what its rows weigh, out of `univers`."""

    sujet: Sujet
    univers: int
    poids: Mapping[int, int]


@cache
def list_sujets(metier: Metier) -> tuple[Sujet, ...]:
    """In the order of the variables, then of the catalogue."""
    found: dict[Any, Sujet] = {}
    for figure, part, variable in _list_figures(metier):
        description = metier.variables[variable]
        is_lue = variable in list_variables(metier, part)
        if is_lue and description.sauf_connus:
            continue
        # « Whose level is known » is a base, not a question.
        condition = description.univers if is_lue else part.condition
        libelle = part.population.unite if condition is None else description.base if is_lue else part.compte
        types = part.population.table.types
        cle = description.cle or next(objet.cle for objet in metier.objets if objet.cle in types)
        is_total = isinstance(part, Somme)
        key = (variable, part.population, id(condition), is_total)
        found.setdefault(key, Sujet(variable, part, condition, cle, libelle)).figures.append(figure)
    return tuple(sorted(found.values(), key=lambda sujet: list(metier.variables).index(sujet.variable)))


def _list_figures(metier: Metier) -> Iterator[tuple[Figure, Comptable, str]]:
    """Each with what it is divided by, and each answer that it reads."""
    for mesure in metier.catalogue.mesures.values():
        if mesure.repere in metier.hors:
            continue  # it says how many answered: no answer is missing to it
        if isinstance(mesure, Taux):
            below = mesure.denominateur
            read = list_colonnes(mesure.numerateur.population, mesure.numerateur.condition) if (
                mesure.numerateur.condition is not None) else frozenset()  # fmt: skip
            for variable in _keep(metier, read):
                yield Figure(mesure), below, variable
            for ventilation in mesure.ventilations:
                for modalite, colonne in _list_axes(ventilation):
                    for variable in _keep(metier, list_colonnes(below.population, colonne)):
                        yield Figure(mesure, ventilation, modalite), below, variable
        elif isinstance(mesure, Mediane | Moyenne):
            for variable in _keep(metier, list_colonnes(mesure.population, mesure.valeur)):
                yield Figure(mesure), mesure, variable


def _list_axes(ventilation: AnyVentilation) -> Iterator[tuple[str, Any]]:
    if isinstance(ventilation, Publics):
        for modalite, question in ventilation.questions.items():
            yield modalite, question.condition
    elif isinstance(ventilation, Ventilation):
        for modalite in ventilation.modalites:
            yield modalite, ventilation.colonne


def _keep(metier: Metier, colonnes: frozenset[str]) -> list[str]:
    return [code for code, one in metier.variables.items() if colonnes & set(one.colonnes or (code,))]


def list_manques(compte: Compte, variable: str | None = None) -> list[Manque]:
    """Those of a year: one statement a population. `variable`: this answer alone."""
    metier = compte.metier
    wanted = tuple(sujet for sujet in list_sujets(metier) if variable in (None, sujet.variable))
    periode, dialecte = make_annee(compte.millesime), compte.moteur.dialecte.nom
    found: list[Manque] = []
    for population, cle in dict.fromkeys((sujet.population, sujet.cle) for sujet in wanted):
        asked = tuple(sujet for sujet in wanted if (sujet.population, sujet.cle) == (population, cle))
        rows = compte.moteur.execute(_compile(metier, asked, periode, dialecte))
        found += [_weigh(sujet, rows, 1 + 2 * rang) for rang, sujet in enumerate(asked)]
    return sorted(found, key=lambda manque: wanted.index(manque.sujet))


def _weigh(sujet: Sujet, rows: Sequence[tuple[Any, ...]], rang: int) -> Manque:
    poids: dict[int, int] = defaultdict(int)
    univers = 0
    for row in rows:
        is_manquante, weight = row[rang], int(row[rang + 1])
        if is_manquante is not None:
            univers += weight
            if is_manquante:
                poids[row[0]] += weight
    return Manque(sujet, univers, dict(poids))


@lru_cache(maxsize=256)
def _compile(metier: Metier, sujets: Sequence[Sujet], periode: Periode, dialecte: str) -> str:
    """Of each row: whether each answer is missing, empty where it is not asked; then what it weighs."""
    columns: dict[str, Any] = {"cle": _[sujets[0].cle]}
    for rang, sujet in enumerate(sujets):
        description = metier.variables[sujet.variable]
        is_asked = ibis.literal(True) if sujet.condition is None else sujet.condition
        if si := description.si:
            is_asked = is_asked & _[si].notnull()
        first = (description.colonnes or (sujet.variable,))[0]
        manque = _[first].isnull() if description.manque is None else description.manque
        columns[f"s{rang}"] = ibis.ifelse(is_asked, manque, None)
        columns[f"p{rang}"] = write_poids(sujet.part)
    return write_lignes(sujets[0].population, periode, columns, dialecte=dialecte)
