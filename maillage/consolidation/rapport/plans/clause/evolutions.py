"""The figures of the clause that are compared with the last year published."""

from maillage.consolidation.rapport.blocs import Partie
from maillage.consolidation.rapport.livre import Livre
from maillage.consolidation.rapport.plans.depuis import write_depuis

CODES = (
    "clause.heures", "clause.etp", "clause.participants", "clause.contrats_actifs", "clause.heures_par_participant",
    "clause.part_siae", "clause.part_tpe_pme", "clause.part_qpv", "clause.taux_realisation", "clause.duree_contrats_moyenne",
    "clause.etp_facilitateurs",
)  # fmt: skip


def write_evolutions(livre: Livre) -> Partie | None:
    return write_depuis(livre, CODES)
