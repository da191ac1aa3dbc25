"""Which other cells to hide so that no primary one is found again, at the least loss; then those that were too many.

Cells are hidden along the cheapest deviations that protect each target (Kelly, Golden and Assad; Castro), and shown again
one by one, the dearest first, as long as every target stays protected. Nothing is drawn at random.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from maillage.consolidation.secret.ecarts import EPSILON, Ecart, Ecarts
from maillage.consolidation.secret.systeme import INFINI, POIDS_MARGE, Systeme
from maillage.consolidation.secret.temoins import EXACT, Temoins
from maillage.consolidation.secret.voisinages import Voisinages

PRESQUE_RIEN = 1e-3


@dataclass(frozen=True, slots=True)
class Echec:
    """A target that nothing protects: what is known already tells it. `qui`: who, beyond everybody."""

    cible: int
    qui: str = ""


@dataclass
class Solution:
    """`cachees`: hidden variables, targets included. `echecs`: what could not be protected."""

    cachees: set[int] = field(default_factory=set)
    echecs: list[Echec] = field(default_factory=list)


class Recherche:
    def __init__(self, systeme: Systeme) -> None:
        self.systeme = systeme
        variables = systeme.variables
        self.libres = [r for r, v in enumerate(variables) if not v.is_fixe]
        self.candidates = {r for r in self.libres if variables[r].is_offerte}
        self.cachees = {r for r in self.libres if not variables[r].is_offerte} | (set(systeme.cibles) & self.candidates)
        self.zeros = {r for r in self.candidates - self.cachees if not variables[r].valeur}
        self.temoins = Temoins(systeme.scenarios, systeme.cibles)
        self.echecs: list[Echec] = []
        self.voisinages = Voisinages(systeme, self.libres, self._make)

    def solve(self) -> Solution:
        self._build()
        self._clean()
        return Solution(self.cachees, self.echecs)

    def _build(self) -> None:
        cibles = sorted(self.systeme.cibles, key=lambda r: (-max(self._get(r)), r))
        for cible in cibles:
            for combien in self._get(cible):
                if combien and not self.temoins.is_deplacee(cible, combien):
                    self._hide(cible, combien, None)
        for cible in cibles:
            largeur = self.systeme.cibles[cible].largeur
            for numero in self.temoins.list_menaces(cible, largeur):
                besoin = min(largeur, EXACT) if self.systeme.scenarios[numero].is_coalition else largeur
                if self.temoins.get_largeur(cible, numero) < besoin - EPSILON:
                    self._hide(cible, besoin, numero)

    def _get(self, cible: int) -> tuple[float, float]:
        protection = self.systeme.cibles[cible]
        return protection.haut, -protection.bas

    def _make(self, libres: Iterable[int]) -> Ecarts:
        variables = self.systeme.variables
        ecarts = Ecarts(variables, self.systeme.equations, libres)
        ecarts.price({r: PRESQUE_RIEN if r in self.cachees else variables[r].poids for r in ecarts.libres})
        ecarts.set_ouvertes(self.zeros - self.cachees, is_ouverte=False)
        return ecarts

    def _hide(self, cible: int, combien: float, numero: int | None) -> None:
        """Along the cheapest deviation, sought near the target first, then everywhere; among zeros, which a reader may guess,
        only when there is nothing else."""
        scenario = None if numero is None else self.systeme.scenarios[numero]
        attempts = [combien] if numero is None else [combien, -combien]
        for ecarts, with_zeros, plafond in self._list_tentatives(cible):
            zeros = self.zeros - self.cachees if with_zeros else set()
            ecarts.set_ouvertes(zeros, is_ouverte=True)
            found = [e for attempt in attempts if (e := ecarts.move(cible, attempt, scenario)) is not None]
            ecarts.set_ouvertes(zeros, is_ouverte=False)
            if found:
                best = min(found, key=self._get_prix)
                if self._get_prix(best) <= plafond:
                    self._keep(best)
                    return
        if numero is None or not self._is_large(self.voisinages.get_tout(), cible, combien, numero):
            self.echecs.append(Echec(cible, scenario.code if scenario else ""))

    def _list_tentatives(self, cible: int) -> Iterator[tuple[Ecarts, bool, float]]:
        yield self.voisinages.get(cible), False, POIDS_MARGE
        yield self.voisinages.get_tout(), False, INFINI
        yield self.voisinages.get_tout(), True, INFINI

    def _is_large(self, ecarts: Ecarts, cible: int, besoin: float, numero: int) -> bool:
        """Some way up and some way down make up the width, though neither does."""
        scenario = self.systeme.scenarios[numero]
        for sens in (1, -1):
            found = ecarts.stretch(cible, sens * besoin, scenario)
            if found is not None and found.get(cible):
                self._keep(found)
        return self.temoins.get_largeur(cible, numero) >= besoin - EPSILON

    def _keep(self, ecart: Ecart) -> None:
        new = ecart.keys() - self.cachees
        self.cachees |= new
        for ecarts in self.voisinages.list_ouverts(new):
            ecarts.price(dict.fromkeys(new, PRESQUE_RIEN))
            ecarts.set_ouvertes(new & self.zeros, is_ouverte=True)
        self.temoins.add(ecart)

    def _get_prix(self, ecart: Ecart) -> float:
        return sum(self.systeme.variables[r].poids for r in ecart.keys() - self.cachees)

    def _clean(self) -> None:
        variables = self.systeme.variables
        ecarts = Ecarts(variables, self.systeme.equations, self.cachees)
        failed = {echec.cible for echec in self.echecs}
        secondaires = (self.cachees & self.candidates) - set(self.systeme.cibles)
        for variable in sorted(secondaires, key=lambda r: (-variables[r].poids, r)):
            killed = self.temoins.kill(variable)
            ecarts.set_ouvertes([variable], is_ouverte=False)
            affected = {cible for n in killed for cible in self.temoins.ecarts[n].keys() & self.systeme.cibles.keys()}
            if all(self._is_protegee(ecarts, cible) for cible in self._sort(affected - failed)):
                self.cachees.discard(variable)
            else:
                self.temoins.revive(killed)
                ecarts.set_ouvertes([variable], is_ouverte=True)

    def _sort(self, cibles: Iterable[int]) -> list[int]:
        return sorted(cibles, key=lambda r: (-max(self._get(r)), r))

    def _is_protegee(self, ecarts: Ecarts, cible: int) -> bool:
        for combien in self._get(cible):
            if combien and not self.temoins.is_deplacee(cible, combien):
                found = ecarts.move(cible, combien)
                if found is None:
                    return False
                self.temoins.add(found)
        largeur = self.systeme.cibles[cible].largeur
        for numero in self.temoins.list_menaces(cible, largeur):
            scenario = self.systeme.scenarios[numero]
            besoin = min(largeur, EXACT) if scenario.is_coalition else largeur
            for sens in (1, -1):
                if self.temoins.get_largeur(cible, numero) < besoin - EPSILON:
                    found = ecarts.stretch(cible, sens * besoin, scenario)
                    if found:
                        self.temoins.add(found)
            if self.temoins.get_largeur(cible, numero) < besoin - EPSILON:
                return False
        return True


def solve(systeme: Systeme) -> Solution:
    if not systeme.cibles:
        return Solution({r for r, v in enumerate(systeme.variables) if not v.is_fixe and not v.is_offerte})
    return Recherche(systeme).solve()
