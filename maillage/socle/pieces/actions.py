"""Deposits a pièce, withdraws it, settles what waited for the antivirus."""

from dataclasses import dataclass
from pathlib import Path

from django.core.files.uploadedfile import TemporaryUploadedFile
from django.db import transaction
from django.utils import timezone

from maillage.socle import permissions
from maillage.socle.acteur import Acteur
from maillage.socle.journal import actions as journal
from maillage.socle.pieces import antivirus, magasin, natures, rules
from maillage.socle.pieces.models import Piece
from maillage.socle.pieces.nomenclatures import SUITES, Classe, Etat
from maillage.socle.pieces.permissions import Droit

INFECTEE = (
    "L’antivirus a reconnu un programme nuisible dans ce fichier : il n’a pas été enregistré. "
    "Demandez à qui vous l’a remis de le refaire, et prévenez votre service informatique."
)
SUITE_DU_VERDICT = {
    antivirus.Verdict.SAIN: Etat.DISPONIBLE,
    antivirus.Verdict.INFECTE: Etat.REFUSEE,
    antivirus.Verdict.SANS_REPONSE: Etat.QUARANTAINE,
}


class PieceRefusee(Exception):
    """The file may not be deposited, or not withdrawn; the message is fit for the person."""


@dataclass(frozen=True, slots=True)
class _Cible:
    """A dispositif, as the permissions table asks about it."""

    dispositif_id: int


def record_piece(*, by: Acteur, dispositif: int, fichier: TemporaryUploadedFile, classe: Classe) -> Piece:
    """A pièce of the dispositif."""
    permissions.check(by, Droit.DEPOSER_PIECE, _Cible(dispositif))
    return _store(by, dispositif, fichier, classe, is_de_dossier=False)


def record_piece_de_dossier(*, by: Acteur, dispositif: int, fichier: TemporaryUploadedFile, classe: Classe) -> Piece:
    """A pièce of a person's file: the caller has checked its own droit on that file, or the link of the person."""
    return _store(by, dispositif, fichier, classe, is_de_dossier=True)


def _store(
    by: Acteur, dispositif: int, fichier: TemporaryUploadedFile, classe: Classe, *, is_de_dossier: bool
) -> Piece:
    """Reads what the file is, has it scanned, stores it, then writes its row. Nothing remains of a refused one."""
    path = Path(fichier.temporary_file_path())
    try:
        nature = natures.sniff(path)
        with natures.open_propre(path, nature) as propre:
            verdict = antivirus.scan(propre)
            if verdict is antivirus.Verdict.INFECTE:
                raise PieceRefusee(INFECTEE)
            contenu = magasin.store(magasin.read_chunks(propre))
    except (natures.NatureRefusee, magasin.MagasinIndisponible) as refus:
        raise PieceRefusee(str(refus)) from refus
    nom = rules.clean_nom(fichier.name or "", nature)
    return _create(by, dispositif, contenu, nom, nature.mime, classe, verdict, is_de_dossier=is_de_dossier)


@transaction.atomic
def _create(
    by: Acteur,
    dispositif: int,
    contenu: magasin.Contenu,
    nom: str,
    type: str,
    classe: Classe,
    verdict: antivirus.Verdict,
    *,
    is_de_dossier: bool,
) -> Piece:
    assert by.compte is not None or is_de_dossier  # the droit was checked; a person without account has a link
    piece = Piece.objects.create(
        dispositif_id=dispositif,
        sha256=contenu.sha256,
        taille=contenu.taille,
        nom=nom,
        type=type,
        classe=classe,
        etat=SUITE_DU_VERDICT[verdict],
        compte_id=by.compte,
        is_de_dossier=is_de_dossier,
        deposee_le=timezone.now(),
    )
    journal.write(
        by=by, event="pieces.depot", target=piece, dispositif=dispositif, classe=classe, etat=piece.etat,
        sha256=contenu.sha256,
    )  # fmt: skip
    return piece


@transaction.atomic
def withdraw_piece(*, by: Acteur, piece: Piece) -> Piece:
    """The file is erased after a week; the row stays, with who withdrew it and when."""
    permissions.check(by, Droit.RETIRER_PIECE, piece)
    return withdraw_piece_de_dossier(by=by, piece=piece)


@transaction.atomic
def withdraw_piece_de_dossier(*, by: Acteur, piece: Piece) -> Piece:
    """The same, once the caller has checked its own droit on the file of the person."""
    piece = Piece.objects.select_for_update(of=("self",)).get(pk=piece.pk)
    if refus := rules.check_retrait(Etat(piece.etat)):
        raise PieceRefusee(refus)
    piece.etat, piece.retiree_le, piece.retiree_par_id = Etat.RETIREE, timezone.now(), by.compte
    piece.save(update_fields=["etat", "retiree_le", "retiree_par_id"])
    journal.write(by=by, event="pieces.retrait", target=piece, classe=piece.classe)
    return piece


def settle_piece(*, by: Acteur, piece: Piece) -> Etat:
    """Asks the antivirus again about a pièce in quarantine (periodic job)."""
    after = SUITE_DU_VERDICT[antivirus.scan(magasin.find_path(piece.sha256))]
    if after in SUITES[Etat.QUARANTAINE]:
        rows = Piece.objects.filter(pk=piece.pk, etat=Etat.QUARANTAINE).update(etat=after)
        if rows:
            journal.write(by=by, event="pieces.antivirus", target=piece, etat=after)
    return after
