"""The ledger of erasures: what is erased stays erased, even after an older backup is restored (T13, R-21).

It lives outside the database, beside the journals' anchors: a restored database forgets, this file does not.
"""

import hashlib
import hmac
import json
import os
from datetime import date
from pathlib import Path

from django.conf import settings
from django.db import models

from maillage.socle.journal.sceaux import is_signed, sign
from maillage.socle.protection.models import PierreTombale


def hash_objet(objet: models.Model) -> str:
    """Cannot be turned back: keyed, over a random identifier."""
    message = f"{objet._meta.label_lower}:{getattr(objet, 'uuid', objet.pk)}".encode()
    cle = hashlib.sha256(f"tombes:{settings.JOURNAL_CLES[-1]}".encode()).digest()
    return hmac.digest(cle, message, "sha256").hex()


def bury(objet: models.Model, *, regle: str, on: date) -> PierreTombale:
    """Within the erasure's transaction; the file is written first: a stone too many erases again what is erased."""
    empreinte = hash_objet(objet)
    found = PierreTombale.objects.filter(empreinte=empreinte).first()
    if found:
        return found
    _append(PierreTombale(modele=objet._meta.label_lower, empreinte=empreinte, regle=regle, le=on))
    return PierreTombale.objects.create(modele=objet._meta.label_lower, empreinte=empreinte, regle=regle, le=on)


def read_registre() -> dict[str, PierreTombale]:
    """The stones of the file, by hash; lines that are not ours are left out."""
    path = _path()
    if not path.exists():
        return {}
    with path.open(encoding="utf-8") as lines:
        stones = [stone for line in lines if (stone := _parse(line))]
    return {stone.empreinte: stone for stone in stones}


def _path() -> Path:
    return Path(settings.JOURNAL_ANCRES) / "effacements.jsonl"


def _append(stone: PierreTombale) -> None:
    content = [stone.modele, stone.empreinte, stone.regle, stone.le.isoformat()]
    line = json.dumps([*content, sign(json.dumps(content))]) + "\n"
    path = _path()
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o640)
    try:
        os.write(descriptor, line.encode())
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _parse(line: str) -> PierreTombale | None:
    try:
        *content, sceau = json.loads(line)
        modele, empreinte, regle, le = content
    except ValueError:
        return None
    if not is_signed(json.dumps(content), str(sceau)):
        return None
    return PierreTombale(modele=modele, empreinte=empreinte, regle=regle, le=date.fromisoformat(le))
