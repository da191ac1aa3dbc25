"""Rebuilds the acteur of a job from the account and the habilitation that asked for it."""

from datetime import date

from maillage.comptes import queries
from maillage.comptes.models import Compte
from maillage.socle.acteur import Acteur


def find_acteur(compte: int, habilitation: int | None, on: date) -> Acteur | None:
    """None when the account is closed or the habilitation is no longer in force."""
    found = Compte.objects.filter(pk=compte, is_active=True).first()
    if found is None:
        return None
    chosen = None
    if habilitation is not None:
        chosen = next((h for h in queries.list_habilitations(found, on=on) if h.pk == habilitation), None)
        if chosen is None:
            return None
    return queries.build_acteur(found, chosen, on=on, adresse="", requete="")
