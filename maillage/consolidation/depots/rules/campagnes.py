"""When a campaign is open, whom it expects, when it reminds."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from maillage.consolidation.depots.nomenclatures import EtatCampagne
from maillage.socle.typographie import FINE, write_nombre

RAPPELS = (30, 14, 7, 1)


def get_etat(ouverte_le: date, close_le: date, *, on: date) -> EtatCampagne:
    """`close_le`: the last day on which a deposit is taken."""
    if on < ouverte_le:
        return EtatCampagne.A_VENIR
    return EtatCampagne.OUVERTE if on <= close_le else EtatCampagne.CLOSE


def find_rappel(close_le: date, rappels: Sequence[int], *, on: date) -> int | None:
    """The reminder due: the nearest one begun, so that a night without the job loses none. In days before the close."""
    jours = (close_le - on).days
    due = [rappel for rappel in rappels if 0 <= jours <= rappel]
    return min(due, default=None)


def check_calendrier(millesime: int, ouverte_le: date, close_le: date) -> dict[str, str]:
    """What to mend, by field."""
    if ouverte_le <= date(millesime, 12, 31):
        return {
            "ouverte_le": f"L’année {millesime} doit être finie : au plus tôt le {date(millesime + 1, 1, 1):%d/%m/%Y}."
        }
    if close_le < ouverte_le + timedelta(days=6):
        return {"close_le": "Laissez au moins une semaine pour déposer."}
    return {}


@dataclass(frozen=True, slots=True)
class Participation:
    """N-1: those who told their year, out of those of the directory. `agreges`: of them, how many only told totals."""

    attendus: int
    deposes: int
    agreges: int

    @property
    def phrase(self) -> str:
        """« 127 sur 146, 87 % »: never a rate without its base."""
        said = f"{write_nombre(self.deposes)} sur {write_nombre(self.attendus)}"
        if not self.attendus:
            return said
        return f"{said}, {write_nombre(Decimal(self.deposes * 100) / self.attendus, 0)}{FINE}%"


def count_participation(attendus: Collection[int], deposes: Collection[int], agreges: Collection[int]) -> Participation:
    """A deposit of a dispositif that is no longer expected does not count."""
    told = set(deposes) & set(attendus)
    return Participation(len(set(attendus)), len(told), len(told & set(agreges)))
