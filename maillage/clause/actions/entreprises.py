"""A company is described again: its name, its SIRET, how many it employs. Its status has its own deed, dated."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from maillage.clause.actions.marches import save
from maillage.clause.models import Entreprise
from maillage.clause.permissions import Droit
from maillage.socle import permissions
from maillage.socle.acteur import Acteur
from maillage.socle.journal import actions as journal
from maillage.socle.versions import check_lue

CHAMPS_ENTREPRISE = ("nom", "siret", "effectif")


@transaction.atomic
def change_entreprise(*, by: Acteur, entreprise: Entreprise, values: Mapping[str, Any], lue: str | None) -> Entreprise:
    """`lue`: what was read, so that two people who save lose nothing."""
    permissions.check(by, Droit.TENIR_MARCHES, entreprise)
    entreprise = Entreprise.objects.select_for_update(of=("self",)).get(pk=entreprise.pk)
    check_lue(entreprise, CHAMPS_ENTREPRISE, lue)
    # Two companies are the same by their SIRET; without one, by their name.
    save(entreprise, values, champ="siret" if values["siret"] else "nom")
    journal.write(by=by, event="clause.entreprise_modifiee", target=entreprise)
    return entreprise
