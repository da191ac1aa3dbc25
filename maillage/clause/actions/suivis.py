"""Structures follow a lot together: invited, gone, handed the lead. Nothing of this moves a line of hours.

What is kept in the file of the lot and written by another structure than its pilote is written in a service context,
after its right and the rules were checked.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from maillage.clause.actions.marches import ClauseRefusee, save
from maillage.clause.models import DemandePartage, Lot, SuiviLot
from maillage.clause.nomenclatures.partage import LIBELLES_SUIVI, EtatDemande, NatureDemande, RoleSuivi
from maillage.clause.permissions import Droit
from maillage.clause.queries import partage as queries
from maillage.clause.rules import partage as rules
from maillage.reseau.models import Dispositif
from maillage.socle import permissions
from maillage.socle.acteur import Acteur
from maillage.socle.contexte import open_service
from maillage.socle.journal import actions as journal
from maillage.socle.typographie import lower_initiale

SERVICE = "lot partagé entre structures, ce droit et cette règle vérifiés"


def lock_shared(lot: Lot) -> Lot:
    """Whoever changes who follows a lot, or whose hours are whose, waits for the one before. In a service context."""
    return Lot.objects.select_for_update(of=("self",)).select_related("marche__acheteur").get(pk=lot.pk)


def tell(by: Acteur, lot: Lot, event: str, *, aussi: Iterable[int | None] = (), **details: Any) -> None:
    """In the journal of whoever acts, and of the structures it concerns."""
    journal.write(by=by, event=event, target=lot, dispositif=by.dispositif, **details)
    for structure in sorted({s for s in aussi if s and s != by.dispositif}):
        with open_service(SERVICE):
            journal.write(by=by, event=event, target=lot, dispositif=structure, **details)


@transaction.atomic
def invite(
    *, by: Acteur, lot: Lot, structure: Dispositif, role: RoleSuivi, message: str, today: date
) -> DemandePartage:
    permissions.check(by, Droit.TENIR_MARCHES, lot)
    suivis = queries.list_suivis(lot)
    if structure.pk not in queries.select_invitables(lot).values_list("pk", flat=True):
        raise ClauseRefusee("Choisissez un service de la clause ouvert dans Maillage.", champ="structure")
    if not queries.has_facilitateur(structure, on=today):
        raise ClauseRefusee(
            f"« {structure} » n’a encore personne dans Maillage pour répondre : ses heures se comptent à part, par un "
            "relevé agrégé.", champ="structure",
        )  # fmt: skip
    deja = rules.find_role(suivis, structure=structure.pk, on=today)
    part = queries.find_part(lot, structure.pk)
    asked = DemandePartage.objects.filter(
        lot=lot, nature=NatureDemande.INVITATION, vers=structure, etat=EtatDemande.EN_ATTENTE
    )
    if refus := rules.check_invitation(role, deja=deja, is_demandee=asked.exists(), part=part):
        raise ClauseRefusee(refus, champ="structure")
    row = _ask(by, lot, NatureDemande.INVITATION, vers=structure, today=today, role=role, message=message)
    tell(by, lot, "clause.partage_invitation", aussi=[structure.pk], vers=structure.uuid, role=_name(role))
    return row


@transaction.atomic
def ask_passation(
    *, by: Acteur, lot: Lot, structure: Dispositif, effet_le: date, message: str, today: date
) -> DemandePartage:
    permissions.check(by, Droit.TENIR_MARCHES, lot)
    suivis = queries.list_suivis(lot)
    role, prochain = rules.find_role(suivis, structure=structure.pk, on=today), rules.find_prochain(suivis, on=today)
    if refus := rules.check_passation(role, effet=effet_le, today=today, prochain=prochain):
        raise ClauseRefusee(refus, champ="effet_le" if effet_le < today else "structure")
    if DemandePartage.objects.filter(lot=lot, nature=NatureDemande.PASSATION, etat=EtatDemande.EN_ATTENTE).exists():
        raise ClauseRefusee("Une passation attend déjà sa réponse : retirez-la d’abord.", champ="structure")
    row = _ask(by, lot, NatureDemande.PASSATION, vers=structure, today=today, effet_le=effet_le, message=message)
    tell(by, lot, "clause.partage_passation", aussi=[structure.pk], vers=structure.uuid, le=f"{effet_le:%d/%m/%Y}")
    return row


def _ask(
    by: Acteur, lot: Lot, nature: NatureDemande, *, vers: Dispositif, today: date, **values: Any
) -> DemandePartage:
    row = DemandePartage(
        dispositif_id=lot.dispositif_id, lot=lot, nature=nature, de_id=by.dispositif or 0, vers=vers, demandee_le=today,
        objet=queries.write_objet(lot), auteur=by.compte,
    )  # fmt: skip
    save(row, values, champ="structure")
    return row


def ask_heures(
    by: Acteur, lot: Lot, nature: NatureDemande, *, vers: Dispositif, heures: Decimal, message: str, today: date
) -> DemandePartage:
    """For `actions.partages`, which knows the parts, and `actions.credits`, which knows the lines."""
    return _ask(by, lot, nature, vers=vers, today=today, heures=heures, message=message)


def check_en_attente(demande: DemandePartage) -> DemandePartage:
    """Locked, and still waiting. In a service context."""
    row = DemandePartage.objects.select_for_update(of=("self",)).select_related("de", "vers").get(pk=demande.pk)
    if not row.is_en_attente:
        raise ClauseRefusee(f"Cette demande est déjà « {lower_initiale(row.libelle_etat)} ».")
    return row


def close_demande(by: Acteur, row: DemandePartage, etat: EtatDemande, *, reponse: str, today: date) -> None:
    row.etat, row.reponse, row.repondue_le, row.repondeur = etat, reponse, today, by.compte
    row.save(update_fields=["etat", "reponse", "repondue_le", "repondeur"])


@transaction.atomic
def withdraw(*, by: Acteur, demande: DemandePartage, today: date) -> DemandePartage:
    """By the structure that asked."""
    permissions.check(by, Droit.PARTAGER)
    if demande.de_id != by.dispositif:
        raise permissions.DroitRefuse("Une demande se retire par la structure qui l’a faite.")
    with open_service(SERVICE):
        row = check_en_attente(demande)
        close_demande(by, row, EtatDemande.RETIREE, reponse="", today=today)
        lot = lock_shared(row.lot)
    tell(by, lot, "clause.partage_retrait", aussi=[row.vers_id], nature=row.nature)
    return row


@transaction.atomic
def refuse(*, by: Acteur, demande: DemandePartage, reponse: str, today: date) -> DemandePartage:
    check_reponse(by, demande)
    if not reponse.strip():
        raise ClauseRefusee("Dites en une phrase pourquoi : l’autre structure saura quoi proposer.", champ="reponse")
    with open_service(SERVICE):
        row = check_en_attente(demande)
        close_demande(by, row, EtatDemande.REFUSEE, reponse=reponse, today=today)
        lot = lock_shared(row.lot)
    tell(by, lot, "clause.partage_refus", aussi=[row.de_id], nature=row.nature)
    return row


def check_reponse(by: Acteur, demande: DemandePartage) -> None:
    permissions.check(by, Droit.PARTAGER)
    if demande.vers_id != by.dispositif:
        raise permissions.DroitRefuse("Seule la structure à qui la demande est faite y répond.")


@transaction.atomic
def accept_invitation(*, by: Acteur, demande: DemandePartage, today: date) -> SuiviLot:
    """From today. A structure that only observed takes part from now on, or the other way round."""
    check_reponse(by, demande)
    with open_service(SERVICE):
        row = check_en_attente(demande)
        lot = lock_shared(row.lot)
        role = RoleSuivi(row.role)
        deja = rules.find_role(queries.list_suivis(lot), structure=row.vers_id, on=today)
        part = queries.find_part(lot, row.vers_id)
        if refus := rules.check_invitation(role, deja=deja, is_demandee=False, part=part):
            raise ClauseRefusee(refus)
        end_suivi(lot, row.vers_id, au=today)
        suivi = follow(by, lot, row.vers_id, role, du=today)
        close_demande(by, row, EtatDemande.ACCEPTEE, reponse="", today=today)
    tell(by, lot, "clause.partage_entree", aussi=[row.de_id], role=_name(role))
    return suivi


@transaction.atomic
def accept_passation(*, by: Acteur, demande: DemandePartage, today: date) -> SuiviLot:
    """The lead changes hands on its day; the former pilote goes on as a participante. Hours, parts and people stay put."""
    check_reponse(by, demande)
    with open_service(SERVICE):
        row = check_en_attente(demande)
        lot = lock_shared(row.lot)
        suivis = queries.list_suivis(lot)
        effet = max(row.effet_le or today, today)
        if rules.find_pilote(suivis, on=today) != row.de_id:
            raise ClauseRefusee("La structure qui vous a passé la main ne pilote plus ce lot.")
        role, prochain = rules.find_role(suivis, structure=row.vers_id, on=today), rules.find_prochain(suivis, on=today)
        if refus := rules.check_passation(role, effet=effet, today=today, prochain=prochain):
            raise ClauseRefusee(refus)
        end_suivi(lot, row.vers_id, au=effet)
        suivi = follow(by, lot, row.vers_id, RoleSuivi.PILOTE, du=effet)
        follow(by, lot, row.de_id, RoleSuivi.PARTICIPANTE, du=effet)
        close_demande(by, row, EtatDemande.ACCEPTEE, reponse="", today=today)
    tell(by, lot, "clause.partage_pilotage", aussi=[row.de_id, lot.dispositif_id], le=f"{effet:%d/%m/%Y}")
    return suivi


@transaction.atomic
def leave(*, by: Acteur, lot: Lot, today: date) -> None:
    """Today is the last day. The structure where the lot was born keeps its file, and observes it from then on."""
    permissions.check(by, Droit.PARTAGER, lot)
    structure = by.dispositif or 0
    with open_service(SERVICE):
        lot = lock_shared(lot)
        suivis = queries.list_suivis(lot)
        is_origine, part = structure == lot.dispositif_id, queries.find_part(lot, structure)
        if refus := rules.check_depart(suivis, structure=structure, part=part, is_origine=is_origine, today=today):
            raise ClauseRefusee(refus)
        pilote = rules.find_pilote(suivis, on=today)
        cancel_demandes(by, lot, structure, today=today)
        end_suivi(lot, structure, au=today)
        if is_origine:
            follow(by, lot, structure, RoleSuivi.OBSERVATRICE, du=today)
    tell(by, lot, "clause.partage_depart", aussi=[pilote])


def cancel_demandes(by: Acteur, lot: Lot, structure: int, *, today: date) -> None:
    """What it asked, and what was asked of it, falls with it."""
    rows = DemandePartage.objects.filter(lot=lot, etat=EtatDemande.EN_ATTENTE)
    for row in rows:
        if structure in (row.de_id, row.vers_id):
            close_demande(by, row, EtatDemande.RETIREE, reponse="La structure a quitté le lot.", today=today)


def end_suivi(lot: Lot, structure: int, *, au: date) -> None:
    """Of whatever it was beside leading; in a service context, the lot locked."""
    rows = SuiviLot.objects.filter(lot=lot, structure=structure, au=None).exclude(role=RoleSuivi.PILOTE)
    for row in rows:
        row.au = max(au, row.du)
        row.save(update_fields=["au"])


def follow(by: Acteur, lot: Lot, structure: int, role: RoleSuivi, *, du: date) -> SuiviLot:
    row = SuiviLot(dispositif_id=lot.dispositif_id, lot=lot, auteur=by.compte)
    save(row, {"structure_id": structure, "role": role, "du": du})
    return row


def _name(role: RoleSuivi) -> str:
    return lower_initiale(LIBELLES_SUIVI[role])
