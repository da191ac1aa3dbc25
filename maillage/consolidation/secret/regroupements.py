"""Regions of too few dispositifs are grouped before anything is counted, in the same way in every table of a year (R-67)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from maillage.consolidation.secret.tableaux import Axe, Somme

NATION = "france"


class RegroupementRefuse(ValueError):
    """The groups of this year leave a territory that could be read as one dispositif."""


@dataclass(frozen=True, slots=True)
class Groupe:
    code: str
    libelle: str
    regions: tuple[str, ...]


# Default groups, by codes of the official geographical code (protection des données, R-67).
GROUPES = (
    Groupe("bre-pdl", "Bretagne et Pays de la Loire", ("53", "52")),
    Groupe("cvl-bfc", "Centre-Val de Loire et Bourgogne-Franche-Comté", ("24", "27")),
    Groupe("outre-mer", "Outre-mer", ("01", "02", "03", "04", "06")),
)


@dataclass(frozen=True, slots=True)
class Regroupement:
    """Fixed for a year, before its figures are known."""

    millesime: int
    groupes: tuple[Groupe, ...] = GROUPES

    def get_territoire(self, region: str) -> str:
        """The group of a region, or the region itself. No region of a group is ever published alone."""
        return next((groupe.code for groupe in self.groupes if region in groupe.regions), region)


def build_axe(
    dispositifs: Mapping[str, Sequence[str]], regroupement: Regroupement, *, minimum: int, code: str = "territoire"
) -> Axe:
    """France, regions or groups, départements where there are some, dispositifs. `dispositifs`: each with its path below
    France, from the region down to itself excluded. Whoever has answered counts, and nobody else."""
    tree: dict[str, dict[str, None]] = {}
    members: dict[str, list[str]] = {}
    for dispositif in sorted(dispositifs):
        region, *path = dispositifs[dispositif]
        territoire = regroupement.get_territoire(region)
        members.setdefault(territoire, []).append(dispositif)
        steps = (NATION, territoire, *(f"{territoire}/{step}" for step in path), dispositif)
        for total, part in pairwise(steps):
            tree.setdefault(total, {})[part] = None
    few = {territoire: len(found) for territoire, found in members.items() if len(found) < minimum}
    if few:
        raise RegroupementRefuse(_explain(few, regroupement, minimum))
    return Axe(code, tuple(Somme(total, tuple(sorted(parts))) for total, parts in sorted(tree.items())))


def _explain(few: Mapping[str, int], regroupement: Regroupement, minimum: int) -> str:
    return (
        f"Millésime {regroupement.millesime} : moins de {minimum} dispositifs dans {_list(few.items())} : "
        "rattachez ce territoire à un groupe avant tout calcul."
    )


def _list(few: Iterable[tuple[str, int]]) -> str:
    return ", ".join(f"« {territoire} » ({nombre})" for territoire, nombre in sorted(few))
