"""Seals what is kept for a short while: unreadable in the database, in its backups and in its logs."""

import base64
from hashlib import blake2b

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.encoding import force_bytes


class SceauRompu(Exception):
    """The key changed since, or the content was altered."""


def _fernet() -> MultiFernet:
    # Derived from the installation's secret: rotating it makes what is kept unreadable, which is what is wanted.
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    keys = (blake2b(force_bytes(secret), digest_size=32, person=b"maillage.saisie").digest() for secret in secrets)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in keys])


def seal(content: bytes) -> bytes:
    return _fernet().encrypt(content)


def unseal(sealed: bytes | memoryview) -> bytes:
    try:
        return _fernet().decrypt(bytes(sealed))
    except InvalidToken:
        raise SceauRompu from None
