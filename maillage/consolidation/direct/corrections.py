"""What to mend first: each missing answer with its files, what its correction would bring, the figures it decides of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.urls import reverse

from maillage.consolidation.direct.comptage import Compte
from maillage.consolidation.direct.manques import Figure, Manque, list_manques
from maillage.consolidation.direct.metiers import Objet
from maillage.consolidation.direct.nomenclatures import CORRIGEABLES, Description, Etat
from maillage.consolidation.direct.presentation import write_url, write_valeur
from maillage.consolidation.direct.rules import Effet, write_bornes, write_effet
from maillage.indicateurs.cellules import TOTAL
from maillage.socle.acteur import Acteur
from maillage.socle.typographie import MANQUANT, lower_initiale


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
    def write_manquants(self) -> str:
        return self.effet.write(self.effet.manquants)

    @property
    def write_univers(self) -> str:
        return self.effet.write(self.effet.univers)

    @property
    def exemple(self) -> "FigureDite | None":
        """The figure of which least is known."""
        return max(self.figures, key=lambda figure: figure.largeur, default=None)


@dataclass(frozen=True, slots=True)
class FigureDite:
    """`largeur`: between its bounds."""

    libelle: str
    valeur: str
    bornes: str
    url: str
    largeur: Fraction = Fraction(0)

    @property
    def is_connue(self) -> bool:
        return self.valeur != MANQUANT


@dataclass(frozen=True, slots=True)
class Correction:
    """`etats`: by key of its objet, what can be done of its missing answer. `points`: the one that gains most first."""

    variable: str
    objet: Objet
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
    def write_corrigeables(self) -> str:
        return self.objet.count(self.corrigeables)

    @property
    def rang(self) -> tuple[object, ...]:
        return (-self.pire.effet.gain, -self.corrigeables, -self.pire.effet.avant, self.variable)


def list_corrections(
    acteur: Acteur, compte: Compte, *, closes: set[int], variable: str | None = None
) -> list[Correction]:
    """Of every answer that somebody lacks, the one whose correction lifts most doubt first."""
    metier = compte.metier
    by_variable: dict[str, list[Manque]] = {}
    for manque in list_manques(compte, variable):
        if manque.poids:
            by_variable.setdefault(manque.sujet.variable, []).append(manque)
    cles = _resolve(acteur, compte, by_variable)
    wanted = {
        one: {cles[manque.sujet.cle][n] for manque in group for n in manque.poids if n in cles[manque.sujet.cle]}
        for one, group in by_variable.items()
    }
    etats = metier.read_etats(acteur, wanted, closes)
    found = [
        Correction(
            one, metier.get_objet(group[0].sujet.cle), metier.variables[one], etats[one],
            tuple(_list_points(compte, group, cles[group[0].sujet.cle], etats[one])),
            f"{reverse('direct:manque', args=[one])}?annee={compte.millesime}",
        )
        for one, group in by_variable.items()
    ]  # fmt: skip
    return sorted(found, key=lambda correction: correction.rang)


def _resolve(acteur: Acteur, compte: Compte, manques: Mapping[str, Sequence[Manque]]) -> dict[str, dict[int, int]]:
    """By what lacks an answer: the key of each number."""
    numeros: dict[str, set[int]] = {}
    for group in manques.values():
        for manque in group:
            numeros.setdefault(manque.sujet.cle, set()).update(manque.poids)
    return {
        cle: compte.metier.get_objet(cle).resolve(acteur, compte.dispositif, wanted) for cle, wanted in numeros.items()
    }


def _list_points(
    compte: Compte, manques: Sequence[Manque], cles: dict[int, int], etats: dict[int, Etat]
) -> list[Point]:
    points = []
    for manque in manques:
        mended = [n for n in manque.poids if etats.get(cles.get(n, 0)) in CORRIGEABLES]
        effet = Effet(
            sum(manque.poids.values()), sum(manque.poids[n] for n in mended), manque.univers, len(mended),
            manque.sujet.diviseur,
        )  # fmt: skip
        description = compte.metier.variables[manque.sujet.variable]
        # Two axes may hold the same category (women, as a public and as a sex): it is said once.
        figures: dict[tuple[str, str, str], FigureDite] = {}
        for figure in manque.sujet.figures:
            if one := _write_figure(compte, figure, is_repondue=description.sauf_connus):
                figures.setdefault((one.libelle, one.valeur, one.bornes), one)
        points.append(Point(description, manque.sujet.libelle, effet, tuple(figures.values())))
    return sorted(points, key=lambda point: (-point.effet.gain, -point.effet.avant))


def _write_figure(compte: Compte, figure: Figure, *, is_repondue: bool) -> FigureDite | None:
    """None for a cell whose answer is known of all those it counts. `is_repondue`: it counts who did not answer as it says it does,
    and is not between bounds."""
    ventilation = figure.ventilation.code if figure.ventilation else TOTAL
    cellule = compte.find(figure.mesure, ventilation, figure.modalite)
    if cellule is None or not (cellule.non_reponse or is_repondue):
        return None
    bornes = compte.find_bornes(figure.mesure, cellule)
    libelle = figure.mesure.libelle
    if figure.ventilation:
        libelle = f"{libelle} : {lower_initiale(figure.ventilation.name(figure.modalite))}"
    query = f"&detail={ventilation}.{figure.modalite}" if figure.ventilation else ""
    return FigureDite(
        libelle, write_valeur(figure.mesure, cellule), write_bornes(bornes, figure.mesure.decimales) if bornes else "",
        write_url(figure.mesure, compte.millesime) + query,
        bornes.haut - bornes.bas if bornes else Fraction(0),
    )  # fmt: skip
