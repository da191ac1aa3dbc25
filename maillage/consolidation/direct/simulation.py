"""What the exits proposed, once decided as they are, would make of the rates: counted again by the catalogue."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from maillage.consolidation.catalogue.plie import PLIE
from maillage.consolidation.direct.comptage import Compte
from maillage.consolidation.direct.presentation import write_calcul, write_valeur
from maillage.consolidation.direct.queries import Proposee
from maillage.consolidation.faits.tables import PARCOURS
from maillage.indicateurs.calcul import compose, compute
from maillage.indicateurs.catalogue import Catalogue, Chapitre
from maillage.indicateurs.moteurs.memoire import MoteurMemoire
from maillage.indicateurs.periodes import make_annee

CODES = (
    "plie.sorties", "plie.sorties_positives", "plie.taux_brut", "plie.taux_neutralise", "plie.emploi_sur_sorties",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Passage:
    """One figure, now and then."""

    libelle: str
    avant: str
    apres: str
    calcul: str


@cache
def _make_catalogue() -> Catalogue:
    mesures = tuple(PLIE.mesures[code] for code in CODES)
    return Catalogue.make([Chapitre("sorties", "Sorties", "Ce que les sorties proposées changeraient.", mesures)])


def simulate_sorties(compte: Compte, proposees: Sequence[Proposee]) -> list[Passage]:
    """Of the year counted. The facts are not touched: a copy bears the exits as if they were decided."""
    catalogue, periode = _make_catalogue(), make_annee(compte.millesime)
    by_numero = {proposee.numero: proposee for proposee in proposees}
    closed = [_close(ligne, by_numero) for ligne in compte.faits.lignes[PARCOURS]]
    with MoteurMemoire({PARCOURS: closed}) as moteur:
        cellules = compose(catalogue, compute(catalogue, moteur, [periode], [str(compte.dispositif.uuid)]))
    then = {cellule.code: cellule for cellule in cellules if not cellule.ventilation}
    return [
        Passage(
            mesure.libelle,
            write_valeur(mesure, now),
            write_valeur(mesure, then[code]),
            write_calcul(mesure, then[code]),
        )
        for code, mesure in catalogue.mesures.items()
        if (now := compte.find(mesure)) is not None
    ]


Ligne = tuple[Any, ...]
COLONNES = {nom: rang for rang, nom in enumerate(PARCOURS.types)}


def _close(ligne: Ligne, proposees: Mapping[int, Proposee]) -> Ligne:
    proposee = proposees.get(ligne[COLONNES["parcours"]])
    if proposee is None:
        return ligne
    values = list(ligne)
    values[COLONNES["sortie"]], values[COLONNES["classe"]] = proposee.sortie, proposee.classe
    values[COLONNES["cause"]] = proposee.cause
    return tuple(values)
