"""All the tables of a release, and of the earlier ones, as one system: variables, equations, and what must stay unknown.

Everything is counted from the truth: a variable is how far from it an attacker may go. For the values, a cell that did not
change between two releases is one variable, as if the attacker knew that it did not: what one release shows, every other
shows. For the differences between releases, that is just what must not be known: the new release has its own variables.
"""

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from maillage.consolidation.secret.initie import Scenario, deduce, list_auteurs, list_scenarios
from maillage.consolidation.secret.nomenclatures import Cause, Nature
from maillage.consolidation.secret.parametres import Seuils
from maillage.consolidation.secret.primaire import (
    Protection,
    get_seuil,
    list_primaires,
    protect_difference,
    protect_effectif,
)
from maillage.consolidation.secret.tableaux import Cellule, Cle, Nombre, Publication, Tableau, TableauRefuse

INFINI = math.inf
POIDS_MARGE = 1000.0
POIDS_ZERO = 25.0
FIDELITE = 0.5
CENT = 100


@dataclass(frozen=True, slots=True)
class Equation:
    """Between `bas` and `haut`, counted from the truth."""

    termes: tuple[tuple[int, float], ...]
    bas: float = 0.0
    haut: float = 0.0


@dataclass
class Variable:
    """`is_fixe`: everybody knows it. `is_offerte`: the release may show it, and so may hide it at a price."""

    cle: Cle | None
    valeur: float
    plancher: float
    is_fixe: bool = False
    is_offerte: bool = False
    poids: float = 0.0


class Fiche(NamedTuple):
    """A cell, where it was found."""

    cellule: Cellule
    tableau: Tableau
    place: tuple[str, ...]


@dataclass
class Edition:
    """A release, its cells, and the variable of each."""

    publication: Publication
    fiches: Mapping[Cle, Fiche]
    rangs: dict[Cle, int] = field(default_factory=dict)


@dataclass
class Systeme:
    """`auteurs`: the dispositifs behind a variable, where they are known; `suites`: the cell that a rest or a difference is of."""

    variables: list[Variable] = field(default_factory=list)
    equations: list[Equation] = field(default_factory=list)
    cibles: dict[int, Protection] = field(default_factory=dict)
    scenarios: list[Scenario] = field(default_factory=list)
    auteurs: dict[int, frozenset[str]] = field(default_factory=dict)
    suites: dict[int, int] = field(default_factory=dict)
    places: dict[Cle, int] = field(default_factory=dict)
    deja: dict[Cle, Cause] = field(default_factory=dict)
    remplacees: dict[Cle, tuple[str, Nombre]] = field(default_factory=dict)

    def add(self, variable: Variable) -> int:
        self.variables.append(variable)
        return len(self.variables) - 1

    def demand(self, rang: int, protection: Protection | None) -> None:
        if protection is not None:
            known = self.cibles.get(rang)
            self.cibles[rang] = known.merge(protection) if known else protection


def index(publication: Publication) -> Mapping[Cle, Fiche]:
    """Every cell of a release, once; two tables that print two values of one cell are refused."""
    found: dict[Cle, Fiche] = {}
    for tableau in publication.tableaux:
        for place in tableau.list_places():
            cle, cellule = tableau.get_cle(place), tableau.get(place)
            known = found.get(cle)
            if known and known.cellule.valeur != cellule.valeur:
                raise TableauRefuse(
                    f"La case {cle} vaut {known.cellule.valeur} dans « {known.tableau.code} » et {cellule.valeur} dans "
                    f"« {tableau.code} »."
                )
            if known is None or (cellule.parts and not known.cellule.parts):
                found[cle] = Fiche(cellule, tableau, place)
    return found


def build_systeme(publication: Publication, passees: Sequence[Publication], seuils: Seuils) -> Systeme:
    """The values. `passees`: the oldest first."""
    systeme, editions = _start(publication, passees, is_suite=True)
    for edition in editions:
        for tableau in edition.publication.tableaux:
            for place, protection in list_primaires(tableau, seuils).items():
                systeme.demand(edition.rangs[tableau.get_cle(place)], protection)
        _add_restes(systeme, edition, seuils)
    for cle, rang in systeme.places.items():
        if systeme.variables[rang].is_fixe and rang in systeme.cibles:
            systeme.deja[cle] = systeme.cibles[rang].cause
    systeme.cibles = {r: protection for r, protection in systeme.cibles.items() if not systeme.variables[r].is_fixe}
    return _finish(systeme, editions)


def build_ecarts(
    publication: Publication, passees: Sequence[Publication], seuils: Seuils, cachees: Collection[Cle]
) -> Systeme:
    """The differences with what went out before. `cachees`: already hidden for the sake of the values."""
    systeme, editions = _start(publication, passees, is_suite=False)
    for cle in cachees:
        systeme.variables[systeme.places[cle]].is_offerte = False
    _add_differences(systeme, editions, seuils)
    return _finish(systeme, editions) if systeme.cibles else systeme


def _start(
    publication: Publication, passees: Sequence[Publication], *, is_suite: bool
) -> tuple[Systeme, Sequence[Edition]]:
    systeme = Systeme()
    editions = [Edition(release, index(release)) for release in (*passees, publication)]
    _add_variables(systeme, editions, is_suite=is_suite)
    _weigh(systeme, editions)
    for edition in editions:
        _add_equations(systeme, edition)
    return systeme, editions


def _finish(systeme: Systeme, editions: Sequence[Edition]) -> Systeme:
    tableaux = [(tableau, edition.rangs) for edition in editions for tableau in edition.publication.tableaux]
    valeurs = {rang: variable.valeur for rang, variable in enumerate(systeme.variables)}
    systeme.scenarios, systeme.auteurs = list_scenarios(tableaux, valeurs), list_auteurs(tableaux)
    for rang, cellule in systeme.suites.items():
        if cellule in systeme.auteurs:
            systeme.auteurs[rang] = systeme.auteurs[cellule]
    deduce(systeme.scenarios, [equation.termes for equation in systeme.equations if equation.bas == equation.haut])
    _drop_useless(systeme)
    return systeme


def _add_variables(systeme: Systeme, editions: Sequence[Edition], *, is_suite: bool) -> None:
    known: dict[tuple[Cle, Nombre], int] = {}
    for edition in editions:
        if edition is editions[-1] and not is_suite:
            known = {}
        for cle, (cellule, _, _) in edition.fiches.items():
            rang = known.get((cle, cellule.valeur))
            if rang is None:
                rang = systeme.add(Variable(cle, float(cellule.valeur), -float(cellule.valeur)))
                known[cle, cellule.valeur] = rang
            edition.rangs[cle] = rang
            variable = systeme.variables[rang]
            variable.is_fixe |= cellule.is_structurelle or cle in edition.publication.montrees
            variable.is_offerte = edition is editions[-1] and cellule.is_offerte and not variable.is_fixe
    systeme.places = editions[-1].rangs


def _weigh(systeme: Systeme, editions: Sequence[Edition]) -> None:
    """What hiding a cell loses: more for a margin of the nation or a region, less for a cell that was already hidden."""
    *passees, nouvelle = editions
    cachees = {
        (cle.mesure, cle.coordonnees)
        for edition in passees
        for cle in edition.fiches
        if cle not in edition.publication.montrees
    }
    for cle, (cellule, tableau, place) in nouvelle.fiches.items():
        variable = systeme.variables[nouvelle.rangs[cle]]
        poids = math.log2(2 + variable.valeur) if cellule.valeur else POIDS_ZERO
        rangs = [axe.rangs[modalite] for axe, modalite in zip(tableau.axes, place, strict=True)]
        if sum(rangs) <= 1 and cellule.valeur and tableau.is_marge:
            poids *= POIDS_MARGE
        if (cle.mesure, cle.coordonnees) in cachees:
            poids *= FIDELITE
        for edition in passees:
            if cle in edition.publication.montrees and not variable.is_fixe:
                ancienne = edition.fiches[cle].cellule.valeur
                systeme.remplacees[cle] = (edition.publication.code, ancienne)
                poids = math.log2(2 + abs(float(cellule.valeur) - float(ancienne)))
        variable.poids = poids


def _add_equations(systeme: Systeme, edition: Edition) -> None:
    release, here = edition.publication, edition.rangs
    for tableau in release.tableaux:
        for total, parts in tableau.list_sommes():
            systeme.equations.append(
                Equation(
                    ((here[tableau.get_cle(total)], -1.0), *((here[tableau.get_cle(part)], 1.0) for part in parts))
                )
            )
    for identite in release.identites:
        termes = tuple((here[cle], float(facteur)) for facteur, cle in identite.termes)
        if sum(facteur * systeme.variables[rang].valeur for rang, facteur in termes):
            raise TableauRefuse(
                f"L’identité entre {', '.join(str(cle) for _, cle in identite.termes)} n’est pas vérifiée."
            )
        systeme.equations.append(Equation(termes))
    for pourcentage in release.pourcentages:
        rangs = here[pourcentage.numerateur], here[pourcentage.denominateur]
        numerateur, denominateur = (Decimal(str(systeme.variables[rang].valeur)) for rang in rangs)
        for sens in (1, -1):
            taux = (pourcentage.valeur + sens * pourcentage.pas / 2) / CENT
            reste = float(numerateur - taux * denominateur)
            if reste * sens > 0:
                raise TableauRefuse(
                    f"« {release.code} » annonce {pourcentage.valeur} % de {pourcentage.numerateur}, ce que ses cases démentent."
                )
            termes = ((rangs[0], 1.0), (rangs[1], -float(taux)))
            systeme.equations.append(Equation(termes, -INFINI if sens > 0 else -reste, -reste if sens > 0 else INFINI))


def _add_restes(systeme: Systeme, edition: Edition, seuils: Seuils) -> None:
    here = edition.rangs
    for rapport in edition.publication.rapports:
        numerateur, denominateur = here[rapport.numerateur], here[rapport.denominateur]
        valeur = systeme.variables[denominateur].valeur - systeme.variables[numerateur].valeur
        if valeur < 0:
            raise TableauRefuse(f"Un rapport compte plus de {rapport.numerateur} que de {rapport.denominateur}.")
        reste = systeme.add(Variable(None, valeur, -valeur))
        systeme.equations.append(Equation(((numerateur, 1.0), (reste, 1.0), (denominateur, -1.0))))
        _, tableau, place = edition.fiches[rapport.numerateur]
        if tableau.nature is Nature.EFFECTIF:
            seuil = get_seuil(tableau, seuils, place=place)
            systeme.suites[reste] = numerateur
            systeme.demand(reste, protect_effectif(int(valeur), seuil, Cause.RESTE))


def _add_differences(systeme: Systeme, editions: Sequence[Edition], seuils: Seuils) -> None:
    *passees, nouvelle = editions
    for edition in passees:
        for cle in sorted(edition.fiches.keys() & nouvelle.fiches.keys()):
            cellule, tableau, place = nouvelle.fiches[cle]
            ecart = cellule.valeur - edition.fiches[cle].cellule.valeur
            if not ecart or tableau.nature is not Nature.EFFECTIF:
                continue
            protection = protect_difference(ecart, get_seuil(tableau, seuils, place=place))
            if protection is not None:
                rang = systeme.add(Variable(None, float(ecart), -INFINI))
                systeme.equations.append(
                    Equation(((rang, 1.0), (nouvelle.rangs[cle], -1.0), (edition.rangs[cle], 1.0)))
                )
                systeme.suites[rang] = nouvelle.rangs[cle]
                systeme.demand(rang, protection)


def _drop_useless(systeme: Systeme) -> None:
    """Known cells do not move; equations left without a variable, or said twice, teach nothing."""
    kept: dict[tuple[object, ...], Equation] = {}
    for equation in systeme.equations:
        termes = tuple(sorted((r, f) for r, f in _gather(equation.termes) if f and not systeme.variables[r].is_fixe))
        if termes:
            kept[termes, equation.bas, equation.haut] = Equation(termes, equation.bas, equation.haut)
    systeme.equations = list(kept.values())


def _gather(termes: Iterable[tuple[int, float]]) -> Iterable[tuple[int, float]]:
    found: dict[int, float] = {}
    for rang, facteur in termes:
        found[rang] = found.get(rang, 0.0) + facteur
    return found.items()
