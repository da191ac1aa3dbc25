"""The writes of the territory: loading a COG."""

from maillage.territoire.actions.referentiel import import_referentiel

__all__ = ["import_referentiel"]
