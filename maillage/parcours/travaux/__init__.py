"""What the worker does about the parcours, one module per subject."""

from maillage.parcours.travaux import sorties as sorties
