"""Who may take away somebody's lost second factor."""

from dataclasses import dataclass
from datetime import date

from allauth.mfa.models import Authenticator

from maillage.comptes import equipe, rules
from maillage.comptes.models import Compte, Habilitation
from maillage.comptes.permissions import Droit
from maillage.socle.acteur import Acteur
from maillage.socle.contexte import open_service
from maillage.socle.permissions import can
from maillage.socle.roles import Role


@dataclass(frozen=True, slots=True)
class Secours:
    """The habilitation by which a person is of one's team, and the reason why one may not help them, if any."""

    habilitation: Habilitation
    refus: str


def find_refus(by: Acteur, compte: Compte, *, today: date) -> str | None:
    """The reason why this person's second factor is not reset by this acteur; None when it may be."""
    if compte.pk == by.compte:
        return "Votre propre protection se change depuis « Mon compte »."
    with open_service("rôles d’une personne qui a perdu son second facteur"):
        roles = Habilitation.objects.en_cours(on=today).filter(compte=compte).values_list("role", flat=True)
        return rules.find_refus_secours(by.role, [Role(role) for role in roles])


def find_secours(by: Acteur, compte: Compte, *, today: date) -> Secours | None:
    """What `by` may do for a person of their team; None for oneself, or where there is no second factor to reset."""
    habilitation = equipe.find_en_cours(by, compte, on=today)
    if habilitation is None or compte.pk == by.compte or not can(by, Droit.REINITIALISER, habilitation):
        return None
    with open_service("second facteur d’une personne de l’équipe"):
        protected = Authenticator.objects.filter(user=compte).exists()
    return Secours(habilitation, find_refus(by, compte, today=today) or "") if protected else None
