"""The table of facts of the directory: what a structure declares of its software, without naming it."""

from maillage.consolidation.faits.tables import DISPOSITIF
from maillage.indicateurs.tables import Colonne, Table, Type

STRUCTURES = Table(
    "structures", "un dispositif ouvert de l’annuaire, au jour où il est lu", 1,
    (
        DISPOSITIF,
        Colonne("lu_le", Type.DATE, "jour où l’annuaire est lu"),
        Colonne("equipe", Type.BOOLEEN, "un logiciel de son métier est déclaré ce jour-là : suivi des parcours pour un PLIE, suivi de la "
                "clause pour un service de la clause", "aucun logiciel déclaré, pour quelque usage que ce soit"),
    ),
)  # fmt: skip
TABLES_ANNUAIRE: tuple[Table, ...] = (STRUCTURES,)
