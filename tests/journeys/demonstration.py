"""What the journeys share: the demonstration's people, and one click to be one of them."""

from typing import Any

from maillage.comptes.models import Compte


def get_personne(prenom: str) -> Compte:
    return Compte.objects.get(prenom=prenom, is_demonstration=True)


def enter_as(visite: Any, nom: str) -> None:
    """One click on the sign-in page of the demonstration."""
    visite.va("/demonstration/entrer/")
    visite.page.get_by_role("button", name=nom).click()
    visite.page.wait_for_url("**/accueil/")
