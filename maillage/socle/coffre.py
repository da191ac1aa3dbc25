"""Seals what must stay unreadable in the database, in its backups and in its logs: a copy of them alone opens nothing.

One key per usage, derived from the installation's secret: what one usage sealed, another does not open. Former secrets
of `SECRET_KEY_FALLBACKS` still open what they sealed, so that the secret can be renewed.
"""

import base64
import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.encoding import force_bytes

FORME = b"\x02"  # begins what is sealed; what the first version of Maillage sealed (Fernet) begins with a letter
DEBUT = 13  # the form, and twelve bytes drawn for this text alone


class SceauRompu(Exception):
    """What was sealed cannot be opened: another secret, another usage, or an altered value."""


@dataclass(frozen=True, slots=True)
class Coffre:
    """`usage` enters the key: renaming it makes what it sealed unreadable."""

    usage: str

    def seal(self, content: bytes) -> bytes:
        drawn = os.urandom(DEBUT - 1)
        return FORME + drawn + _make_cle(self.usage, settings.SECRET_KEY).encrypt(drawn, content, None)

    def unseal(self, sealed: bytes | memoryview) -> bytes:
        if sealed[:1] != FORME:
            return self._unseal_former(bytes(sealed))
        drawn, content = sealed[1:DEBUT], sealed[DEBUT:]
        for secret in _list_secrets():
            try:
                return _make_cle(self.usage, secret).decrypt(drawn, content, None)
            except (InvalidTag, ValueError):  # another secret may have sealed it
                continue
        raise self._refuse()

    def seal_text(self, text: str) -> str:
        """For what is kept as text: the seal in letters and digits."""
        return base64.urlsafe_b64encode(self.seal(text.encode())).decode()

    def unseal_text(self, sealed: str) -> str:
        """A former seal was already in letters and digits: it is opened as it is."""
        try:
            content = base64.urlsafe_b64decode(sealed)
        except ValueError as error:  # neither
            raise self._refuse() from error
        return self.unseal(content if content[:1] == FORME else sealed.encode()).decode()

    def _unseal_former(self, sealed: bytes) -> bytes:
        try:
            return MultiFernet([_make_ancienne(self.usage, secret) for secret in _list_secrets()]).decrypt(sealed)
        except InvalidToken as error:
            raise self._refuse() from error

    def _refuse(self) -> SceauRompu:
        return SceauRompu(
            f"« {self.usage} » est illisible : MAILLAGE_SECRET a changé sans que l’ancien soit gardé, ou la valeur est "
            "altérée."
        )


def _list_secrets() -> Iterator[str | bytes]:
    yield settings.SECRET_KEY
    yield from settings.SECRET_KEY_FALLBACKS


@lru_cache(maxsize=1024)
def _make_cle(usage: str, secret: str | bytes) -> AESGCM:
    """Deriving a key costs more than using it; a page opens many texts of one usage."""
    return AESGCM(_derive(usage, secret))


@lru_cache(maxsize=1024)
def _make_ancienne(usage: str, secret: str | bytes) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(_derive(usage, secret)))


def _derive(usage: str, secret: str | bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=usage.encode()).derive(force_bytes(secret))
