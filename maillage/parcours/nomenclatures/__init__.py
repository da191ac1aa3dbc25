"""Closed lists of the parcours, one module per subject."""
