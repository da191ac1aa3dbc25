"""The three pages of the activity of a service."""

from typing import Any

from django.urls import reverse

from maillage.clause.permissions import Droit
from maillage.socle import permissions
from maillage.socle.requete import Requete


def list_onglets(request: Requete, courant: str) -> list[dict[str, Any]]:
    """Those that this acteur may open; `courant`: the name of the page."""
    pages = (
        ("activite", "Chiffres", Droit.VOIR_ACTIVITE),
        ("temps", "Temps passé", Droit.VOIR_ACTIVITE),
        ("postes", "Postes", Droit.TENIR_POSTES),
    )
    return [
        {"libelle": libelle, "url": reverse(f"clause:{nom}"), "courant": nom == courant}
        for nom, libelle, droit in pages
        if permissions.can(request.acteur, droit)
    ]


def list_onglets_territoire(courant: str) -> list[dict[str, Any]]:
    """The two pages of who coordinates a territory."""
    pages = (("territoire", "Services et totaux"), ("coordonnes", "Marchés partagés"))
    return [{"libelle": libelle, "url": reverse(f"clause:{nom}"), "courant": nom == courant} for nom, libelle in pages]
