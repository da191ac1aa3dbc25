"""The tables of the bench as somebody would write them by hand, knowing what is asked: five statements, each year where it falls.

Common to DuckDB and to Spark, but for two words. Publics are counted beside the totals, never grouped by.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from maillage.bancs.consolidation.tableaux import NATION, Chiffre
from maillage.indicateurs.periodes import Periode

PUBLICS = ("brsa", "deld", "boeth", "qpv")
PROFIL = ("sexe", "age", "niveau")
AGE = """CASE WHEN age BETWEEN 0 AND 25 THEN 'moins_26' WHEN age BETWEEN 26 AND 44 THEN '26_44'
      WHEN age BETWEEN 45 AND 200 THEN '45_plus' ELSE '' END"""
AGE_FIN = """CASE WHEN age BETWEEN 0 AND 25 THEN 'moins_26' WHEN age BETWEEN 26 AND 44 THEN '26_44'
      WHEN age BETWEEN 45 AND 54 THEN '45_54' WHEN age BETWEEN 55 AND 59 THEN '55_59'
      WHEN age BETWEEN 60 AND 200 THEN '60_plus' ELSE '' END"""
NIVEAU = """CASE WHEN niveau IN (1, 2) THEN 'sans' WHEN niveau = 3 THEN 'peu'
      WHEN niveau BETWEEN 4 AND 8 THEN 'qualifie' ELSE '' END"""
COLONNES = f"""dispositif, coalesce(sexe, '') AS sexe, {AGE} AS age, {NIVEAU} AS niveau, brsa, deld, boeth, qpv"""
SORTIS = """SELECT year(sortie) || '' AS periode, * FROM parcours
  WHERE classe IS NOT NULL AND sortie BETWEEN DATE '{debut}' AND DATE '{fin}'"""
# Of each measure of a statement: its condition, and the axes it is broken down by.
Comptes = dict[str, tuple[str, tuple[str, ...]]]
ENTREES: Comptes = {"entrees": ("TRUE", (*PROFIL, "age_fin"))}
SORTIES: Comptes = {
    "sorties": ("TRUE", (*PROFIL, "issue")), "sorties_positives": ("classe <> 'sans_suite'", PROFIL),
    "emploi_durable": ("classe = 'emploi_durable'", PROFIL), "sans_suite": ("classe = 'sans_suite'", (*PROFIL, "cause")),
}  # fmt: skip
SUIVIS: Comptes = {"accompagnes": ("TRUE", PROFIL), "sans_etape": ("touchee IS NULL", ())}
ETAPES: Comptes = {"etapes": ("TRUE", ("famille",))}
TABLES: tuple[tuple[Comptes, str], ...] = (
    (ENTREES, f"""SELECT year(entree) || '' AS periode, {COLONNES}, {AGE_FIN} AS age_fin
      FROM parcours WHERE entree BETWEEN DATE '{{debut}}' AND DATE '{{fin}}'"""),
    (SORTIES, f"""SELECT periode, {COLONNES}, classe, coalesce(cause, '') AS cause,
      coalesce(CASE WHEN classe = 'sans_suite' THEN cause ELSE classe END, '') AS issue FROM ({SORTIS}) sortis"""),
    (SUIVIS, f"""SELECT s.periode, {COLONNES.replace("dispositif", "s.dispositif", 1)}, t.personne AS touchee FROM (
        SELECT a.periode, p.*, row_number() OVER (
          PARTITION BY a.periode, dispositif, personne ORDER BY entree DESC, parcours DESC) AS rang
        FROM parcours p JOIN annees a ON p.entree <= a.fin AND (p.sortie IS NULL OR p.sortie >= a.debut)) s
      LEFT JOIN (SELECT DISTINCT a.periode, e.dispositif, e.personne FROM etapes e
        JOIN annees a ON e.debut <= a.fin AND (e.fin IS NULL OR e.fin >= a.debut)) t
        ON t.periode = s.periode AND t.dispositif = s.dispositif AND t.personne = s.personne
      WHERE s.rang = 1"""),
    (ETAPES, """SELECT a.periode, dispositif, coalesce(famille, '') AS famille FROM etapes e
      JOIN annees a ON e.debut <= a.fin AND (e.fin IS NULL OR e.fin >= a.debut)"""),
)  # fmt: skip
DUREES = """SELECT periode, dispositif, {{mediane}} AS jours FROM ({sortis}) sortis
GROUP BY GROUPING SETS ((periode, dispositif), (periode))"""
Execute = Callable[[str], Iterable[Sequence[Any]]]


def write_comptes(comptes: Comptes, rows: str, annees: Sequence[Periode]) -> tuple[list[str], str]:
    """The columns of the answer, and the statement."""
    axes = list(dict.fromkeys(axe for _, listed in comptes.values() for axe in listed))
    publics = PUBLICS if "sexe" in axes else ()
    agregats = {code: condition for code, (condition, _) in comptes.items()}
    agregats |= {f"{code} {p}": f"{c} AND {p}" for code, (c, listed) in comptes.items() if listed for p in publics}
    said = ", ".join(f"count(*) FILTER (WHERE {condition})" for condition in agregats.values())
    sets = ", ".join(
        f"({', '.join(('periode', *lieu, *axe))})"
        for lieu in (("dispositif",), ())
        for axe in [(), *((a,) for a in axes)]
    )
    values = ", ".join(f"('{p.code}', DATE '{p.debut}', DATE '{p.fin}')" for p in annees)
    keys = ", ".join(("periode", "dispositif", *axes))
    sql = (
        f"WITH annees (periode, debut, fin) AS (VALUES {values}), lignes AS ({rows})\n"
        f"SELECT {keys}, {said} FROM lignes GROUP BY GROUPING SETS ({sets})"
    )
    return [*axes, *agregats], sql.replace("{debut}", str(annees[0].debut)).replace("{fin}", str(annees[-1].fin))


def count(execute: Execute, annees: Sequence[Periode], *, mediane: str) -> list[tuple[list[str], list[Sequence[Any]]]]:
    found = []
    for comptes, rows in TABLES:
        columns, sql = write_comptes(comptes, rows, annees)
        found.append((columns, list(execute(sql))))
    sortis = SORTIS.format(debut=annees[0].debut, fin=annees[-1].fin)
    found.append((["duree_mediane"], list(execute(DUREES.format(sortis=sortis).format(mediane=mediane)))))
    return found


def list_chiffres(tables: Iterable[tuple[list[str], Iterable[Sequence[Any]]]]) -> list[Chiffre]:
    return sorted(chiffre for columns, rows in tables for row in rows for chiffre in _read(columns, row))


def _read(columns: Sequence[str], row: Sequence[Any]) -> Iterator[Chiffre]:
    ventiles = {code: axes for comptes, _ in TABLES for code, (_, axes) in comptes.items()}
    periode, dispositif, *values = row
    said = dict(zip(columns, values, strict=True))
    axe = next(
        (
            nom
            for nom in columns
            if nom not in ventiles and " " not in nom and nom != "duree_mediane" and said[nom] is not None
        ),
        "",
    )
    for nom, value in said.items():
        code, _, public = nom.partition(" ")
        if not value or (code not in ventiles and code != "duree_mediane"):
            continue
        if axe and (public or axe not in ventiles[code]):
            continue
        ventilation, modalite = ("publics", public) if public else (axe, said[axe] if axe else "")
        yield code, periode, dispositif or NATION, ventilation, modalite, float(value)
