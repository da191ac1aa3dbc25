"""The proofs of an exit: a file deposited, or a paper seen and kept in the paper file."""

from datetime import date

from django.core.files.uploadedfile import TemporaryUploadedFile
from django.db import transaction

from maillage.parcours.actions.etats import ParcoursRefuse
from maillage.parcours.models import Justificatif, Parcours, PointDeSuivi
from maillage.parcours.nomenclatures.sorties import Piece
from maillage.parcours.permissions import Droit
from maillage.socle import permissions
from maillage.socle.acteur import Acteur
from maillage.socle.journal import actions as journal
from maillage.socle.pieces.actions import PieceRefusee, record_piece
from maillage.socle.pieces.nomenclatures import Classe


@transaction.atomic
def record_justificatif(
    *, by: Acteur, parcours: Parcours, nature: Piece, le: date, fichier: TemporaryUploadedFile | None, today: date,
    point: PointDeSuivi | None = None,
) -> Justificatif:  # fmt: skip
    """`fichier` None: the paper was seen, and is in the paper file."""
    permissions.check(by, Droit.SUIVRE_EMPLOI, parcours)
    if le > today:
        raise ParcoursRefuse("Une pièce est reçue aujourd’hui au plus tard.", champ="le")
    piece = None
    if fichier is not None:
        try:
            piece = record_piece(by=by, dispositif=parcours.dispositif_id, fichier=fichier, classe=Classe.FSE)
        except PieceRefusee as refus:
            raise ParcoursRefuse(str(refus), champ="fichier") from refus
    row = Justificatif.objects.create(
        dispositif_id=parcours.dispositif_id, parcours=parcours, point=point, nature=nature, fichier=piece, le=le,
        auteur=by.compte,
    )  # fmt: skip
    journal.write(by=by, event="parcours.justificatif", target=parcours, nature=nature, le=le.isoformat())
    return row
