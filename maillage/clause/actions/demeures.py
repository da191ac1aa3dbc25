"""A company is put on notice before a penalty; a structure that takes part says what it thinks of the penalty."""

from datetime import date

from django.core.files.uploadedfile import TemporaryUploadedFile
from django.db import transaction

from maillage.clause.actions.deroulement import deposit
from maillage.clause.actions.marches import ClauseRefusee, lock_lot, save
from maillage.clause.actions.suivis import tell
from maillage.clause.models import AvisPenalite, Entreprise, Lot, MiseEnDemeure
from maillage.clause.nomenclatures.lots import EtatLot
from maillage.clause.nomenclatures.suivi import StatutPenalite
from maillage.clause.permissions import Droit
from maillage.clause.portee import find_role
from maillage.clause.queries.deroulement import find_penalite
from maillage.clause.queries.partage import list_suivis
from maillage.clause.rules import demeures as rules
from maillage.clause.rules.partage import find_pilote
from maillage.socle import permissions
from maillage.socle.acteur import Acteur
from maillage.socle.journal import actions as journal
from maillage.socle.refus import check_aucun


@transaction.atomic
def record_demeure(
    *, by: Acteur, lot: Lot, entreprise: Entreprise, le: date, terme: date, objet: str,
    fichier: TemporaryUploadedFile | None, today: date,
) -> MiseEnDemeure:  # fmt: skip
    lot = lock_lot(by, lot)
    check_aucun(
        rules.check_demeure(
            etat=EtatLot(lot.etat), le=le, terme=terme, objet=objet, has_piece=fichier is not None, today=today
        )
    )
    if not lot.entreprises.filter(entreprise=entreprise).exists():
        raise ClauseRefusee("Choisissez une entreprise de ce lot.", champ="entreprise")
    row = MiseEnDemeure(dispositif_id=lot.dispositif_id, lot=lot, piece=deposit(by, lot, fichier), auteur=by.compte)
    save(row, {"entreprise": entreprise, "le": le, "terme": terme, "objet": objet}, champ="le")
    journal.write(
        by=by, event="clause.mise_en_demeure", target=lot, dispositif=lot.dispositif_id, le=f"{le:%d/%m/%Y}",
        terme=f"{terme:%d/%m/%Y}",
    )  # fmt: skip
    return row


@transaction.atomic
def close_demeure(*, by: Acteur, demeure: MiseEnDemeure, suite: str, today: date) -> MiseEnDemeure:
    """What came of it: obeyed, or not."""
    lot = lock_lot(by, demeure.lot)
    row = MiseEnDemeure.objects.select_for_update(of=("self",)).get(pk=demeure.pk)
    if row.suite_le is not None:
        raise ClauseRefusee(f"La suite est déjà notée, le {row.suite_le:%d/%m/%Y}.")
    if not suite.strip():
        raise ClauseRefusee("Écrivez ce que l’entreprise a fait, ou n’a pas fait.", champ="suite")
    row.suite, row.suite_le = suite, today
    row.save(update_fields=["suite", "suite_le"])
    journal.write(
        by=by, event="clause.mise_en_demeure_suite", target=lot, dispositif=lot.dispositif_id, le=f"{row.le:%d/%m/%Y}"
    )
    return row


@transaction.atomic
def give_avis_penalite(*, by: Acteur, lot: Lot, texte: str, today: date) -> AvisPenalite:
    """On the penalty that waits for the buyer; a new proposal is thought about anew."""
    permissions.check(by, Droit.PARTAGER, lot)
    penalite = find_penalite(lot)
    statut = StatutPenalite(penalite.statut) if penalite else None
    check_aucun(rules.check_avis(role=find_role(by, lot), statut=statut, texte=texte))
    assert penalite is not None
    row = AvisPenalite(dispositif_id=lot.dispositif_id, penalite=penalite, lot=lot, auteur=by.compte)
    save(row, {"structure_id": by.dispositif, "texte": texte, "le": today}, champ="texte")
    pilote = find_pilote(list_suivis(lot), on=today)
    tell(by, lot, "clause.penalite_avis", aussi=[pilote])
    return row
