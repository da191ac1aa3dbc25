"""A PLIE whose files have, or lack, what the figures need."""

from datetime import date
from typing import Any

from django.utils.timezone import localdate

from maillage.parcours.actions.entrees import take_photo
from maillage.parcours.models import Parcours, Photo
from maillage.participants.models import Situation, SituationSensible
from maillage.reseau.models import Dispositif
from tests.parcours.usine import make_parcours, make_personne

ANNEE = localdate().year - 1
ENTREE = date(ANNEE, 3, 2)


def make_entree(dispositif: Dispositif, *, entree: date = ENTREE, boeth: str = "", **situation: Any) -> Parcours:
    """Somebody who entered that year; `situation`: what was known on that day."""
    personne = make_personne(dispositif)
    make_situation(personne, entree, **situation)
    if boeth:
        sensible = SituationSensible(dispositif=dispositif, personne=personne, du=entree)
        sensible.reponses = {"boeth": boeth}
        sensible.save()
    return make_parcours(dispositif, personne=personne, entree=entree)


def make_situation(personne: Any, du: date, *, rang: int = 1, **situation: Any) -> Situation:
    return Situation.objects.create(
        dispositif=personne.dispositif, personne=personne, du=du, rang=rang, **{"emploi": "inactif"} | situation
    )


def correct(parcours: Parcours, **situation: Any) -> Photo:
    """The answer given for the day of entry, then carried over to the photo."""
    make_situation(parcours.personne, parcours.date_entree, rang=2, **situation)
    return take_photo(parcours, moment="entree", le=parcours.date_entree, rang=2, motif="essai")
