"""The role under which one works now."""

from django.http import Http404

from maillage.comptes.models import Compte, Habilitation
from maillage.socle.acteur import Acteur
from maillage.socle.journal import actions as journal


def choose_habilitation(*, by: Acteur, habilitation: Habilitation) -> None:
    """Works under this habilitation from now on, here and at the next sign-in."""
    if habilitation.compte_id != by.compte:
        raise Http404
    Compte.objects.filter(pk=by.compte).update(preferee=habilitation.uuid)
    journal.record_acces(by=by, type="comptes.changement_de_role", target=habilitation)
