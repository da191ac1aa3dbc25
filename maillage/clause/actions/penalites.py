"""A penalty is proposed with the facilitateur's opinion; the buyer's decision is recorded with its writing."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import TemporaryUploadedFile
from django.db import transaction

from maillage.clause.actions.deroulement import deposit
from maillage.clause.actions.marches import ClauseRefusee, lock_lot
from maillage.clause.models import Lot, Penalite
from maillage.clause.nomenclatures.lots import EtatLot
from maillage.clause.nomenclatures.suivi import (
    DECISIONS,
    EXTERIEURES,
    LIBELLES_PENALITE,
    CausePenalite,
    StatutPenalite,
)
from maillage.clause.queries.demeures import read_demeures
from maillage.clause.queries.deroulement import find_penalite, read_execution
from maillage.clause.rules import penalites as rules
from maillage.clause.rules.demeures import check_penalite
from maillage.clause.rules.realisation import propose_penalite
from maillage.socle.acteur import Acteur
from maillage.socle.journal import actions as journal
from maillage.socle.refus import check_aucun
from maillage.socle.typographie import lower_initiale


@transaction.atomic
def record_penalite(
    *, by: Acteur, lot: Lot, tarif: Decimal | None, cause: CausePenalite, avis: str, today: date
) -> Penalite:
    """On the hours that miss today; what was proposed before and not decided is replaced."""
    lot = lock_lot(by, lot)
    realisation = read_execution(lot, on=today).realisation
    former = find_penalite(lot)
    check_aucun(
        rules.check_proposition(
            realisation, etat=EtatLot(lot.etat), cause=cause, avis=avis,
            tranchee_le=former.decidee_le if former else None,
        )
        or check_penalite(read_demeures(lot), cause=cause, today=today)
    )  # fmt: skip
    if former is not None:
        former.statut = StatutPenalite.REMPLACEE
        former.save(update_fields=["statut"])
    montant = propose_penalite(realisation, tarif=tarif, cause_exterieure=cause if cause in EXTERIEURES else "")
    row = Penalite.objects.create(
        dispositif_id=lot.dispositif_id, lot=lot, manquantes=realisation.manquantes, tarif=tarif, cause=cause,
        montant=montant, avis=avis, proposee_le=today, auteur=by.compte,
        statut=rules.find_statut(tarif=tarif, cause=cause),
    )  # fmt: skip
    _tell(by, row, {"heures": str(row.manquantes)})
    return row


@transaction.atomic
def decide_penalite(
    *, by: Acteur, penalite: Penalite, statut: StatutPenalite, le: date, montant: Decimal | None, reference: str,
    raison: str, today: date, fichier: TemporaryUploadedFile | None = None,
) -> Penalite:  # fmt: skip
    """What the buyer decided: all of it, a part, or nothing."""
    lot = lock_lot(by, penalite.lot)
    row = Penalite.objects.select_for_update(of=("self",)).get(pk=penalite.pk)
    if not row.is_en_attente or row.montant is None:
        raise ClauseRefusee(f"Cette pénalité est « {row.libelle_statut} » : elle n’attend plus de décision.")
    assert statut in DECISIONS
    check_aucun(
        rules.check_decision(
            statut=statut, montant=montant, propose=row.montant, proposee_le=row.proposee_le, le=le, today=today,
            reference=reference, raison=raison, manquantes=row.manquantes,
            actuelles=read_execution(lot, on=today).realisation.manquantes,
        )
    )  # fmt: skip
    row.statut, row.decidee_le, row.reference, row.raison = statut, le, reference, raison
    row.montant_decide = montant if statut is StatutPenalite.APPLIQUEE else Decimal(0)
    row.piece = deposit(by, lot, fichier)
    row.save()
    row.lot = lot
    _tell(by, row, {"le": f"{le:%d/%m/%Y}"})
    return row


def _tell(by: Acteur, row: Penalite, details: dict[str, Any]) -> None:
    event = "clause.penalite_decidee" if row.decidee_le else "clause.penalite"
    statut = lower_initiale(LIBELLES_PENALITE[StatutPenalite(row.statut)])
    journal.write(by=by, event=event, target=row.lot, statut=statut, **details)
