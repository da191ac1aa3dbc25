"""Addresses of accounts: one's own passkeys, the team's habilitations and invitations."""

import uuid
from datetime import date

from allauth.mfa.models import Authenticator
from django.utils import timezone

from maillage.comptes.models import Invitation
from maillage.socle.roles import Role
from tests.matrice.objets import Pour, objet, valeurs
from tests.usine import make_habilitation

valeurs("account_reset_password_from_key", uidb36="1", key="clef-perimee")
valeurs("comptes:invitation", jeton="clef-perimee")
valeurs("openid_connect_login", "openid_connect_callback", provider_id="inconnu")


@objet("mfa_remove_webauthn", "mfa_edit_webauthn")
def cle_d_acces(pour: Pour) -> dict[str, object]:
    return {
        "pk": Authenticator.objects.create(
            user=pour.compte, type=Authenticator.Type.WEBAUTHN, data={"name": "Clé d’essai", "credential": {}}
        ).pk
    }


@objet("comptes:modifier", "comptes:terminer", "comptes:decider")
def habilitation(pour: Pour) -> dict[str, object]:
    return {"key": make_habilitation(Role.PRESCRIPTEUR, pour.dispositif, du=date(2025, 1, 1)).uuid}


@objet("comptes:personne", "comptes:reinitialiser")
def personne(pour: Pour) -> dict[str, object]:
    return {"key": make_habilitation(Role.PRESCRIPTEUR, pour.dispositif).compte.uuid}


@objet("comptes:renvoyer", "comptes:retirer")
def invitation(pour: Pour) -> dict[str, object]:
    return {
        "key": Invitation.objects.create(
            email="essai@exemple.test",
            role=Role.PRESCRIPTEUR,
            dispositif=pour.dispositif,
            du=date(2026, 1, 1),
            creee_le=timezone.now(),
            expire_le=timezone.now(),
            jeton_sha256=uuid.uuid4().hex,
        ).uuid
    }


@objet("comptes:structure", partage="l’administration technique ouvre toute structure de l’annuaire, et elle seule")
def structure(pour: Pour) -> dict[str, object]:
    return {"key": pour.dispositif.uuid}
