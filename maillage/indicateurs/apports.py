"""Who gives what to a sum: how many contributors, and the largest share. Neither adds up; both may be bounded (ADR 0037, 0038)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import ibis
from ibis import _
from ibis.common.deferred import Deferred

from maillage.indicateurs.calcul import Moteur
from maillage.indicateurs.lignes import write_lignes
from maillage.indicateurs.periodes import Periode
from maillage.indicateurs.populations import Population

TOUTES = "SELECT * FROM lignes"
CERTAIN = ibis.literal(True)


@dataclass(frozen=True, eq=False, slots=True)
class Cas:
    """A part of the rows; `genres`: the kinds of contributors it is shared between; `valeur`: what its rows weigh, where it is
    not what they weigh elsewhere."""

    condition: Deferred
    genres: tuple[str, ...]
    valeur: Deferred | None = None


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Grandeur:
    """`valeur`: what each row weighs; `genres`: who gives it, of each kind, empty where nobody knows; `cas`: the sums it makes,
    by name. `certain`: whether who a row names gives it; else it only may, and weighs on the largest alone."""

    population: Population
    valeur: Deferred
    genres: Mapping[str, Deferred]
    cas: Mapping[str, Cas]
    certain: Deferred = CERTAIN

    def list_cles(self) -> list[tuple[str, str]]:
        return [(nom, genre) for nom, cas in self.cas.items() for genre in cas.genres]


Grandeurs = Sequence[Grandeur]


@dataclass(frozen=True, slots=True)
class Apport:
    """`nombre`: contributors that give more than nothing, corrections taken off; `plus_gros`: what the largest of them gives.

    What nobody knows who gives may be one more contributor's, or the largest's: it adds none, and weighs with the largest.
    """

    cas: str
    genre: str
    nombre: int
    plus_gros: int


def name_cas(racine: str, axe: str = "", modalite: str = "") -> str:
    """As a deposit writes it: « clause.heures|achat|travaux »."""
    return "|".join((racine, axe, modalite)) if axe else racine


def list_cles(grandeurs: Grandeurs) -> list[tuple[str, str]]:
    return [cle for grandeur in grandeurs for cle in grandeur.list_cles()]


def compute_apports(
    grandeurs: Grandeurs, moteur: Moteur, periode: Periode, *, cle: str, lieux: Mapping[str, str] | None = None,
) -> dict[str, list[Apport]]:  # fmt: skip
    """By territory (`cle`: its column), a row for each case and kind, zero included. `lieux`: where each territory counts at the
    level asked, when what several of them know counts once."""
    places = tuple(sorted(lieux.items())) if lieux else ()
    found: dict[str, dict[tuple[str, str], Apport]] = {}
    for grandeur in grandeurs:
        sql = _write(grandeur, periode, cle, places, moteur.dialecte.nom)
        for territoire, genre, *told in moteur.execute(sql):
            for rang, (nom, cas) in enumerate(grandeur.cas.items()):
                nombre, plus_gros = told[2 * rang : 2 * rang + 2]
                if genre in cas.genres and plus_gros:
                    found.setdefault(territoire, {})[nom, genre] = Apport(nom, genre, int(nombre), int(plus_gros))
    return {territoire: complete(grandeurs, known) for territoire, known in found.items()}


def complete(grandeurs: Grandeurs, known: Mapping[tuple[str, str], Apport]) -> list[Apport]:
    return [known.get(cle, Apport(*cle, 0, 0)) for cle in sorted(list_cles(grandeurs))]


@lru_cache(maxsize=64)
def _write(
    grandeur: Grandeur, periode: Periode, cle: str, lieux: tuple[tuple[str, str], ...], dialecte: str
) -> str:  # fmt: skip
    """Definitions never change: what was written once serves again."""
    colonnes: dict[str, Any] = {"certain": grandeur.certain}
    colonnes |= {f"g_{genre}": qui for genre, qui in grandeur.genres.items()}
    for rang, cas in enumerate(grandeur.cas.values()):
        colonnes[f"c{rang}"] = cas.condition
        colonnes[f"x{rang}"] = grandeur.valeur if cas.valeur is None else cas.valeur
    lues = {cle: _[cle], **colonnes}
    lignes = write_lignes(grandeur.population, periode, lues, dialecte=dialecte, lieux=dict(lieux) or None)
    union = "\nUNION ALL\n".join(_write_genre(genre, len(grandeur.cas), cle) for genre in grandeur.genres)
    return f"{lignes.removesuffix(TOUTES)}{union}"


def _write_genre(genre: str, combien: int, cle: str) -> str:
    """One reading for all the cases: an engine may read `lignes` again for each statement. Those that nobody knows are one
    group. Names are ours: codes of a catalogue."""
    sommes = ", ".join(
        f"SUM(CASE WHEN c{rang} THEN x{rang} END) AS s{rang}, SUM(CASE WHEN c{rang} AND certain THEN x{rang} END) AS k{rang}"
        for rang in range(combien)
    )
    dits = ", ".join(
        f"GREATEST(COUNT(CASE WHEN qui IS NOT NULL AND s{rang} > 0 AND k{rang} > 0 THEN 1 END), 1), "
        f"COALESCE(MAX(CASE WHEN qui IS NOT NULL AND s{rang} > 0 THEN s{rang} END), 0) + "
        f"COALESCE(SUM(CASE WHEN qui IS NULL AND s{rang} > 0 THEN s{rang} END), 0)"
        for rang in range(combien)
    )
    return (
        f"SELECT territoire, '{genre}' AS genre, {dits} FROM (\n"  # noqa: S608
        f"SELECT {cle} AS territoire, g_{genre} AS qui, {sommes} FROM lignes GROUP BY {cle}, g_{genre}\n"
        f") AS apports_{genre} GROUP BY territoire"
    )


def add_apports(apports: Sequence[Apport]) -> tuple[int, int]:
    """Of several territories of which nobody knows whether they share contributors: no fewer than this many, and the largest
    gives no more than that."""
    return max(one.nombre for one in apports), sum(one.plus_gros for one in apports)
