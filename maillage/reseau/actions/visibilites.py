"""Who reads a field of a fiche: chosen by the structure, for every page and every file at once."""

from collections.abc import Mapping

from django.db import transaction

from maillage.reseau.actions.fiches import lock
from maillage.reseau.models import Dispositif
from maillage.reseau.nomenclatures import VISIBILITES_PAR_DEFAUT, ChampFiche, Visibilite
from maillage.reseau.permissions import Droit
from maillage.reseau.rules import get_visibilite
from maillage.socle import permissions
from maillage.socle.acteur import Acteur
from maillage.socle.journal import actions as journal


@transaction.atomic
def record_visibilites(*, by: Acteur, dispositif: Dispositif, choix: Mapping[ChampFiche, Visibilite]) -> Dispositif:
    """In force at once. What is left at its default is not written: a later default would reach it."""
    permissions.check(by, Droit.CHOISIR_VISIBILITE, dispositif)
    dispositif = lock(dispositif)
    changed = {
        champ: visibilite
        for champ, visibilite in choix.items()
        if get_visibilite(dispositif.visibilites, champ) is not visibilite
    }
    if not changed:
        return dispositif
    kept = {ChampFiche(champ): Visibilite(v) for champ, v in dispositif.visibilites.items()} | changed
    dispositif.visibilites = {c.value: v.value for c, v in kept.items() if v is not VISIBILITES_PAR_DEFAUT[c]}
    dispositif.save(update_fields=["visibilites"])
    journal.write(
        by=by, event="reseau.visibilite", target=dispositif, choix={c.value: v.value for c, v in changed.items()}
    )
    return dispositif
