"""What the journal says along a market, one module per subject; whose history may be read."""

from maillage.clause.evenements import amont as amont
from maillage.clause.evenements import aval as aval
from maillage.clause.evenements import marches as marches
from maillage.clause.evenements import proches as proches
from maillage.clause.evenements import releves as releves
from maillage.clause.evenements import statuts as statuts
from maillage.clause.evenements import suites_etapes as suites_etapes
from maillage.clause.evenements import suivi as suivi
