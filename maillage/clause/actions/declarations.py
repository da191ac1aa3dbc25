"""The company, by its signed link and without an account: a draft, then its hours, its proofs, somebody missing from the list.

Within `open_service`: a visitor has no compartment. The link in force is the right; it is checked again under the lock.
"""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import TemporaryUploadedFile
from django.db import transaction
from django.utils import timezone

from maillage.clause.actions.heures import write_heures
from maillage.clause.actions.marches import ClauseRefusee
from maillage.clause.declaration import Controle, build_cases, check, is_sienne, read_case
from maillage.clause.models import EmbaucheSignalee, JustificatifReleve, LigneReleve, MiseEmploi, Releve
from maillage.clause.nomenclatures.heures import SourceLigne, TypeHeures
from maillage.clause.nomenclatures.releves import EtatReleve
from maillage.clause.queries.releves import Cle, Feuille, is_lot_suivi, list_justificatifs, list_lignes, read_feuille
from maillage.clause.rules import releves as regles
from maillage.clause.rules.releves import Ouverture, find_ouverture
from maillage.parcours.rules.gardefous import check_blocages
from maillage.socle.acteur import Acteur
from maillage.socle.journal import actions as journal
from maillage.socle.pieces.actions import PieceRefusee, record_piece_de_dossier, withdraw_piece_de_dossier
from maillage.socle.pieces.nomenclatures import Classe
from maillage.socle.refus import VersionDepassee


class LienPerdu(ClauseRefusee):
    """Another link has replaced this one."""


class ReleveFerme(ClauseRefusee):
    """It was sent meanwhile, its date has passed, or its lot is closed: nothing is written."""


class EnvoiRefuse(Exception):
    """The sending is refused, cell by cell; the draft stays as it was."""

    def __init__(self, controle: Controle) -> None:
        super().__init__("Rien n’est envoyé : corrigez les cases signalées.")
        self.controle = controle


@transaction.atomic
def save_declaration(
    *, by: Acteur, releve: Releve, saisies: Mapping[Cle, str], notes: Mapping[UUID, str], lue: str, today: date,
    fichier: TemporaryUploadedFile | None = None, retirer: Collection[UUID] = (), envoyer: bool = False,
) -> Releve:  # fmt: skip
    """The draft is kept as it was typed, readable or not. Sent, every cell is checked first, and all of them hold or none."""
    releve = _lock(releve, today=today)
    if lue != str(releve.version):
        raise VersionDepassee(releve.version)
    feuille = read_feuille(releve)
    _check_notes(notes)
    _write_lignes(feuille, saisies, notes)
    _withdraw(by, releve, retirer)
    if fichier is not None:
        _deposit(by, releve, fichier, today=today)
    releve.version += 1
    releve.enregistre_le = timezone.now()
    releve.save(update_fields=["version", "enregistre_le", "essais", "essais_le"])
    journal.write(by=by, event="clause.releve_enregistre", target=releve, version=releve.version)
    if envoyer:
        _send(by, releve, feuille, saisies, today=today)
    return releve


def _lock(releve: Releve, *, today: date) -> Releve:
    rows = Releve.objects.select_for_update(of=("self",)).select_related("lot__marche", "entreprise", "dispositif")
    locked: Releve = rows.get(pk=releve.pk)
    if locked.lien_rang != releve.lien_rang:
        raise LienPerdu("Un lien plus récent remplace celui-ci : ouvrez le dernier courriel reçu.")
    ouverture = find_ouverture(
        EtatReleve(locked.etat), jusqu_au=locked.lien_jusqu_au, is_lot_suivi=is_lot_suivi(locked), today=today
    )
    if ouverture is not Ouverture.A_REMPLIR:
        raise ReleveFerme("Ce relevé n’est plus à remplir : rechargez la page pour voir où il en est.")
    if locked.essais_le != today:
        locked.essais, locked.essais_le = 0, today
    if refus := regles.check_debit(locked.essais, today=today):
        raise ClauseRefusee(refus)
    locked.essais += 1
    return locked


def _check_notes(notes: Mapping[UUID, str]) -> None:
    for note in notes.values():
        if refus := check_blocages(note):
            raise ClauseRefusee(refus)


def _write_lignes(feuille: Feuille, saisies: Mapping[Cle, str], notes: Mapping[UUID, str]) -> None:
    """Only of the company's own people; a note stands with the first line of its contract."""
    known = {rang.emploi.uuid: rang.emploi for rang in feuille.rangs}
    kept = {(ligne.emploi.uuid, TypeHeures(ligne.type)): ligne for ligne in list_lignes(feuille.releve)}
    new: list[LigneReleve] = []
    changed: list[LigneReleve] = []
    gone: list[int] = []
    for (uuid, type_heures), texte in saisies.items():
        if uuid not in known:
            continue
        note = notes.get(uuid, "") if type_heures is TypeHeures.TRAVAIL else ""
        row = kept.get((uuid, type_heures))
        if not texte.strip() and not note.strip():
            if row is not None:
                gone.append(row.pk)
            continue
        (changed if row else new).append(
            _fill(
                row or LigneReleve(
                    dispositif_id=feuille.releve.dispositif_id, releve=feuille.releve, emploi=known[uuid], type=type_heures
                ),
                texte.strip(), note.strip(),
            )
        )  # fmt: skip
    LigneReleve.objects.filter(pk__in=gone).delete()
    LigneReleve.objects.bulk_create(new)
    if changed:
        LigneReleve.objects.bulk_update(changed, ["saisie", "heures", "note_scelle"])


def _fill(row: LigneReleve, texte: str, note: str) -> LigneReleve:
    row.saisie, row.heures = texte, read_case(texte)[0]
    row.note = note
    return row


def _send(by: Acteur, releve: Releve, feuille: Feuille, saisies: Mapping[Cle, str], *, today: date) -> None:
    contrats = {rang.emploi.mise_emploi_id for rang in feuille.rangs}
    # The lock of the contracts, as the grid takes it: nothing is noted between the check and the writing.
    list(MiseEmploi.objects.select_for_update().filter(pk__in=contrats).order_by("pk").values_list("pk"))
    feuille = read_feuille(releve)
    controle = check(feuille, saisies, today=today)
    if controle.fautes:
        raise EnvoiRefuse(controle)
    rangs = {rang.emploi.uuid: rang for rang in feuille.rangs}
    cases = [
        case for case in build_cases(feuille.rangs, controle.heures)
        if is_sienne(rangs[case.emploi].lignes.get(case.type))
    ]  # fmt: skip
    write_heures(by, rangs, cases, mois=releve.mois, source=SourceLigne.ENTREPRISE)
    releve.etat, releve.envoye_le = EtatReleve.ENVOYE, timezone.now()
    releve.motif = ""
    releve.save(update_fields=["etat", "envoye_le", "motif_scelle"])
    journal.write(
        by=by, event="clause.releve_envoye", target=releve, mois=f"{releve.mois:%m/%Y}", nombre=len(controle.heures)
    )


def _deposit(by: Acteur, releve: Releve, fichier: TemporaryUploadedFile, *, today: date) -> None:
    """The same file sent twice is one proof."""
    joined = list_justificatifs(releve)
    limite = regles.JUSTIFICATIFS.get(on=today).valeur
    if len(joined) >= limite:
        raise ClauseRefusee(f"Ce relevé a déjà {limite} justificatifs : retirez-en un d’abord.", champ="fichier")
    try:
        with transaction.atomic():
            piece = record_piece_de_dossier(
                by=by, dispositif=releve.dispositif_id, fichier=fichier, classe=Classe.CLAUSE
            )
            if any(j.piece.sha256 == piece.sha256 for j in joined):
                transaction.set_rollback(True)
                return
    except PieceRefusee as refus:
        raise ClauseRefusee(str(refus), champ="fichier") from refus
    JustificatifReleve.objects.create(dispositif_id=releve.dispositif_id, releve=releve, piece=piece)


def _withdraw(by: Acteur, releve: Releve, retirer: Collection[UUID]) -> None:
    for row in list_justificatifs(releve) if retirer else ():
        if row.uuid in retirer:
            piece = row.piece
            row.delete()
            withdraw_piece_de_dossier(by=by, piece=piece)


@transaction.atomic
def signal_embauche(*, by: Acteur, releve: Releve, values: Mapping[str, Any], today: date) -> EmbaucheSignalee:
    """Somebody works there and is not in the list: the facilitatrice calls, checks, records the contract."""
    releve = _lock(releve, today=today)
    if EmbaucheSignalee.objects.filter(releve=releve).count() >= (limite := regles.EMBAUCHES.get(on=today).valeur):
        raise ClauseRefusee(f"Vous avez déjà signalé {limite} personnes : appelez votre interlocuteur.")
    if values["debut"] > today:
        raise ClauseRefusee("Cette embauche n’a pas commencé : signalez-la le jour venu.", champ="debut")
    if refus := check_blocages(f"{values['personne']} {values['metier']}"):
        raise ClauseRefusee(refus, champ="personne")
    row = EmbaucheSignalee(
        dispositif_id=releve.dispositif_id, releve=releve, metier=values["metier"], debut=values["debut"],
        heures=values["heures"],
    )  # fmt: skip
    row.personne = values["personne"]
    row.save(force_insert=True)
    releve.save(update_fields=["essais", "essais_le"])
    journal.write(by=by, event="clause.embauche_signalee", target=releve, du=row.debut.isoformat())
    return row


@transaction.atomic
def record_ouverture(*, by: Acteur, releve: Releve) -> None:
    """Each time the link is followed: its page names people (R-30)."""
    journal.record_acces(by=by, type="clause.releve_ouvert", target=releve)
