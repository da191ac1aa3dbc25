"""Who is followed, PLIE by PLIE and year by year: whoever leaves had come in, and each year has its entries and its exits."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from maillage.demonstration.parcours.trajectoires import SAISON
from maillage.demonstration.reseau.annees import Annee
from maillage.demonstration.reseau.profils import COLONNES, complete, draw_age, list_libres, list_sortants
from maillage.parcours.nomenclatures.sorties import Cause, Classe
from maillage.socle.repartitions import share

DISPERSION = 0.65  # of the sizes: the largest of 127 follows some fifteen times more people than the smallest
FORME = 2.4  # of the durations
COURTE, EMPLOI = 30, 200  # days: nobody leaves at once; a job is kept for six months first
ANCIENNETE = 620  # days, of those already there before the first year and who stay
AVANT = 0  # the cohort of those who came before the first year
PLUS_TOT = date(2005, 1, 3)
EMPLOIS = ("contrat", "secteur", "taille")


@dataclass(slots=True)
class Suivi:
    """`cohorte`: the year of entry, or `AVANT`. `issue`: None as long as the parcours is open."""

    cohorte: int
    entree: date
    sortie: date | None = None
    issue: Classe | Cause | None = None
    profil: tuple[Any, ...] = ()
    emploi: tuple[Any, ...] = (None, None, None)


@dataclass(slots=True)
class Plie:
    """`places`: of each cohort, how many entries are not accounted for yet."""

    rang: int
    poids: int
    places: dict[int, int]
    suivis: list[Suivi]


def draw_tailles(combien: int, chance: Random) -> list[int]:
    return [max(60, int(chance.lognormvariate(0, DISPERSION) * 1000)) for _ in range(combien)]


def draw_reseau(annees: list[Annee], combien: int, *, graine: int) -> list[Plie]:
    """The whole network. Totals of each year are met exactly; each PLIE has its part, and its own chance."""
    chance = Random(f"{graine}:reseau")  # noqa: S311  a seed is the point
    poids = draw_tailles(combien, chance)
    places = {AVANT: share(annees[0].stock_avant, poids)} | {a.annee: share(a.entrees, poids) for a in annees}
    plies = [
        Plie(rang, poids[rang], {cohorte: parts[rang] for cohorte, parts in places.items()}, [])
        for rang in range(combien)
    ]
    for annee in annees:
        _draw_sorties(annee, plies, first=annees[0].annee, chance=chance)
    for annee in annees:
        _draw_restes(annee, plies, chance)
    _draw_anciens(annees[0], plies, chance)
    return plies


def _draw_sorties(annee: Annee, plies: list[Plie], *, first: int, chance: Random) -> None:
    columns = list_sortants(annee, chance)
    start = 0
    for plie, part in zip(plies, share(annee.total_sorties, [plie.poids for plie in plies]), strict=True):
        for rang in range(start, start + part):
            issue = columns["issue"][rang]
            sortie = date(annee.annee, 1, 1) + timedelta(days=chance.randrange(365))
            least = EMPLOI if issue is Classe.EMPLOI_DURABLE else COURTE
            jours = max(least, int(chance.gammavariate(FORME, annee.jours / FORME)))
            cohorte, entree = _find_place(plie, sortie, sortie - timedelta(days=jours), first=first, chance=chance)
            plie.places[cohorte] -= 1
            plie.suivis.append(
                Suivi(
                    cohorte, entree, sortie, issue, tuple(columns[nom][rang] for nom in COLONNES),
                    tuple(columns[nom][rang] for nom in EMPLOIS),
                )
            )  # fmt: skip
        start += part


def _find_place(plie: Plie, sortie: date, entree: date, *, first: int, chance: Random) -> tuple[int, date]:
    """The year drawn; when all of its entries have left, an earlier one; failing that, a later one before the exit."""
    wanted = max(entree, PLUS_TOT)
    earlier = range(wanted.year, first - 1, -1)
    for cohorte in (*earlier, AVANT, *range(max(wanted.year + 1, first), sortie.year + 1)):
        if plie.places[cohorte]:
            if cohorte == AVANT:
                return AVANT, min(wanted, date(first - 1, 12, 31) - timedelta(days=chance.randrange(200)))
            if cohorte == wanted.year:
                return cohorte, wanted
            last = min(date(cohorte, 12, 31), sortie)
            return cohorte, date(cohorte, 1, 1) + timedelta(
                days=chance.randrange((last - date(cohorte, 1, 1)).days + 1)
            )
    raise ValueError(f"Plus personne à faire sortir du PLIE {plie.rang} en {sortie.year} : les flux se contredisent.")


def _draw_restes(annee: Annee, plies: list[Plie], chance: Random) -> None:
    pris: dict[str, Counter[Any]] = {nom: Counter() for nom in COLONNES}
    for plie in plies:
        for suivi in plie.suivis:
            if suivi.cohorte == annee.annee:
                for nom, valeur in zip(COLONNES, suivi.profil, strict=True):
                    pris[nom][valeur] += 1
    columns = complete(annee, pris, sum(plie.places[annee.annee] for plie in plies), chance)
    jours = _list_jours(annee.annee)
    rang = 0
    for plie in plies:
        for entree in chance.choices(jours, k=plie.places[annee.annee]):
            plie.suivis.append(Suivi(annee.annee, entree, profil=tuple(columns[nom][rang] for nom in COLONNES)))
            rang += 1


def _list_jours(annee: int) -> list[date]:
    """Each day as many times as its month weighs."""
    days = (date(annee, 1, 1) + timedelta(days=rang) for rang in range(365))
    return [day for day in days for _ in range(max(1, round(SAISON[day.month - 1] * 10)))]


def _draw_anciens(annee: Annee, plies: list[Plie], chance: Random) -> None:
    columns = list_libres(sum(plie.places[AVANT] for plie in plies), chance)
    veille = date(annee.annee - 1, 12, 31)
    rang = 0
    for plie in plies:
        for _ in range(plie.places[AVANT]):
            entree = max(PLUS_TOT, veille - timedelta(days=int(chance.expovariate(1 / ANCIENNETE))))
            plie.suivis.append(Suivi(AVANT, entree, profil=tuple(columns[nom][rang] for nom in COLONNES)))
            rang += 1


def make_profil(suivi: Suivi, chance: Random) -> dict[str, Any]:
    """As a row of facts says it."""
    found = dict(zip(COLONNES, suivi.profil, strict=True))
    return found | {"age": draw_age(found.pop("tranche"), chance)}
