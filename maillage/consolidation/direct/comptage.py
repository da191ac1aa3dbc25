"""Counts one dispositif now, by the catalogue, on its own facts read afresh; says which of its rows weigh on a cell.

Imports the language of measures: views import this module when they are first asked for a page.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import TracebackType
from typing import Self

from maillage.consolidation.catalogue.plie import PLIE
from maillage.consolidation.direct.rules import Bornes, Doute, find_bornes
from maillage.consolidation.faits.codage import Faits
from maillage.consolidation.faits.tables import PARCOURS
from maillage.indicateurs.calcul import DISPOSITIF, compose, compute
from maillage.indicateurs.catalogue import Catalogue, Chapitre
from maillage.indicateurs.cellules import TOTAL, Cellule, Cle
from maillage.indicateurs.lignes import Place, list_places
from maillage.indicateurs.mesures import AnyMesure, Sur, Taux
from maillage.indicateurs.moteurs.memoire import MoteurMemoire
from maillage.indicateurs.periodes import make_annee
from maillage.indicateurs.populations import Population
from maillage.indicateurs.ventilations import AnyVentilation
from maillage.reseau.models import Dispositif

ANNEES = 3


@dataclass(frozen=True, eq=False, slots=True)
class Compte:
    """The facts of one dispositif at this instant, and its cells of several years, `millesime` first."""

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
        self, mesure: AnyMesure, ventilation: AnyVentilation | None = None, modalite: str = ""
    ) -> list[tuple[int, Place]]:
        """By number of parcours: of a figure that is made of files."""
        periode, cle = make_annee(self.millesime), find_cle(mesure)
        return list_places(self.moteur, mesure, periode, cle=cle, ventilation=ventilation, modalite=modalite)

    def find_bornes(self, mesure: AnyMesure, cellule: Cellule) -> Bornes | None:
        """None where every answer is known, and where no bound can be told (a mean has none)."""
        if not isinstance(mesure, Taux) or not cellule.non_reponse or mesure.facteur != 100:
            return None
        return find_bornes(cellule.numerateur, cellule.base, self._find_doute(mesure, cellule))

    def _find_doute(self, taux: Taux, cellule: Cellule) -> Doute:
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


def find_premiere_annee(faits: Faits) -> int | None:
    """Of its first entry; None where nobody has entered yet."""
    rang = list(PARCOURS.types).index("entree")
    return min((ligne[rang].year for ligne in faits.lignes[PARCOURS]), default=None)


@lru_cache(maxsize=256)
def find_seule(code: str) -> Catalogue | None:
    """The catalogue less all but one of its figures: what the page of that figure counts. None: it has no such figure."""
    mesure = PLIE.mesures.get(code)
    return None if mesure is None else Catalogue.make([Chapitre("", "", "", (mesure,))])


def open_compte(dispositif: Dispositif, faits: Faits, millesime: int, catalogue: Catalogue = PLIE) -> Compte:
    """`faits`: as just read (`extraction.read_faits`), so that what is counted is what is in the files now."""
    annees = tuple(millesime - rang for rang in range(ANNEES))
    moteur = MoteurMemoire(faits.lignes)
    additives = compute(catalogue, moteur, [make_annee(annee) for annee in annees], [str(dispositif.uuid)])
    cellules = compose(catalogue, additives)
    return Compte(
        dispositif, millesime, annees, faits, moteur, {c.cle: c for c in cellules}, {c.cle: c for c in additives}
    )


def find_cle(mesure: AnyMesure) -> str:
    """Whom its rows are of: empty where they are not of files (the working time of référents)."""
    return "parcours" if "parcours" in find_population(mesure).table.types else ""


def find_population(mesure: AnyMesure) -> Population:
    return (mesure.numerateur if isinstance(mesure, Taux) else mesure).population


def find_ventilation(mesure: AnyMesure, code: str) -> AnyVentilation | None:
    return next((ventilation for ventilation in mesure.ventilations if ventilation.code == code), None)
