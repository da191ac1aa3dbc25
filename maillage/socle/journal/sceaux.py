"""The seals of the journals (R-32): one HMAC per row at its creation, one hash and one HMAC per block of rows.

The keys come from the settings, never from the database: whoever writes in the base alone can forge nothing.
The first key of `JOURNAL_CLES` seals; the others, retired, still verify, so that a key is changed without stopping.
"""

import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from enum import Enum
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.conf import settings

VERSION = "maillage-journal-1"
CONTENU = (
    "uuid",
    "dispositif_id",
    "horodatage",
    "compte_id",
    "role",
    "type",
    "cible",
    "cible_cle",
    "details",
    "requete",
)
_ENCODEUR = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
EN_TETE = (
    "chaine",
    "numero",
    "precedent",
    "nombre",
    "contenu",
    "debut",
    "fin",
    "scelle_le",
)


class DetailRefuse(TypeError):
    """A journal holds codes, identifiers and dates: anything else would not read back as it was written."""


def clean_details(value: Any) -> Any:
    """The same value in what JSON gives back unchanged on both engines; floats and objects are refused."""
    if isinstance(value, Enum):
        return clean_details(value.value)
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, Mapping):
        return {str(key): clean_details(item) for key, item in value.items()}
    if isinstance(value, Iterable):
        return [clean_details(item) for item in (sorted(value) if isinstance(value, set | frozenset) else value)]
    raise DetailRefuse(f"Le journal n’accepte pas {type(value).__name__} : donnez un code, un entier ou une date.")


def sign_ligne(journal: str, valeurs: Mapping[str, Any]) -> str:
    """The seal of a row: `key identifier$HMAC-SHA256` of its canonical content, its identifier included."""
    return _seal(_canonical(journal, valeurs))


def is_ligne_intacte(journal: str, valeurs: Mapping[str, Any], sceau: str) -> bool:
    return _verify(_canonical(journal, valeurs), sceau)


def sign(message: str) -> str:
    return _seal(message.encode())


def is_signed(message: str, sceau: str) -> bool:
    return _verify(message.encode(), sceau)


def hash_lignes(lignes: Iterable[tuple[int, int, str]]) -> str:
    """The content of a block: its rows' (rang, id, sceau), in order."""
    digest = hashlib.sha256()
    for rang, pk, sceau in lignes:
        digest.update(f"{rang}:{pk}:{sceau}\n".encode())
    return digest.hexdigest()


def join_contenu(lignes: str, flux: str) -> str:
    """What a block's header says of its rows: the hash of their seals and, when it can vouch for it, of their flux."""
    return f"{lignes}/{flux}" if flux else lignes


def split_contenu(contenu: str) -> tuple[str, str]:
    lignes, _, flux = contenu.partition("/")
    return lignes, flux


def hash_en_tete(bloc: Any) -> str:
    values = [_plain(getattr(bloc, name)) for name in EN_TETE]
    return hashlib.sha256(json.dumps([VERSION, *values], ensure_ascii=False).encode()).hexdigest()


def _canonical(journal: str, valeurs: Mapping[str, Any]) -> bytes:
    names = CONTENU if "adresse" not in valeurs else (*CONTENU, "adresse")
    content = [VERSION, journal, *(_plain(valeurs[name]) for name in names)]
    return _ENCODEUR.encode(content).encode()


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return str(value) if isinstance(value, UUID) else value


def _cles() -> dict[str, bytes]:
    return _derive(tuple(settings.JOURNAL_CLES))


@lru_cache
def _derive(secrets: tuple[str, ...]) -> dict[str, bytes]:
    """Name → key, the sealing one first. The name tells which key to verify with and says nothing of it."""
    cles = [hashlib.sha256(f"{VERSION}:{secret}".encode()).digest() for secret in secrets]
    return {hashlib.sha256(b"nom:" + cle).hexdigest()[:8]: cle for cle in cles}


def _seal(message: bytes) -> str:
    nom, cle = next(iter(_cles().items()))
    return f"{nom}${_hmac(cle, message)}"


def _hmac(cle: bytes, message: bytes) -> str:
    return hmac.digest(cle, message, "sha256").hex()


def _verify(message: bytes, sceau: str) -> bool:
    nom, _, empreinte = sceau.partition("$")
    cle = _cles().get(nom)
    return cle is not None and hmac.compare_digest(_hmac(cle, message), empreinte)
