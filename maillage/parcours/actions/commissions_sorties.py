"""An exit proposed is put on the agenda of a commission."""

from django.db import transaction
from django.db.models import Max

from maillage.parcours.actions.etats import ParcoursRefuse
from maillage.parcours.models import Commission, Inscription, Sortie
from maillage.parcours.nomenclatures.orientation import EtatCommission
from maillage.parcours.permissions import Droit
from maillage.socle import permissions
from maillage.socle.acteur import Acteur
from maillage.socle.journal import actions as journal


@transaction.atomic
def enlist_sortie(*, by: Acteur, sortie: Sortie, commission: Commission) -> Inscription:
    """Twice is once."""
    permissions.check(by, Droit.DECIDER_SORTIE, sortie.parcours)
    commission = Commission.objects.select_for_update(of=("self",)).get(pk=commission.pk)
    if commission.dispositif_id != sortie.dispositif_id or commission.etat != EtatCommission.PREPAREE:
        raise ParcoursRefuse("Choisissez une commission à venir.", champ="commission")
    if sortie.decidee_le or sortie.rejetee_le:
        raise ParcoursRefuse("Cette sortie est déjà décidée.")
    last = Inscription.objects.filter(commission=commission).aggregate(rang=Max("rang"))["rang"] or 0
    inscription, is_new = Inscription.objects.get_or_create(
        dispositif_id=sortie.dispositif_id, commission=commission, parcours_id=sortie.parcours_id,
        defaults={"rang": last + 1, "objet": f"Sortie : {sortie.libelle}"},
    )  # fmt: skip
    if is_new:
        journal.write(by=by, event="parcours.sortie_inscrite", target=sortie.parcours, commission=str(commission.uuid))
    return inscription
