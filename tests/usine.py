"""Makes the smallest valid objects of the trade. Rows of the tests only; the demonstration has its own."""

from datetime import date
from itertools import count
from typing import Any

from allauth.mfa.models import Authenticator
from django.utils.timezone import localdate

from maillage.comptes.adaptateurs import AdaptateurSecondFacteur
from maillage.comptes.models import Compte, Habilitation
from maillage.comptes.queries import build_acteur
from maillage.reseau.models import Dispositif
from maillage.reseau.nomenclatures import TypeDispositif
from maillage.socle.acteur import Acteur
from maillage.socle.roles import FONCTIONS, Role

SECRET_TOTP = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
_rang = count(1)


def make_dispositif(nom: str = "", *, type: TypeDispositif = TypeDispositif.PLIE, **fields: Any) -> Dispositif:
    rang = next(_rang)
    return Dispositif.objects.create(
        nom=nom or f"PLIE d’essai {rang}", slug=f"essai-{rang:05}", type=type, is_fictif=True, **fields
    )


def make_compte(*, prenom: str = "Camille", nom: str = "Essai", **fields: Any) -> Compte:
    return Compte.objects.create_user(
        email=f"essai{next(_rang)}@exemple.test", password="un mot de passe d’essai", prenom=prenom, nom=nom, **fields
    )


def make_habilitation(
    role: Role, dispositif: Dispositif | None = None, *, compte: Compte | None = None, **fields: Any
) -> Habilitation:
    """Whoever must have a second factor has one, as the middleware asks of them."""
    compte = compte or make_compte()
    if FONCTIONS[role].second_facteur:
        make_second_facteur(compte)
    return Habilitation.objects.create(
        compte=compte, role=role, dispositif=dispositif, du=fields.pop("du", date(2026, 1, 1)), **fields
    )


def make_second_facteur(compte: Compte) -> Authenticator:
    """An authenticator application whose secret is `SECRET_TOTP`."""
    found, _ = Authenticator.objects.get_or_create(
        user=compte,
        type=Authenticator.Type.TOTP,
        defaults={"data": {"secret": AdaptateurSecondFacteur().encrypt(SECRET_TOTP)}},
    )
    return found


def make_acteur(
    role: Role = Role.REFERENT, dispositif: Dispositif | None = None, *, habilitation: Habilitation | None = None
) -> Acteur:
    """The acteur the middleware would build for this habilitation (a new one when none is given)."""
    habilitation = habilitation or make_habilitation(role, dispositif)
    return build_acteur(habilitation.compte, habilitation, on=localdate(), adresse="127.0.0.1", requete="essai")
