"""The bilans of a whole year: asked for here, made step by step by a job."""

from datetime import date

from django.db import transaction

from maillage.clause.nomenclatures.bilans import Perimetre, TypeBilan
from maillage.clause.permissions_bilans import Droit
from maillage.clause.rules.bilans.periodes import Periode, make_annee, make_periode
from maillage.reseau.models import Dispositif
from maillage.socle import permissions
from maillage.socle.acteur import Acteur
from maillage.socle.refus import Refus
from maillage.socle.travaux import actions as travaux
from maillage.socle.travaux.models import Travail
from maillage.socle.travaux.nomenclatures import OUVERTS

TRAVAIL = "clause.bilans"


class CampagneRefusee(Refus):
    """The sentence is fit for the person."""


def choose_periode(annee: int, *, today: date) -> tuple[TypeBilan, Periode]:
    """The year, or what has passed of it: then it is not an annual bilan."""
    if annee < today.year or today.month == 12:
        return TypeBilan.ANNUEL, make_annee(annee)
    return TypeBilan.INTERMEDIAIRE, make_periode(date(annee, 1, 1), today)


@transaction.atomic
def ask_campagne(*, by: Acteur, perimetre: Perimetre, annee: int) -> Travail:
    """One at a time for a service: two would freeze the same bilans."""
    permissions.check(by, Droit.TENIR_BILANS)
    if by.dispositif is None:
        raise CampagneRefusee("Choisissez d’abord le service dont vous voulez les bilans.")
    Dispositif.objects.select_for_update(of=("self",)).get(pk=by.dispositif)
    if Travail.objects.filter(code=TRAVAIL, dispositif=by.dispositif, etat__in=OUVERTS).exists():
        raise CampagneRefusee("Des bilans se préparent déjà : attendez leur fin, « Travaux » dit où ils en sont.")
    parametres = {"perimetre": perimetre.value, "annee": annee}
    return travaux.enqueue(by=by, code=TRAVAIL, parametres=parametres, dispositif=by.dispositif)
