"""What disclosure control must know of a catalogue: what each figure counts, how categories nest, what a release offers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from maillage.consolidation.cellules.niveaux import DEPARTEMENT, REGION
from maillage.consolidation.cellules.places import CONNU, INCONNUS, ListNombres, Place
from maillage.consolidation.secret.nomenclatures import Contributeurs, Diffusion, Nature
from maillage.consolidation.secret.tableaux import Identite, Somme
from maillage.indicateurs.apports import Grandeur
from maillage.indicateurs.calcul import DISPOSITIF
from maillage.indicateurs.catalogue import Catalogue

if TYPE_CHECKING:
    from collections.abc import Sequence

    from maillage.consolidation.cellules.tableaux import Plan
    from maillage.consolidation.secret.tableaux import Publication

TOTAL = "total"
TOTAUX = ""  # the figures that are not broken down, how parcours end included
Arbre = tuple[Somme, ...]


def ignore_avant(plan: "Plan", passees: "Sequence[Publication]") -> list[Identite]:
    """Nothing binds this year to the one before."""
    return []


@dataclass(frozen=True)
class Racine:
    """A population, by what it is broken down; an axis without a tree: only whether the answer is known.

    `issues`: how its rows end; `croisees`: the part of it that is read inside the axes `croises`. `partielles`: the axes that
    one end alone has, with which. `blocs`: the axes whose answers are known together, with the axis that says so. `nature`:
    people, or what weighs; `genres`: who else than dispositifs gives to it, as deposits tell. `accessoires`: the axes
    that are hidden first, totals included.
    """

    axes: Mapping[str, Arbre | None] = field(default_factory=dict)
    issues: Arbre = ()
    croisees: Arbre = ()
    croises: frozenset[str] = frozenset()
    partielles: Mapping[str, tuple[str, Arbre]] = field(default_factory=dict)
    blocs: Mapping[str, str] = field(default_factory=dict)
    nature: Nature = Nature.EFFECTIF
    genres: tuple[Contributeurs, ...] = ()
    accessoires: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Offre:
    """`niveaux`: the axes shown at each level below the nation, which shows them all. `fines`: those that départements and
    dispositifs show besides, of one population, in these categories alone. `gardees`: the axes of which the figures of each
    dispositif are kept secret from the other dispositifs too, though none is shown (S3)."""

    du: date
    niveaux: Mapping[str, frozenset[str]]
    source: str
    gardees: frozenset[str] = frozenset()
    fines: Mapping[tuple[str, str], Arbre | None] = field(default_factory=dict)

    def is_offert(self, niveau: str, place: Place) -> bool:
        if niveau not in {REGION, DEPARTEMENT, DISPOSITIF} or place.axe in self.niveaux.get(niveau, frozenset()):
            return True
        return niveau in {DEPARTEMENT, DISPOSITIF} and place.modalite in self._categories.get(
            (place.racine, place.axe), ()
        )

    @cached_property
    def _categories(self) -> Mapping[tuple[str, str], frozenset[str]]:
        """Whether the answer is known is not a category: it is told with them."""
        return {
            ou: frozenset(
                {"", TOTAL, CONNU, INCONNUS, *(one for somme in arbre or () for one in (somme.total, *somme.parts))}
            )
            for ou, arbre in self.fines.items()
        }


@dataclass(frozen=True, slots=True)
class Partage:
    """`code`: a magnitude of what several dispositifs follow, each thing once, which no sum gives; shown of the nation alone.
    `pilotee`: the same where each thing is of one dispositif, which adds up; what is in the first alone is `reste`, that a
    reader works out. `grandeur`: who gives to the first and to what is left."""

    code: str
    pilotee: str
    reste: str
    grandeur: Grandeur


@dataclass(frozen=True)
class Controle:
    """`comptes`: what the dispositifs counted are called. `sans_reste`: the rates of which the part is not in the whole.
    `reponses`: the ventilations that tell whether an answer is known: what is left tells of nobody. `sensibles`: the axes of
    the higher threshold. `non_publiees`: the measures that no release names, with why. `bind_avant`: what binds a year to the
    one before, where it was released. `libres`: what tells of nobody, by which axes: it needs no control. `distinctes`: what is
    counted at each level, and never added up. `identites`: what adds up across populations, in every territory. `nationales`:
    the totals of some dispositifs out of a population, shown of the nation alone. `grandeurs`: whose contributors a deposit
    tells. `pese_muets`: who knows of nobody weighs in the answers that are missing (ADR 0040). `comparees`: by population and
    axis, the categories that compare dispositifs with one another in restricted circulation."""

    code: str
    comptes: str
    catalogue: Catalogue
    list_nombres: ListNombres
    racines: Mapping[str, Racine]
    sans_reste: frozenset[str]
    reponses: frozenset[str]
    sensibles: frozenset[str]
    non_publiees: Mapping[str, str] = field(default_factory=dict)
    bind_avant: "Callable[[Plan, Sequence[Publication]], list[Identite]]" = ignore_avant
    libres: Mapping[str, frozenset[str]] = field(default_factory=dict)
    distinctes: frozenset[str] = frozenset()
    identites: tuple[tuple[tuple[int, Place], ...], ...] = ()
    nationales: Mapping[str, str] = field(default_factory=dict)
    grandeurs: tuple[Grandeur, ...] = ()
    partage: Partage | None = None
    pese_muets: bool = False
    comparees: Mapping[tuple[str, str], Arbre | None] = field(default_factory=dict)

    @cached_property
    def axes(self) -> frozenset[str]:
        """Every axis of the release, totals included."""
        found = {axe for racine in self.racines.values() for axe in (*racine.axes, *racine.partielles)}
        return frozenset({TOTAUX, *found}).union(*self.libres.values())

    @cached_property
    def comptees_a_chaque_niveau(self) -> frozenset[str]:
        """What is never the sum of the level below."""
        return self.distinctes | ({self.partage.code} if self.partage else set())

    @cached_property
    def de_la_nation(self) -> frozenset[str]:
        """What is shown of the nation alone."""
        return frozenset(self.nationales) | ({self.partage.code} if self.partage else set())

    def read_offre(self, diffusion: Diffusion, *, on: date) -> Offre:
        """What a release shows, level by level: a declared parameter, dated; what it does not name is not published (ADR 0033)."""
        offres = self._list_offres()[diffusion]
        begun = [offre for offre in offres if offre.du <= on]
        return begun[-1] if begun else offres[0]

    def _list_offres(self) -> dict[Diffusion, tuple[Offre, ...]]:
        totaux = frozenset({TOTAUX})
        return {
            Diffusion.PUBLIQUE: (Offre(date(2014, 1, 1), {REGION: self.axes}, R68, gardees=totaux),),
            Diffusion.RESTREINTE: (
                Offre(
                    date(2014, 1, 1), {REGION: self.axes, DEPARTEMENT: totaux, DISPOSITIF: totaux},
                    "choix de conception : ce qui compare les dispositifs entre eux",
                    fines=self.comparees,
                ),
            ),
        }  # fmt: skip


R68 = "protection des données, R-67 et R-68 : un dispositif n’est nommé en public qu’avec son accord écrit"
