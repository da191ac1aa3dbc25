"""What the accueil leaves behind: rendez-vous missed, attempts to reach the person, the diagnostic before the commission."""

from collections.abc import Iterable
from datetime import date, timedelta
from random import Random

from maillage.demonstration.parcours import textes
from maillage.demonstration.parcours.lot import Lot
from maillage.parcours.models import ContactAccueil, Diagnostic, Orientation
from maillage.parcours.nomenclatures.accompagnement import MomentDiagnostic
from maillage.parcours.nomenclatures.accueil import NatureContact
from maillage.parcours.nomenclatures.orientation import MotifNonEntree
from maillage.parcours.nomenclatures.suites import CanalRelance

N = NatureContact
SUITES: dict[MotifNonEntree, tuple[tuple[NatureContact, int], ...]] = {
    MotifNonEntree.ABSENCES: ((N.ABSENTE, 0), (N.RELANCE, 3), (N.ABSENTE, 12)),
    MotifNonEntree.INJOIGNABLE: ((N.RELANCE, 0), (N.RELANCE, 9)),
    MotifNonEntree.REFUS_PERSONNE: ((N.REFUS, 0),),
}
MOYENS = (CanalRelance.TELEPHONE, CanalRelance.SMS, CanalRelance.COURRIER)


def find_fin(motif: MotifNonEntree, rdv: date, *, today: date) -> date:
    """A week after the last of them."""
    jours = max((jour for _, jour in SUITES.get(motif, ())), default=-7)
    return min(today, rdv + timedelta(days=jours + 7))


def add_contacts(
    lot: Lot, chance: Random, orientation: Orientation, motif: MotifNonEntree, *, rdv: date, today: date
) -> None:
    for nature, jours in SUITES.get(motif, ()):
        canal = chance.choice(MOYENS) if nature is N.RELANCE else ""
        le = min(today, rdv + timedelta(days=jours))
        lot.add(ContactAccueil, orientation=orientation, nature=nature, le=le, canal=canal)


def add_venue(lot: Lot, orientation: Orientation) -> None:
    """Seen on the day of the first rendez-vous."""
    if orientation.date_premier_rdv:
        lot.add(ContactAccueil, orientation=orientation, nature=N.VENUE, le=orientation.date_premier_rdv)


def add_diagnostic(lot: Lot, chance: Random, orientation: Orientation, *, le: date) -> None:
    scelle = {"atouts": chance.choice(textes.ATOUTS), "axes": chance.choice(textes.AXES)}
    lot.add(Diagnostic, orientation=orientation, rang=1, moment=MomentDiagnostic.INITIAL, le=le, scelle=scelle)


def dress_en_cours(lot: Lot, chance: Random, rows: Iterable[Orientation], *, today: date) -> None:
    """Those presented have their diagnostic; among those welcomed, one does not come, another has it written already."""
    accueils = 0
    for row in rows:
        if row.date_presentation:
            add_venue(lot, row)
            add_diagnostic(lot, chance, row, le=row.date_presentation)
        elif row.date_premier_rdv:
            accueils += 1
            if accueils == 1:
                add_contacts(lot, chance, row, MotifNonEntree.ABSENCES, rdv=row.date_premier_rdv, today=today)
            elif accueils % 2 == 0:
                add_venue(lot, row)
                add_diagnostic(lot, chance, row, le=row.date_premier_rdv)
