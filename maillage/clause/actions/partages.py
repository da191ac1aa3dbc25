"""The hours of a version are shared out between structures, carried over, transferred, contested (R1 to R4, R7)."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.db import transaction

from maillage.clause.actions import credits, suivis
from maillage.clause.actions.marches import ClauseRefusee, lock_lot, save
from maillage.clause.models import AvisSurPart, DemandePartage, Engagement, Lot, PartEngagement, Repartition
from maillage.clause.nomenclatures.partage import (
    Avis,
    EtatDemande,
    Methode,
    NatureDemande,
    OrigineRepartition,
)
from maillage.clause.permissions import Droit
from maillage.clause.queries import partage as queries
from maillage.clause.queries.lots import list_versions
from maillage.clause.rules import partage as rules
from maillage.clause.rules import repartition as parts
from maillage.reseau.models import Dispositif
from maillage.socle import permissions
from maillage.socle.acteur import Acteur
from maillage.socle.contexte import open_service
from maillage.socle.journal import actions as journal

CENT = 100


def compute_parts(
    total: Decimal, methode: Methode, mesures: Mapping[int, Decimal], *, reserve: Decimal = Decimal(0)
) -> parts.Repartition:
    """R2: hours chosen one by one, or in proportion of what was measured, `reserve` kept undistributed."""
    try:
        if methode is Methode.LIBRE:
            return parts.Repartition(total, dict(mesures))
        if reserve < 0 or reserve > total:
            raise ClauseRefusee(f"Gardez entre 0 et {total:f} h non réparties.", champ="reserve")
        shared = parts.share_heures(total - reserve, {cle: int(mesure * CENT) for cle, mesure in mesures.items()})
        return parts.Repartition(total, shared.parts)
    except parts.RepartitionRefusee as refus:
        raise ClauseRefusee(str(refus)) from refus


@transaction.atomic
def share_out(
    *, by: Acteur, lot: Lot, methode: Methode, mesures: Mapping[int, Decimal], reserve: Decimal = Decimal(0),
    territoires: Mapping[int, str] | None = None, today: date,
) -> Repartition:  # fmt: skip
    """Decided by the pilote, told to the others, who may contest. Those who contested the former one are answered by it."""
    lot = lock_lot(by, lot)
    version = _get_version(lot, today=today)
    presentes = rules.list_repondantes(queries.list_suivis(lot), on=today)
    if set(mesures) - presentes:
        raise ClauseRefusee("Une de ces structures ne suit plus le lot, ou le quitte ce soir : rechargez la page.")
    shared = compute_parts(version.heures, methode, mesures, reserve=reserve)
    row = _write(
        by, version, shared, methode=methode, origine=OrigineRepartition.PILOTE, today=today, annoncee=today,
        bases={} if methode is Methode.LIBRE else mesures, territoires=territoires or {},
    )  # fmt: skip
    open_ones = AvisSurPart.objects.filter(lot=lot, avis=Avis.CONTESTATION, repondue_le=None)
    open_ones.update(reponse="Une nouvelle répartition a été établie.", repondue_le=today)
    journal.write(by=by, event="clause.partage_repartition", target=lot, methode=methode, version=version.numero)
    return row


def _get_version(lot: Lot, *, today: date) -> Engagement:
    version = queries.find_version(lot, on=today)
    if version is None:
        raise ClauseRefusee("Ce lot n’a pas encore d’engagement : enregistrez-le, ses heures se répartissent ensuite.")
    return version


def _write(
    by: Acteur, version: Engagement, shared: parts.Repartition, *, methode: Methode, origine: OrigineRepartition,
    today: date, annoncee: date | None, bases: Mapping[int, Decimal], territoires: Mapping[int, str],
) -> Repartition:  # fmt: skip
    """Parts and what is shared out to nobody make the whole: the rule checked it, this line says it (R1)."""
    last = queries.find_repartition(version)
    row = Repartition.objects.create(
        dispositif_id=version.dispositif_id, engagement=version, lot_id=version.lot_id, rang=last.rang + 1 if last else 1,
        methode=methode, origine=origine, le=today, annoncee_le=annoncee, auteur=by.compte,
    )  # fmt: skip
    common = {"dispositif_id": version.dispositif_id, "repartition": row, "lot_id": version.lot_id}
    lines = [
        PartEngagement(
            **common, structure_id=cle, heures=heures, base=bases.get(cle), territoire=territoires.get(cle, "")
        )
        for cle, heures in shared.parts.items()
    ]
    PartEngagement.objects.bulk_create([*lines, PartEngagement(**common, structure=None, heures=shared.non_reparti)])
    return row


def carry_over(*, by: Acteur, lot: Lot, nouvelle: Engagement, today: date) -> Repartition | None:
    """R3: the parts of a new version, in proportion of the last ones known; for the pilote to confirm. The lot is locked."""
    for version in reversed([v for v in list_versions(lot) if v.numero < nouvelle.numero]):
        if former := queries.find_repartition(version):
            shared = parts.carry_over(queries.read_repartition(version, former), total=nouvelle.heures)
            territoires = {
                row.structure_id: row.territoire for row in former.parts.exclude(structure=None) if row.structure_id
            }
            return _write(
                by, nouvelle, shared, methode=Methode(former.methode), origine=OrigineRepartition.REPORT, today=today,
                annoncee=None, bases={}, territoires=territoires,
            )  # fmt: skip
    return None


@transaction.atomic
def confirm(*, by: Acteur, lot: Lot, repartition: Repartition, today: date) -> Repartition:
    """What was carried over stands; from today it may be contested."""
    lot = lock_lot(by, lot)
    row = Repartition.objects.select_for_update(of=("self",)).get(pk=repartition.pk)
    if not row.is_a_confirmer:
        raise ClauseRefusee("Cette répartition est déjà confirmée.")
    row.annoncee_le = today
    row.save(update_fields=["annoncee_le"])
    journal.write(by=by, event="clause.partage_confirmation", target=lot, version=row.engagement.numero)
    return row


# Transfers


@transaction.atomic
def ask_transfert(
    *, by: Acteur, lot: Lot, vers: Dispositif, heures: Decimal, message: str, today: date
) -> DemandePartage:
    """R4: hours still to do, that another structure will answer for if it agrees. What was done stays where it was done."""
    permissions.check(by, Droit.PARTAGER, lot)
    de = by.dispositif or 0
    with open_service(suivis.SERVICE):
        locked = suivis.lock_shared(lot)
        _transfer(locked, de=de, vers=vers.pk, heures=heures, today=today)
    row = suivis.ask_heures(by, lot, NatureDemande.TRANSFERT, vers=vers, heures=heures, message=message, today=today)
    suivis.tell(by, lot, "clause.partage_transfert", aussi=[vers.pk], vers=vers.uuid, heures=f"{heures:f}")
    return row


def _transfer(
    lot: Lot, *, de: int, vers: int, heures: Decimal, today: date
) -> list[tuple[Engagement, Repartition, parts.Repartition]]:
    """In the version in force and in those to come; refused whole if one of them cannot stand it."""
    presentes = rules.list_repondantes(queries.list_suivis(lot), on=today)
    if de not in presentes:
        raise ClauseRefusee("La structure qui cède ces heures ne suit plus le lot.")
    if vers not in presentes:
        raise ClauseRefusee("Choisissez une structure qui pilote le lot ou y participe.", champ="vers")
    made = []
    for version in queries.list_vivantes(lot, on=today):
        row = queries.find_repartition(version)
        if row is None:
            raise ClauseRefusee("Les heures de ce lot ne sont pas encore réparties : il n’y a rien à transférer.")
        if row.is_a_confirmer:
            raise ClauseRefusee(
                "La structure pilote doit d’abord confirmer la répartition de la dernière version de l’engagement."
            )
        try:
            moved = parts.transfer(queries.read_repartition(version, row), de=de, vers=vers, heures=heures)
        except parts.RepartitionRefusee as refus:
            raise ClauseRefusee(str(refus), champ="heures") from refus
        made.append((version, row, moved))
    return made


@transaction.atomic
def accept_transfert(*, by: Acteur, demande: DemandePartage, today: date) -> None:
    suivis.check_reponse(by, demande)
    with open_service(suivis.SERVICE):
        row = suivis.check_en_attente(demande)
        lot = suivis.lock_shared(row.lot)
        heures = row.heures or Decimal(0)
        for version, former, moved in _transfer(lot, de=row.de_id, vers=row.vers_id, heures=heures, today=today):
            kept = {part.structure_id: part for part in former.parts.all()}
            _write(
                by, version, moved, methode=Methode(former.methode), origine=OrigineRepartition.TRANSFERT, today=today,
                annoncee=today, bases={}, territoires={cle: kept[cle].territoire for cle in moved.parts if cle in kept},
            )  # fmt: skip
        suivis.close_demande(by, row, EtatDemande.ACCEPTEE, reponse="", today=today)
        pilote = rules.find_pilote(queries.list_suivis(lot), on=today)
    suivis.tell(by, lot, "clause.partage_transfert_accepte", aussi=[row.de_id, pilote], heures=f"{heures:f}")


def accept(*, by: Acteur, demande: DemandePartage, today: date) -> None:
    """Whatever it asks."""
    if demande.nature == NatureDemande.INVITATION:
        suivis.accept_invitation(by=by, demande=demande, today=today)
    elif demande.nature == NatureDemande.PASSATION:
        suivis.accept_passation(by=by, demande=demande, today=today)
    elif demande.nature == NatureDemande.CREDIT:
        credits.accept_credit(by=by, demande=demande, today=today)
    else:
        accept_transfert(by=by, demande=demande, today=today)


# Agreements and contestations


@transaction.atomic
def give_avis(*, by: Acteur, lot: Lot, avis: Avis, motif: str, today: date) -> AvisSurPart:
    """R3: a structure agrees to its part or contests it, within the delay; its silence is an agreement."""
    permissions.check(by, Droit.PARTAGER, lot)
    row = find_annoncee(lot, by.dispositif or 0, today=today)
    if avis is Avis.CONTESTATION and not motif.strip():
        raise ClauseRefusee("Dites ce que vous contestez et ce que vous proposez.", champ="motif")
    said = AvisSurPart(dispositif_id=lot.dispositif_id, repartition=row, lot=lot, auteur=by.compte)
    save(said, {"structure_id": by.dispositif, "avis": avis, "motif": motif, "le": today})
    pilote = rules.find_pilote(queries.list_suivis(lot), on=today)
    suivis.tell(by, lot, f"clause.partage_{avis.value}", aussi=[pilote])
    return said


def find_annoncee(lot: Lot, structure: int, *, today: date) -> Repartition:
    version = _get_version(lot, today=today)
    row = queries.find_repartition(version, annonce=True)
    if row is None or not PartEngagement.objects.filter(repartition=row, structure=structure).exists():
        raise ClauseRefusee("Votre structure n’a pas de part dans cette répartition.")
    if refus := rules.check_avis(annoncee=row.annoncee_le, today=today):
        raise ClauseRefusee(refus)
    return row


@transaction.atomic
def answer_contestation(*, by: Acteur, avis: AvisSurPart, reponse: str, today: date) -> AvisSurPart:
    """The pilote keeps the part as it is, and says why; to change it, it shares out again."""
    lot = lock_lot(by, avis.lot)
    row = AvisSurPart.objects.select_for_update(of=("self",)).get(pk=avis.pk)
    if not row.is_a_trancher:
        raise ClauseRefusee("Cette contestation a déjà sa réponse.")
    if not reponse.strip():
        raise ClauseRefusee("Dites pourquoi la part reste ce qu’elle est.", champ="reponse")
    row.reponse, row.repondue_le = reponse, today
    row.save(update_fields=["reponse", "repondue_le"])
    suivis.tell(by, lot, "clause.partage_reponse", aussi=[row.structure_id])
    return row
