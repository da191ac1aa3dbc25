"""A notified lot goes on: its plan, the steps taken by hand, those it takes by itself."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import TemporaryUploadedFile
from django.db import transaction

from maillage.clause.actions.lots import check_jour
from maillage.clause.actions.marches import ClauseRefusee, lock_lot, record_passage, save
from maillage.clause.models import DecisionDuLot, Engagement, Lot, PlanningPrevisionnel
from maillage.clause.nomenclatures.engagements import Origine
from maillage.clause.nomenclatures.lots import LIBELLES_ETAT, EtatLot
from maillage.clause.queries.deroulement import list_premiers, read_execution, read_plan
from maillage.clause.queries.lots import list_versions
from maillage.clause.rules import engagements
from maillage.clause.rules.etats import check_passage
from maillage.clause.rules.gardes_aval import SUIVIS, Execution, find_suite, list_manques_aval
from maillage.clause.rules.planning import Mois, fill_down
from maillage.socle.acteur import Acteur
from maillage.socle.journal import actions as journal
from maillage.socle.pieces.actions import PieceRefusee, record_piece
from maillage.socle.pieces.models import Piece
from maillage.socle.pieces.nomenclatures import Classe
from maillage.socle.refus import VersionDepassee, check_aucun

E = EtatLot


@transaction.atomic
def save_planning(
    *, by: Acteur, lot: Lot, mois: Sequence[Mois], lue: str | None, today: date
) -> list[PlanningPrevisionnel]:
    """The months of the version in force, all of them at once. `lue`: the version of the plan that was read.

    Kept even while they do not make the engagement: the step that needs them says what is missing.
    """
    lot = lock_lot(by, lot)
    if EtatLot(lot.etat) not in SUIVIS:
        raise ClauseRefusee(f"Ce lot est « {lot.libelle_etat} » : son plan d’action ne s’écrit pas.")
    plan = read_plan(lot, on=today)
    if plan.engagement is None:
        raise ClauseRefusee("Enregistrez d’abord l’engagement : le plan d’action en répartit les heures.")
    if lue is not None and lue != plan.version:
        raise VersionDepassee(plan.version)
    kept = [un for un in fill_down(mois) if un.heures]
    PlanningPrevisionnel.objects.filter(engagement=plan.engagement).delete()
    rows = PlanningPrevisionnel.objects.bulk_create(
        PlanningPrevisionnel(
            dispositif_id=lot.dispositif_id, engagement=plan.engagement, mois=un.mois, heures=un.heures,
            postes=un.postes, metier=un.metier, mode=un.mode or "",
        )
        for un in kept
    )  # fmt: skip
    heures = sum((un.heures for un in kept), Decimal(0))
    journal.write(by=by, event="clause.planning", target=lot, mois=len(rows), heures=str(heures))
    return rows


@transaction.atomic
def follow_lot(
    *, by: Acteur, lot: Lot, vers: EtatLot, le: date, said: Mapping[str, Any], today: date,
    fichier: TemporaryUploadedFile | None = None,
) -> Lot:  # fmt: skip
    """A step taken by hand. `said`: `reference`, `raison`, `fin_prevue`, `heures_finales`, whichever this step asks."""
    lot = lock_lot(by, lot)
    de = EtatLot(lot.etat)
    if refus := check_passage(de=de, vers=vers):
        raise ClauseRefusee(refus)
    check_jour(lot, le, today=today)
    faits = read_execution(lot, on=le, said=said)
    check_aucun(list_manques_aval(faits, vers=vers, le=le))
    if said.get("fin_prevue"):
        save(lot.marche, {"fin_prevue": said["fin_prevue"]}, champ="fin_prevue")
    if vers is E.RESILIE and faits.engagees and faits.heures_finales is not None:
        _close_engagement(by, lot, faits.heures_finales, le=le)
    passage = record_passage(by, lot, vers=vers, le=le)
    if faits.reference or faits.raison or fichier is not None:
        DecisionDuLot.objects.create(
            dispositif_id=lot.dispositif_id, lot=lot, rang=passage.rang, reference=faits.reference, raison=faits.raison,
            piece=deposit(by, lot, fichier),
        )  # fmt: skip
    _tell(by, lot, de=de, vers=vers, le=le)
    return lot


def deposit(by: Acteur, lot: Lot, fichier: TemporaryUploadedFile | None) -> Piece | None:
    """The writing that came with a decision, among the pièces of the service."""
    if fichier is None:
        return None
    try:
        return record_piece(by=by, dispositif=by.dispositif or lot.dispositif_id, fichier=fichier, classe=Classe.CLAUSE)
    except PieceRefusee as refus:
        raise ClauseRefusee(str(refus), champ="fichier") from refus


def _close_engagement(by: Acteur, lot: Lot, heures: Decimal, *, le: date) -> None:
    """The engagement becomes what was due until that day; nothing changes it afterwards."""
    versions = [v.version for v in list_versions(lot)]
    row = Engagement(
        dispositif_id=lot.dispositif_id, lot=lot, numero=len(versions) + 1, du=le, origine=Origine.RESILIATION,
        heures=heures, auteur=by.compte,
    )  # fmt: skip
    if refus := engagements.check_version(versions, row.version):
        raise ClauseRefusee(refus, champ="le")
    row.save(force_insert=True)


def _tell(by: Acteur, lot: Lot, *, de: EtatLot, vers: EtatLot, le: date) -> None:
    journal.write(
        by=by, event="clause.lot_etat", target=lot, dispositif=lot.dispositif_id, de=LIBELLES_ETAT[de],
        vers=LIBELLES_ETAT[vers], le=f"{le:%d/%m/%Y}",
    )  # fmt: skip


@transaction.atomic
def advance_lot(*, by: Acteur, lot: Lot, today: date) -> bool:
    """The steps that facts take by themselves: called where the fact happens, and each night. False when there is none.

    The caller has the right to the fact; nothing more is asked here.
    """
    rows = Lot.objects.select_for_update(of=("self",)).select_related("marche")
    lot = rows.get(pk=lot.pk)
    moved = False
    while suite := _find_suite(lot, today=today):
        vers, depuis = suite
        last = lot.passages.order_by("-rang").first()
        de, le = EtatLot(lot.etat), max(depuis, last.le) if last else depuis
        record_passage(by, lot, vers=vers, le=le)
        _tell(by, lot, de=de, vers=vers, le=le)
        moved = True
    return moved


def _find_suite(lot: Lot, *, today: date) -> tuple[EtatLot, date] | None:
    faits = Execution(
        EtatLot(lot.etat), premier_emploi=list_premiers([lot.pk]).get(lot.pk), fin_prevue=lot.marche.fin_prevue
    )
    return find_suite(faits, on=today)
