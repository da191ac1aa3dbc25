"""Runs the statements and reads their rows as cells: every territory, period and modality gets its cell, zero included.

Rates are composed afterwards, from cells that are already sums: what a deposit carries, and what the nation adds up.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from maillage.indicateurs.catalogue import Catalogue
from maillage.indicateurs.cellules import TOTAL, Cellule
from maillage.indicateurs.compilation import OUI, Dialecte, Plan, compile_population
from maillage.indicateurs.mesures import Comptable, Effectif, Somme, Sur, Taux
from maillage.indicateurs.periodes import Periode
from maillage.indicateurs.populations import Population
from maillage.indicateurs.ventilations import INCONNU, AnyVentilation, Publics, list_modalites

DISPOSITIF, FRANCE = "dispositif", "france"


class Moteur(Protocol):
    """An engine that knows the tables of facts by their names."""

    dialecte: Dialecte

    def execute(self, sql: str) -> Iterable[tuple[Any, ...]]: ...


class ModaliteInconnue(Exception):
    """A row bears a code that the ventilation does not declare: it would be counted nowhere."""


@dataclass(frozen=True, slots=True)
class Ligne:
    """What one grouped row says of one measure."""

    nombre: int = 0
    somme: int = 0
    base: int = 0
    inconnus: int = 0
    histogramme: tuple[tuple[int, int], ...] = ()


VIDE = Ligne()
Groupement = tuple[str, str, str]  # period, level, territory
Place = tuple[str, int, str, str]  # code, version, ventilation, modality
Groupe = tuple[str, str, str, str]  # period, territory, column of the axe, answer


def compute(
    catalogue: Catalogue, moteur: Moteur, periodes: Sequence[Periode], territoires: Sequence[str]
) -> list[Cellule]:
    """The additive cells of each territory: one statement per population, whatever the measures and the ventilations."""
    return _run(catalogue.populations, moteur, periodes, territoires, niveau=DISPOSITIF)


def compute_distinctes(
    catalogue: Catalogue, moteur: Moteur, periodes: Sequence[Periode], *, niveau: str, lieux: Mapping[str, str]
) -> list[Cellule]:
    """The cells of a level that no sum gives: what several of its territories know counts once. `lieux`: where each stands."""
    couples = tuple(sorted(lieux.items()))
    if not couples:
        return []
    return _run(catalogue.distinctes, moteur, periodes, sorted(set(lieux.values())), niveau=niveau, lieux=couples)


def compute_ensemble(catalogue: Catalogue, moteur: Moteur, periodes: Sequence[Periode]) -> list[Cellule]:
    """The cells of all the facts read together, without going through those of each territory."""
    return _run(catalogue.populations, moteur, periodes, [""], niveau=FRANCE, par_territoire=False)


def _run(
    populations: Mapping[Population, tuple[Comptable, ...]], moteur: Moteur, periodes: Sequence[Periode],
    territoires: Sequence[str], *, niveau: str, par_territoire: bool = True, lieux: tuple[tuple[str, str], ...] = (),
) -> list[Cellule]:  # fmt: skip
    cellules: list[Cellule] = []
    for population, mesures in populations.items():
        plan = compile_population(
            population, mesures, tuple(periodes), par_territoire=par_territoire, lieux=lieux, dialecte=moteur.dialecte
        )
        lignes = _read(plan, moteur.execute(plan.sql))
        for mesure in mesures:
            for periode in periodes:
                for territoire in territoires:
                    cellules += _list_cellules(plan, mesure, lignes, periode.code, niveau, territoire)
    return sorted(cellules, key=lambda cellule: cellule.cle)


def _read(plan: Plan, rows: Iterable[tuple[Any, ...]]) -> dict[Groupe, dict[str, Ligne]]:
    """A total comes in two rows: that of the measures that are broken down, and that of those that are not."""
    found: dict[Groupe, dict[str, Ligne]] = defaultdict(dict)
    axes = {axe.colonne: axe for axe in plan.axes}
    for row in rows:
        values = dict(zip(plan.colonnes, row, strict=True))
        axe = next((name for name in axes if values[name] is not None), "")
        answer = "" if not axe else values[axe]
        if axe:
            _check_modalite(axes[axe].ventilation, answer)
        known = found[values["periode"], values["territoire"], axe, answer]
        for mesure in plan.mesures:
            if values[plan.lectures[mesure.code].nombre] is not None:
                known[mesure.code] = _read_ligne(plan, mesure, values)
    return found


def _check_modalite(ventilation: AnyVentilation, answer: str) -> None:
    if not isinstance(ventilation, Publics) and answer and answer not in ventilation.modalites:
        raise ModaliteInconnue(
            f"Des lignes portent « {answer} », que « {ventilation.libelle} » ne prévoit pas : elles ne seraient "
            "comptées nulle part. Ajoutez ce code à la ventilation, ou corrigez ces lignes."
        )


def _read_ligne(plan: Plan, mesure: Comptable, values: Mapping[str, Any]) -> Ligne:
    where = plan.lectures[mesure.code]
    nombre, somme = int(values[where.nombre]), int(values[where.somme] or 0)
    return Ligne(
        nombre, somme, int(values[where.base]), int(values[where.inconnus]) if where.inconnus else 0,
        tuple(sorted((values[where.histogramme] or {}).items())) if where.histogramme else (),
    )  # fmt: skip


def _list_cellules(
    plan: Plan, mesure: Comptable, lignes: Mapping[Groupe, Mapping[str, Ligne]], periode: str, niveau: str,
    territoire: str,
) -> Iterable[Cellule]:  # fmt: skip
    def find(axe: str, answer: str) -> Ligne:
        return lignes.get((periode, territoire, axe, answer), {}).get(mesure.code, VIDE)

    def make(ventilation: str, modalite: str, ligne: Ligne, ailleurs: int) -> Cellule:
        return Cellule(
            mesure.code, mesure.version, periode, niveau, territoire, ventilation, modalite, ligne.somme, ligne.base,
            ligne.inconnus + ailleurs, ligne.histogramme,
        )  # fmt: skip

    yield make(TOTAL, "", find("", ""), 0)
    for axe in plan.axes:
        if axe.ventilation not in mesure.ventilations:
            continue
        unknown = find(axe.colonne, INCONNU)  # they might belong to any modality
        ailleurs = unknown.nombre + unknown.inconnus
        if axe.modalite is not None:
            yield make(axe.ventilation.code, axe.modalite, find(axe.colonne, OUI), ailleurs)
            continue
        for modalite in list_modalites(axe.ventilation):
            yield make(
                axe.ventilation.code, modalite, find(axe.colonne, modalite), ailleurs if modalite != INCONNU else 0
            )


def compose(catalogue: Catalogue, cellules: Iterable[Cellule]) -> list[Cellule]:
    """The cells of the catalogue's measures, rates included; those that only serve a rate stay inside.

    Where one of the populations is not told (a structure that declares its totals) or was not counted (what several territories share,
    when only deposits are at hand), neither are the rates made of it.
    """
    groups: dict[Groupement, dict[Place, Cellule]] = defaultdict(dict)
    for cellule in cellules:
        code, version, periode, niveau, territoire, ventilation, modalite = cellule.cle
        groups[periode, niveau, territoire][code, version, ventilation, modalite] = cellule
    # A measure counted here may be broken down further for the sake of a rate: those cells are the rate's.
    own = {
        (code, ventilation)
        for code, mesure in catalogue.mesures.items()
        if not isinstance(mesure, Taux)
        for ventilation in (TOTAL, *(ventilation.code for ventilation in mesure.ventilations))
    }
    taux = [mesure for mesure in catalogue.mesures.values() if isinstance(mesure, Taux)]
    found: list[Cellule] = []
    for group, known in groups.items():
        found += [cellule for cellule in known.values() if (cellule.code, cellule.ventilation) in own]
        for mesure in taux:
            found += _compose_taux(mesure, known, group)
    return sorted(found)


def _compose_taux(taux: Taux, known: Mapping[Place, Cellule], group: Groupement) -> Iterable[Cellule]:
    def find(part: Effectif | Somme, ventilation: str, modalite: str) -> Cellule:
        return known[part.code, part.version, ventilation, modalite]

    def make(ventilation: str, modalite: str, base: int, non_reponse: int) -> Cellule:
        numerateur = find(taux.numerateur, ventilation, modalite).numerateur
        return Cellule(taux.code, taux.version, *group, ventilation, modalite, numerateur, base, non_reponse)

    if any((part.code, part.version, TOTAL, "") not in known for part in (taux.numerateur, taux.denominateur)):
        return
    one, whole = find(taux.numerateur, TOTAL, ""), find(taux.denominateur, TOTAL, "")
    if taux.numerateur is not taux.denominateur:  # a whole out of itself says nothing
        yield make(TOTAL, "", whole.numerateur, one.non_reponse + whole.non_reponse)
    for ventilation in taux.ventilations:
        for modalite in list_modalites(ventilation):
            part = find(taux.denominateur, ventilation.code, modalite)
            base = part.numerateur
            if taux.sur is Sur.ENSEMBLE:
                base = whole.numerateur
            elif taux.sur is Sur.RENSEIGNES:
                if modalite == INCONNU:
                    continue  # those of whom nothing is known are no part of those who answered
                base = whole.numerateur - _count_inconnus(part, taux.denominateur, ventilation, find)
            yield make(ventilation.code, modalite, base, part.non_reponse)


def _count_inconnus(part: Cellule, effectif: Effectif | Somme, ventilation: AnyVentilation, find: Any) -> int:
    """Those of a denominator whose answer is not known."""
    if isinstance(ventilation, Publics):
        return part.non_reponse
    return int(find(effectif, ventilation.code, INCONNU).numerateur)
