"""« Aller vers »: somebody met outside, noted in a few seconds, who may stay nobody in particular."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from maillage.parcours.actions.etats import ParcoursRefuse
from maillage.parcours.models import Decouverte
from maillage.parcours.permissions import Droit
from maillage.parcours.rules import orientation as regles
from maillage.reseau.models import Dispositif
from maillage.socle import permissions
from maillage.socle.acteur import Acteur
from maillage.socle.journal import actions as journal


@transaction.atomic
def record_decouverte(*, by: Acteur, dispositif: Dispositif, values: Mapping[str, Any], today: date) -> Decouverte:
    decouverte = Decouverte(dispositif=dispositif, auteur=by.compte, **values)
    permissions.check(by, Droit.ACCUEILLIR, decouverte)
    if refus := regles.check_jour(decouverte.le, today=today):
        raise ParcoursRefuse(refus, champ="le")
    decouverte.save(force_insert=True)
    journal.write(by=by, event="parcours.decouverte", target=decouverte, le=decouverte.le.isoformat())
    return decouverte
