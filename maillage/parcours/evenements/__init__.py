"""What the journal says along the parcours, one module per subject; whose history may be read."""

from maillage.parcours.evenements import commission as commission
from maillage.parcours.evenements import contacts as contacts
from maillage.parcours.evenements import contrats as contrats
from maillage.parcours.evenements import diagnostics as diagnostics
from maillage.parcours.evenements import etapes as etapes
from maillage.parcours.evenements import orientations as orientations
from maillage.parcours.evenements import personne as personne
from maillage.parcours.evenements import pilotage as pilotage
from maillage.parcours.evenements import sorties as sorties
from maillage.parcours.evenements import suivi as suivi
