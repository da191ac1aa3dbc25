"""What becomes of an orientation once a commission looks at it: presented, then accepted, adjourned or refused."""

from datetime import date

from django.db import transaction

from maillage.parcours.actions.diagnostics import attach_to_parcours
from maillage.parcours.actions.entrees import open_parcours
from maillage.parcours.actions.etats import ParcoursRefuse, lock_orientation, move_orientation
from maillage.parcours.actions.relecture import review_reponse
from maillage.parcours.actions.reponses import answer
from maillage.parcours.models import Orientation, Parcours, Referent
from maillage.parcours.nomenclatures.etats import SORTIS, EtatOrientation
from maillage.parcours.nomenclatures.orientation import MotifNonEntree, Resultat
from maillage.parcours.permissions import Droit
from maillage.parcours.queries.accueil import is_diagnostic_requis, list_jours_diagnostic
from maillage.parcours.queries.reglages import read_valeur
from maillage.parcours.rules import orientation as regles
from maillage.parcours.rules import refus
from maillage.parcours.rules.commission import REGLE_DATE_ENTREE, RegleEntree, find_date_entree
from maillage.socle import permissions
from maillage.socle.acteur import Acteur
from maillage.socle.journal import actions as journal
from maillage.socle.refus import check_aucun

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
    check_aucun(list_refus_presentation(orientation, le=le, today=today))
    orientation.date_presentation = le
    move_orientation(orientation, EtatOrientation.PRESENTEE)
    journal.write(by=by, event="parcours.orientation_presentee", target=orientation, le=le.isoformat())
    return orientation


def list_refus_presentation(orientation: Orientation, *, le: date | None, today: date) -> list[regles.Manque]:
    """T5: every reason at once, for the page and for the deed alike."""
    return refus.list_refus_presentation(
        le=le, reception=orientation.date_reception, diagnostics=list_jours_diagnostic(orientation),
        is_requis=is_diagnostic_requis(orientation.dispositif_id, on=today), today=today,
    )  # fmt: skip


@transaction.atomic
def decide_orientation(
    *, by: Acteur, orientation: Orientation, resultat: Resultat, motif: MotifNonEntree | str, reorientation: str,
    le: date, today: date, referent: Referent | None = None, motif_alerte: str = "",
) -> Orientation:  # fmt: skip
    """T6, T6', T7: what a commission decides. Accepted, the parcours begins that day with the référent d'accueil;
    where the entry is another day (`regle_date_entree`), it is provisional until that day comes.

    `motif` and `reorientation` are for what is not accepted. `referent`: another one than who welcomed the person.
    """
    permissions.check(by, Droit.TENIR_COMMISSION, orientation)
    orientation = lock_orientation(orientation)
    if faux := regles.check_jour(le, today=today, apres=orientation.date_presentation, quoi="la présentation"):
        raise ParcoursRefuse(faux, champ="le")
    if resultat is not Resultat.FAVORABLE and (sans := regles.check_motif(motif)):
        raise ParcoursRefuse(sans, champ="motif")
    orientation.date_commission = le
    if resultat is Resultat.FAVORABLE:
        _open(by, orientation, referent, le=le, today=today)
    else:
        review_reponse(orientation, {"reorientation": reorientation}, motif_alerte)
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
    entree = find_date_entree(
        commission=le, regle=RegleEntree(read_valeur(orientation.dispositif_id, REGLE_DATE_ENTREE, on=le))
    )
    orientation.parcours = open_parcours(
        by=by, personne=personne, referent=referent, date_entree=entree.le, is_provisoire=entree.is_provisoire,
        today=today, precedent=last,
    )  # fmt: skip
    orientation.motif, orientation.reorientation = "", ""
    attach_to_parcours(orientation, orientation.parcours)
