"""What the worker does about the parcours, one module per subject."""

from maillage.parcours.travaux import conservation as conservation
from maillage.parcours.travaux import orientations as orientations
from maillage.parcours.travaux import sorties as sorties
