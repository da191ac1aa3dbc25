"""Who gives what to a sum: how many contributors, and the largest share. Neither adds up; both may be bounded (ADR 0037)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ibis import _
from ibis.common.deferred import Deferred

from maillage.indicateurs.calcul import Moteur
from maillage.indicateurs.lignes import write_lignes
from maillage.indicateurs.periodes import Periode
from maillage.indicateurs.populations import Population

TOUTES = "SELECT * FROM lignes"


@dataclass(frozen=True, eq=False, slots=True)
class Cas:
    """A part of the rows; `genres`: the kinds of contributors it is shared between."""

    condition: Deferred
    genres: tuple[str, ...]


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Grandeur:
    """`valeur`: what each row weighs; `genres`: who gives it, of each kind; `cas`: the sums it makes, by name."""

    population: Population
    valeur: Deferred
    genres: Mapping[str, Deferred]
    cas: Mapping[str, Cas]

    def list_cles(self) -> list[tuple[str, str]]:
        return [(nom, genre) for nom, cas in self.cas.items() for genre in cas.genres]


@dataclass(frozen=True, slots=True)
class Apport:
    """`nombre`: contributors that give more than nothing, corrections taken off; `plus_gros`: what the largest of them gives."""

    cas: str
    genre: str
    nombre: int
    plus_gros: int


def name_cas(racine: str, axe: str = "", modalite: str = "") -> str:
    """As a deposit writes it: « clause.heures|achat|travaux »."""
    return "|".join((racine, axe, modalite)) if axe else racine


def compute_apports(grandeur: Grandeur, moteur: Moteur, periode: Periode, *, cle: str) -> dict[str, list[Apport]]:
    """By territory (`cle`: its column), a row for each case and kind, zero included."""
    found: dict[str, dict[tuple[str, str], Apport]] = {}
    for territoire, genre, *told in moteur.execute(_write(grandeur, moteur, periode, cle)):
        for rang, (nom, cas) in enumerate(grandeur.cas.items()):
            nombre, plus_gros = told[2 * rang : 2 * rang + 2]
            if genre in cas.genres and nombre:
                found.setdefault(territoire, {})[nom, genre] = Apport(nom, genre, int(nombre), int(plus_gros))
    return {territoire: complete(grandeur, known) for territoire, known in found.items()}


def complete(grandeur: Grandeur, known: Mapping[tuple[str, str], Apport]) -> list[Apport]:
    return [known.get(cle, Apport(*cle, 0, 0)) for cle in sorted(grandeur.list_cles())]


def _write(grandeur: Grandeur, moteur: Moteur, periode: Periode, cle: str) -> str:
    colonnes: dict[str, Any] = {"valeur": grandeur.valeur}
    colonnes |= {f"g_{genre}": qui for genre, qui in grandeur.genres.items()}
    colonnes |= {f"c{rang}": cas.condition for rang, cas in enumerate(grandeur.cas.values())}
    lignes = write_lignes(grandeur.population, periode, {cle: _[cle], **colonnes}, dialecte=moteur.dialecte.nom)
    union = "\nUNION ALL\n".join(_write_genre(genre, len(grandeur.cas), cle) for genre in grandeur.genres)
    return f"{lignes.removesuffix(TOUTES)}{union}"


def _write_genre(genre: str, combien: int, cle: str) -> str:
    """One reading for all the cases: an engine may read `lignes` again for each statement. Names are ours: codes of a catalogue."""
    sommes = ", ".join(f"SUM(CASE WHEN c{rang} THEN valeur END) AS s{rang}" for rang in range(combien))
    dits = ", ".join(f"COUNT(CASE WHEN s{rang} > 0 THEN 1 END), MAX(s{rang})" for rang in range(combien))
    return (
        f"SELECT territoire, '{genre}' AS genre, {dits} FROM (\n"  # noqa: S608
        f"SELECT {cle} AS territoire, {sommes} FROM lignes WHERE g_{genre} IS NOT NULL GROUP BY {cle}, g_{genre}\n"
        f") AS apports_{genre} GROUP BY territoire"
    )


def add_apports(apports: Sequence[Apport]) -> tuple[int, int]:
    """Of several territories of which nobody knows whether they share contributors: no fewer than this many, and the largest
    gives no more than that."""
    return max(one.nombre for one in apports), sum(one.plus_gros for one in apports)
