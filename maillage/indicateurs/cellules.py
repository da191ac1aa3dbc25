"""Cells add up: counts, sums and histograms, never a percentage nor a median. The whole is the sum of its parts."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

TOTAL = ""  # the ventilation of what is not broken down
Cle = tuple[str, int, str, str, str, str, str]


class Cellule(NamedTuple):
    """`numerateur` out of `base`. `non_reponse`: rows of which it is not known whether they belong here.

    `histogramme`: of a median, how many rows have each value. A tuple, made by the ten thousand, that begins with its key.
    """

    code: str
    version: int
    periode: str
    niveau: str
    territoire: str
    ventilation: str
    modalite: str
    numerateur: int
    base: int
    non_reponse: int = 0
    histogramme: tuple[tuple[int, int], ...] = ()

    @property
    def cle(self) -> Cle:
        return self[:7]

    def add(self, other: "Cellule") -> "Cellule":
        if self.cle != other.cle:
            raise ValueError(f"Ces deux cellules ne s’additionnent pas : {self.cle} et {other.cle}.")
        values = Counter(dict(self.histogramme))
        values.update(dict(other.histogramme))
        return self._replace(
            numerateur=self.numerateur + other.numerateur, base=self.base + other.base,
            non_reponse=self.non_reponse + other.non_reponse, histogramme=tuple(sorted(values.items())),
        )  # fmt: skip


def add_up(cellules: Iterable[Cellule], *, niveau: str, territoires: Mapping[str, str]) -> list[Cellule]:
    """The cells of the level above: each territory counts in the one that `territoires` says, or nowhere.

    The same as `Cellule.add`, one after the other; twenty years of the country are added without making all the sums between.
    """
    nombres: dict[Cle, list[int]] = {}
    histogrammes: dict[Cle, dict[int, int]] = {}
    for cellule in cellules:
        above = territoires.get(cellule.territoire)
        if above is None:
            continue
        cle = (cellule.code, cellule.version, cellule.periode, niveau, above, cellule.ventilation, cellule.modalite)
        known = nombres.get(cle)
        if known is None:
            nombres[cle] = [cellule.numerateur, cellule.base, cellule.non_reponse]
        else:
            known[0] += cellule.numerateur
            known[1] += cellule.base
            known[2] += cellule.non_reponse
        if cellule.histogramme:
            values = histogrammes.setdefault(cle, {})
            for value, count in cellule.histogramme:
                values[value] = values.get(value, 0) + count
    found = []
    for cle in sorted(nombres):
        numerateur, base, inconnus = nombres[cle]
        found.append(Cellule(*cle, numerateur, base, inconnus, tuple(sorted(histogrammes.get(cle, {}).items()))))
    return found
