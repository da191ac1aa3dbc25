"""The archive's own seal. What the database keeps sealed leaves sealed under a phrase drawn for this archive alone.

AES-SIV (RFC 5297): the same text at the same place under the same phrase gives the same bytes, so that an archive can
be made again identically; the place enters the seal, so that a cell copied elsewhere does not open.
"""

import base64
import hmac
import secrets
from dataclasses import dataclass
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from maillage.socle.coffre import Coffre

COFFRE = Coffre("maillage.echanges.restitution")  # keeps the phrase itself, until the archive is erased
ALPHABET = "ABCDEFGHJKMNPQRSTVWXYZ23456789"  # nothing that is read one for another
GROUPES, LETTRES = 6, 5  # 147 bits: drawn, hence no slow derivation is needed
INFO = b"maillage.restitution.1"


class SceauIllisible(Exception):
    """Another phrase, or an altered cell."""


def draw_phrase() -> str:
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(LETTRES)) for _ in range(GROUPES))


def normalize_phrase(phrase: str) -> str:
    """As typed by hand: neither case, spaces nor hyphens count."""
    return "".join(c for c in phrase.upper() if c in ALPHABET)


@dataclass(frozen=True, slots=True)
class Sceau:
    """Seals and opens the cells of one archive, and signs its list of fingerprints."""

    cellules: AESSIV
    signature: bytes

    def seal(self, text: str, colonne: str, rang: int) -> str:
        """Empty stays empty: whether something is said is not a secret."""
        if not text:
            return ""
        return base64.b64encode(self.cellules.encrypt(text.encode(), _place(colonne, rang))).decode()

    def unseal(self, cell: str, colonne: str, rang: int) -> str:
        if not cell:
            return ""
        try:
            return self.cellules.decrypt(base64.b64decode(cell, validate=True), _place(colonne, rang)).decode()
        except (InvalidTag, ValueError) as error:
            raise SceauIllisible from error

    def sign(self, content: bytes) -> str:
        return hmac.digest(self.signature, content, "sha256").hex()

    def is_signed(self, content: bytes, signature: str) -> bool:
        return hmac.compare_digest(self.sign(content), signature)


def make_sceau(phrase: str, dispositif: UUID) -> Sceau:
    key = HKDF(algorithm=SHA256(), length=96, salt=dispositif.bytes, info=INFO).derive(
        normalize_phrase(phrase).encode()
    )
    return Sceau(AESSIV(key[:64]), key[64:])


def _place(colonne: str, rang: int) -> list[bytes]:
    return [colonne.encode(), str(rang).encode()]
