"""A dispositif decides for itself, from a day on; what was decided before stays written."""

from datetime import date

from django.db import transaction
from django.db.models import Max

from maillage.parcours.actions.etats import ParcoursRefuse
from maillage.parcours.models import Reglage
from maillage.parcours.nomenclatures.reglages import REGLAGES
from maillage.parcours.permissions import Droit
from maillage.reseau.models import Dispositif
from maillage.socle import permissions
from maillage.socle.acteur import Acteur
from maillage.socle.journal import actions as journal


@transaction.atomic
def record_reglage(*, by: Acteur, code: str, valeur: str, du: date) -> Reglage:
    """From a day that may lie ahead: a decision is taken before it holds."""
    permissions.check(by, Droit.PARAMETRER)
    assert by.dispositif is not None  # the droit was checked
    dispositif = Dispositif.objects.select_for_update(of=("self",)).get(pk=by.dispositif)
    if valeur not in dict(REGLAGES[code].choix):
        raise ParcoursRefuse("Cette valeur n’existe pas : choisissez dans la liste.", champ="valeur")
    rows = Reglage.objects.filter(dispositif=dispositif, code=code, du=du)
    last = rows.order_by("-rang").first()
    if last is not None and last.valeur == valeur:
        return last
    rang = (rows.aggregate(last=Max("rang"))["last"] or 0) + 1
    row = Reglage.objects.create(dispositif=dispositif, code=code, du=du, rang=rang, valeur=valeur, auteur=by.compte)
    journal.write(by=by, event="parcours.reglage", target=row, code=code, valeur=valeur, du=du.isoformat())
    return row
