"""What leaves when its time has come, one module per subject."""

from maillage.clause.purges import contacts as contacts
from maillage.clause.purges import personnes as personnes
from maillage.clause.purges import temps as temps
