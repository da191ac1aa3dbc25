"""What « Ma consolidation » counts of each kind of dispositif, and what its figures are made of. One `Metier` a kind.

Imports the language of measures: views import this module when they are first asked for a page.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet

from maillage.consolidation.direct.nomenclatures import Description, Etat
from maillage.indicateurs.catalogue import Catalogue
from maillage.indicateurs.tables import Table
from maillage.reseau.models import Dispositif
from maillage.socle.acteur import Acteur
from maillage.socle.tableaux import Colonne
from maillage.socle.typographie import write_accord

if TYPE_CHECKING:
    from maillage.consolidation.direct.comptage import Compte


@dataclass(frozen=True, slots=True)
class Lien:
    """`droit`: of who is led there."""

    libelle: str
    vue: str
    droit: StrEnum


@dataclass(frozen=True, eq=False, slots=True)
class Objet:
    """What is opened one by one behind a figure. `cle`: the column of facts that numbers it. `droit`: to read which ones.

    `resolve`: from numbers to keys, among the rows of this acteur's dispositif. `select`: those of these keys that the acteur may
    open. `ouverture`: what a line leads to; `fermes`: those that count and are no longer opened, one, several. `uniques`: the tables
    that have at most one row of it in a figure.
    """

    cle: str
    singulier: str
    pluriel: str
    droit: StrEnum
    resolve: Callable[[Acteur, Dispositif, Collection[int]], dict[int, int]]
    select: Callable[[Acteur, Collection[int], date], QuerySet[Any]]
    colonnes: tuple[Colonne, ...]
    recherche: tuple[str, Callable[[Any, str], Any]]
    ouverture: str
    fermes: tuple[str, str]
    uniques: frozenset[str] = frozenset()

    def count(self, nombre: int) -> str:
        return write_accord(nombre, self.singulier, self.pluriel)

    def count_fermes(self, nombre: int) -> str:
        return write_accord(nombre, *self.fermes) if nombre else ""


@dataclass(frozen=True, slots=True)
class Passage:
    """One figure, now and then."""

    libelle: str
    avant: str
    apres: str
    calcul: str


@dataclass(frozen=True, slots=True)
class Attente:
    """What waits for a decision, and what it would make of the figures. `sinon`: who decides, told to who may not."""

    titre: str
    phrase: str
    passages: Sequence[Passage]
    lien: Lien
    sinon: str


@dataclass(frozen=True, slots=True)
class Page:
    """Where an answer is mended. `url`: of its form."""

    libelle: str
    url: str


@dataclass(frozen=True, slots=True)
class Textes:
    """`source`: what is counted (« vos dossiers »). `totaux`: why who is counted is not listed. `ailleurs`: of a figure that is not
    made of anything one opens. `correction`: what mending does; `correcteurs`: who mends."""

    source: str
    vide: tuple[str, str]
    close: str
    totaux: str
    ailleurs: str
    lien_ailleurs: Lien
    correction: str
    correcteurs: str


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Metier:
    """`en_tete`: the figures read first. `debuts`: the columns that date the first year. `hors`: measures that say how many
    answered, to which no answer is missing. `cles`: of a measure, what it is made of, when it is not the objets of its table.

    `read_etats`: what can be done of each missing answer, by variable, then by key. `find_page`: where a row is mended.
    """

    catalogue: Catalogue
    en_tete: tuple[str, ...]
    debuts: tuple[tuple[Table, str], ...]
    objets: tuple[Objet, ...]
    variables: Mapping[str, Description]
    etats: Mapping[Etat, tuple[str, str]]
    textes: Textes
    list_closes: Callable[[Acteur], set[int]]
    read_etats: Callable[[Acteur, Mapping[str, Collection[int]], Collection[int]], dict[str, dict[int, Etat]]]
    find_page: Callable[[str, Etat, Any], Page]
    find_attente: Callable[[Acteur, "Compte"], Attente | None]
    droit_corriger: StrEnum
    hors: frozenset[str] = frozenset()
    cles: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def get_objet(self, cle: str) -> Objet:
        return next(objet for objet in self.objets if objet.cle == cle)


def get_metier(type_dispositif: str) -> Metier:
    from maillage.consolidation.direct.clause.metier import METIER_CLAUSE
    from maillage.consolidation.direct.plie.metier import METIER_PLIE
    from maillage.reseau.nomenclatures import TypeDispositif

    return {TypeDispositif.PLIE: METIER_PLIE, TypeDispositif.CLAUSE: METIER_CLAUSE}[TypeDispositif(type_dispositif)]
