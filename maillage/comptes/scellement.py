"""Seals the secrets of second factors at rest: a copy of the database alone opens nothing.

The key is derived from the installation's secret. Former secrets of `SECRET_KEY_FALLBACKS` still open what they
sealed, so that the secret can be renewed.
"""

import base64

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.encoding import force_bytes

USAGE = b"maillage.comptes.second-facteur"


class SceauBrise(Exception):
    """What was sealed cannot be opened: another secret, or an altered value."""


def seal(text: str) -> str:
    return _fernet().encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    try:
        return _fernet().decrypt(sealed.encode()).decode()
    except InvalidToken as error:
        raise SceauBrise(
            "Le secret d’un second facteur est illisible : MAILLAGE_SECRET a changé sans que l’ancien soit gardé."
        ) from error


def _fernet() -> MultiFernet:
    secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return MultiFernet([Fernet(_derive(force_bytes(secret))) for secret in secrets])


def _derive(secret: bytes) -> bytes:
    key = HKDF(algorithm=SHA256(), length=32, salt=None, info=USAGE).derive(secret)
    return base64.urlsafe_b64encode(key)
