"""Reads of pièces; the acteur comes first."""

import uuid

from django.db.models import QuerySet
from django.http import Http404

from maillage.socle.acteur import Acteur
from maillage.socle.pieces.models import Piece


def list_pieces(acteur: Acteur) -> QuerySet[Piece]:
    """Those of the dispositif itself that are present, the newest first."""
    return (
        Piece.objects.visible_to(acteur)
        .du_dispositif()
        .presentes()
        .select_related("dispositif")
        .order_by("-deposee_le", "-id")
    )


def get_piece(acteur: Acteur, key: uuid.UUID) -> Piece:
    piece = list_pieces(acteur).filter(uuid=key).first()
    if piece is None:
        raise Http404
    return piece
