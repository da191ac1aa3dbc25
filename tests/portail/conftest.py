"""The real directory, on the regions and departements of the COG."""

from tests.reseau.conftest import annuaire, regions

__all__ = ["annuaire", "regions"]
