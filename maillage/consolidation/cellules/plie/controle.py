"""The control of the figures of the PLIE."""

from maillage.consolidation.catalogue.plie import PLIE
from maillage.consolidation.cellules.controle import Controle
from maillage.consolidation.cellules.plie.arbres import COMPAREES, RACINES
from maillage.consolidation.cellules.plie.flux import add_stock_avant
from maillage.consolidation.cellules.plie.places import NON_PUBLIEES, REPONSES, list_nombres

CONTROLE_PLIE = Controle(
    "plie", "PLIE comptés", PLIE, list_nombres, RACINES,
    # A flow over another flow, a count over another population.
    sans_reste=frozenset({"plie.positives_sur_entrees", "plie.etapes_par_participant", "plie.file_par_etp"}),
    reponses=REPONSES,
    # Handicap, minimum income, address in a priority district (protection des données, R-64 and § 8.1).
    sensibles=frozenset({"brsa", "boeth", "qpv"}),
    non_publiees=NON_PUBLIEES, bind_avant=add_stock_avant, comparees=COMPAREES,
)  # fmt: skip
