"""A company put on notice."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from maillage.clause.models import EntrepriseDuLot, Lot, MiseEnDemeure
from maillage.comptes.models import Compte
from maillage.socle.pieces.models import Piece
from tests.clause.usine_aval import MOIS, make_entreprise
from tests.socle.pieces.fichiers import make_piece
from tests.usine import make_compte


def make_demeure(
    lot: Lot,
    *,
    le: date = MOIS,
    jours: int = 15,
    piece: Piece | None = None,
    compte: Compte | None = None,
    **values: Any,
) -> MiseEnDemeure:
    head = EntrepriseDuLot.objects.filter(lot=lot).first()
    if piece is None:
        piece = make_piece(dispositif=lot.dispositif, compte=compte or make_compte(nom=f"Pilote {uuid4().hex[:6]}"))
    known = MiseEnDemeure.objects.filter(lot=lot, le=le).first()
    return known or MiseEnDemeure.objects.create(
        dispositif=lot.dispositif, lot=lot, le=le, terme=le + timedelta(days=jours), objet="=Embaucher, « avant » juin",
        entreprise=head.entreprise if head else make_entreprise(lot.dispositif), piece=piece, **values,
    )  # fmt: skip
