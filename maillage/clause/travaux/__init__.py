"""What the worker does about the clause, one module per subject."""

from maillage.clause.travaux import bilans as bilans
from maillage.clause.travaux import releves as releves
from maillage.clause.travaux import ressemblances as ressemblances
from maillage.clause.travaux import suivi as suivi
