"""The proofs of a parcours: a file deposited, or a paper seen and kept in the paper file; by the PLIE or by the person."""

from datetime import date

from django.core.files.uploadedfile import TemporaryUploadedFile
from django.db import transaction

from maillage.parcours.actions.etats import ParcoursRefuse
from maillage.parcours.actions.points import find_point
from maillage.parcours.models import Contrat, Justificatif, Parcours, PointDeSuivi
from maillage.parcours.nomenclatures.pieces import VUES_SEULEMENT, EtatPiece, RefusPiece
from maillage.parcours.nomenclatures.sorties import Piece
from maillage.parcours.permissions import Droit
from maillage.parcours.rules import parametres_sorties as p
from maillage.socle import permissions
from maillage.socle.acteur import Acteur
from maillage.socle.contexte import open_service
from maillage.socle.journal import actions as journal
from maillage.socle.pieces.actions import PieceRefusee, record_piece_de_dossier, withdraw_piece_de_dossier
from maillage.socle.pieces.models import Piece as Fichier
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
    row = Justificatif(parcours=parcours, point=point, nature=nature, le=le)
    return _write(by, _mark_vue(by, row, today), fichier)


@transaction.atomic
def attach_contrat_signe(
    *, by: Acteur, contrat: Contrat, le: date, fichier: TemporaryUploadedFile | None, today: date
) -> Justificatif:
    """The paper with its three signatures, scanned, or seen and kept in the paper file."""
    permissions.check(by, Droit.CONTRACTUALISER, contrat)
    if not contrat.is_signe or contrat.signe_personne_le is None:
        raise ParcoursRefuse("Ce contrat n’est pas encore signé par tous : notez d’abord les dates de signature.")
    if not contrat.signe_personne_le <= le <= today:
        raise ParcoursRefuse(
            f"Le contrat signé est reçu entre sa signature ({contrat.signe_personne_le:%d/%m/%Y}) et aujourd’hui.",
            champ="le",
        )
    row = Justificatif(parcours=contrat.parcours, contrat=contrat, nature=Piece.CONTRAT_PLIE, le=le)
    return _write(by, _mark_vue(by, row, today), fichier)


def deposit_by_lien(
    *, by: Acteur, lien: str, nature: Piece, fichier: TemporaryUploadedFile, today: date
) -> Justificatif | None:
    """By the person, without an account: a proof of their job, which the référent then reads. None: the link is over.

    The same file sent twice is one proof.
    """
    with open_service("justificatif déposé par une personne, par son lien"):
        point = find_point(lien, today=today)
        if point is None:
            return None
        PointDeSuivi.objects.select_for_update(of=("self",)).get(pk=point.pk)  # one deposit at a time counts
        sent = list(Justificatif.objects.filter(point=point, auteur=None).select_related("fichier"))
        limite = p.DEPOTS.get(on=today).valeur
        if len(sent) >= limite:
            raise ParcoursRefuse(f"Vous avez déjà déposé {limite} documents : appelez votre référent.", champ="fichier")
        with transaction.atomic():
            row = Justificatif(
                parcours=point.suivi.parcours, point=point, nature=nature, le=today, etat=EtatPiece.A_CONFIRMER
            )
            made = _write(by, row, fichier)
            waiting = [s for s in sent if s.etat != EtatPiece.REFUSEE and _is_same(s.fichier, made.fichier)]
            if waiting:
                transaction.set_rollback(True)
        return waiting[0] if waiting else made


def _is_same(one: Fichier | None, other: Fichier | None) -> bool:
    return one is not None and other is not None and one.sha256 == other.sha256


@transaction.atomic
def settle_justificatif(*, by: Acteur, row: Justificatif, refus: RefusPiece | None, today: date) -> Justificatif:
    """What the person deposited is kept, or not, with a reason they read; a file that is not kept is erased."""
    permissions.check(by, Droit.SUIVRE_EMPLOI, row.parcours)
    row = Justificatif.objects.select_for_update(of=("self",)).select_related("parcours", "fichier").get(pk=row.pk)
    if row.etat != EtatPiece.A_CONFIRMER:
        raise ParcoursRefuse("Cette pièce est déjà vérifiée.")
    row.etat, row.refus = (EtatPiece.REFUSEE, refus) if refus else (EtatPiece.RECUE, "")
    _mark_vue(by, row, today)
    row.save(update_fields=["etat", "refus", "verifiee_le", "verifiee_par"])
    if refus and row.fichier is not None:
        withdraw_piece_de_dossier(by=by, piece=row.fichier)
    journal.write(
        by=by, event="parcours.justificatif_refuse" if refus else "parcours.justificatif_verifie", target=row.parcours,
        nature=row.nature, le=today.isoformat(),
    )  # fmt: skip
    return row


def _mark_vue(by: Acteur, row: Justificatif, today: date) -> Justificatif:
    """From that day T5 counts, for what is only looked at."""
    row.verifiee_le, row.verifiee_par = today, by.compte
    return row


def _write(by: Acteur, row: Justificatif, fichier: TemporaryUploadedFile | None) -> Justificatif:
    parcours = row.parcours
    row.dispositif_id, row.auteur = parcours.dispositif_id, by.compte
    classe = Classe.VERIFICATION if row.nature in VUES_SEULEMENT else Classe.FSE
    if fichier is not None:
        try:
            row.fichier = record_piece_de_dossier(
                by=by, dispositif=parcours.dispositif_id, fichier=fichier, classe=classe
            )
        except PieceRefusee as refus:
            raise ParcoursRefuse(str(refus), champ="fichier") from refus
    row.save(force_insert=True)
    journal.write(
        by=by, event="parcours.justificatif", target=parcours, dispositif=parcours.dispositif_id, nature=row.nature,
        le=row.le.isoformat(),
    )  # fmt: skip
    return row
