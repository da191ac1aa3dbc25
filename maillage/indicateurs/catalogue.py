"""A catalogue: measures by code, in the order they are printed. What two definitions may not do is refused when it is made."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self

from maillage.indicateurs.mesures import AnyMesure, Comptable, Taux, list_comptees
from maillage.indicateurs.populations import Population
from maillage.indicateurs.tables import Table


class DefinitionRefusee(Exception):
    """A catalogue that would print something false, or two things under one name."""


@dataclass(frozen=True, eq=False, slots=True)
class Chapitre:
    """`presentation`: one sentence above its measures."""

    code: str
    libelle: str
    presentation: str
    mesures: tuple[AnyMesure, ...]


@dataclass(frozen=True, eq=False, slots=True)
class Catalogue:
    """`populations`: what is counted row by row, rates taken apart: one pass of the facts for each of them."""

    chapitres: tuple[Chapitre, ...]
    mesures: Mapping[str, AnyMesure]
    populations: Mapping[Population, tuple[Comptable, ...]]

    @classmethod
    def make(cls, chapitres: Iterable[Chapitre]) -> Self:
        listed = tuple(chapitres)
        mesures: dict[str, AnyMesure] = {}
        libelles: dict[str, str] = {}
        for mesure in (mesure for chapitre in listed for mesure in chapitre.mesures):
            check_mesure(mesure)
            if mesure.code in mesures:
                raise DefinitionRefusee(f"Deux mesures portent le code « {mesure.code} ».")
            if known := libelles.get(mesure.libelle):
                raise DefinitionRefusee(
                    f"« {mesure.code} » et « {known} » portent le même libellé, « {mesure.libelle} » : "
                    "un lecteur les prendrait l’une pour l’autre."
                )
            mesures[mesure.code] = mesure
            libelles[mesure.libelle] = mesure.code
        return cls(listed, mesures, _group_populations(mesures))

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables of facts that it is counted from."""
        populations = self.populations
        found = [population.table for population in populations]
        found += [lien.table for population in populations for lien in population.liens]
        return tuple(dict.fromkeys(found))

    @property
    def distinctes(self) -> Mapping[Population, tuple[Comptable, ...]]:
        """What is counted at each level, for its cells do not add up."""
        return {one: mesures for one, mesures in self.populations.items() if one.is_distincte}


def _group_populations(mesures: Mapping[str, AnyMesure]) -> dict[Population, tuple[Comptable, ...]]:
    groups: dict[Population, list[Comptable]] = {}
    for mesure in list_comptees(mesures).values():
        groups.setdefault(mesure.population, []).append(mesure)
    return {population: tuple(group) for population, group in groups.items()}


def check_mesure(mesure: AnyMesure) -> None:
    if not mesure.source:
        raise DefinitionRefusee(f"« {mesure.code} » ne dit pas d’où vient sa définition.")
    if isinstance(mesure, Taux) and not mesure.base:
        raise DefinitionRefusee(f"« {mesure.code} » est un taux qui ne dit pas sur quoi il est calculé.")
