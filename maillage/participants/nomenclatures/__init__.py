"""Closed lists of the person followed and of their situation, one module per subject."""
