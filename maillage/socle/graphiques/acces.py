"""Who may download a picture that is not public: the person, in the dispositif, for whom a page has just drawn it."""

from django.utils.crypto import constant_time_compare, salted_hmac

from maillage.socle.acteur import Acteur


def make_jeton(acteur: Acteur, empreinte: str) -> str:
    """Bound to the account and its compartment: the address handed to somebody else opens nothing."""
    message = f"{acteur.compte}/{acteur.dispositif}/{empreinte}"
    return salted_hmac("maillage.graphiques", message, algorithm="sha256").hexdigest()[:40]


def is_jeton(acteur: Acteur, empreinte: str, jeton: str) -> bool:
    return constant_time_compare(jeton, make_jeton(acteur, empreinte))
