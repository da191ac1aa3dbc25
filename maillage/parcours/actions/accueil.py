"""T4 to T6'': the person is welcomed, comes or not, is reached again. Closing without sequel stays a human decision."""

from datetime import date

from django.db import transaction

from maillage.parcours.actions.etats import ParcoursRefuse, lock_orientation, move_orientation
from maillage.parcours.models import ContactAccueil, Orientation, Referent
from maillage.parcours.nomenclatures.accueil import NatureContact
from maillage.parcours.nomenclatures.etats import EtatOrientation
from maillage.parcours.nomenclatures.suites import CanalRelance
from maillage.parcours.permissions import Droit
from maillage.parcours.rules import refus
from maillage.parcours.rules.orientation import OUVERTES
from maillage.socle import permissions
from maillage.socle.acteur import Acteur
from maillage.socle.journal import actions as journal
from maillage.socle.refus import Manque, check_aucun


@transaction.atomic
def open_accueil(
    *, by: Acteur, orientation: Orientation, referent: Referent, premier_rdv: date | None, today: date
) -> Orientation:
    """T4: a référent welcomes the person; the first rendez-vous may be to come."""
    permissions.check(by, Droit.ACCUEILLIR, orientation)
    orientation = lock_orientation(orientation)
    check_aucun(list_refus_accueil(orientation, referent=referent, premier_rdv=premier_rdv))
    orientation.referent_accueil, orientation.date_premier_rdv = referent, premier_rdv
    move_orientation(orientation, EtatOrientation.EN_ACCUEIL)
    journal.write(by=by, event="parcours.orientation_accueil", target=orientation, referent=str(referent.uuid))
    return orientation


@transaction.atomic
def record_premier_rdv(*, by: Acteur, orientation: Orientation, premier_rdv: date) -> Orientation:
    """The day of the first rendez-vous, given or moved, while the person is welcomed."""
    permissions.check(by, Droit.ACCUEILLIR, orientation)
    orientation = lock_orientation(orientation)
    if orientation.etat != EtatOrientation.EN_ACCUEIL:
        raise ParcoursRefuse("Le premier rendez-vous se note pendant l’accueil.", champ="premier_rdv")
    check_aucun(list_refus_accueil(orientation, premier_rdv=premier_rdv))
    orientation.date_premier_rdv = premier_rdv
    orientation.version += 1
    orientation.save(update_fields=["date_premier_rdv", "version"])
    journal.write(by=by, event="parcours.orientation_rdv", target=orientation, le=premier_rdv.isoformat())
    return orientation


def list_refus_accueil(
    orientation: Orientation, *, premier_rdv: date | None, referent: Referent | None = None
) -> list[Manque]:
    """T4: every reason at once, for the page and for the deed alike. `referent` None: it is not what is changed."""
    return refus.list_refus_accueil(
        is_referent_ici=referent is None or referent.dispositif_id == orientation.dispositif_id,
        premier_rdv=premier_rdv, prescription=orientation.date_prescription,
    )  # fmt: skip


@transaction.atomic
def record_contact(
    *, by: Acteur, orientation: Orientation, nature: NatureContact, le: date, canal: CanalRelance | None, today: date
) -> ContactAccueil:
    """Came, excused, absent, reached again, or does not wish to enter: each is a line that stays."""
    permissions.check(by, Droit.ACCUEILLIR, orientation)
    orientation = lock_orientation(orientation)
    if EtatOrientation(orientation.etat) not in OUVERTES:
        raise ParcoursRefuse("Cette orientation est close : il n’y a plus de rendez-vous d’accueil à noter.")
    if nature is not NatureContact.RELANCE:
        canal = None
    check_aucun(
        refus.list_refus_contact(
            nature, le=le, canal=canal or "", prescription=orientation.date_prescription, today=today
        )
    )
    made = ContactAccueil.objects.create(
        dispositif_id=orientation.dispositif_id, orientation=orientation, nature=nature, le=le, canal=canal or "",
        auteur=by.compte,
    )  # fmt: skip
    if nature is NatureContact.VENUE and orientation.date_premier_rdv is None:
        orientation.date_premier_rdv = le
        orientation.save(update_fields=["date_premier_rdv"])
    journal.write(
        by=by, event="parcours.orientation_contact", target=orientation, nature=nature.value, le=le.isoformat()
    )
    return made
