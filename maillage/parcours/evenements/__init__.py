"""What the journal says along the parcours, one module per subject; whose history may be read."""

from maillage.parcours.evenements import contrats as contrats
from maillage.parcours.evenements import diagnostics as diagnostics
from maillage.parcours.evenements import suivi as suivi
