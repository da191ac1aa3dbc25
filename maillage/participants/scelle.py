"""Columns that the database, its backups and its logs cannot read: sensitive data, free text, outside identifiers.

One key per usage and per dispositif: what is copied from one compartment into another does not open there.
"""

from functools import lru_cache
from hashlib import sha256
from hmac import new as new_hmac
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.encoding import force_bytes

from maillage.socle.coffre import Coffre


@lru_cache(maxsize=512)
def get_coffre(usage: str, dispositif: int) -> Coffre:
    return Coffre(f"participants:{usage}:{dispositif}")


class Scelle:
    """A text kept sealed in the BinaryField `<name>_scelle`: read and written as `objet.<name>`."""

    def __init__(self, usage: str) -> None:
        self.usage = usage

    def __set_name__(self, owner: type, name: str) -> None:
        self.colonne = f"{name.removeprefix('_')}_scelle"

    def __get__(self, objet: Any, owner: type | None = None) -> str:
        if objet is None:
            return ""
        return open_texte(self.usage, objet.dispositif_id, getattr(objet, self.colonne))

    def __set__(self, objet: Any, value: str) -> None:
        """Set it after the dispositif: the key is its own."""
        sealed = get_coffre(self.usage, objet.dispositif_id).seal(value.encode()) if value else b""
        setattr(objet, self.colonne, sealed)


def open_texte(usage: str, dispositif: int, sealed: bytes | None) -> str:
    """Of a column read alone: what is counted by the thousand does not make an object each."""
    return get_coffre(usage, dispositif).unseal(sealed).decode() if sealed else ""


def colonne_scellee(libelle: str) -> Any:
    return models.BinaryField(libelle, default=bytes, blank=True)


def hash_identifiant(usage: str, dispositif: int, value: str) -> str:
    """A blind index: finds an exact identifier again without keeping it readable. Empty stays empty."""
    if not value:
        return ""
    key = sha256(force_bytes(settings.SECRET_KEY) + f":{usage}:{dispositif}".encode()).digest()
    return new_hmac(key, value.encode(), sha256).hexdigest()
