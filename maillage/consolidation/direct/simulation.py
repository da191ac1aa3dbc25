"""What the figures would be with other rows: counted again by the catalogue, beside what they are."""

from collections.abc import Mapping
from typing import Any

from maillage.consolidation.direct.comptage import Compte
from maillage.consolidation.direct.metiers import Passage
from maillage.consolidation.direct.presentation import write_calcul, write_valeur
from maillage.indicateurs.calcul import compose, compute
from maillage.indicateurs.catalogue import Catalogue
from maillage.indicateurs.moteurs.memoire import MoteurMemoire
from maillage.indicateurs.periodes import make_annee
from maillage.indicateurs.tables import Table


def list_passages(compte: Compte, catalogue: Catalogue, lignes: Mapping[Table, list[tuple[Any, ...]]]) -> list[Passage]:
    """Of the year counted. The facts themselves are not touched."""
    periode = make_annee(compte.millesime)
    with MoteurMemoire(lignes) as moteur:
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
