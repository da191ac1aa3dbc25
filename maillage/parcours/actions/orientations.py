"""What becomes of an orientation once a commission looks at it: presented, then accepted, adjourned or refused."""

from datetime import date

from django.db import transaction

from maillage.parcours.actions.entrees import open_parcours
from maillage.parcours.actions.etats import ParcoursRefuse, lock_orientation, move_orientation
from maillage.parcours.actions.reponses import answer
from maillage.parcours.models import Diagnostic, FreinEvalue, Orientation, Parcours, Referent
from maillage.parcours.nomenclatures.etats import SORTIS, EtatOrientation
from maillage.parcours.nomenclatures.orientation import MotifNonEntree, Resultat
from maillage.parcours.permissions import Droit
from maillage.parcours.rules import orientation as regles
from maillage.socle import permissions
from maillage.socle.acteur import Acteur
from maillage.socle.journal import actions as journal

ETATS_DECIDES = {
    Resultat.FAVORABLE: EtatOrientation.AGREEE,
    Resultat.AJOURNE: EtatOrientation.AJOURNEE,
    Resultat.DEFAVORABLE: EtatOrientation.REFUSEE,
}


@transaction.atomic
def present_orientation(*, by: Acteur, orientation: Orientation, le: date, today: date) -> Orientation:
    """T5: goes before the commission; again after an adjournment. Presented twice is presented once."""
    permissions.check(by, Droit.ACCUEILLIR, orientation)
    orientation = lock_orientation(orientation)
    if orientation.etat == EtatOrientation.PRESENTEE:
        return orientation
    if refus := regles.check_jour(le, today=today, apres=orientation.date_reception, quoi="la réception"):
        raise ParcoursRefuse(refus, champ="le")
    orientation.date_presentation = le
    move_orientation(orientation, EtatOrientation.PRESENTEE)
    journal.write(by=by, event="parcours.orientation_presentee", target=orientation, le=le.isoformat())
    return orientation


@transaction.atomic
def decide_orientation(
    *, by: Acteur, orientation: Orientation, resultat: Resultat, motif: MotifNonEntree | str, reorientation: str,
    le: date, today: date, referent: Referent | None = None,
) -> Orientation:  # fmt: skip
    """T6, T6', T7: what a commission decides. Accepted, the parcours begins that day with the référent d'accueil.

    `motif` and `reorientation` are for what is not accepted. `referent`: another one than who welcomed the person.
    """
    permissions.check(by, Droit.TENIR_COMMISSION, orientation)
    orientation = lock_orientation(orientation)
    if refus := regles.check_jour(le, today=today, apres=orientation.date_presentation, quoi="la présentation"):
        raise ParcoursRefuse(refus, champ="le")
    if resultat is not Resultat.FAVORABLE and (refus := regles.check_motif(motif)):
        raise ParcoursRefuse(refus, champ="motif")
    orientation.date_commission = le
    if resultat is Resultat.FAVORABLE:
        _open(by, orientation, referent, le=le, today=today)
    else:
        orientation.motif, orientation.reorientation = motif, reorientation
    if resultat is not Resultat.AJOURNE:
        orientation.date_fin = le
    answer(orientation, vers=ETATS_DECIDES[resultat], today=today)
    journal.write(
        by=by, event="parcours.orientation_decidee", target=orientation, resultat=resultat.value, le=le.isoformat()
    )
    return orientation


def _open(by: Acteur, orientation: Orientation, referent: Referent | None, *, le: date, today: date) -> None:
    """What was written of the person during the accueil goes on in the parcours."""
    personne, referent = orientation.personne, referent or orientation.referent_accueil
    if personne is None or referent is None:
        raise ParcoursRefuse("Dites d’abord qui est la personne et qui l’accueille : le parcours s’ouvre à leur nom.")
    last = Parcours.objects.filter(personne=personne, etat__in=SORTIS, suivant=None).order_by("-date_sortie").first()
    orientation.parcours = open_parcours(
        by=by, personne=personne, referent=referent, date_entree=le, today=today, precedent=last
    )
    orientation.motif, orientation.reorientation = "", ""
    for model in (Diagnostic, FreinEvalue):
        model.objects.filter(orientation=orientation, parcours=None).update(parcours=orientation.parcours)
