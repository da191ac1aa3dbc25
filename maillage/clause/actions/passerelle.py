"""A contract of the clause goes to the PLIE that follows the person; one confirmation makes it an étape, never two entries."""

from datetime import date, datetime

from django.db import transaction

from maillage.clause.actions.marches import ClauseRefusee
from maillage.clause.cles_reseau import make_cle
from maillage.clause.models import MiseEmploi, PropositionEtape, TransmissionPlie
from maillage.clause.nomenclatures.passerelle import MotifEcart, StatutProposition
from maillage.clause.permissions import Droit
from maillage.clause.rules.passerelle import check_transmission
from maillage.parcours.actions import etapes
from maillage.parcours.models import Parcours, Positionnement
from maillage.parcours.nomenclatures.etapes import EtatPositionnement
from maillage.parcours.permissions import Droit as DroitParcours
from maillage.participants.models import Personne
from maillage.reseau.models import Dispositif
from maillage.socle import permissions
from maillage.socle.acteur import Acteur
from maillage.socle.contexte import open_service
from maillage.socle.journal import actions as journal

SERVICE = "contrat de la clause transmis au PLIE qui suit la personne, informée d’abord"
E = EtatPositionnement


@transaction.atomic
def tell_plie(*, by: Acteur, emploi: MiseEmploi, vers: Dispositif, informee_le: date, today: date) -> TransmissionPlie:
    """Told twice is told once. The answer is the same whether the person is followed there or not."""
    permissions.check(by, Droit.SUIVRE_PERSONNES, emploi)
    emploi = (
        MiseEmploi.objects.select_for_update(of=("self",)).select_related("personne", "employeur").get(pk=emploi.pk)
    )
    if refus := check_transmission(informee_le=informee_le, today=today):
        raise ClauseRefusee(refus, champ="informee_le")
    row, is_new = TransmissionPlie.objects.get_or_create(
        dispositif_id=emploi.dispositif_id, mise_emploi=emploi, vers=vers,
        defaults={"informee_le": informee_le, "le": today, "auteur": by.compte},
    )  # fmt: skip
    if is_new:
        with open_service(SERVICE):
            _propose(emploi, vers, informee_le=informee_le, today=today)
        journal.write(
            by=by, event="clause.plie_prevenu", target=emploi.personne, vers=str(vers.uuid), le=today.isoformat()
        )
    return row


def _propose(emploi: MiseEmploi, vers: Dispositif, *, informee_le: date, today: date) -> None:
    parcours = find_parcours(emploi.personne, vers)
    if parcours is None:
        return
    PropositionEtape.objects.get_or_create(
        dispositif=vers, contrat=emploi.uuid,
        defaults={
            "parcours": parcours, "de_id": emploi.dispositif_id, "type_contrat": emploi.type_contrat, "mode": emploi.mode,
            "metier": emploi.metier, "employeur": emploi.employeur.nom, "debut": emploi.debut, "fin": emploi.fin,
            "informee_le": informee_le, "le": today,
        },
    )  # fmt: skip


def find_parcours(personne: Personne, vers: Dispositif) -> Parcours | None:
    """The open one of the same person there: same name, birth and sex, whole on both sides. Within `open_service`."""
    cle = make_cle(personne)
    if cle is None:
        return None
    rows = Personne.objects.filter(dispositif=vers, date_naissance=personne.date_naissance, archivee_le=None)
    same = [row.pk for row in rows if make_cle(row) == cle]
    opened = Parcours.objects.filter(dispositif=vers, personne__in=same).order_by("-date_entree", "-pk")
    return next((parcours for parcours in opened if parcours.is_ouvert), None)


@transaction.atomic
def confirm_proposition(
    *, by: Acteur, proposition: PropositionEtape, type: str, etape: Positionnement | None, today: date, now: datetime
) -> PropositionEtape:
    """`etape`: one typed already, which it completes; None: a new one, begun on the first day of the contract; whoever
    follows the person ends it, with its result."""
    permissions.check(by, DroitParcours.POSITIONNER, proposition.parcours)
    row = _lock(proposition)
    if etape is None:
        etape = _make_etape(by, row, type=type, today=today, now=now)
    else:
        etapes.change_etape(by=by, etape=etape, values={"clause": write_reference(row)}, version=etape.version)
    row.statut, row.etape, row.decidee_le, row.auteur = StatutProposition.CONFIRMEE, etape, today, by.compte
    row.save()
    journal.write(by=by, event="clause.etape_confirmee", target=row.parcours, le=today.isoformat())
    return row


def write_reference(row: PropositionEtape) -> str:
    return f"{row.contrat.hex[:8].upper()} ({row.de})"


def _make_etape(by: Acteur, row: PropositionEtape, *, type: str, today: date, now: datetime) -> Positionnement:
    made = etapes.propose_etape(
        by=by, parcours=row.parcours, today=today,
        values={
            "type": type, "intitule": f"{row.metier}, {row.employeur}", "prevu_du": row.debut, "prevu_au": row.fin,
            "clause": write_reference(row),
        },
    )  # fmt: skip
    made = etapes.move_etape(by=by, etape=made, vers=E.ACCEPTE, le=today, today=today, now=now)
    if row.debut > today:
        return etapes.move_etape(by=by, etape=made, vers=E.PREVU, le=row.debut, today=today, now=now, prevu_au=row.fin)
    return etapes.move_etape(by=by, etape=made, vers=E.EN_COURS, le=row.debut, today=today, now=now)


@transaction.atomic
def dismiss_proposition(
    *, by: Acteur, proposition: PropositionEtape, motif: MotifEcart, today: date
) -> PropositionEtape:
    permissions.check(by, DroitParcours.POSITIONNER, proposition.parcours)
    row = _lock(proposition)
    row.statut, row.motif, row.decidee_le, row.auteur = StatutProposition.ECARTEE, motif, today, by.compte
    row.save()
    journal.write(by=by, event="clause.etape_ecartee", target=row.parcours, motif=motif, le=today.isoformat())
    return row


def _lock(proposition: PropositionEtape) -> PropositionEtape:
    rows = PropositionEtape.objects.select_for_update(of=("self",)).select_related("parcours__personne", "de")
    row = rows.get(pk=proposition.pk)
    if not row.is_en_attente:
        raise ClauseRefusee("Ce contrat est déjà dans le parcours, ou écarté.")
    return row
