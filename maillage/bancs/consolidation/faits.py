"""Facts of as many years as asked, drawn once and moved from year to year: written one year after the other, never held whole.

A row is a parcours; whoever does not leave in the year is cut at its last day, and comes back under another number: the size
is that of participant-years (2.62 million in twenty years), more than the country has parcours. Those who were there before
their year count in the years before too: every year but the last is heavier than the country. Nobody is described.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from maillage.consolidation.faits.tables import ETAPES, PARCOURS
from maillage.indicateurs.ecriture import TYPES
from maillage.indicateurs.periodes import Periode, make_annee
from maillage.indicateurs.tables import Table, Type

DISPOSITIFS = tuple(f"plie-{rang:03}" for rang in range(127))
PREMIERE, GRAINE = 2000, 2026
# Of 2019 (Consolidation des PLIE 2019): followed, who came in, who left and how; 1.34 étapes each.
ACCOMPAGNES, ENTREES, ETAPES_PAR_AN = 131_000, 33_711, 175_540
ISSUES = {
    ("emploi_durable", None): 11_786, ("formation", None): 2_194, ("autre_positive", None): 786, ("sans_suite", "abandon"): 5_820,
    ("sans_suite", "neutre"): 2_300, ("sans_suite", "autre"): 8_669,
}  # fmt: skip
REPONSES: Mapping[str, Mapping[Any, int]] = {
    "sexe": {"f": 54, "h": 45, None: 1}, "niveau": {1: 8, 2: 19, 3: 36, 4: 20, 5: 8, 6: 5, None: 4},
    "brsa": {True: 44, False: 54, None: 2}, "deld": {True: 32, False: 60, None: 8},
    "boeth": {True: 9, False: 88, None: 3}, "qpv": {True: 27, False: 60, None: 13},
}  # fmt: skip
FAMILLES = {
    "mobilisation": 56_173, "mediation": 28_086, "formation": 23_507, "non_aide": 24_576, "aide": 10_332, "iae": 15_775,
    "autre": 17_091,
}  # fmt: skip
DATES, NUMEROS = ("entree", "sortie", "debut", "fin"), ("parcours", "personne")
Colonnes = dict[str, list[Any]]


def list_annees(combien: int) -> list[Periode]:
    return [make_annee(PREMIERE + rang) for rang in range(combien)]


def draw_parcours(chance: Random, *, part: int = 1) -> Colonnes:
    """The first year, or one row in `part` of it. Dispositifs are of unequal sizes, from one to five."""
    debut, fin = date(PREMIERE, 1, 1), date(PREMIERE, 12, 31)
    combien, entrees = ACCOMPAGNES // part, ENTREES // part

    def draw(weights: Mapping[Any, int], combien: int) -> list[Any]:
        return chance.choices(list(weights), cum_weights=list(accumulate(weights.values())), k=combien)

    found: Colonnes = {nom: draw(weights, combien) for nom, weights in REPONSES.items()}
    found["dispositif"] = draw({cle: 1 + rang % 5 for rang, cle in enumerate(DISPOSITIFS)}, combien)
    found["parcours"] = found["personne"] = list(range(combien))
    found["age"] = [chance.choice((None, *range(18, 64))) for _ in range(combien)]
    found["entree"] = [
        debut + timedelta(days=rang % 365) if rang < entrees else debut - timedelta(days=1 + chance.randrange(1_000))
        for rang in range(combien)
    ]
    issues = [issue for issue, total in ISSUES.items() for _ in range(total // part)]
    chance.shuffle(issues)
    leaving = range(entrees, entrees + len(issues))
    found["sortie"] = [fin - timedelta(days=rang % 365) if rang in leaving else fin for rang in range(combien)]
    found["classe"] = [issues[rang - entrees][0] if rang in leaving else None for rang in range(combien)]
    found["cause"] = [issues[rang - entrees][1] if rang in leaving else None for rang in range(combien)]
    return found


def draw_etapes(chance: Random, parcours: Colonnes, *, part: int = 1) -> Colonnes:
    debut, fin = date(PREMIERE, 1, 1), date(PREMIERE, 12, 31)
    qui = [chance.randrange(ACCOMPAGNES * 4 // 5 // part) for _ in range(ETAPES_PAR_AN // part)]  # one in five has none
    days = [chance.randrange(365) for _ in qui]
    return {
        "dispositif": [parcours["dispositif"][rang] for rang in qui], "parcours": qui, "personne": qui,
        "famille": chance.choices(list(FAMILLES), weights=list(FAMILLES.values()), k=len(qui)),
        "debut": [debut + timedelta(days=day) for day in days],
        "fin": [min(fin, debut + timedelta(days=day + 60)) for day in days],
    }  # fmt: skip


def write_annees(dossier: Path, combien: int, *, part: int = 1) -> None:
    chance = Random(GRAINE)  # noqa: S311  nobody's secret: rows are drawn
    parcours = draw_parcours(chance, part=part)
    etapes = draw_etapes(chance, parcours, part=part)
    drawn = {PARCOURS: _make_table(PARCOURS, parcours), ETAPES: _make_table(ETAPES, etapes)}
    for periode in list_annees(combien):
        for table, rows in drawn.items():
            pq.write_table(_move(rows, periode), find_fichier(dossier, table, periode), compression="zstd")


def find_fichier(dossier: Path, table: Table, periode: Periode) -> Path:
    return dossier / f"{table.nom}-{periode.code}.parquet"


def list_fichiers(dossier: Path, table: Table) -> list[Path]:
    return sorted(dossier.glob(f"{table.nom}-*.parquet"))


def _make_table(table: Table, columns: Colonnes) -> pa.Table:
    """Columns that no table of the bench reads stay empty."""
    count = len(columns["dispositif"])
    arrays = [pa.array(columns.get(c.nom, [None] * count), type=TYPES[c.type]) for c in table.colonnes]
    return pa.Table.from_arrays(arrays, names=[c.nom for c in table.colonnes])


def _move(rows: pa.Table, periode: Periode) -> pa.Table:
    """To another year: its days, and other people. A leap year keeps its last day."""
    rang = periode.debut.year - PREMIERE
    days = (periode.debut - date(PREMIERE, 1, 1)).days
    limit = pa.scalar((periode.fin - date(1970, 1, 1)).days, pa.int32())
    for nom in rows.column_names:
        column = rows[nom]
        if nom in DATES:
            moved = pc.min_element_wise(
                pc.add(column.cast(pa.int32()), pa.scalar(days, pa.int32())), limit, skip_nulls=False
            )
            column = moved.cast(pa.int32()).cast(TYPES[Type.DATE])
        elif nom in NUMEROS:
            column = pc.add(column, pa.scalar(rang * ACCOMPAGNES, pa.int64()))
        rows = rows.set_column(rows.column_names.index(nom), nom, column)
    return rows
