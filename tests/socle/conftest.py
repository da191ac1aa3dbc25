"""What the shared services' tests have: a database for real processes."""

from tests.bases import base, base_modele

__all__ = ["base", "base_modele"]
