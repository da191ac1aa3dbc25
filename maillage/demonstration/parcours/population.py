"""How many people, since when, and who answers for each: the whole population of one dispositif, before it is written."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from maillage.demonstration.parcours.trajectoires import SAISON, Plan, draw_plan, list_seances
from maillage.parcours.models import Referent
from maillage.parcours.nomenclatures.etats import SORTIS

JOURS_SUIVIS = 3 * 365
JOURS_RECUL = 6 * 365
DELAI_SORTIE = timedelta(days=7)
PART_RELAIS = 0.07


@dataclass(frozen=True, slots=True)
class Calendrier:
    """Days of the commissions: those of entry already held, those of exit held or to come, and the next of each."""

    entrees: tuple[date, ...]
    sorties: tuple[date, ...]
    next_entree: date
    next_sortie: date


def make_calendrier(today: date) -> Calendrier:
    entrees = list_seances(since=today - timedelta(days=JOURS_RECUL), until=today + timedelta(days=70))
    sorties = tuple(seance + DELAI_SORTIE for seance in entrees)
    return Calendrier(
        tuple(seance for seance in entrees if seance <= today), sorties,
        next(seance for seance in entrees if seance > today), next(seance for seance in sorties if seance > today),
    )  # fmt: skip


def draw_plans(chance: Random, calendrier: Calendrier, *, ouverts: int, sortis: int, today: date) -> list[Plan]:
    """Exactly so many open, and so many who left within three years; the earliest entered come first."""
    weights = [SAISON[seance.month - 1] for seance in calendrier.entrees]
    since = today - timedelta(days=JOURS_SUIVIS)
    plans: list[Plan] = []
    while ouverts or sortis:
        entree = chance.choices(calendrier.entrees, weights=weights)[0]
        plan = draw_plan(chance, entree, seances=list(calendrier.sorties), today=today)
        if plan.etat not in SORTIS:
            if ouverts:
                ouverts -= 1
                plans.append(plan)
        elif sortis and plan.sortie is not None and plan.sortie >= since:
            sortis -= 1
            plans.append(plan)
    return sorted(plans, key=lambda plan: plan.entree)


@dataclass(frozen=True, slots=True)
class Equipier:
    """`part`: of the open files; `parti_le`: the day they left."""

    referent: Referent
    part: int
    parti_le: date | None = None


def assign(chance: Random, plans: list[Plan], equipe: list[Equipier]) -> list[list[tuple[date, Referent]]]:
    """For each plan, who answered from which day. Open files are shared exactly in the parts of the team."""
    presents = [equipier for equipier in equipe if equipier.parti_le is None]
    wanted = [equipier.referent for equipier in presents for _ in range(equipier.part)]
    chance.shuffle(wanted)
    shares = [equipier.part for equipier in presents]
    return [_assign_one(chance, plan, equipe, presents, shares, wanted) for plan in plans]


def _assign_one(
    chance: Random, plan: Plan, equipe: list[Equipier], presents: list[Equipier], shares: list[int],
    wanted: list[Referent],
) -> list[tuple[date, Referent]]:  # fmt: skip
    until = plan.date_sortie
    last = wanted.pop() if until is None and wanted else chance.choices(presents, weights=shares)[0].referent
    partis = [e for e in equipe if e.parti_le is not None and plan.entree < e.parti_le - timedelta(days=20)]
    if partis and chance.random() < 0.3:
        parti = partis[0]
        assert parti.parti_le is not None
        if until is not None and until <= parti.parti_le:
            return [(plan.entree, parti.referent)]
        return [(plan.entree, parti.referent), (parti.parti_le, last)]
    if plan.signature is not None and chance.random() < PART_RELAIS:
        relais = plan.signature + timedelta(days=chance.randint(30, 300))
        if relais < (plan.date_sortie or plan.passages[-1][1]):
            first = chance.choice(presents).referent
            if first is not last:
                return [(plan.entree, first), (relais, last)]
    return [(plan.entree, last)]
