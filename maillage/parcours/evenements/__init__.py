"""What the journal says along the parcours, one module per subject; whose history may be read."""

from maillage.parcours.evenements import etapes as etapes
from maillage.parcours.evenements import suivi as suivi
