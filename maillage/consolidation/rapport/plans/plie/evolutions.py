"""The figures of the PLIE that are compared with the last year published."""

from maillage.consolidation.rapport.blocs import Partie
from maillage.consolidation.rapport.livre import Livre
from maillage.consolidation.rapport.plans.depuis import write_depuis

CODES = (
    "plie.accompagnes", "plie.entrees", "plie.entrees.part_femmes", "plie.entrees.part_peu_qualifies", "plie.sorties",
    "plie.sorties_positives", "plie.taux_brut", "plie.taux_neutralise", "plie.part_emploi", "plie.part_formation",
)  # fmt: skip


def write_evolutions(livre: Livre) -> Partie | None:
    return write_depuis(livre, CODES)
