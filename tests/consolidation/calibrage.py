"""Fictitious rows whose margins are those published for 2019 (Consolidation des PLIE 2019): nobody is described.

Counts that were not published are chosen among those that every published rounding allows; they are marked « choisi ».
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from maillage.consolidation.faits.tables import CONTACTS, EQUIPE, ETAPES, PARCOURS, SUSPENSIONS
from maillage.indicateurs.ecriture import list_lignes, write_parquet
from maillage.indicateurs.tables import Table

Row = dict[str, Any]
DISPOSITIFS = tuple(f"plie-{rang:03}" for rang in range(127))
DEBUT, FIN = date(2019, 1, 1), date(2019, 12, 31)
ACCOMPAGNES = 131_000
ENTREES = 33_711
EMPLOI, FORMATION, AUTRES = 11_786, 2_194, 786
SANS_SUITE = 16_789
CAUSES = {"abandon": 5_820, "neutre": 2_300, "autre": 8_669}  # choisi : 35, 14 et 52 % ; 18, 7 et 27 %
POSITIVES = EMPLOI + FORMATION + AUTRES
DUREE = 761  # days: 25 months
# Entries: women, RSA and 45 and over were published as counts; the others as shares of 33 711 (choisi).
ENTRANTS: dict[str, dict[Any, int]] = {
    "sexe": {"f": 18_090, "h": ENTREES - 18_090},
    "brsa": {True: 14_856, False: ENTREES - 14_856},
    "deld": {True: 10_788, False: ENTREES - 10_788},
    "age": {22: 3_708, 35: ENTREES - 3_708 - 10_861, 50: 10_861},
    "niveau": {1: 9_000, 3: 12_100, 4: ENTREES - 9_000 - 12_100},
}
# Exits: (positive, without sequel) of each category (choisi): 49 and 45; 53; 44; 40, 46 and 54 %.
SORTANTS: dict[str, dict[Any, tuple[int, int]]] = {
    "sexe": {"f": (8_270, 8_770), "h": (6_496, 8_019)},
    "deld": {True: (5_352, 4_746), False: (9_414, 12_043)},
    "brsa": {True: (6_109, 7_775), False: (8_657, 9_014)},
    "niveau": {2: (4_641, 6_961), 3: (3_735, 4_385), 5: (6_390, 5_443)},
}
CONTRATS = {"cdd": 5_504, "cdi": 4_444, "interim": 1_520, "creation": 318}  # choisi : 47, 38, 13 et 3 %
SECTEURS = {"administratif": 4_243, "sante_social": 2_400, "tertiaire": 5_143}  # choisi : 36 %
TAILLES = {"tpe": 2_900, "pme": 4_100, "grande": 3_000, None: 1_786}  # choisi : 29 % des réponses connues
# Étapes: 1.34 per participant; 23 507 trainings, 50 683 jobs and 15 775 of the IAE were published as counts.
FAMILLES: dict[str, int] = {
    "mobilisation": 56_173, "mediation": 28_086, "formation": 23_507, "non_aide": 24_576, "aide": 10_332,
    "iae": 15_775, "autre": 17_091,
}  # fmt: skip
IAE = {"ACI": 8_834, "EI": 2_051, "ETTI": 2_208, "AI": 2_682}  # choisi : 56, 13, 14 et 17 %
VIDE: Row = dict.fromkeys(colonne.nom for colonne in PARCOURS.colonnes)


def spread(counts: dict[Any, int], *, pas: int) -> list[Any]:
    """Each value as often as said, scattered by a step that shares no factor with their number: no variable follows another."""
    values = [value for value, count in counts.items() for _ in range(count)]
    total = len(values)
    while gcd(pas, total) != 1:
        pas += 1
    return [values[rang * pas % total] for rang in range(total)]


def gcd(a: int, b: int) -> int:
    return a if not b else gcd(b, a % b)


def list_parcours() -> Iterator[Row]:
    """Those who enter, those who leave, those who were there already and stay: nobody is two of them."""
    rows = [*_list_entrants(), *_list_sortants(), *_list_presents()]
    for rang, row in enumerate(rows):
        yield VIDE | {"dispositif": DISPOSITIFS[rang % 127], "parcours": rang, "personne": rang} | row


def _list_entrants() -> list[Row]:
    columns = {nom: spread(counts, pas=101 + 2 * i) for i, (nom, counts) in enumerate(ENTRANTS.items())}
    return [
        {"entree": DEBUT + timedelta(days=rang % 365), **{nom: values[rang] for nom, values in columns.items()}}
        for rang in range(ENTREES)
    ]


def _list_sortants() -> list[Row]:
    positives = [
        {"classe": "emploi_durable", "contrat": contrat, "secteur": secteur, "taille": taille}
        for contrat, secteur, taille in zip(
            spread(CONTRATS, pas=7), spread(SECTEURS, pas=11), spread(TAILLES, pas=13), strict=True
        )
    ]  # fmt: skip
    positives += [{"classe": "formation"}] * FORMATION + [{"classe": "autre_positive"}] * AUTRES
    others: list[Row] = [{"classe": "sans_suite", "cause": cause} for cause in spread(CAUSES, pas=17)]
    found = []
    for rang_du_sort, group in enumerate((positives, others)):
        columns = {
            nom: spread({value: pair[rang_du_sort] for value, pair in counts.items()}, pas=211 + 2 * i)
            for i, (nom, counts) in enumerate(SORTANTS.items())
        }
        for rang, row in enumerate(group):
            sortie = FIN - timedelta(days=rang % 365)
            found.append(row | {
                "sortie": sortie, "jours_suspendus": 0, "age": 40,
                "entree": sortie - timedelta(days=DUREE + (-180 if rang % 2 else 180)),
                **{nom: values[rang] for nom, values in columns.items()},
            })  # fmt: skip
        if len(group) % 2:  # an odd one out, of exactly the mean
            found[-1]["entree"] = found[-1]["sortie"] - timedelta(days=DUREE)
    return found


def _list_presents() -> list[Row]:
    """Open before the year, and after it; some sit in the years before and after, who count nowhere."""
    count = ACCOMPAGNES - ENTREES - POSITIVES - SANS_SUITE
    stay: list[Row] = [
        {"entree": date(2017, 1, 1) + timedelta(days=rang % 700), "sexe": "f", "age": 40, "niveau": 3, "brsa": True,
         "deld": False} for rang in range(count)
    ]  # fmt: skip
    gone = {"entree": date(2016, 5, 1), "sortie": date(2018, 12, 31), "classe": "sans_suite", "cause": "abandon"}
    return [*stay, *([gone] * 500), *([{"entree": date(2020, 1, 1)}] * 500)]


def list_etapes() -> Iterator[Row]:
    types = {"formation": "FOR-QUA", "iae": "IAE-ACI", "aide": "CAI-CUI", "non_aide": "CNA-CDD"}
    iae = iter(spread(IAE, pas=19))
    for rang, famille in enumerate(spread(FAMILLES, pas=997)):
        qui = rang % ACCOMPAGNES
        yield {
            "dispositif": DISPOSITIFS[qui % 127], "parcours": qui, "personne": qui,
            "type": types.get(famille, "MOB-ACC"), "famille": famille, "iae": next(iae) if famille == "iae" else None,
            "is_contrat": famille in {"iae", "aide", "non_aide"}, "is_formation": famille == "formation",
            "debut": DEBUT + timedelta(days=rang % 365), "fin": None if rang % 3 else FIN,
        }  # fmt: skip


# 2014: 14 446 positive exits, 25 882 without sequel of which 3 526 neutralised, 24 % of abandons (AVE, press of 2016).
SORTIES_2014: dict[tuple[str, str | None], int] = {
    ("emploi_durable", None): 11_197, ("formation", None): 3_249, ("sans_suite", "neutre"): 3_526,
    ("sans_suite", "abandon"): 9_732, ("sans_suite", "autre"): 12_624,
}  # fmt: skip


def list_parcours_2014() -> Iterator[Row]:
    for rang, (classe, cause) in enumerate(spread(SORTIES_2014, pas=23)):
        yield VIDE | {
            "dispositif": DISPOSITIFS[rang % 127], "parcours": rang, "personne": rang, "classe": classe, "cause": cause,
            "entree": date(2012, 1, 1), "sortie": date(2014, 1, 1) + timedelta(days=rang % 365),
        }  # fmt: skip


def write_faits(dossier: Path, parcours: Iterable[Row] | None = None) -> dict[Table, list[Path]]:
    """The whole country in one file a table: that of 2019, or these parcours alone."""
    found: dict[Table, list[Path]] = {}
    tables: tuple[tuple[Table, Iterable[Row]], ...] = (
        (PARCOURS, list_parcours() if parcours is None else parcours),
        (ETAPES, list_etapes() if parcours is None else ()), (SUSPENSIONS, ()), (EQUIPE, ()), (CONTACTS, ()),
    )  # fmt: skip
    for table, rows in tables:
        path = dossier / f"{table.nom}.parquet"
        write_parquet(table, list_lignes(table, rows), path)
        found[table] = [path]
    return found
