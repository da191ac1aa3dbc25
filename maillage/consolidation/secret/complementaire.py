"""Which other cells to hide so that no primary one is found again, at the least loss; then those that were too many.

Cells are hidden along the cheapest deviations that protect each target (Kelly, Golden and Assad; Castro), and shown again
one by one, the dearest first, as long as every target stays protected. Nothing is drawn at random.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from maillage.consolidation.secret.besoins import Besoins
from maillage.consolidation.secret.ecarts import EPSILON, Ecart, Ecarts
from maillage.consolidation.secret.essais import Essais
from maillage.consolidation.secret.initie import Scenario, merge
from maillage.consolidation.secret.systeme import INFINI, POIDS_MARGE, Equation, Systeme
from maillage.consolidation.secret.temoins import Temoins
from maillage.consolidation.secret.voisinages import Voisinages

PRESQUE_RIEN = 1e-3
INCERTAINE = 10.0  # a proof that needs nothing which may be shown again lasts longer


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
        self.besoins = Besoins(systeme)
        self.temoins = Temoins(systeme.scenarios, systeme.cibles, self.besoins)
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
        # What is hidden by now is often enough against an insider: asked first, of a programme half as large.
        ecarts = Ecarts(self.systeme.variables, self.systeme.equations, self.cachees)
        for cible in cibles:
            for numero in self._widen(ecarts, cible):
                besoin = self.besoins.get(cible, numero)
                if not self._is_large_deja(cible, numero) and not self._move(
                    ecarts, cible, besoin, self._get_scenario(numero)
                ):
                    self._hide(cible, besoin, numero)

    def _get(self, cible: int) -> tuple[float, float]:
        protection = self.systeme.cibles[cible]
        return protection.haut, -protection.bas

    def _make(self, libres: Iterable[int], equations: Sequence[Equation]) -> Ecarts:
        variables = self.systeme.variables
        ecarts = Ecarts(variables, equations, libres)
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
        essais = Essais(self.systeme, self.cachees, self.systeme.cibles.keys() - failed, self.besoins)
        secondaires = (self.cachees & self.candidates) - set(self.systeme.cibles)
        ecarts.price(dict.fromkeys(secondaires, INCERTAINE))
        for variable in sorted(secondaires, key=lambda r: (-variables[r].poids, r)):
            killed = self.temoins.kill(variable)
            affected = {cible for n in killed for cible in self.temoins.ecarts[n].keys() & self.systeme.cibles.keys()}
            cibles = self._sort(affected - failed)
            essais.open(variable)
            ecarts.set_ouvertes([variable], is_ouverte=False)
            if essais.is_tenable(self._list_menaces(cibles)) and all(self._is_protegee(ecarts, c) for c in cibles):
                self.cachees.discard(variable)
                essais.keep()
            else:
                self.temoins.revive(killed)
                ecarts.set_ouvertes([variable], is_ouverte=True)
                ecarts.price({variable: 1.0})
                essais.undo()

    def _list_menaces(self, cibles: Iterable[int]) -> Iterator[int]:
        """The scenarios to try, each once."""
        seen: set[int] = set()
        for cible in cibles:
            new = set(self.temoins.list_menaces(cible)) - seen
            seen |= new
            yield from sorted(new)

    def _sort(self, cibles: Iterable[int]) -> list[int]:
        return sorted(cibles, key=lambda r: (-max(self._get(r)), r))

    def _is_protegee(self, ecarts: Ecarts, cible: int) -> bool:
        for combien in self._get(cible):
            if combien and not self.temoins.is_deplacee(cible, combien):
                found = ecarts.move(cible, combien)
                if found is None:
                    return False
                self.temoins.add(found)
        return all(self._is_large_encore(ecarts, cible, numero) for numero in self._widen(ecarts, cible))

    def _widen(self, ecarts: Ecarts, cible: int) -> list[int]:
        """The scenarios that no proof of this target holds against; one is sought against all of them together first."""
        menaces = self.temoins.list_menaces(cible)
        if len(menaces) > 1:
            ensemble = merge([self._get_scenario(numero) for numero in menaces])
            self._move(ecarts, cible, max(self.besoins.get(cible, numero) for numero in menaces), ensemble)
        return menaces

    def _move(self, ecarts: Ecarts, cible: int, besoin: float, scenario: Scenario) -> bool:
        """One way or the other, all of it."""
        for combien in (besoin, -besoin):
            found = ecarts.move(cible, combien, scenario)
            if found is not None:
                self.temoins.add(found)
                return True
        return False

    def _is_large_encore(self, ecarts: Ecarts, cible: int, numero: int) -> bool:
        besoin, scenario = self.besoins.get(cible, numero), self._get_scenario(numero)
        if self._is_large_deja(cible, numero) or self._move(ecarts, cible, besoin, scenario):
            return True
        for sens in (1, -1):
            found = ecarts.stretch(cible, sens * besoin, scenario)
            if found:
                self.temoins.add(found)
        return self._is_large_deja(cible, numero)

    def _is_large_deja(self, cible: int, numero: int) -> bool:
        """A proof is wide enough against this scenario."""
        return self.temoins.get_largeur(cible, numero) >= self.besoins.get(cible, numero) - EPSILON

    def _get_scenario(self, numero: int) -> Scenario:
        return self.systeme.scenarios[numero]


def solve(systeme: Systeme) -> Solution:
    if not systeme.cibles:
        return Solution({r for r, v in enumerate(systeme.variables) if not v.is_fixe and not v.is_offerte})
    return Recherche(systeme).solve()
