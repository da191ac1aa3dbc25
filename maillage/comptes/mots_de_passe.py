"""Refuses passwords that are known or guessed, from lists kept here: nothing about a password leaves the machine."""

import unicodedata

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

# The words an attacker of this very service and of French offices tries first, which Django's list lacks.
BASES = frozenset(
    [
        "motdepasse",
        "monmotdepasse",
        "lemotdepasse",
        "azertyuiop",
        "azerty",
        "azertyqsdfgh",
        "azertyuiopqsdfghjklm",
        "qwertzuiop",
        "bonjour",
        "bonjourbonjour",
        "soleil",
        "doudou",
        "chouchou",
        "loulou",
        "jetaime",
        "maillage",
        "plie",
        "maisondelemploi",
        "insertion",
        "emploi",
        "franceemploi",
        "francetravail",
        "poleemploi",
        "bienvenue",
        "administrateur",
        "administration",
        "secretariat",
        "ccas",
        "mairie",
        "demonstration",
        "changezmoi",
        "provisoire",
        "temporaire",
        "printemps",
        "automne",
        "janvier",
        "fevrier",
        "septembre",
        "novembre",
        "decembre",
    ]
)
CARACTERES_DIFFERENTS = 5
REFUS = "Ce mot de passe est trop connu ou trop facile à deviner. Prenez plutôt une phrase de quelques mots."


class MotDePasseConnuValidator:
    """A known word dressed with digits and signs (« Motdepasse2026! ») is still the known word."""

    def __init__(self) -> None:
        self.connus: set[str] = CommonPasswordValidator().passwords

    def validate(self, password: str, user: object = None) -> None:
        base = _strip(password)
        if base in BASES or base in self.connus or len(set(password)) < CARACTERES_DIFFERENTS:
            raise ValidationError(REFUS, code="mot_de_passe_connu")

    def get_help_text(self) -> str:
        return "Un mot connu suivi d’une année ou d’un signe est refusé."


def _strip(password: str) -> str:
    plain = unicodedata.normalize("NFKD", password.lower()).encode("ascii", "ignore").decode()
    return "".join(letter for letter in plain if letter.isalpha())
