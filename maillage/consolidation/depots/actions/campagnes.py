"""A campaign is opened, its calendar changes: never its year."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction

from maillage.consolidation.depots.models import Campagne
from maillage.consolidation.depots.permissions import Droit
from maillage.consolidation.depots.rules.campagnes import check_calendrier
from maillage.socle import permissions
from maillage.socle.acteur import Acteur
from maillage.socle.journal import actions as journal
from maillage.socle.refus import Manque, Refus, check_aucun
from maillage.socle.versions import check_lue

CHAMPS = ("ouverte_le", "close_le", "rappels", "consigne")


class CampagneRefusee(Refus):
    """A rule of the campaigns refuses."""


@transaction.atomic
def save_campagne(*, by: Acteur, campagne: Campagne, values: Mapping[str, Any], lue: str | None = None) -> Campagne:
    """`lue`: what was read, so that two people who save lose nothing."""
    permissions.check(by, Droit.TENIR_CAMPAGNES)
    is_new = campagne.pk is None
    if not is_new:
        campagne = Campagne.objects.select_for_update().get(pk=campagne.pk)
        check_lue(campagne, CHAMPS, lue)
    for champ, valeur in values.items():
        setattr(campagne, champ, valeur)
    manques = check_calendrier(campagne.millesime, campagne.ouverte_le, campagne.close_le)
    check_aucun([Manque(champ, phrase) for champ, phrase in manques.items()])
    campagne.auteur = by.compte
    try:
        campagne.full_clean()
    except ValidationError as errors:
        [(champ, phrases), *_] = errors.message_dict.items()
        raise CampagneRefusee(phrases[0], champ="millesime" if champ == NON_FIELD_ERRORS else champ) from errors
    campagne.save()
    journal.write(
        by=by, event="depots.campagne" if is_new else "depots.campagne_modifiee", target=campagne,
        annee=campagne.millesime,
    )  # fmt: skip
    return campagne
