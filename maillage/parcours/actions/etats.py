"""The one place where the state of a parcours or of an orientation changes."""

from datetime import date

from django.db.models import Max

from maillage.parcours.models import Orientation, Parcours, Passage
from maillage.parcours.nomenclatures.etats import EtatOrientation, EtatParcours
from maillage.parcours.rules import etats
from maillage.socle.acteur import Acteur
from maillage.socle.refus import Refus


class ParcoursRefuse(Refus):
    """A rule of the parcours refuses."""


def lock_parcours(parcours: Parcours) -> Parcours:
    return Parcours.objects.select_for_update(of=("self",)).get(pk=parcours.pk)


def lock_orientation(orientation: Orientation) -> Orientation:
    return Orientation.objects.select_for_update(of=("self",)).get(pk=orientation.pk)


def move_parcours(by: Acteur, parcours: Parcours, vers: EtatParcours, *, le: date, motif: str = "") -> Passage:
    """The caller has locked the row and checked its rule; the other columns it changed are saved with this one."""
    de = EtatParcours(parcours.etat)
    if refus := etats.check_passage(etats.PARCOURS, de=de, vers=vers):
        raise ParcoursRefuse(refus)
    parcours.etat = vers
    parcours.version += 1
    parcours.save()
    return write_passage(by, parcours, de=de.value, le=le, motif=motif)


def write_passage(by: Acteur, parcours: Parcours, *, de: str, le: date, motif: str = "") -> Passage:
    rang = (Passage.objects.filter(parcours=parcours).aggregate(rang=Max("rang"))["rang"] or 0) + 1
    return Passage.objects.create(
        dispositif_id=parcours.dispositif_id, parcours=parcours, rang=rang, de=de, vers=parcours.etat, le=le,
        motif=motif, auteur=by.compte,
    )  # fmt: skip


def move_orientation(orientation: Orientation, vers: EtatOrientation) -> None:
    """The caller has locked the row and set the date of the new state: this saves everything."""
    if refus := etats.check_passage(etats.ORIENTATIONS, de=EtatOrientation(orientation.etat), vers=vers):
        raise ParcoursRefuse(refus)
    orientation.etat = vers
    orientation.version += 1
    orientation.save()
