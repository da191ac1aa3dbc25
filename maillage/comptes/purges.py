"""Erasure of the accounts nobody uses any more (T11): the author of past decisions becomes a stable pseudonym."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce

from maillage.comptes.models import Compte, Habilitation
from maillage.socle.conservation import COMPTE_INACTIF, COMPTE_SUPPRIME
from maillage.socle.dates import add_months
from maillage.socle.protection.purge import Effacement, declare

EFFACE = "@efface.invalid"


def list_comptes_dus(on: date) -> Iterable[Compte]:
    """Not seen for as long as it takes to be put to sleep, then to be kept, and without any habilitation in force."""
    limite = add_months(on, -COMPTE_SUPPRIME.get(on=on).valeur) - timedelta(days=COMPTE_INACTIF.get(on=on).valeur)
    seen = Coalesce("last_login", "cree_le")
    habilites = Habilitation.objects.filter(Q(au=None) | Q(au__gte=on)).values("compte")
    return (
        list_comptes_vivants()
        .annotate(vu=seen)
        .filter(vu__lt=datetime.combine(limite, time.min, tzinfo=UTC))
        .exclude(pk__in=habilites)
    )


def list_comptes_vivants() -> models.QuerySet[Compte]:
    return Compte.objects.exclude(email__endswith=EFFACE)


def erase_compte(objet: models.Model) -> None:
    """The row stays, so that « who decided » still answers, always the same: nothing in it names the person."""
    compte = Compte.objects.select_for_update().get(pk=objet.pk)
    for model in (EmailAddress, Authenticator, SocialAccount, UserSession):
        model.objects.filter(user=compte).delete()
    compte.email = f"{compte.uuid.hex[:12]}{EFFACE}"
    compte.prenom, compte.nom = "", f"Compte effacé {compte.uuid.hex[:6]}"
    compte.is_active = False
    compte.last_login = None
    compte.set_unusable_password()
    compte.save()


declare(
    Effacement(
        regle="T11",
        libelle="Comptes inactifs",
        list_dus=list_comptes_dus,
        erase=erase_compte,
        list_tous=list_comptes_vivants,
    )
)
