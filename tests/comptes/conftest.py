"""The limits of sign-in are proved on real servers, with a database of their own."""

from tests.bases import base, base_modele

__all__ = ["base", "base_modele"]
