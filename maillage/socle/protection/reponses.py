"""What becomes of a request for access: more time, gathered again, answered (R-45, art. 12.3 RGPD)."""

from datetime import datetime

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.timezone import localdate

from maillage.socle import permissions
from maillage.socle.acteur import Acteur
from maillage.socle.journal import actions as journal
from maillage.socle.protection import demandes, personnes, rules
from maillage.socle.protection.demandes import DemandeRefusee
from maillage.socle.protection.models import DemandeAcces
from maillage.socle.protection.nomenclatures import Motif, Report
from maillage.socle.protection.permissions import Droit
from maillage.socle.travaux import actions as travaux
from maillage.socle.travaux.models import Travail

TRAVAIL = "protection.prolongation"


@transaction.atomic
def extend_delai(*, by: Acteur, demande: DemandeAcces, report: Report, now: datetime) -> DemandeAcces:
    """Two further months; the person is told, with the reason, by an e-mail that a job sends."""
    demande = _lock(by, demande)
    refus = rules.check_prolongation(
        recue_le=demande.recue_le,
        motif=Motif(demande.motif),
        is_prolongee=demande.prolongee_le is not None,
        is_repondue=demande.repondue_le is not None,
        today=localdate(now),
    )
    if refus:
        raise DemandeRefusee(refus)
    demande.prolongee_le, demande.report = now, report.value
    demande.save(update_fields=["prolongee_le", "report"])
    echeance = demandes.get_echeance(demande)
    journal.write(by=by, event="protection.prolongation", target=demande, motif=report, echeance=echeance)
    travaux.enqueue(
        by=by,
        code=TRAVAIL,
        parametres={"demande": str(demande.uuid)},
        dispositif=demande.dispositif_id,
        cle=str(demande.uuid),
    )
    return demande


def tell_prolongation(demande: DemandeAcces, *, now: datetime) -> bool:
    """False when the person has no address left. No name, no dispositif in the mail (protection des données § 9)."""
    courriel = personnes.find_courriel(demande.personne_id)
    if not courriel:
        return False
    contexte = {
        "demande": demande,
        "echeance": demandes.get_echeance(demande),
        "adresse": settings.ADRESSE_PUBLIQUE,
    }
    body = render_to_string("protection/courriels/prolongation.txt", contexte)
    send_mail("Maillage : la réponse à votre demande prendra plus de temps", body, None, [courriel])
    demande.prevenue_le = now
    demande.save(update_fields=["prevenue_le"])
    return True


@transaction.atomic
def record_reponse(*, by: Acteur, demande: DemandeAcces, now: datetime) -> DemandeAcces:
    """The answer is in the person's hands: nothing is due any more."""
    demande = _lock(by, demande)
    if demande.repondue_le is not None:
        raise DemandeRefusee("La réponse à cette demande est déjà remise.")
    demande.repondue_le = now
    demande.save(update_fields=["repondue_le"])
    journal.write(by=by, event="protection.reponse", target=demande)
    return demande


@transaction.atomic
def gather_again(*, by: Acteur, demande: DemandeAcces, now: datetime) -> Travail:
    """The archive was erased before the answer: the same request has it gathered anew, and reviewed anew."""
    demande = _lock(by, demande)
    if demande.repondue_le is not None:
        raise DemandeRefusee("La réponse à cette demande est déjà remise.")
    if demandes.is_telechargeable(demande, now=now):
        raise DemandeRefusee("Cette archive est prête : téléchargez-la.")
    last = demandes.find_travail(by, demande)
    if last is not None and last.is_ouvert:
        raise DemandeRefusee("Ses données se réunissent déjà.")
    demande.occultations.all().delete()  # the rows they point to are read again, and may have moved
    demande.contenu = demande.prete_le = demande.effacee_le = None
    demande.demandee_par, demande.demandee_le = by.compte or 0, now
    demande.save(update_fields=["contenu", "prete_le", "effacee_le", "demandee_par", "demandee_le"])
    journal.write(by=by, event="protection.demande_acces", target=demande, motif=demande.motif)
    return demandes.ask(by, demande, cle=f"{demande.uuid}:{now.isoformat()}")


def _lock(by: Acteur, demande: DemandeAcces) -> DemandeAcces:
    permissions.check(by, Droit.REPONDRE_ACCES, demande)
    return DemandeAcces.objects.visible_to(by).defer("contenu").select_for_update(of=("self",)).get(pk=demande.pk)
