"""What changes the hours of a lot once its contract runs. Orders and tranches add at once; an avenant waits for a decision."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from maillage.clause.actions.lots import record_engagement
from maillage.clause.actions.marches import ClauseRefusee, lock_lot, save
from maillage.clause.actions.saisies import keep
from maillage.clause.models import AvenantDuLot, BonDeCommande, Engagement, Lot, RepereLocal, TrancheDuLot
from maillage.clause.nomenclatures.calcul import LIBELLES_STATUT_AVENANT, EffetHeures, NatureTranche, StatutAvenant
from maillage.clause.nomenclatures.engagements import Origine
from maillage.clause.nomenclatures.lots import LIBELLES_PHASE, EtatLot, Phase
from maillage.clause.queries.lots import list_versions
from maillage.clause.rules.calculs import compute_delta, compute_du_bon, describe
from maillage.clause.rules.volumes import HypotheseRefusee
from maillage.socle.acteur import Acteur
from maillage.socle.journal import actions as journal
from maillage.socle.typographie import lower_initiale, write_nombre

CHAMPS_REPERE = ("secteur", "annee", "part_main_oeuvre", "cout_horaire", "origine")
DE_LA_TRANCHE = {NatureTranche.TRANCHE: Origine.TRANCHE, NatureTranche.RECONDUCTION: Origine.RECONDUCTION}


def _check_attribue(lot: Lot) -> None:
    if lot.phase != Phase.AVAL:
        raise ClauseRefusee(
            f"Ce lot est « {lot.libelle_etat} » : cela se note « {lower_initiale(LIBELLES_PHASE[Phase.AVAL])} »."
        )


def _check_jour(le: date, *, today: date, champ: str) -> None:
    if le > today:
        raise ClauseRefusee("Ce jour n’est pas encore venu : enregistrez-le quand il aura eu lieu.", champ=champ)


def _add(by: Acteur, lot: Lot, delta: Decimal, *, du: date, origine: Origine, plus: dict[str, Any]) -> Engagement:
    """A version that adds to the last one. Of orders, the first order opens the engagement at nothing."""
    versions = list_versions(lot)
    if not versions:
        if not lot.calcul.is_a_bons:
            raise ClauseRefusee("Ce lot n’a pas encore d’engagement : commencez par l’engagement de départ.")
        record_engagement(by=by, lot=lot, values={"du": du, "origine": Origine.INITIAL, "heures": Decimal(0)})
        versions = list_versions(lot)
    last = versions[-1]
    heures = last.heures + delta
    if heures < 0:
        raise ClauseRefusee(
            f"L’engagement ({write_nombre(last.heures)} h) ne peut perdre {write_nombre(-delta)} h : vérifiez ce nombre."
        )
    return record_engagement(
        by=by, lot=lot,
        values={"du": max(du, last.du), "origine": origine, "heures": heures, "hypotheses": describe(lot.calcul) | plus},
    )  # fmt: skip


@transaction.atomic
def record_bon(*, by: Acteur, lot: Lot, values: Mapping[str, Any], today: date) -> BonDeCommande:
    """F3: an order notified adds its hours to the engagement. Entered late, it counts from the last version's day."""
    lot = lock_lot(by, lot)
    _check_attribue(lot)
    _check_jour(values["notifie_le"], today=today, champ="notifie_le")
    if not lot.calcul.is_a_bons:
        raise ClauseRefusee(
            f"Ce lot se calcule autrement (« {lot.libelle_mode} ») : ses bons ne changent pas ses heures."
        )
    try:
        heures = compute_du_bon(lot.calcul, values["montant_ht"])
    except HypotheseRefusee as refus:
        raise ClauseRefusee(str(refus)) from refus
    bon = BonDeCommande(dispositif_id=lot.dispositif_id, lot=lot)
    save(bon, {**values, "heures": heures}, champ="reference")
    journal.write(by=by, event="clause.bon", target=lot, heures=str(heures))
    _add(by, lot, heures, du=bon.notifie_le, origine=Origine.BON_COMMANDE, plus={"bon": bon.reference})
    return bon


@transaction.atomic
def add_tranche(*, by: Acteur, lot: Lot, values: Mapping[str, Any]) -> TrancheDuLot:
    """F5: conditional until affirmed. The firm part of a contract is its first engagement."""
    lot = lock_lot(by, lot)
    if lot.is_final:
        raise ClauseRefusee(f"Ce lot est « {lot.libelle_etat} » : il ne change plus.")
    tranche = TrancheDuLot(dispositif_id=lot.dispositif_id, lot=lot)
    save(tranche, values, champ="intitule")
    journal.write(by=by, event="clause.tranche", target=lot, heures=str(tranche.heures))
    return tranche


@transaction.atomic
def affirm_tranche(*, by: Acteur, tranche: TrancheDuLot, le: date, today: date) -> TrancheDuLot:
    """Its hours join the engagement, from that day."""
    lot = lock_lot(by, tranche.lot)
    tranche = TrancheDuLot.objects.select_for_update(of=("self",)).get(pk=tranche.pk)
    if tranche.ferme_le is not None:
        return tranche
    _check_attribue(lot)
    _check_jour(le, today=today, champ="le")
    save(tranche, {"ferme_le": le})
    journal.write(by=by, event="clause.tranche_ferme", target=lot, heures=str(tranche.heures), le=f"{le:%d/%m/%Y}")
    origine = DE_LA_TRANCHE[NatureTranche(tranche.nature)]
    _add(by, lot, tranche.heures, du=le, origine=origine, plus={"tranche": tranche.intitule})
    return tranche


@transaction.atomic
def record_avenant(*, by: Acteur, lot: Lot, values: Mapping[str, Any], today: date) -> AvenantDuLot:
    """F4: says what it would change. Nothing binds before it is validated."""
    lot = lock_lot(by, lot)
    _check_attribue(lot)
    _check_jour(values["notifie_le"], today=today, champ="notifie_le")
    avenant = AvenantDuLot(dispositif_id=lot.dispositif_id, lot=lot)
    save(avenant, {**values, "delta_heures": _propose(lot, values)}, champ="numero")
    journal.write(by=by, event="clause.avenant", target=lot, heures=str(avenant.delta_heures))
    return avenant


def _propose(lot: Lot, values: Mapping[str, Any]) -> Decimal:
    match EffetHeures(values["effet"]):
        case EffetHeures.PROPORTIONNEL:
            try:
                return compute_delta(lot.calcul, values["delta_montant"])
            except HypotheseRefusee as refus:
                raise ClauseRefusee(str(refus), champ="effet") from refus
        case EffetHeures.FIXE:
            if values.get("delta_heures") is None:
                raise ClauseRefusee("Écrivez le nombre d’heures convenu, négatif s’il en retire.", champ="delta_heures")
            return Decimal(values["delta_heures"])
        case EffetHeures.AUCUN:
            if not str(values.get("justification", "")).strip():
                raise ClauseRefusee("Écrivez pourquoi cet avenant ne change aucune heure.", champ="justification")
            return Decimal(0)


@transaction.atomic
def settle_avenant(
    *, by: Acteur, avenant: AvenantDuLot, statut: StatutAvenant, le: date, justification: str, today: date
) -> AvenantDuLot:
    """Validated, it writes a version of the engagement; set aside, it says why and changes nothing."""
    lot = lock_lot(by, avenant.lot)
    avenant = AvenantDuLot.objects.select_for_update(of=("self",)).get(pk=avenant.pk)
    if avenant.statut != StatutAvenant.PROPOSE:
        raise ClauseRefusee(f"Cet avenant est déjà tranché ({lower_initiale(avenant.libelle_statut)}).")
    if le < avenant.notifie_le:
        raise ClauseRefusee(f"L’avenant est du {avenant.notifie_le:%d/%m/%Y} : sa décision le suit.", champ="le")
    _check_jour(le, today=today, champ="le")
    if statut is StatutAvenant.ECARTE and not justification.strip():
        raise ClauseRefusee("Écrivez pourquoi cet avenant ne change pas l’engagement.", champ="justification")
    if lot.etat == EtatLot.RESILIE:
        raise ClauseRefusee("Ce lot est résilié : son engagement ne change plus.")
    save(avenant, {"statut": statut, "decide_le": le, "justification": justification or avenant.justification})
    journal.write(
        by=by, event="clause.avenant_decide", target=lot, statut=lower_initiale(LIBELLES_STATUT_AVENANT[statut]),
        le=f"{le:%d/%m/%Y}",
    )  # fmt: skip
    if statut is StatutAvenant.VALIDE and avenant.delta_heures:
        _add(by, lot, avenant.delta_heures, du=le, origine=Origine.AVENANT, plus={"avenant": avenant.numero})
    return avenant


def save_repere(*, by: Acteur, repere: RepereLocal, values: Mapping[str, Any], lue: str | None = None) -> RepereLocal:
    return keep(
        by=by, row=repere, values=values, champs=CHAMPS_REPERE, lue=lue, event="clause.repere", champ="annee"
    )  # fmt: skip
