"""A statement of a structure that is not in Maillage, already handed in."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

from maillage.clause.models import LigneAgregee, Lot, ReleveAgrege
from maillage.clause.queries.agreges import make_cle
from maillage.comptes.models import Compte
from maillage.socle.pieces.models import Piece
from tests.clause.usine_aval import MOIS
from tests.socle.pieces.fichiers import make_piece
from tests.usine import make_compte


def make_agrege(
    lot: Lot, *, structure: str = "Service d’à côté", heures: Decimal | int = 120, mois: date = MOIS,
    participants: int = 2, piece: Piece | None = None, compte: Compte | None = None, **values: Any,
) -> ReleveAgrege:  # fmt: skip
    if piece is None:
        piece = make_piece(dispositif=lot.dispositif, compte=compte or make_compte(nom="Pilote"))
    row = ReleveAgrege.objects.create(
        dispositif=lot.dispositif, lot=lot, structure=structure, fichier="releve.csv", empreinte=uuid4().hex,
        certifie_par="Responsable du service", certifie_le=mois, piece=piece, depose_le=mois, **values,
    )  # fmt: skip
    LigneAgregee.objects.create(
        dispositif=lot.dispositif, releve=row, lot=lot, cle=make_cle(structure, uuid4().hex), mois=mois,
        heures=Decimal(heures), contrats=participants + 1, participants=participants,
    )  # fmt: skip
    return row
