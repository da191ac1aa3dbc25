"""Classifies the fields of the models that other packages bring (R-06): sessions, second factors, federation."""

from collections.abc import Iterable

from maillage.socle.classement import TECHNIQUE, BaseLegale, Categorie, Champ, Technique, declare_externe

_COMPTE = Champ(Categorie.COMPTES, "identifier les professionnels", BaseLegale.MISSION, 1, "T11")
_SECRET = Champ(Categorie.COMPTES, "sécurité : preuves d’identité du compte", BaseLegale.OBLIGATION, 2, "T11")
_CONNEXION = Champ(Categorie.JOURNAUX, "sécurité : sessions ouvertes", BaseLegale.OBLIGATION, 2, "T10")
_INSTALLATION = Technique("paramétrage de l’installation, sans personne physique")


def _all(champ: Champ | Technique, noms: str) -> dict[str, Champ | Technique]:
    return dict.fromkeys(noms.split(), champ)


def declare_all() -> None:
    for label, groupes in _MODELES.items():
        donnees: dict[str, Champ | Technique] = {}
        for champ, noms in groupes:
            donnees |= _all(champ, noms)
        declare_externe(label, donnees, _LIBELLES.get(label, {}))


_MODELES: dict[str, Iterable[tuple[Champ | Technique, str]]] = {
    # Django's own groups and permissions are tables of the framework that Maillage leaves empty.
    "auth.Permission": [(_INSTALLATION, "id name content_type codename")],
    "auth.Group": [(_INSTALLATION, "id name")],
    "auth.Group_permissions": [(_INSTALLATION, "id group permission")],
    "contenttypes.ContentType": [(_INSTALLATION, "id app_label model")],
    "sessions.Session": [(_CONNEXION, "session_key session_data expire_date")],
    "account.EmailAddress": [(TECHNIQUE, "id"), (_COMPTE, "user email verified primary")],
    # Empty here: addresses are proved by the invitation.
    "account.EmailConfirmation": [(TECHNIQUE, "id"), (_SECRET, "email_address created sent key")],
    "mfa.Authenticator": [(TECHNIQUE, "id"), (_SECRET, "user type data created_at last_used_at")],
    "socialaccount.SocialApp": [(_INSTALLATION, "id provider provider_id name client_id secret key settings")],
    "socialaccount.SocialAccount": [
        (TECHNIQUE, "id"),
        (_COMPTE, "user provider uid last_login date_joined extra_data"),
    ],
    # Empty here: tokens of the identity provider are not kept.
    "socialaccount.SocialToken": [(TECHNIQUE, "id"), (_SECRET, "app account token token_secret expires_at")],
    "usersessions.UserSession": [
        (TECHNIQUE, "id"),
        (_CONNEXION, "user created_at ip last_seen_at session_key user_agent data"),
    ],
}

# What these packages say in English, or in words that the register's reader would not understand.
_LIBELLES = {
    "sessions.Session": {"": "session", "expire_date": "expire le", "session_data": "contenu de la session"},
    "account.EmailConfirmation": {"": "confirmation d’une adresse électronique"},
    "mfa.Authenticator": {
        "": "second facteur",
        "user": "compte",
        "type": "type de second facteur",
        "data": "secret du second facteur",
        "created_at": "ajouté le",
        "last_used_at": "dernière utilisation",
    },
    "account.EmailAddress": {"user": "compte"},
    "socialaccount.SocialAccount": {
        "": "compte chez un fournisseur d’identité",
        "user": "compte",
        "uid": "identifiant chez le fournisseur",
    },
    "socialaccount.SocialToken": {
        "": "jeton d’un fournisseur d’identité",
        "app": "fournisseur d’identité",
        "account": "compte chez le fournisseur",
    },
    "usersessions.UserSession": {
        "": "appareil connecté",
        "user": "compte",
        "created_at": "première connexion",
        "ip": "adresse réseau",
        "last_seen_at": "dernière activité",
        "user_agent": "navigateur",
        "data": "précisions",
    },
}
