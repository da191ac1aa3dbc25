"""What to mend first: each missing answer with its files, what its correction would bring, the figures it decides of."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.urls import reverse

from maillage.consolidation.direct import queries
from maillage.consolidation.direct.comptage import Compte
from maillage.consolidation.direct.manques import Figure, Manque, list_manques
from maillage.consolidation.direct.nomenclatures import CORRIGEABLES, VARIABLES, Description, Etat, Variable
from maillage.consolidation.direct.presentation import write_url, write_valeur
from maillage.consolidation.direct.rules import Effet, write_bornes, write_effet
from maillage.indicateurs.cellules import TOTAL
from maillage.socle.acteur import Acteur
from maillage.socle.typographie import lower_initiale


@dataclass(frozen=True, slots=True)
class Point:
    """The effect on the figures of one base."""

    description: Description
    base: str
    effet: Effet
    figures: tuple["FigureDite", ...]

    @property
    def phrase(self) -> str:
        return write_effet(self.description, self.effet, base=self.base)

    @property
    def exemple(self) -> "FigureDite":
        """The figure of which least is known."""
        return max(self.figures, key=lambda figure: figure.largeur)


@dataclass(frozen=True, slots=True)
class FigureDite:
    """`largeur`: between its bounds."""

    libelle: str
    valeur: str
    bornes: str
    url: str
    largeur: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True)
class Correction:
    """`etats`: by parcours, what can be done of its missing answer. `points`: the one that gains most first."""

    variable: Variable
    description: Description
    etats: dict[int, Etat]
    points: tuple[Point, ...]
    url: str

    @property
    def pire(self) -> Point:
        return self.points[0]

    @property
    def corrigeables(self) -> int:
        return sum(etat in CORRIGEABLES for etat in self.etats.values())

    @property
    def rang(self) -> tuple[object, ...]:
        return (-self.pire.effet.gain, -self.corrigeables, -self.pire.effet.avant, self.variable.value)


def list_corrections(
    acteur: Acteur, compte: Compte, *, closes: set[int], variable: Variable | None = None
) -> list[Correction]:
    """Of every answer that somebody lacks, the one whose correction lifts most doubt first."""
    manques = [manque for manque in list_manques(compte, variable) if manque.numeros]
    cles = queries.resolve_numeros(acteur, compte.dispositif, {n for manque in manques for n in manque.numeros})
    by_variable: dict[Variable, list[Manque]] = {}
    for manque in manques:
        by_variable.setdefault(manque.sujet.variable, []).append(manque)
    wanted = {
        one: {cles[n] for manque in group for n in manque.numeros if n in cles} for one, group in by_variable.items()
    }
    etats = queries.read_etats(acteur, wanted, closes=closes)
    found = [
        Correction(
            one, VARIABLES[one], etats[one], tuple(_list_points(compte, group, cles, etats[one])),
            f"{reverse('direct:manque', args=[one.value])}?annee={compte.millesime}",
        )
        for one, group in by_variable.items()
    ]  # fmt: skip
    return sorted(found, key=lambda correction: correction.rang)


def _list_points(
    compte: Compte, manques: Sequence[Manque], cles: dict[int, int], etats: dict[int, Etat]
) -> list[Point]:
    points = []
    for manque in manques:
        mended = sum(etats.get(cles.get(numero, 0)) in CORRIGEABLES for numero in manque.numeros)
        effet = Effet(len(manque.numeros), mended, manque.univers)
        figures = (_write_figure(compte, figure) for figure in manque.sujet.figures)
        points.append(
            Point(
                VARIABLES[manque.sujet.variable],
                manque.sujet.libelle,
                effet,
                tuple(dict.fromkeys(one for one in figures if one)),
            )
        )
    return sorted(points, key=lambda point: (-point.effet.gain, -point.effet.avant))


def _write_figure(compte: Compte, figure: Figure) -> FigureDite | None:
    """None for a cell whose answer is known of all those it counts."""
    ventilation = figure.ventilation.code if figure.ventilation else TOTAL
    cellule = compte.find(figure.mesure, ventilation, figure.modalite)
    if cellule is None or not cellule.non_reponse:
        return None
    bornes = compte.find_bornes(figure.mesure, cellule)
    libelle = figure.mesure.libelle
    if figure.ventilation:
        libelle = f"{libelle} : {lower_initiale(figure.ventilation.name(figure.modalite))}"
    query = f"&detail={ventilation}.{figure.modalite}" if figure.ventilation else ""
    return FigureDite(
        libelle, write_valeur(figure.mesure, cellule), write_bornes(bornes) if bornes else "",
        write_url(figure.mesure, compte.millesime) + query,
        bornes.haut - bornes.bas if bornes else Fraction(0),
    )  # fmt: skip
