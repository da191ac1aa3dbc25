"""Who administers the installation first: invited by the installation itself, from its command line."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from maillage.comptes import queries
from maillage.comptes.actions.habilitations import INSTALLATION
from maillage.comptes.actions.invitations import check_conflits, seal_lien
from maillage.comptes.actions.refus import HabilitationRefusee
from maillage.comptes.models import Compte, Invitation, InvitationQuerySet
from maillage.socle.contexte import open_service
from maillage.socle.journal import actions as journal
from maillage.socle.roles import Role


@dataclass(frozen=True, slots=True)
class Ouverture:
    """What the command did. `jeton` empty: this person administers the installation already, nothing was sent."""

    compte: Compte
    invitation: Invitation | None = None
    jeton: str = ""
    retirees: tuple[str, ...] = ()

    @property
    def is_renouvelee(self) -> bool:
        return self.invitation is not None and self.invitation.envois > 1


@transaction.atomic
def invite_administrateur(*, email: str, prenom: str, nom: str, encore: bool, today: date, now: datetime) -> Ouverture:
    """Offers the technical administration to an address; done again, it renews the link and nothing else.

    The account stays closed until its owner opens the link and chooses a password: nobody else ever knows one.
    Without `encore`, one administration at a time: another address still waiting loses its link.
    """
    email = email.strip().lower()
    with open_service("premier compte d’administration"):
        compte = _find_or_open(email, prenom=prenom, nom=nom)
        if queries.list_administrateurs(on=today).filter(compte=compte).exists():
            return Ouverture(compte)
        if not encore:
            _check_none(today)
        retirees = () if encore else _withdraw_others(email, now)
        invitation = _waiting().filter(email=email).first() or Invitation(
            email=email, role=Role.ADMINISTRATEUR, du=today, creee_le=now, envois=0
        )
        check_conflits(INSTALLATION, invitation, compte, today, everywhere=True)
        event = "comptes.invitation_renvoyee" if invitation.envois else "comptes.invitation"
        invitation.envois += 1
        jeton = seal_lien(invitation, now)
        invitation.save()
        journal.write(
            by=INSTALLATION, event=event, target=invitation, role=invitation.role, du=invitation.du.isoformat()
        )
    return Ouverture(compte, invitation, jeton, retirees)


def _find_or_open(email: str, *, prenom: str, nom: str) -> Compte:
    """Locked, so that two commands at once make one invitation."""
    compte = Compte.objects.select_for_update().filter(email=email).first()
    if compte is None:
        return Compte.objects.create_user(email, None, prenom=prenom, nom=nom, is_active=False)
    if compte.is_demonstration:
        raise HabilitationRefusee(
            f"{email} est une personne fictive de la démonstration : donnez l’adresse d’une personne réelle."
        )
    if not compte.is_active:
        compte.prenom, compte.nom = prenom, nom
        compte.save(update_fields=["prenom", "nom"])
    return compte


def _check_none(today: date) -> None:
    present = queries.list_administrateurs(on=today).select_related("compte").order_by("du", "pk").first()
    if present is not None:
        raise HabilitationRefusee(
            f"{present.compte} administre déjà l’installation depuis le {present.du:%d/%m/%Y} : pour inviter une autre "
            "personne, elle le fait depuis « Équipe et habilitations », ou relancez avec --encore."
        )


def _waiting() -> InvitationQuerySet:
    """Those of the installation itself, not those of an administrator."""
    return Invitation.objects.en_attente().select_for_update().filter(role=Role.ADMINISTRATEUR, par=None)


def _withdraw_others(email: str, now: datetime) -> tuple[str, ...]:
    others = list(_waiting().exclude(email=email).order_by("pk"))
    for other in others:
        Invitation.objects.filter(pk=other.pk).update(retiree_le=now)
        journal.write(by=INSTALLATION, event="comptes.invitation_retiree", target=other)
    return tuple(other.email for other in others)
