"""The peer: polars, lazily, over the same Parquet files."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from maillage.bancs.cas.consolidation import run_concurrent
from maillage.bancs.consolidation.faits import list_fichiers
from maillage.bancs.pairs.consolidation_sql import PROFIL, PUBLICS, list_chiffres
from maillage.consolidation.faits.tables import ETAPES, PARCOURS
from maillage.indicateurs.periodes import Periode

Tables = list[tuple[list[str], list[Any]]]
LIEU = ["periode", "dispositif"]


def consolidate(dossier: Path, annees: Sequence[Periode]) -> Tables:
    import polars as pl

    c = pl.col

    def cut(*bounds: tuple[int, int, str]) -> Any:
        made: Any = pl.lit("")
        for low, high, nom in bounds:
            made = pl.when(c("age").is_between(low, high)).then(pl.lit(nom)).otherwise(made)
        return made

    parcours = pl.scan_parquet(list_fichiers(dossier, PARCOURS)).with_columns(
        c("sexe").fill_null(""),
        cut((0, 25, "moins_26"), (26, 44, "26_44"), (45, 200, "45_plus")).alias("age_"),
        cut((0, 25, "moins_26"), (26, 44, "26_44"), (45, 54, "45_54"), (55, 59, "55_59"), (60, 200, "60_plus")).alias("age_fin"),
        pl.when(c("niveau") <= 2).then(pl.lit("sans")).when(c("niveau") == 3).then(pl.lit("peu"))
        .when(c("niveau") >= 4).then(pl.lit("qualifie")).otherwise(pl.lit("")).alias("niveau"),
    ).drop("age").rename({"age_": "age"})  # fmt: skip
    etapes = pl.scan_parquet(list_fichiers(dossier, ETAPES)).select("dispositif", "personne", "famille", "debut", "fin")
    calendar = pl.LazyFrame({
        "periode": [p.code for p in annees], "du": [p.debut for p in annees], "au": [p.fin for p in annees],
    })  # fmt: skip

    entrees = parcours.with_columns(periode=c("entree").dt.year().cast(pl.String))
    entrees = entrees.filter(c("entree").is_between(annees[0].debut, annees[-1].fin))
    sorties = parcours.filter(c("classe").is_not_null() & c("sortie").is_between(annees[0].debut, annees[-1].fin))
    sorties = sorties.with_columns(
        periode=c("sortie").dt.year().cast(pl.String), cause=c("cause").fill_null(""), emploi_durable=c("classe") == "emploi_durable",
        issue=pl.when(c("classe") == "sans_suite").then(c("cause")).otherwise(c("classe")).fill_null(""),
        sorties_positives=c("classe") != "sans_suite", sans_suite=c("classe") == "sans_suite",
        jours=(c("sortie") - c("entree")).dt.total_days(),
    )  # fmt: skip
    touchees = etapes.join_where(calendar, c("debut") <= c("au"), c("fin").is_null() | (c("fin") >= c("du")))
    suivis = parcours.join_where(calendar, c("entree") <= c("au"), c("sortie").is_null() | (c("sortie") >= c("du")))
    suivis = suivis.sort("entree", "parcours").unique(["periode", "dispositif", "personne"], keep="last")
    seen = touchees.select("periode", "dispositif", "personne").unique().with_columns(touchee=pl.lit(True))
    suivis = suivis.join(seen, on=["periode", "dispositif", "personne"], how="left").with_columns(
        sans_etape=c("touchee").is_null()
    )

    def group(
        rows: Any, total: str, conditions: Sequence[str], axes: dict[str, Sequence[str]]
    ) -> list[tuple[list[str], Any]]:
        """Dispositif by dispositif, then for all: what adds up is added up."""
        codes = [total, *conditions]
        counts = [pl.len().alias(total), *(c(code).sum() for code in conditions)]
        beside = [
            (c(public) if code == total else c(public) & c(code)).sum().alias(f"{code} {public}")
            for code in codes if axes.get(code) for public in PUBLICS if "sexe" in axes[code]
        ]  # fmt: skip
        found = []
        for axe in (None, *dict.fromkeys(a for listed in axes.values() for a in listed)):
            kept = (
                counts + beside
                if axe is None
                else [x for x, code in zip(counts, codes, strict=True) if axe in axes.get(code, ())]
            )
            noms = [*codes, *(f"{k} {p}" for k in codes if "sexe" in axes.get(k, ()) for p in PUBLICS)]
            if axe is not None:
                noms = [code for code in codes if axe in axes.get(code, ())]
            keys = [axe] if axe else []
            local = rows.group_by([*LIEU, *keys]).agg(kept).select(*LIEU, *keys, *noms)
            found.append(([*keys, *noms], local))
        return found

    plans = [
        *group(entrees, "entrees", [], {"entrees": (*PROFIL, "age_fin")}),
        *group(sorties, "sorties", ["sorties_positives", "emploi_durable", "sans_suite"], {
            "sorties": (*PROFIL, "issue"), "sorties_positives": PROFIL, "emploi_durable": PROFIL, "sans_suite": (*PROFIL, "cause"),
        }),
        *group(suivis, "accompagnes", ["sans_etape"], {"accompagnes": PROFIL}),
        *group(touchees.with_columns(c("famille").fill_null("")), "etapes", [], {"etapes": ("famille",)}),
    ]  # fmt: skip
    medians = [sorties.group_by(LIEU).agg(c("jours").median()), sorties.group_by("periode").agg(c("jours").median())]
    *frames, local, national = pl.collect_all([*(plan for _, plan in plans), *medians])
    found: Tables = []
    for (columns, _), frame in zip(plans, frames, strict=True):
        above = [nom for nom in frame.columns if nom not in LIEU and frame[nom].dtype == pl.String]
        nation = frame.drop("dispositif").group_by(["periode", *above]).sum()
        nation = nation.select("periode", pl.lit(None).alias("dispositif"), *columns)
        found.append((columns, [*frame.rows(), *nation.rows()]))
    nation = national.select("periode", pl.lit(None).alias("dispositif"), "jours")
    found.append((["duree_mediane"], [*local.rows(), *nation.rows()]))
    return found


if __name__ == "__main__":
    run_concurrent(consolidate, list_chiffres)
