"""A lot goes on: from state to state with its guard, its companies, its engagement."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from maillage.clause.actions.marches import ClauseRefusee, lock_lot, record_passage, save
from maillage.clause.actions.partages import carry_over
from maillage.clause.models import Engagement, Entreprise, EntrepriseDuLot, Lot
from maillage.clause.nomenclatures.lots import LIBELLES_ETAT, EtatLot
from maillage.clause.nomenclatures.marches import LIBELLES_ROLE, RoleEntreprise
from maillage.clause.permissions import Droit
from maillage.clause.queries.lots import list_versions, read_faits
from maillage.clause.rules import engagements
from maillage.clause.rules.calculs import describe
from maillage.clause.rules.etats import check_passage
from maillage.clause.rules.gardes import list_manques
from maillage.socle import permissions
from maillage.socle.acteur import Acteur
from maillage.socle.journal import actions as journal
from maillage.socle.refus import RefusMultiples
from maillage.socle.typographie import lower_initiale

DU_MARCHE = frozenset({"avis", "limite_le", "debut", "fin_prevue"})


@transaction.atomic
def pass_lot(*, by: Acteur, lot: Lot, vers: EtatLot, le: date, values: Mapping[str, Any], today: date) -> Lot:
    """`values`: what this step fills, of the lot or of its market. Refused with everything that is missing."""
    lot = lock_lot(by, lot)
    de = EtatLot(lot.etat)
    if refus := check_passage(de=de, vers=vers):
        raise ClauseRefusee(refus)
    check_jour(lot, le, today=today)
    for name, value in values.items():
        setattr(lot.marche if name in DU_MARCHE else lot, name, value)
    faits = read_faits(lot, on=le)
    if manques := list_manques(faits, vers=vers, le=le):
        raise RefusMultiples(manques)
    if marche := {name: values[name] for name in values if name in DU_MARCHE}:
        save(lot.marche, marche)
    if own := {name: values[name] for name in values if name not in DU_MARCHE}:
        save(lot, own)
    record_passage(by, lot, vers=vers, le=le)
    journal.write(
        by=by, event="clause.lot_etat", target=lot, de=LIBELLES_ETAT[de], vers=LIBELLES_ETAT[vers], le=f"{le:%d/%m/%Y}"
    )
    return lot


def notify_if_ready(*, by: Acteur, lot: Lot, le: date, today: date) -> Lot:
    """A lot that entered attributed is notified as well when nothing is missing: reserved, no hours are asked of it."""
    if list_manques(read_faits(lot, on=le), vers=EtatLot.NOTIFIE, le=le):
        return lot
    return pass_lot(by=by, lot=lot, vers=EtatLot.NOTIFIE, le=le, values={}, today=today)


def check_jour(lot: Lot, le: date, *, today: date) -> None:
    last = lot.passages.order_by("-rang").first()
    if last and le < last.le:
        raise ClauseRefusee(f"« {last.libelle} » date du {last.le:%d/%m/%Y} : la suite ne le précède pas.", champ="le")
    if le > today:
        raise ClauseRefusee("Ce jour n’est pas encore venu : enregistrez le passage quand il aura eu lieu.", champ="le")


@transaction.atomic
def add_entreprise(
    *, by: Acteur, lot: Lot, role: RoleEntreprise, du: date, entreprise: Entreprise | None = None,
    values: Mapping[str, Any] | None = None,
) -> EntrepriseDuLot:  # fmt: skip
    """A company known here, or a new one described by `values`."""
    lot = lock_lot(by, lot)
    if entreprise is None:
        entreprise = Entreprise(dispositif_id=by.dispositif or 0)
        save(entreprise, values or {}, champ="nom")
    permissions.check(by, Droit.TENIR_MARCHES, entreprise)
    link = EntrepriseDuLot(dispositif_id=lot.dispositif_id, lot=lot)
    save(link, {"lot": lot, "entreprise": entreprise, "role": role, "du": du, "au": None}, champ="role")
    journal.write(by=by, event="clause.entreprise", target=lot, role=_name(role))
    return link


@transaction.atomic
def remove_entreprise(*, by: Acteur, lien: EntrepriseDuLot, au: date) -> EntrepriseDuLot:
    """What it was until that day stays."""
    lot = lock_lot(by, lien.lot)
    lien = EntrepriseDuLot.objects.select_for_update(of=("self",)).get(pk=lien.pk)
    if au < lien.du:
        raise ClauseRefusee(f"Elle est sur ce lot depuis le {lien.du:%d/%m/%Y} : elle n’en part pas avant.", champ="au")
    if lien.au is None:
        save(lien, {"au": au})
        journal.write(by=by, event="clause.entreprise_retiree", target=lot, role=_name(RoleEntreprise(lien.role)))
    return lien


def _name(role: RoleEntreprise) -> str:
    return lower_initiale(LIBELLES_ROLE[role])


@transaction.atomic
def record_engagement(*, by: Acteur, lot: Lot, values: Mapping[str, Any]) -> Engagement:
    """A version: `du`, `origine`, and the hours, or those asked and offered for the first one."""
    lot = lock_lot(by, lot)
    versions = list_versions(lot)
    exigees, offertes = values.get("exigees"), values.get("offertes")
    heures = values.get("heures")
    if heures is None and exigees is not None:
        heures = engagements.choose_engagement(exigees=exigees, offertes=offertes)
    if heures is None:
        raise ClauseRefusee("Indiquez les heures.", champ="exigees")
    row = Engagement(
        dispositif_id=lot.dispositif_id, lot=lot, numero=len(versions) + 1, du=values["du"], origine=values["origine"],
        heures=heures, exigees=exigees, offertes=offertes, auteur=by.compte,
        hypotheses=values.get("hypotheses") or describe(lot.calcul),
    )  # fmt: skip
    if refus := engagements.check_version([v.version for v in versions], row.version):
        raise ClauseRefusee(refus)
    row.save(force_insert=True)
    carry_over(by=by, lot=lot, nouvelle=row, today=localdate())
    journal.write(
        by=by,
        event="clause.engagement",
        target=lot,
        version=row.numero,
        heures=str(row.heures),
        du=f"{row.du:%d/%m/%Y}",
    )
    return row
