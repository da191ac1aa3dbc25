"""Erases what nothing refers to any more: contents without pièce, files whose reception was cut."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.db.models import Q

from maillage.socle.pieces import magasin
from maillage.socle.pieces.models import Piece
from maillage.socle.pieces.nomenclatures import Etat
from maillage.socle.pieces.rules import GRACE_RETRAIT

# A content is written before its row commits: a young one may only be waiting for it.
GRACE = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Bilan:
    contenus: int
    receptions: int


def clean(*, now: datetime) -> Bilan:
    """Called within `open_service`: a content kept by any dispositif is kept. Doing it twice does no harm."""
    old = (now - GRACE).timestamp()
    contenus = sum(
        magasin.remove_if_older(path, than=old)
        for path in magasin.list_contenus()
        if path.stat().st_mtime < old and not _is_kept(path.name, now)
    )
    receptions = 0
    for path in _list_receptions():
        if path.stat().st_mtime < old:
            path.unlink(missing_ok=True)
            receptions += 1
    return Bilan(contenus, receptions)


def _is_kept(sha256: str, now: datetime) -> bool:
    recent = Q(retiree_le__gt=now - GRACE_RETRAIT)
    return Piece.objects.filter(~Q(etat=Etat.RETIREE) | recent, sha256=sha256).exists()


def _list_receptions() -> list[Path]:
    folder = magasin.get_root() / magasin.ENTRANTS
    return [path for path in folder.glob(f"{magasin.ENTRANT}*") if path.is_file()] if folder.exists() else []
