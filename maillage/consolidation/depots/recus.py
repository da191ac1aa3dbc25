"""The receipt of a deposit: what was received, when, under which fingerprint, signed so that anybody may check it.

Ed25519, by a key drawn from the secret of the installation: the public half is in the receipt, and on the page that checks.
"""

import hashlib
import hmac
from base64 import b64decode, b64encode
from collections.abc import Mapping
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings
from django.utils.encoding import force_bytes

from maillage.consolidation.depots.models import Depot
from maillage.consolidation.depots.rules.documents import encode

FORMAT = "maillage.recu/1"


def write_recu(depot: Depot) -> dict[str, Any]:
    said = {
        "format": FORMAT,
        "campagne": str(depot.campagne.uuid),
        "consolidation": depot.campagne.consolide,
        "millesime": depot.campagne.millesime,
        "dispositif": str(depot.dispositif.uuid),
        "nom": depot.dispositif.nom,
        "depot": str(depot.uuid),
        "version": depot.version,
        "origine": depot.origine,
        "recu_le": depot.recu_le.isoformat(),
        "cellules": depot.nombre,
        "empreinte": depot.empreinte,
        "cle": read_cle_publique(),
    }
    return said | {"signature": sign(said)}


def sign(said: Mapping[str, Any]) -> str:
    return b64encode(_make_cle(settings.SECRET_KEY).sign(encode(said))).decode()


def is_authentique(recu: Mapping[str, Any]) -> bool:
    """Signed by this installation, with its key of today or one of before."""
    said = {nom: valeur for nom, valeur in recu.items() if nom != "signature"}
    try:
        signature = b64decode(str(recu.get("signature", "")), validate=True)
    except ValueError:
        return False
    return any(
        _verify(_make_cle(secret).public_key(), signature, encode(said))
        for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    )


def read_cle_publique() -> str:
    return b64encode(_make_cle(settings.SECRET_KEY).public_key().public_bytes_raw()).decode()


def _verify(cle: Ed25519PublicKey, signature: bytes, contenu: bytes) -> bool:
    try:
        cle.verify(signature, contenu)
    except InvalidSignature:
        return False
    return True


def _make_cle(secret: str | bytes) -> Ed25519PrivateKey:
    graine = hmac.new(force_bytes(secret), b"maillage-recus", hashlib.sha256).digest()
    return Ed25519PrivateKey.from_private_bytes(graine)
