"""Taking away a second factor that its owner has lost: they choose another at their next sign-in."""

from datetime import date

from allauth.mfa.models import Authenticator
from allauth.usersessions.adapter import get_adapter
from allauth.usersessions.models import UserSession
from django.core.mail import send_mail
from django.db import models, transaction
from django.template.loader import render_to_string

from maillage.comptes import secours
from maillage.comptes.actions.habilitations import INSTALLATION
from maillage.comptes.actions.refus import HabilitationRefusee
from maillage.comptes.models import Compte, Habilitation
from maillage.comptes.nomenclatures import MotifPerte, Reconnaissance
from maillage.comptes.permissions import Droit
from maillage.socle.acteur import Acteur
from maillage.socle.contexte import open_service
from maillage.socle.journal import actions as journal
from maillage.socle.permissions import check

EVENEMENT = "comptes.second_facteur_reinitialise"


@transaction.atomic
def reset_second_facteur(
    *, by: Acteur, habilitation: Habilitation, motif: MotifPerte, reconnaissance: Reconnaissance, today: date
) -> None:
    """`habilitation`: the one by which this person is of `by`'s team. Their password stays; their sessions close."""
    check(by, Droit.REINITIALISER, habilitation)
    if refus := secours.find_refus(by, habilitation.compte, today=today):
        raise HabilitationRefusee(refus)
    _reset(by, habilitation.compte, habilitation, motif=motif, reconnaissance=reconnaissance)


@transaction.atomic
def reset_depuis_la_machine(*, email: str) -> Compte:
    """For who administers alone and lost everything: whoever holds the machine answers for it."""
    with open_service("second facteur perdu"):
        compte = Compte.objects.filter(email=email.strip().lower(), is_active=True, is_demonstration=False).first()
    if compte is None:
        raise HabilitationRefusee(f"Aucun compte ouvert n’a l’adresse {email} : vérifiez-la.")
    _reset(INSTALLATION, compte, compte, motif="", reconnaissance="depuis_la_machine")
    return compte


def _reset(by: Acteur, compte: Compte, target: models.Model, *, motif: str, reconnaissance: str) -> None:
    with open_service("second facteur perdu"):
        held = Authenticator.objects.select_for_update().filter(user=compte)
        if not held:
            raise HabilitationRefusee(f"{compte} n’a pas de double authentification : il n’y a rien à retirer.")
        types = sorted({str(factor.type) for factor in held})
        held.delete()
        get_adapter().end_sessions(UserSession.objects.filter(user=compte))
        journal.write(
            by=by, event=EVENEMENT, target=target, compte=compte.uuid, types=types, motif=motif,
            reconnaissance=reconnaissance,
        )  # fmt: skip
        journal.record_acces(by=by, type=EVENEMENT, target=target, compte=compte.uuid, motif=motif)
    transaction.on_commit(lambda: _tell(compte.email), robust=True)


def _tell(email: str) -> None:
    """No dispositif, no role, no name in the mail (protection des données § 9)."""
    body = render_to_string("comptes/courriels/second_facteur_retire.txt")
    send_mail("Maillage : votre double authentification a été retirée", body, None, [email])
