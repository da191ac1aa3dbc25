"""The hours of a month, a whole grid in one deed. Replayed, it writes nothing more; a validated line never moves."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from maillage.clause.actions.doublons import hold_lots, lift_doublons
from maillage.clause.models import EmploiDuLot, LigneHeures, Lot, MiseEmploi
from maillage.clause.nomenclatures.heures import SourceLigne, StatutLigne, TypeHeures
from maillage.clause.nomenclatures.lots import EtatLot
from maillage.clause.permissions import Droit
from maillage.clause.queries.creditrices import Suiveuses, find_territoire, read_suiveuses
from maillage.clause.queries.heures import SUIVIS, Rang, build_rangs, list_types, sum_rang
from maillage.clause.rules.emplois import check_mois as check_contrat
from maillage.clause.rules.heures import check_mois as check_total
from maillage.clause.rules.heures import choose_creditrice
from maillage.socle import permissions
from maillage.socle.acteur import Acteur
from maillage.socle.journal import actions as journal
from maillage.socle.refus import Refus

ZERO = Decimal(0)
SAISIS = (
    "heures_reelles", "heures_ecartees", "heures_valorisees", "coefficient", "statut", "motif_rejet", "decidee_le",
    "decidee_par", "source", "auteur", "saisie_le",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Case:
    """One cell: what is typed now, what the page showed. None: nothing. The two the same, it was not touched."""

    emploi: UUID
    type: TypeHeures
    heures: Decimal | None
    avant: Decimal | None

    @property
    def cle(self) -> tuple[UUID, TypeHeures]:
        return self.emploi, self.type

    @property
    def is_touchee(self) -> bool:
        return self.heures != self.avant


class HeuresRefusees(Refus):
    """Every cell that cannot be kept, at once."""

    def __init__(self, fautes: dict[tuple[UUID, TypeHeures], str]) -> None:
        super().__init__("Rien n’est enregistré : corrigez les cases signalées.")
        self.fautes = fautes


class HeuresDepassees(Exception):
    """Somebody noted the same cells otherwise meanwhile: each with what is noted now. Nothing is written."""

    def __init__(self, ecarts: Sequence[tuple[Case, Decimal | None]]) -> None:
        super().__init__("Quelqu’un a saisi les mêmes heures entre-temps.")
        self.ecarts = ecarts


@dataclass(slots=True)
class Bilan:
    """How many lines were written or taken away; what to look at, by contract."""

    ecrites: int = 0
    effacees: int = 0
    alertes: dict[int, str] = field(default_factory=dict)


@transaction.atomic
def record_heures(
    *, by: Acteur, mois: date, emplois: Sequence[EmploiDuLot], cases: Sequence[Case], today: date,
    source: SourceLigne = SourceLigne.SAISIE,
) -> Bilan:  # fmt: skip
    """The whole grid, or none of it: a constant number of queries, whatever the contracts (P7)."""
    for emploi in emplois:
        permissions.check(by, Droit.SUIVRE_PERSONNES, emploi)
    # The lock of the contracts: two grids that hold the same one wait for each other.
    list(
        MiseEmploi.objects.select_for_update()
        .filter(pk__in={e.mise_emploi_id for e in emplois})
        .order_by("pk")
        .values_list("pk")
    )
    rangs = {rang.emploi.uuid: rang for rang in build_rangs(emplois, mois=mois)}
    touched = [c for c in cases if c.emploi in rangs and c.is_touchee and _read(rangs, c) != c.heures]
    if ecarts := [(c, now) for c in touched if (now := _read(rangs, c)) != c.avant]:
        raise HeuresDepassees(ecarts)
    fautes, alertes = check_cases(rangs, touched, mois=mois, today=today)
    if fautes:
        raise HeuresRefusees(fautes)
    bilan = write_heures(by, rangs, touched, mois=mois, source=source)
    bilan.alertes = alertes
    if bilan.ecrites or bilan.effacees:
        lots = {rang.emploi.lot_id: rang.emploi.lot for rang in rangs.values()}
        target: Lot | MiseEmploi = next(iter(lots.values())) if len(lots) == 1 else emplois[0].mise_emploi
        journal.write(
            by=by, event="clause.heures", target=target, mois=f"{mois:%m/%Y}", nombre=bilan.ecrites + bilan.effacees
        )
    return bilan


def _read(rangs: dict[UUID, Rang], case: Case) -> Decimal | None:
    return rangs[case.emploi].get_heures(case.type)


def check_cases(
    rangs: dict[UUID, Rang], cases: Sequence[Case], *, mois: date, today: date
) -> tuple[dict[tuple[UUID, TypeHeures], str], dict[int, str]]:
    """Against the contract, the lot, the line as it stands, then the whole month of the contract, all lots together."""
    fautes: dict[tuple[UUID, TypeHeures], str] = {}
    totaux = {r.emploi.mise_emploi_id: sum_rang(r) + r.ailleurs for r in rangs.values()}
    payees = {r.emploi.mise_emploi_id: r.payees for r in rangs.values()}
    for case in cases:
        rang = rangs[case.emploi]
        if said := _check(rang, case, mois=mois, today=today):
            fautes[case.cle] = said
        ligne = rang.lignes.get(case.type)
        counted = ligne.saisies if ligne is not None and ligne.statut != StatutLigne.REJETEE else ZERO
        totaux[rang.emploi.mise_emploi_id] += (case.heures or ZERO) - counted
    alertes: dict[int, str] = {}
    for case in cases:
        contrat = rangs[case.emploi].emploi.mise_emploi_id
        controle = check_total(totaux[contrat], mois=mois, payees=payees[contrat])
        if controle.refus and case.heures:
            fautes.setdefault(case.cle, controle.refus)
        if controle.alerte:
            alertes[contrat] = controle.alerte
    return fautes, alertes


def _check(rang: Rang, case: Case, *, mois: date, today: date) -> str:
    emploi, ligne = rang.emploi.mise_emploi, rang.lignes.get(case.type)
    if ligne is not None and ligne.is_figee:
        return "Cette ligne est validée : elle se corrige par une contre-passation."
    if EtatLot(rang.emploi.lot.etat) not in SUIVIS:
        return f"Ce lot est « {rang.emploi.lot.libelle_etat} » : ses heures ne changent plus."
    if case.heures is None:
        return ""
    if case.type not in list_types([rang.emploi.lot]):
        return "Ce type d’heures ne compte que si le marché le prévoit."
    if refus := check_contrat(mois=mois, debut=emploi.debut, fin=emploi.fin, today=today):
        return refus
    return check_total(case.heures, mois=mois).refus


def write_heures(
    by: Acteur, rangs: dict[UUID, Rang], cases: Sequence[Case], *, mois: date, source: SourceLigne
) -> Bilan:
    """Without a droit: the caller holds the contracts, has checked every cell, and its right or the link of the company."""
    new: list[LigneHeures] = []
    changed: list[LigneHeures] = []
    gone: list[int] = []
    noted = [li for case in cases if (li := rangs[case.emploi].lignes.get(case.type))]
    hold_lots([ligne.uuid for ligne in noted])
    suivants = read_suiveuses({rang.emploi.lot_id for rang in rangs.values()}, on=mois)
    for case in cases:
        emploi, ligne = rangs[case.emploi].emploi, rangs[case.emploi].lignes.get(case.type)
        if case.heures is None:
            if ligne is not None:
                gone.append(ligne.pk)
            continue
        row = ligne or LigneHeures(
            dispositif_id=emploi.dispositif_id, mise_emploi_id=emploi.mise_emploi_id, lot_id=emploi.lot_id, mois=mois,
            type=case.type, creditrice_id=_choose_creditrice(emploi, suivants[emploi.lot_id], mois=mois), entreprise_id=emploi.entreprise_id,
        )  # fmt: skip
        row.heures_reelles, row.heures_ecartees, row.coefficient = case.heures, ZERO, emploi.coefficient
        row.statut, row.motif_rejet, row.decidee_le, row.decidee_par = StatutLigne.DECLAREE, "", None, None
        row.source, row.auteur, row.saisie_le = source, by.compte, timezone.now()
        row.weigh()
        (changed if ligne else new).append(row)
    LigneHeures.objects.bulk_create(new)
    if changed:
        # One statement that says each row once: an UPDATE made of cases costs ten times as much for fifty lines.
        LigneHeures.objects.bulk_create(changed, update_conflicts=True, unique_fields=["id"], update_fields=SAISIS)
    if gone:
        LigneHeures.objects.filter(pk__in=gone).delete()
    lift_doublons(by, noted, today=timezone.localdate())
    return Bilan(len(new) + len(changed), len(gone))


def _choose_creditrice(emploi: EmploiDuLot, suiveuses: Suiveuses, *, mois: date) -> int:
    """R6. Whoever manages the contract found the person eligible, and has the credit if it follows the lot.

    The place of work is looked for only when it decides.
    """
    suivent, validatrice = suiveuses.structures, emploi.dispositif_id
    territoire = None if validatrice in suivent else find_territoire(emploi.lot_id, suivent, on=mois)
    return choose_creditrice(validatrice=validatrice, territoire=territoire, pilote=suiveuses.pilote, suivent=suivent)


@transaction.atomic
def change_types(*, by: Acteur, lot: Lot, types: Sequence[TypeHeures]) -> Lot:
    """What the market counts besides work and training in the contract. Lines already noted stay."""
    permissions.check(by, Droit.TENIR_MARCHES, lot)
    lot = Lot.objects.select_for_update(of=("self",)).get(pk=lot.pk)
    lot.types_heures = sorted(types)
    lot.save(update_fields=["types_heures"])
    journal.write(by=by, event="clause.types_heures", target=lot, types=",".join(lot.types_heures))
    return lot
