"""What hides with what is hidden: a rate betrays its two terms, a base betrays who did not answer. Only ever hides more.

What some structures did not tell is left out the same way, and is not called a secret.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from maillage.consolidation.rapport.nombres import Etat
from maillage.indicateurs.catalogue import Catalogue
from maillage.indicateurs.cellules import TOTAL, Cellule, Cle
from maillage.indicateurs.mesures import AnyMesure, Effectif, Mediane, Moyenne, Sur, Taux
from maillage.indicateurs.populations import Population
from maillage.indicateurs.ventilations import INCONNU, Publics


@dataclass(frozen=True, slots=True)
class Voile:
    """`non_reponse`: hidden even where the figure is shown. `is_incomplet`: not for secrecy, but for want of answers."""

    figure: bool = False
    non_reponse: bool = False
    is_incomplet: bool = False

    @property
    def etat(self) -> Etat:
        """What is said in the place of what it hides."""
        return Etat.INCOMPLET if self.is_incomplet else Etat.MASQUE


CLAIR = Voile()
COUVERT = Voile(figure=True, non_reponse=True)
MANQUANT = Voile(figure=True, non_reponse=True, is_incomplet=True)


@dataclass(frozen=True)
class Masques:
    catalogue: Catalogue
    masquees: frozenset[Cle]
    incompletes: frozenset[Cle] = field(default=frozenset(), kw_only=True)

    @cached_property
    def entiers(self) -> dict[Population, Effectif]:
        """Of each population, the count of all its rows: what a mean or a median is taken on."""
        return {
            mesure.population: mesure
            for mesures in self.catalogue.populations.values()
            for mesure in mesures
            if isinstance(mesure, Effectif) and mesure.condition is None
        }

    def read(self, mesure: AnyMesure, cellule: Cellule) -> Voile:
        if not self.masquees and not self.incompletes:
            return CLAIR
        cles = {cellule.cle, *self._list_termes(mesure, cellule)}
        if cles & self.masquees:
            return COUVERT
        if cles & self.incompletes:
            return MANQUANT
        return Voile(non_reponse=self._is_inconnu_hidden(mesure, cellule))

    def _list_termes(self, mesure: AnyMesure, cellule: Cellule) -> Iterator[Cle]:
        """The cells that a figure lets be worked out, as the catalogue counts them."""
        if isinstance(mesure, Taux):
            yield _move(cellule, mesure.numerateur, cellule.ventilation, cellule.modalite)
            if mesure.sur is Sur.MODALITE or not cellule.ventilation:
                yield _move(cellule, mesure.denominateur, cellule.ventilation, cellule.modalite)
            else:
                yield _move(cellule, mesure.denominateur, TOTAL, "")
            if mesure.sur is Sur.RENSEIGNES and cellule.ventilation and not _is_multiple(mesure, cellule):
                yield _move(cellule, mesure.denominateur, cellule.ventilation, INCONNU)
        elif isinstance(mesure, Moyenne | Mediane) and (whole := self.entiers.get(mesure.population)):
            yield _move(cellule, whole, cellule.ventilation, cellule.modalite)

    def _is_inconnu_hidden(self, mesure: AnyMesure, cellule: Cellule) -> bool:
        if not cellule.ventilation or _is_multiple(mesure, cellule):
            return False
        counted = mesure.denominateur if isinstance(mesure, Taux) else mesure
        return _move(cellule, counted, cellule.ventilation, INCONNU) in self.masquees


def _is_multiple(mesure: AnyMesure, cellule: Cellule) -> bool:
    return any(isinstance(one, Publics) and one.code == cellule.ventilation for one in mesure.ventilations)


def _move(cellule: Cellule, mesure: AnyMesure, ventilation: str, modalite: str) -> Cle:
    return (
        mesure.code, mesure.version, cellule.periode, cellule.niveau, cellule.territoire, ventilation, modalite,
    )  # fmt: skip
