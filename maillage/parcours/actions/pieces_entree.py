"""The signed papers of the way in: the fiche of an orientation, the minutes of a commission, kept as pièces."""

from django.core.files.uploadedfile import TemporaryUploadedFile
from django.db import transaction

from maillage.parcours.actions.commissions import lock_commission
from maillage.parcours.actions.etats import ParcoursRefuse, lock_orientation
from maillage.parcours.models import Commission, Orientation
from maillage.parcours.nomenclatures.etats import ORIENTATIONS_CLOSES, EtatOrientation
from maillage.parcours.nomenclatures.orientation import EtatCommission
from maillage.parcours.permissions import Droit
from maillage.socle import permissions
from maillage.socle.acteur import Acteur
from maillage.socle.journal import actions as journal
from maillage.socle.pieces.actions import PieceRefusee, record_piece_de_dossier
from maillage.socle.pieces.models import Piece
from maillage.socle.pieces.nomenclatures import Classe

SANS_ENTREE = ORIENTATIONS_CLOSES - {EtatOrientation.AGREEE}


@transaction.atomic
def attach_fiche_signee(*, by: Acteur, orientation: Orientation, fichier: TemporaryUploadedFile) -> Orientation:
    """By whoever wrote it, or by the dispositif that received it on paper. The last one deposited is the one shown."""
    permissions.check(by, Droit.ORIENTER, orientation)
    orientation = lock_orientation(orientation)
    if EtatOrientation(orientation.etat) in SANS_ENTREE:
        raise ParcoursRefuse("Cette orientation est close sans entrée : elle ne reçoit plus de pièce.")
    store_fiche_signee(by, orientation, fichier)
    return orientation


def store_fiche_signee(
    by: Acteur, orientation: Orientation, fichier: TemporaryUploadedFile, *, champ: str = "fichier"
) -> None:
    """The caller has checked the right, or the link, and holds the row. `champ`: the field of its form."""
    orientation.fiche_signee = _store(by, orientation.dispositif_id, fichier, Classe.FSE, champ=champ)
    orientation.save(update_fields=["fiche_signee"])
    journal.write(by=by, event="parcours.orientation_fiche", target=orientation)


@transaction.atomic
def attach_releve_signe(*, by: Acteur, commission: Commission, fichier: TemporaryUploadedFile) -> Commission:
    """The paper that the members signed, once nothing changes any more."""
    permissions.check(by, Droit.TENIR_COMMISSION, commission)
    commission = lock_commission(commission)
    if commission.etat != EtatCommission.CLOSE:
        raise ParcoursRefuse("Signez d’abord le relevé ici : le papier dit alors la même chose que Maillage.")
    commission.releve_signe = _store(by, commission.dispositif_id, fichier, Classe.GESTION)
    commission.save(update_fields=["releve_signe"])
    journal.write(
        by=by, event="parcours.commission_releve_signe", target=commission, le=commission.le.isoformat()
    )  # fmt: skip
    return commission


def _store(
    by: Acteur, dispositif: int, fichier: TemporaryUploadedFile, classe: Classe, *, champ: str = "fichier"
) -> Piece:
    try:
        return record_piece_de_dossier(by=by, dispositif=dispositif, fichier=fichier, classe=classe)
    except PieceRefusee as refus:
        raise ParcoursRefuse(str(refus), champ=champ) from refus
