"""Declared hours are validated or rejected, a selection at once; a validated line is corrected by another one."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from maillage.clause.actions.doublons import block_doublons, hold_lots, lift_doublons
from maillage.clause.actions.marches import ClauseRefusee
from maillage.clause.models import LigneHeures, MiseEmploi
from maillage.clause.nomenclatures.heures import MotifRejet, StatutLigne
from maillage.clause.permissions import Droit
from maillage.clause.queries.heures import (
    AValider,
    build_rangs,
    list_corrections,
    select_declarees,
    study_lignes,
    sum_rang,
)
from maillage.clause.rules.heures import check_mois
from maillage.socle import permissions
from maillage.socle.acteur import Acteur
from maillage.socle.journal import actions as journal
from maillage.socle.typographie import write_nombre

ZERO = Decimal(0)
DECIDES = [
    "statut",
    "motif_rejet",
    "heures_reelles",
    "heures_ecartees",
    "heures_valorisees",
    "decidee_le",
    "decidee_par",
]


@dataclass(slots=True)
class Bilan:
    """`refusees`: left as they are, each with why. `coupees`: validated for what counts of them."""

    validees: int = 0
    coupees: int = 0
    hors: int = 0
    rejetees: int = 0
    refusees: list[tuple[LigneHeures, str]] = field(default_factory=list)


@transaction.atomic
def validate_lignes(*, by: Acteur, lignes: Collection[UUID], today: date, verifiees: bool = False) -> Bilan:
    """`verifiees`: whoever validates has looked at the lines that seem counted twice. Already decided: left alone."""
    hold_lots(lignes, list(select_declarees(by).filter(uuid__in=lignes)))
    rows = _lock(by, lignes)
    bilan = Bilan()
    bloquees = block_doublons(by, rows, today=today)
    decided = [
        _decide(by, one, bilan, today=today)
        for one in study_lignes(rows)
        if _is_admise(one, bilan, verifiees, bloquees.get(one.ligne.pk, ""))
    ]
    _save(by, decided)
    return bilan


def _lock(by: Acteur, lignes: Collection[UUID]) -> list[LigneHeures]:
    rows = select_declarees(by).filter(uuid__in=lignes)
    found = list(rows.select_for_update(of=("self",)).order_by("pk"))
    for row in found:
        permissions.check(by, Droit.SUIVRE_PERSONNES, row)
    return found


def _is_admise(one: AValider, bilan: Bilan, verifiees: bool, bloquee: str) -> bool:
    refus = one.refus or bloquee
    if not refus and one.jumelles and not verifiees:
        refus = (
            "Un autre contrat du même employeur porte des heures sur ce lot le même mois : vérifiez, puis confirmez."
        )
    if refus:
        bilan.refusees.append((one.ligne, refus))
    return not refus


def _decide(by: Acteur, one: AValider, bilan: Bilan, *, today: date) -> LigneHeures:
    """What is out of the window stays written, rejected or put aside."""
    row, examen = one.ligne, one.examen
    row.decidee_le, row.decidee_par = today, by.compte
    if examen.is_hors:
        row.heures_reelles, row.heures_ecartees = row.saisies, ZERO
        row.statut, row.motif_rejet = StatutLigne.REJETEE, MotifRejet.HORS_ELIGIBILITE
        bilan.hors += 1
    else:
        row.heures_reelles, row.heures_ecartees = examen.comptees, examen.ecartees
        row.statut = StatutLigne.VALIDEE
        bilan.validees += 1
        bilan.coupees += bool(examen.ecartees)
    row.weigh()
    return row


def _save(by: Acteur, rows: Sequence[LigneHeures]) -> None:
    if not rows:
        return
    LigneHeures.objects.bulk_create(rows, update_conflicts=True, unique_fields=["id"], update_fields=DECIDES)
    told = {(row.lot_id, row.statut): row for row in rows}
    for (lot, statut), row in told.items():
        nombre = sum(r.lot_id == lot and r.statut == statut for r in rows)
        event = "clause.heures_validees" if statut == StatutLigne.VALIDEE else "clause.heures_rejetees"
        journal.write(by=by, event=event, target=row.lot, nombre=nombre)


@transaction.atomic
def reject_lignes(*, by: Acteur, lignes: Collection[UUID], motif: MotifRejet, today: date) -> Bilan:
    hold_lots(lignes)
    rows = _lock(by, lignes)
    for row in rows:
        row.statut, row.motif_rejet, row.decidee_le, row.decidee_par = StatutLigne.REJETEE, motif, today, by.compte
    _save(by, rows)
    lift_doublons(by, rows, today=today)
    return Bilan(rejetees=len(rows))


def correct_ligne(*, by: Acteur, ligne: LigneHeures, heures: Decimal, lue: Decimal, today: date) -> LigneHeures:
    """What was validated stays as it was; a dated line brings it to `heures`. `lue`: the hours that were read.

    Hours that would be told twice are refused, and shown to the pilotes all the same: what they decide then holds.
    """
    with transaction.atomic():
        row = _prepare_correction(by, ligne, heures=heures, lue=lue, today=today)
        refus = block_doublons(by, [row], today=today).get(row.pk, "") if row.heures_reelles > 0 else ""
        if not refus:
            return _write_correction(by, row, today=today)
    raise ClauseRefusee(refus, champ="heures")


def _prepare_correction(by: Acteur, ligne: LigneHeures, *, heures: Decimal, lue: Decimal, today: date) -> LigneHeures:
    """Not yet written."""
    permissions.check(by, Droit.SUIVRE_PERSONNES, ligne)
    MiseEmploi.objects.select_for_update().get(pk=ligne.mise_emploi_id)
    hold_lots([ligne.uuid], [ligne])
    rows = LigneHeures.objects.select_for_update(of=("self",))
    ligne = rows.select_related("lot", "mise_emploi__personne", "mise_emploi__employeur").get(pk=ligne.pk)
    if not ligne.is_figee or ligne.annule_id is not None:
        raise ClauseRefusee(
            "Seule une ligne validée se corrige ainsi : les autres se saisissent à nouveau dans la grille."
        )
    actuelles = read_net(ligne)
    if actuelles != lue:
        raise ClauseRefusee(
            f"Quelqu’un vient de la corriger : elle fait maintenant {write_nombre(actuelles)} h.", champ="heures"
        )
    if heures == actuelles:
        raise ClauseRefusee("Ce sont déjà ses heures : il n’y a rien à corriger.", champ="heures")
    emploi = ligne.mise_emploi.lots.select_related("lot", "mise_emploi").get(lot=ligne.lot)
    [rang] = build_rangs([emploi], mois=ligne.mois)
    total = sum_rang(rang) + rang.ailleurs + heures - actuelles
    checked = check_mois(min(heures, total) if heures < 0 else total, mois=ligne.mois, payees=rang.payees)
    if heures < 0 or (heures > actuelles and checked.refus):
        raise ClauseRefusee(checked.refus, champ="heures")
    row = LigneHeures(
        dispositif_id=ligne.dispositif_id, mise_emploi=ligne.mise_emploi, lot=ligne.lot, entreprise_id=ligne.entreprise_id,
        creditrice_id=ligne.creditrice_id, mois=ligne.mois, type=ligne.type, coefficient=ligne.coefficient,
        heures_reelles=heures - actuelles, statut=StatutLigne.VALIDEE, annule=ligne, auteur=by.compte, decidee_le=today,
        decidee_par=by.compte,
    )  # fmt: skip
    row.weigh()
    return row


def _write_correction(by: Acteur, row: LigneHeures, *, today: date) -> LigneHeures:
    row.save(force_insert=True)
    journal.write(
        by=by, event="clause.heures_corrigees", target=row.lot, mois=f"{row.mois:%m/%Y}",
        ecart=str(row.heures_reelles), le=today.isoformat(),
    )  # fmt: skip
    assert row.annule is not None
    lift_doublons(by, [row.annule], today=today)
    return row


def read_net(ligne: LigneHeures) -> Decimal:
    """What counts of a validated line today, its corrections included."""
    return ligne.heures_reelles + sum((c.heures_reelles for c in list_corrections(ligne)), ZERO)
