"""Counts one dispositif now, by the catalogue, on its own facts read afresh; says which of its rows weigh on a cell.

Imports the language of measures: views import this module when they are first asked for a page.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import TracebackType
from typing import Self

from maillage.consolidation.direct.metiers import Metier, Objet
from maillage.consolidation.direct.rules import Bornes, Doute, find_bornes
from maillage.consolidation.faits.codage import Faits
from maillage.indicateurs.calcul import DISPOSITIF, compose, compute
from maillage.indicateurs.catalogue import Catalogue, Chapitre
from maillage.indicateurs.cellules import TOTAL, Cellule, Cle
from maillage.indicateurs.lignes import Pesee, Place, list_colonnes, list_places
from maillage.indicateurs.mesures import AnyMesure, Comptable, Somme, Sur, Taux
from maillage.indicateurs.moteurs.memoire import MoteurMemoire
from maillage.indicateurs.periodes import make_annee
from maillage.indicateurs.populations import Population
from maillage.indicateurs.ventilations import AnyVentilation
from maillage.reseau.models import Dispositif

ANNEES = 3


@dataclass(frozen=True, eq=False, slots=True)
class Compte:
    """The facts of one dispositif at this instant, and its cells of several years, `millesime` first."""

    metier: Metier
    dispositif: Dispositif
    millesime: int
    annees: tuple[int, ...]
    faits: Faits
    moteur: MoteurMemoire
    cellules: Mapping[Cle, Cellule]
    additives: Mapping[Cle, Cellule]

    def find(
        self, mesure: AnyMesure, ventilation: str = TOTAL, modalite: str = "", *, annee: int = 0
    ) -> Cellule | None:
        return self.cellules.get(self._make_cle(mesure, ventilation, modalite, annee))

    def list_cellules(self) -> list[Cellule]:
        """Of the millésime alone."""
        return [cellule for cellule in self.cellules.values() if cellule.periode == str(self.millesime)]

    def list_places(
        self, mesure: AnyMesure, ventilation: AnyVentilation | None = None, modalite: str = "", *, cle: str = DISPOSITIF
    ) -> list[Pesee]:
        """By number of what its rows are of: of a figure that is made of what one opens."""
        periode = make_annee(self.millesime)
        return list_places(self.moteur, mesure, periode, cle=cle, ventilation=ventilation, modalite=modalite)

    def weigh_inconnus(self, mesure: AnyMesure, cellule: Cellule) -> int:
        """What is not known to belong: of a total, what those rows add up to, and not how many they are."""
        if not cellule.non_reponse or not isinstance(_get_dessus(mesure), Somme):
            return cellule.non_reponse
        ventilation = find_ventilation(mesure, cellule.ventilation)
        places = self.list_places(mesure, ventilation, cellule.modalite)
        return sum(one.poids for one in places if one.place is Place.INCONNU)

    def find_bornes(self, mesure: AnyMesure, cellule: Cellule) -> Bornes | None:
        """None where every answer is known, and where no bound can be told (a mean has none)."""
        if not isinstance(mesure, Taux) or not cellule.non_reponse or mesure.facteur != 100:
            return None
        return find_bornes(cellule.numerateur, cellule.base, self._find_doute(mesure, cellule))

    def _find_doute(self, taux: Taux, cellule: Cellule) -> Doute:
        if isinstance(taux.denominateur, Somme):
            inconnus = self.weigh_inconnus(taux, cellule)
            is_dedans = taux.sur is Sur.ENSEMBLE if cellule.ventilation else _keeps_inconnus(self.metier, taux)
            return Doute(dedans=inconnus) if is_dedans else Doute(certains=inconnus)
        above, below = (
            self.additives[self._make_cle(part, cellule.ventilation, cellule.modalite, int(cellule.periode))]
            for part in (taux.numerateur, taux.denominateur)
        )
        if cellule.ventilation == TOTAL:
            # Those of whom the numerator does not know were left out of the base with it.
            return Doute(certains=above.non_reponse, en_dessous=below.non_reponse)
        if taux.sur is Sur.MODALITE:
            return Doute(au_dessus=above.non_reponse, en_dessous=below.non_reponse - above.non_reponse)
        if taux.sur is Sur.ENSEMBLE:
            return Doute(dedans=below.non_reponse)
        return Doute(certains=below.non_reponse)

    def _make_cle(self, mesure: AnyMesure, ventilation: str, modalite: str, annee: int) -> Cle:
        periode = str(annee or self.millesime)
        return (mesure.code, mesure.version, periode, DISPOSITIF, str(self.dispositif.uuid), ventilation, modalite)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.moteur.close()


def _keeps_inconnus(metier: Metier, taux: Taux) -> bool:
    """Whether the base holds those of whom the numerator does not know: it does not ask what the numerator asks."""
    return bool(list_variables(metier, taux.numerateur) - list_variables(metier, taux.denominateur))


def list_variables(metier: Metier, mesure: Comptable) -> frozenset[str]:
    """The answers that its condition reads."""
    if mesure.condition is None:
        return frozenset()
    read = list_colonnes(mesure.population, mesure.condition)
    return frozenset(code for code, one in metier.variables.items() if read & set(one.colonnes or (code,)))


def find_premiere_annee(metier: Metier, faits: Faits) -> int | None:
    """Of its first row; None where there is none yet."""
    found = []
    for table, colonne in metier.debuts:
        rang = list(table.types).index(colonne)
        found += [ligne[rang].year for ligne in faits.lignes[table]]
    return min(found, default=None)


@lru_cache(maxsize=512)
def find_seule(metier: Metier, code: str) -> Catalogue | None:
    """The catalogue less all but one of its figures: what the page of that figure counts. None: it has no such figure."""
    mesure = metier.catalogue.mesures.get(code)
    return None if mesure is None else Catalogue.make([Chapitre("", "", "", (mesure,))])


def open_compte(
    metier: Metier, dispositif: Dispositif, faits: Faits, millesime: int, catalogue: Catalogue | None = None
) -> Compte:
    """`faits`: as just read (`extraction.read_faits`), so that what is counted is what is in the files now. `catalogue`: the part
    of the metier's that is counted."""
    catalogue = catalogue or metier.catalogue
    annees = tuple(millesime - rang for rang in range(ANNEES))
    moteur = MoteurMemoire(faits.lignes)
    additives = compute(catalogue, moteur, [make_annee(annee) for annee in annees], [str(dispositif.uuid)])
    cellules = compose(catalogue, additives)
    return Compte(
        metier, dispositif, millesime, annees, faits, moteur,
        {c.cle: c for c in cellules}, {c.cle: c for c in additives},
    )  # fmt: skip


def list_objets(metier: Metier, mesure: AnyMesure) -> list[Objet]:
    """What its rows are of, the first one first: none where they are of nothing one opens (the working time of référents)."""
    if mesure.code in metier.cles:
        return [metier.get_objet(cle) for cle in metier.cles[mesure.code]]
    types = find_population(mesure).table.types
    return [objet for objet in metier.objets if objet.cle in types]


def _get_dessus(mesure: AnyMesure) -> Comptable:
    return mesure.numerateur if isinstance(mesure, Taux) else mesure


def find_population(mesure: AnyMesure) -> Population:
    return _get_dessus(mesure).population


def find_ventilation(mesure: AnyMesure, code: str) -> AnyVentilation | None:
    return next((ventilation for ventilation in mesure.ventilations if ventilation.code == code), None)
