"""The credit of hours passes from one structure to another, by agreement of both, before they are validated (R6)."""

from collections.abc import Collection
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from maillage.clause.actions import suivis
from maillage.clause.actions.marches import ClauseRefusee
from maillage.clause.models import DemandePartage, LigneDemandee, LigneHeures, Lot
from maillage.clause.nomenclatures.heures import StatutLigne
from maillage.clause.nomenclatures.partage import EtatDemande, NatureDemande, Sens
from maillage.clause.permissions import Droit
from maillage.clause.queries import credits as queries
from maillage.clause.queries import partage
from maillage.clause.rules import credits as rules
from maillage.clause.rules.partage import find_pilote, list_repondantes
from maillage.reseau.models import Dispositif
from maillage.socle import permissions
from maillage.socle.acteur import Acteur
from maillage.socle.contexte import open_service


@transaction.atomic
def ask_credit(
    *, by: Acteur, lot: Lot, sens: Sens, autre: Dispositif, lignes: Collection[UUID], message: str, today: date
) -> DemandePartage:
    """`autre`: who would have the credit, or who has it and would give it. It answers; nothing changes before."""
    permissions.check(by, Droit.PARTAGER, lot)
    mine = by.dispositif or 0
    ancienne, nouvelle = (mine, autre.pk) if sens is Sens.CEDER else (autre.pk, mine)
    with open_service(suivis.SERVICE):
        suivis.lock_shared(lot)
    chosen = queries.keep(queries.list_lignes(by, lot, sens), lignes)
    refus = rules.check_credit(
        [rules.Ligne(rang, StatutLigne.DECLAREE, one.creditrice.pk) for rang, one in enumerate(chosen)],
        demandeuse=mine, ancienne=ancienne, nouvelle=nouvelle,
        repondantes=list_repondantes(partage.list_suivis(lot), on=today),
    )  # fmt: skip
    if refus is None and len(chosen) < len(set(lignes)):
        refus = "Une de ces lignes a changé depuis que la page est ouverte : rechargez-la."
    if refus:
        raise ClauseRefusee(refus, champ="lignes")
    heures = sum((one.heures for one in chosen), Decimal(0))
    row = suivis.ask_heures(by, lot, NatureDemande.CREDIT, vers=autre, heures=heures, message=message, today=today)
    LigneDemandee.objects.bulk_create(
        LigneDemandee(
            dispositif_id=lot.dispositif_id, demande=row, lot=lot, ligne=one.uuid, pseudonyme=one.pseudonyme,
            mois=one.mois, heures=one.heures, ancienne_id=ancienne, nouvelle_id=nouvelle,
        )
        for one in chosen
    )  # fmt: skip
    suivis.tell(by, lot, "clause.partage_credit", aussi=[autre.pk], nombre=len(chosen))
    return row


@transaction.atomic
def accept_credit(*, by: Acteur, demande: DemandePartage, today: date) -> int:
    """How many lines change. Those decided meanwhile keep their credit, and the demand tells which."""
    suivis.check_reponse(by, demande)
    with open_service(suivis.SERVICE):
        row = suivis.check_en_attente(demande)
        lot = suivis.lock_shared(row.lot)
        asked = list(LigneDemandee.objects.filter(demande=row).order_by("pk"))
        ancienne, nouvelle = asked[0].ancienne_id, asked[0].nouvelle_id
        followers = partage.list_suivis(lot)
        if nouvelle not in list_repondantes(followers, on=today):
            raise ClauseRefusee("La structure qui aurait le crédit ne participe plus au lot : refusez cette demande.")
        lines = list(
            LigneHeures.objects.select_for_update(of=("self",))
            .filter(uuid__in=[one.ligne for one in asked])
            .order_by("pk")
        )
        kept = rules.keep_changeables(
            [rules.Ligne(li.pk, StatutLigne(li.statut), li.creditrice_id) for li in lines], ancienne=ancienne
        )
        if not kept:
            raise ClauseRefusee(
                "Ces heures ont été validées, rejetées ou reprises depuis : il n’y a plus rien à changer. Refusez cette demande."
            )
        LigneHeures.objects.filter(pk__in=kept).update(creditrice=nouvelle)
        passees = {li.uuid for li in lines if li.pk in kept}
        for one in asked:
            one.is_passee = one.ligne in passees
        LigneDemandee.objects.bulk_update(asked, ["is_passee"])
        suivis.close_demande(by, row, EtatDemande.ACCEPTEE, reponse="", today=today)
        concerned = [row.de_id, find_pilote(followers, on=today), *(li.dispositif_id for li in lines)]
    suivis.tell(by, lot, "clause.partage_credit_accepte", aussi=concerned, nombre=len(kept))
    return len(kept)
