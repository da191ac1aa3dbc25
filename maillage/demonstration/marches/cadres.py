"""A fictitious market as it is bought: what, by whom, when it begins and ends, how far it went before its notification."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from maillage.clause.nomenclatures.lots import EtatLot
from maillage.clause.rules.planning import list_mois
from maillage.demonstration.marches.calage import SAISON
from maillage.demonstration.marches.contrats import find_ouvre
from maillage.demonstration.marches.objets import Objet
from maillage.socle.dates import add_months

E = EtatLot
AMONT = (E.REPERE, E.DIAGNOSTIQUE, E.CLAUSE_PROPOSEE, E.CLAUSE_VALIDEE, E.PUBLIE, E.ANALYSE, E.ATTRIBUE, E.NOTIFIE)
AVANT_DEBUT = (3, 14)  # days from the notification to the beginning


@dataclass(frozen=True, slots=True)
class Cadre:
    """A market as it is bought. `arrive_a`: for one that was never notified, the last state it reached. `lots`: how many."""

    objet: Objet
    lieu: str
    donneur: int
    engage: date
    debut: date
    fin: date
    lots: int = 1
    arrive_a: EtatLot | None = None

    @property
    def texte(self) -> str:
        return self.objet.texte.format(lieu=self.lieu)


def draw_debut(chance: Random, du: date, au: date) -> date:
    """A working day of a month of the season, from one day to another."""
    mois = list_mois(du, au)
    premier = chance.choices(mois, weights=[SAISON[un.month - 1] for un in mois])[0]
    day = max(du, min(au, premier + timedelta(days=chance.randint(0, 24))))
    return find_ouvre(day)


def draw_fin(chance: Random, objet: Objet, debut: date) -> date:
    return add_months(debut, max(2, round(objet.mois * chance.uniform(0.6, 1.5)))) - timedelta(days=1)


def draw_engage(chance: Random, debut: date) -> date:
    return debut - timedelta(days=chance.randint(150, 280))


def find_atteint(cadre: Cadre, *, on: date) -> EtatLot:
    """Of a market not begun yet: where it stands on that day."""
    duree = (cadre.debut - timedelta(days=AVANT_DEBUT[0]) - cadre.engage).days
    jours = [cadre.engage + timedelta(days=duree * rang // (len(AMONT) - 1)) for rang in range(len(AMONT) - 1)]
    return AMONT[max(0, bisect_right(jours, on) - 1)]


def list_amont(chance: Random, cadre: Cadre) -> list[tuple[EtatLot, date]]:
    """Up to the notification, some days before the beginning; or to where it stopped."""
    fin = cadre.debut - timedelta(days=chance.randint(*AVANT_DEBUT))
    duree = (fin - cadre.engage).days
    jours = [cadre.engage + timedelta(days=duree * rang // (len(AMONT) - 1)) for rang in range(len(AMONT))]
    chemin = list(zip(AMONT, jours, strict=True))
    if cadre.arrive_a is None:
        return chemin
    if cadre.arrive_a is E.SANS_CLAUSE:
        return [*chemin[:2], (E.SANS_CLAUSE, chemin[2][1])]
    if cadre.arrive_a is E.INFRUCTUEUX:
        return [*chemin[:6], (E.INFRUCTUEUX, chemin[6][1])]
    return chemin[: AMONT.index(cadre.arrive_a) + 1]


def list_lots(cadres: Sequence[Cadre]) -> list[tuple[Cadre, int]]:
    """Each lot and its number, 0 where the market is not split."""
    return [(cadre, rang if cadre.lots > 1 else 0) for cadre in cadres for rang in range(1, cadre.lots + 1)]
