"""The token of a form: signed, bound to the person it was shown to, good for one deed and one day."""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.core import signing

NOM = "jeton"
SEL = "maillage.formulaires.jeton"
DUREE = timedelta(hours=24)


class JetonRefuse(Exception):
    """The token is missing, forged, too old or somebody else's; the message is fit for the person."""


@dataclass(frozen=True, slots=True)
class Jeton:
    """`compte` is None for a form of the public site."""

    numero: str
    compte: int | None


def make_jeton(compte: int | None) -> str:
    return signing.dumps([secrets.token_urlsafe(16), compte], salt=SEL, compress=False)


def read_jeton(text: str) -> Jeton:
    """Whoever it belongs to; `check_jeton` also asks that."""
    try:
        numero, compte = signing.loads(text, salt=SEL, max_age=DUREE)
    except signing.SignatureExpired:
        raise JetonRefuse(
            "Ce formulaire est ouvert depuis plus d’un jour. Vérifiez qu’il n’a pas déjà été enregistré, "
            "relisez votre saisie, puis envoyez-la de nouveau."
        ) from None
    except (signing.BadSignature, TypeError, ValueError):
        raise JetonRefuse(
            "Ce formulaire n’a pas pu être reconnu ; rien n’a été enregistré. Relisez votre saisie, "
            "puis envoyez-la de nouveau."
        ) from None
    return Jeton(numero, compte)


def check_jeton(text: str, *, compte: int | None) -> Jeton:
    jeton = read_jeton(text)
    if jeton.compte != compte:
        raise JetonRefuse(
            "Ce formulaire avait été ouvert par quelqu’un d’autre ; rien n’a été enregistré. "
            "Relisez la saisie : si vous l’envoyez, elle le sera en votre nom."
        )
    return jeton
