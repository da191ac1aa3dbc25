"""Seals what must stay unreadable in the database, in its backups and in its logs: a copy of them alone opens nothing.

One key per usage, derived from the installation's secret: what one usage sealed, another does not open. Former secrets
of `SECRET_KEY_FALLBACKS` still open what they sealed, so that the secret can be renewed.
"""

import base64
from dataclasses import dataclass
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.encoding import force_bytes


class SceauRompu(Exception):
    """What was sealed cannot be opened: another secret, another usage, or an altered value."""


@dataclass(frozen=True, slots=True)
class Coffre:
    """`usage` enters the key: renaming it makes what it sealed unreadable."""

    usage: str

    def seal(self, content: bytes) -> bytes:
        return self._fernet().encrypt(content)

    def unseal(self, sealed: bytes | memoryview) -> bytes:
        try:
            return self._fernet().decrypt(bytes(sealed))
        except InvalidToken as error:
            raise SceauRompu(
                f"« {self.usage} » est illisible : MAILLAGE_SECRET a changé sans que l’ancien soit gardé, ou la valeur "
                "est altérée."
            ) from error

    def _fernet(self) -> MultiFernet:
        return _make_fernet(self.usage, (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS))


@lru_cache(maxsize=1024)
def _make_fernet(usage: str, secrets: tuple[str | bytes, ...]) -> MultiFernet:
    """Deriving a key costs more than using it; a page opens many texts of one usage."""
    return MultiFernet([Fernet(_derive(usage, force_bytes(secret))) for secret in secrets])


def _derive(usage: str, secret: bytes) -> bytes:
    key = HKDF(algorithm=SHA256(), length=32, salt=None, info=usage.encode()).derive(secret)
    return base64.urlsafe_b64encode(key)
