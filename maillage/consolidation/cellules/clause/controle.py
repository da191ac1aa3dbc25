"""The control of the figures of the clause (ADR 0037)."""

from maillage.consolidation.catalogue.clause.apports import APPORTS, PARTAGE, RESTE
from maillage.consolidation.catalogue.clause.catalogue import CLAUSE
from maillage.consolidation.cellules.clause.arbres import IDENTITES, RACINES
from maillage.consolidation.cellules.clause.places import (
    DES_DECLARANTS,
    EMPLOYEURS,
    ENGAGEES,
    ENTREPRISES,
    ENTREPRISES_TENUES,
    LIBRES,
    PILOTEES,
    RENSEIGNEMENT,
    list_nombres,
)
from maillage.consolidation.cellules.controle import Controle, Partage

PAR_FACILITATEUR = ("donneurs", "marches", "heures", "etp", "participants", "contrats", "entreprises")
CONTROLE_CLAUSE = Controle(
    "clause", "Services comptés", CLAUSE, list_nombres, RACINES,
    # A count over another population; what is left of the answers is those who gave none.
    sans_reste=frozenset({
        "clause.heures_par_participant", "clause.contrats_par_participant", "clause.sortie_6_reponses",
        "clause.sortie_12_reponses", *(f"clause.{quoi}_par_facilitateur" for quoi in PAR_FACILITATEUR),
    }),
    reponses=frozenset({RENSEIGNEMENT}), sensibles=frozenset({"brsa", "handicap", "qpv", "qpv_adresse"}),
    libres=LIBRES, distinctes=frozenset({ENTREPRISES, EMPLOYEURS, ENTREPRISES_TENUES}), identites=IDENTITES, nationales=DES_DECLARANTS,
    grandeurs=APPORTS, partage=Partage(ENGAGEES, PILOTEES, RESTE, PARTAGE), pese_muets=True,
)  # fmt: skip
