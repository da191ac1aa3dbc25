"""Inviting somebody, sending again, withdrawing, accepting."""

import hashlib
import secrets
from collections.abc import Callable, Sequence
from datetime import date, datetime

from allauth.account.models import EmailAddress
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.timezone import localdate

from maillage.comptes import equipe, rules
from maillage.comptes.actions.refus import HabilitationRefusee, InvitationInvalide
from maillage.comptes.durees import get_parametres
from maillage.comptes.models import Compte, Habilitation, Invitation
from maillage.comptes.permissions import Droit
from maillage.reseau.models import Dispositif, Organisation
from maillage.socle.acteur import Acteur
from maillage.socle.contexte import open_service
from maillage.socle.journal import actions as journal
from maillage.socle.permissions import check
from maillage.socle.roles import FONCTIONS, Portee, Role
from maillage.territoire.models import Departement, Region

Lien = Callable[[str], str]


@transaction.atomic
def invite(
    *,
    by: Acteur,
    email: str,
    role: Role,
    dispositif: Dispositif | None,
    region: Region | None,
    departements: Sequence[Departement] = (),
    employeur: Organisation | None,
    du: date,
    au: date | None,
    today: date,
    now: datetime,
    lien: Lien,
) -> Invitation:
    """Offers an habilitation to an address. `lien` makes the address of the page from the secret; only the mail has it."""
    fields = {
        "role": role, "dispositif": dispositif, "region": region, "employeur": employeur, "du": du, "au": au,
        "departements": [one.code for one in departements], "territoire": ", ".join(one.nom for one in departements),
    }  # fmt: skip
    invitation = Invitation(email=email.strip().lower(), par_id=by.compte, creee_le=now, **fields)
    check_portee(invitation, remede="choisissez où.")  # first: who may invite depends on where
    check(by, Droit.HABILITER, invitation)
    check_accordable(by, role)
    if refus := rules.check_dates(du=du, au=au, today=today):
        raise HabilitationRefusee(refus)
    with equipe.portee(by):
        _check_premier(by, invitation, today)
        check_conflits(by, invitation, Compte.objects.filter(email=invitation.email).first(), today)
        jeton = seal_lien(invitation, now)
        invitation.save()
        journal.write(by=by, event="comptes.invitation", target=invitation, role=role.value, du=du.isoformat())
    _send(invitation, lien(jeton))
    return invitation


@transaction.atomic
def resend(*, by: Acteur, invitation: Invitation, now: datetime, lien: Lien) -> None:
    """A new link and a new delay; the former link no longer opens anything."""
    check(by, Droit.HABILITER, invitation)
    with equipe.portee(by):
        invitation = Invitation.objects.select_for_update(of=("self",)).en_attente().get(pk=invitation.pk)
        jeton = seal_lien(invitation, now)
        invitation.envois += 1
        invitation.save(update_fields=["jeton_sha256", "expire_le", "envois"])
        journal.write(by=by, event="comptes.invitation_renvoyee", target=invitation)
    _send(invitation, lien(jeton))


@transaction.atomic
def withdraw(*, by: Acteur, invitation: Invitation, now: datetime) -> None:
    check(by, Droit.HABILITER, invitation)
    with equipe.portee(by):
        Invitation.objects.filter(pk=invitation.pk).en_attente().update(retiree_le=now)
        journal.write(by=by, event="comptes.invitation_retiree", target=invitation)


def find_by_jeton(jeton: str, *, now: datetime) -> Invitation:
    """The invitation that this link opens. Raises the same refusal whatever the reason."""
    with open_service("lien d’invitation"):
        found = (
            Invitation.objects.en_attente()
            .filter(jeton_sha256=_hash(jeton))
            .select_related("dispositif", "region", "par")
            .first()
        )
    if found is None or found.is_perimee(now=now):
        raise InvitationInvalide
    return found


@transaction.atomic
def accept(
    *, jeton: str, compte: Compte | None, prenom: str, nom: str, password: str, now: datetime, adresse: str = ""
) -> Compte:
    """Opens the habilitation once. `compte`: the signed-in owner of the address, if they have an account already."""
    with open_service("acceptation d’une invitation"):
        found = Invitation.objects.select_for_update(of=("self",)).en_attente().filter(jeton_sha256=_hash(jeton))
        invitation = found.first()
        if invitation is None or invitation.is_perimee(now=now):
            raise InvitationInvalide
        if compte is None:
            compte = _open_compte(invitation.email, prenom=prenom, nom=nom, password=password)
        elif compte.email != invitation.email:
            raise InvitationInvalide
        _open_habilitation(invitation, compte, now=now, adresse=adresse)
    return compte


@transaction.atomic
def accept_by_email(*, email: str, prenom: str, nom: str, now: datetime) -> Compte | None:
    """Accepts the pending invitation of an address that an identity provider has verified; None when there is none."""
    with open_service("acceptation d’une invitation par fédération"):
        pending = Invitation.objects.select_for_update(of=("self",)).en_attente().filter(email=email, expire_le__gt=now)
        invitation = pending.order_by("-creee_le").first()
        if invitation is None or Compte.objects.filter(email=email).exists():
            return None
        compte = _open_compte(email, prenom=prenom, nom=nom, password=None)
        _open_habilitation(invitation, compte, now=now, adresse="")
    return compte


def _open_habilitation(invitation: Invitation, compte: Compte, *, now: datetime, adresse: str) -> None:
    today = localdate(now)
    by = Acteur(compte=compte.pk, dispositif=invitation.dispositif_id, adresse=adresse)
    check_conflits(by, invitation, compte, today, everywhere=True)
    habilitation = Habilitation.objects.create(
        compte=compte,
        role=invitation.role,
        dispositif_id=invitation.dispositif_id,
        region_id=invitation.region_id,
        departements=invitation.departements,
        territoire=invitation.territoire,
        employeur_id=invitation.employeur_id,
        du=max(invitation.du, today),
        au=invitation.au,
        accordee_par_id=invitation.par_id,
    )
    invitation.acceptee_le, invitation.acceptee_par = now, compte
    invitation.save(update_fields=["acceptee_le", "acceptee_par"])
    journal.write(by=by, event="comptes.invitation_acceptee", target=invitation)
    journal.write(by=by, event="comptes.habilitation", target=habilitation, role=invitation.role)


def _open_compte(email: str, *, prenom: str, nom: str, password: str | None) -> Compte:
    """A new account, or a closed one that its owner, who holds the address, opens again with a new password."""
    compte = Compte.objects.filter(email=email).first()
    if compte is None:
        compte = Compte.objects.create_user(email, password, prenom=prenom, nom=nom)
    elif compte.is_active:
        raise InvitationInvalide  # an account in use is joined by signing in, never by a new password
    else:
        compte.is_active, compte.vu_le = True, None
        compte.prenom, compte.nom = prenom or compte.prenom, nom or compte.nom
        compte.set_password(password)
        compte.save()
    EmailAddress.objects.update_or_create(user=compte, email=email, defaults={"verified": True, "primary": True})
    return compte


def check_accordable(by: Acteur, role: Role) -> None:
    if role not in rules.list_accordables(by.role):
        raise HabilitationRefusee(
            f"Votre rôle ne permet pas d’accorder « {FONCTIONS[role].libelle} » : les rôles d’un dispositif sont "
            "accordés par sa direction, ceux du réseau par l’administration de l’installation."
        )


def check_conflits(
    by: Acteur, offered: Invitation, compte: Compte | None, today: date, *, everywhere: bool = False
) -> None:
    """R-12. The inviter is told only of what they may see; the person themself, of everything."""
    if compte is None:
        return
    if compte.pk == by.compte and not everywhere:
        raise HabilitationRefusee(
            "Personne ne s’accorde d’habilitation à soi-même : demandez-la à un autre responsable."
        )
    held = (
        Habilitation.objects.filter(compte=compte)
        if everywhere
        else equipe.visible_habilitations(by).filter(compte=compte)
    )
    tenues = [rules.Tenue(Role(h.role), h.dispositif_id, h.du, h.au) for h in held.en_cours(on=today)]
    if refus := rules.find_conflit(
        rules.Tenue(Role(offered.role), offered.dispositif_id, offered.du, offered.au), tenues
    ):
        raise HabilitationRefusee(refus)


OU = {
    Portee.DISPOSITIF: "un dispositif", Portee.REGION: "une région", Portee.DEPARTEMENT: "un ou plusieurs départements",
    Portee.RESEAU: "tout le réseau",
}  # fmt: skip


def check_portee(invitation: Invitation, *, remede: str) -> None:
    """Held where its role is exercised, and nowhere else. `remede`: what to do about it."""
    where = {
        Portee.DISPOSITIF: invitation.dispositif_id, Portee.REGION: invitation.region_id,
        Portee.DEPARTEMENT: invitation.departements,
    }  # fmt: skip
    expected = FONCTIONS[Role(invitation.role)].portee
    if [portee for portee, given in where.items() if given] != [expected] * (expected is not Portee.RESEAU):
        raise HabilitationRefusee(f"« {invitation.fonction} » s’exerce sur {OU[expected]}, et rien d’autre : {remede}")


def _check_premier(by: Acteur, invitation: Invitation, today: date) -> None:
    """The administration appoints a direction, or a DPD, only where there is none; then the direction decides."""
    if by.role != Role.ADMINISTRATEUR or invitation.role not in rules.PREMIERS_ROLES:
        return
    held = Habilitation.objects.actives(on=today).filter(dispositif=invitation.dispositif, role=invitation.role)
    if held.filter(compte__is_active=True).exists():
        raise HabilitationRefusee(
            f"Ce dispositif a déjà quelqu’un comme « {invitation.fonction} » : c’est à sa direction d’inviter la suite, "
            "depuis « Équipe »."
        )


def seal_lien(invitation: Invitation, now: datetime) -> str:
    """A new secret and a new delay; the row keeps the hash alone. The caller saves it, and hands the secret over."""
    jeton = secrets.token_urlsafe(32)
    invitation.jeton_sha256 = _hash(jeton)
    invitation.expire_le = now + get_parametres(on=localdate(now)).invitation
    return jeton


def _hash(jeton: str) -> str:
    return hashlib.sha256(jeton.encode()).hexdigest()


def _send(invitation: Invitation, lien: str) -> None:
    """It leaves once the row is kept."""
    transaction.on_commit(lambda: send_lien(invitation, lien), robust=True)


def send_lien(invitation: Invitation, lien: str) -> None:
    """No dispositif, no role, no name in the mail (protection des données § 9)."""
    body = render_to_string("comptes/courriels/invitation.txt", {"lien": lien, "expire_le": invitation.expire_le})
    send_mail("Maillage : une invitation vous attend", body, None, [invitation.email])
