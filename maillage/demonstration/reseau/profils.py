"""Who enters and who leaves: the counts of 2019, and for the other years the same shares. « choisi »: nobody published it."""

from collections import Counter
from random import Random
from typing import Any

from maillage.demonstration.reseau.annees import Annee
from maillage.parcours.nomenclatures.sorties import Cause, Classe
from maillage.socle.repartitions import share

REFERENCE = 2019
ENTREES = 33_711
# Of the 33 711 entries. Published: women, RSA, 45 and over as counts, the others as shares. Handicap, QPV: choisi.
ENTRANTS: dict[str, dict[Any, int]] = {
    "sexe": {"f": 18_090, "h": 15_621},
    "brsa": {True: 14_856, False: 18_855},
    "deld": {True: 10_788, False: 22_923},
    "tranche": {22: 3_708, 26: 19_142, 45: 7_421, 55: 2_560, 60: 880},
    "niveau": {1: 5_200, 2: 3_800, 3: 12_100, 4: 7_400, 5: 2_900, 6: 1_650, 7: 640, 8: 21},
    "boeth": {True: 3_034, False: 26_677, None: 4_000},
    "qpv": {True: 11_800, False: 19_911, None: 2_000},
}
AGES = {22: (18, 25), 26: (26, 44), 45: (45, 54), 55: (55, 59), 60: (60, 64)}
# Exits of 2019, (positive, without sequel) of each category (choisi among what 49 and 45; 53; 44; 40, 46 and 54 % allow).
SORTANTS: dict[str, dict[Any, tuple[int, int]]] = {
    "sexe": {"f": (8_270, 8_770), "h": (6_496, 8_019)},
    "deld": {True: (5_352, 4_746), False: (9_414, 12_043)},
    "brsa": {True: (6_109, 7_775), False: (8_657, 9_014)},
    "niveau": {1: (2_640, 3_960), 2: (2_001, 3_001), 3: (3_735, 4_385), 4: (3_750, 3_193), 5: (1_470, 1_252),
               6: (836, 713), 7: (324, 276), 8: (10, 9)},
}  # fmt: skip
# Jobs that last, of 2019: contracts and sectors as published (47, 38, 13 and 3 %; 36 %), sizes of 10 000 answers (29 %).
CONTRATS = {"cdd": 5_504, "cdi": 4_444, "interim": 1_520, "creation": 318}
SECTEURS = {"administratif": 4_243, "sante_social": 1_900, "tertiaire": 1_600, "commerce": 1_250, "hebergement": 1_050,
            "construction": 600, "industrie": 500, "transport": 400, "agriculture": 160, "autre": 83}  # fmt: skip
TAILLES = {"tpe": 2_900, "pme": 4_100, "eti": 1_200, "grande": 1_800, None: 1_786}
COLONNES = tuple(ENTRANTS)
Colonnes = dict[str, list[Any]]
ISSUES: tuple[Classe | Cause, ...] = (
    Classe.EMPLOI_DURABLE, Classe.FORMATION, Classe.AUTRE_POSITIVE, Cause.ABANDON, Cause.NEUTRE, Cause.AUTRE,
)  # fmt: skip


def scatter(total: int, counts: dict[Any, int], chance: Random) -> list[Any]:
    """Each value in its part of `total`, in any order: what a PLIE draws differs from its neighbour."""
    parts = share(total, list(counts.values())) if total else [0] * len(counts)
    values = [value for value, part in zip(counts, parts, strict=True) for _ in range(part)]
    chance.shuffle(values)
    return values


def count_entrants(annee: Annee) -> dict[str, dict[Any, int]]:
    """How many of each category enter in a year."""
    return {
        nom: dict(zip(counts, share(annee.entrees, list(counts.values())), strict=True))
        for nom, counts in ENTRANTS.items()
    }


def list_sortants(annee: Annee, chance: Random) -> Colonnes:
    """The exits of a year, column by column: positive ones first, then those without sequel."""
    positives, autres = annee.positives, annee.total_sorties - annee.positives
    found: Colonnes = {"issue": [issue for issue in ISSUES[:3] for _ in range(annee.sorties[issue])]}
    found["issue"] += scatter(autres, {issue: annee.sorties[issue] for issue in ISSUES[3:]}, chance)
    for nom, counts in ENTRANTS.items():
        pairs = _list_paires(annee, nom, counts)
        found[nom] = [
            value
            for rang, total in enumerate((positives, autres))
            for value in scatter(total, {v: pair[rang] for v, pair in pairs.items()}, chance)
        ]
    durables = annee.sorties[Classe.EMPLOI_DURABLE]
    for nom, counts in (("contrat", CONTRATS), ("secteur", SECTEURS), ("taille", TAILLES)):
        found[nom] = [*scatter(durables, counts, chance), *([None] * (annee.total_sorties - durables))]
    order = list(range(annee.total_sorties))
    chance.shuffle(order)
    return {nom: [values[rang] for rang in order] for nom, values in found.items()}


def _list_paires(annee: Annee, nom: str, entrants: dict[Any, int]) -> dict[Any, tuple[int, int]]:
    """(positive, without sequel). Another year than 2019: as many of each category as enter, each leaving as in 2019."""
    known = SORTANTS.get(nom)
    if known is None:
        return {value: (count, count) for value, count in entrants.items()}
    if annee.annee == REFERENCE:
        return known
    return {
        value: tuple(round(entrants[value] * part * 1000 / sum(pair)) for part in pair)  # type: ignore[misc]
        for value, pair in known.items()
    }


def complete(annee: Annee, pris: dict[str, Counter[Any]], reste: int, chance: Random) -> Colonnes:
    """Those who entered and have not left, so that the year has its entries: `pris`, those who have left already."""
    wanted = count_entrants(annee)
    return {
        nom: scatter(reste, {v: max(0, count - pris[nom][v]) for v, count in counts.items()}, chance)
        for nom, counts in wanted.items()
    }


def draw_age(tranche: int, chance: Random) -> int:
    return chance.randint(*AGES[tranche])


def list_libres(total: int, chance: Random) -> Colonnes:
    """People of no known year, with the usual shares."""
    return {nom: scatter(total, counts, chance) for nom, counts in ENTRANTS.items()}
