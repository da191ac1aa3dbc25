"""The peer: pandas, vectorised, each year cut out before anything is joined."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from maillage.bancs.cas.consolidation import run_concurrent
from maillage.bancs.consolidation.faits import list_fichiers
from maillage.bancs.pairs.consolidation_sql import PROFIL, PUBLICS, list_chiffres
from maillage.consolidation.faits.tables import ETAPES, PARCOURS
from maillage.indicateurs.periodes import Periode

Tables = list[tuple[list[str], list[Any]]]
LUES = ["dispositif", "parcours", "personne", "entree", "sortie", "classe", "cause", "sexe", "age", "niveau", *PUBLICS]


def consolidate(dossier: Path, annees: Sequence[Periode]) -> Tables:
    import pandas as pd

    def load(table: Any, columns: list[str], dates: list[str], categories: list[str]) -> Any:
        rows = pd.concat(
            [pd.read_parquet(path, columns=columns) for path in list_fichiers(dossier, table)], ignore_index=True
        )
        for nom in dates:
            rows[nom] = pd.to_datetime(rows[nom])
        for nom in categories:
            rows[nom] = rows[nom].fillna("").astype("category")
        return rows

    parcours = load(PARCOURS, LUES, ["entree", "sortie"], ["dispositif", "sexe", "classe", "cause"])
    etapes = load(
        ETAPES, ["dispositif", "personne", "famille", "debut", "fin"], ["debut", "fin"], ["dispositif", "famille"]
    )
    ages, niveaux = parcours["age"], parcours["niveau"]
    parcours["age_fin"] = _cut(pd, ages, [-1, 25, 44, 54, 59, 200], ["moins_26", "26_44", "45_54", "55_59", "60_plus"])
    parcours["age"] = _cut(pd, ages, [-1, 25, 44, 200], ["moins_26", "26_44", "45_plus"])
    parcours["niveau"] = _cut(pd, niveaux, [0, 2, 3, 8], ["sans", "peu", "qualifie"])
    for public in PUBLICS:
        parcours[public] = parcours[public] == True  # noqa: E712  an answer not known is not a yes
    found: Tables = []
    for annee in annees:
        found += _count_annee(parcours, etapes, annee, pd.Timestamp(annee.debut), pd.Timestamp(annee.fin))
    return found


def _cut(pd: Any, values: Any, bounds: list[int], noms: list[str]) -> Any:
    return pd.cut(values, bounds, labels=noms).cat.add_categories([""]).fillna("")


def _count_annee(
    parcours: Any, etapes: Any, annee: Periode, debut: Any, fin: Any
) -> Iterator[tuple[list[str], list[Any]]]:
    entrees = parcours[parcours["entree"].between(debut, fin)].assign(entrees=True)
    yield from _group(entrees, annee, {"entrees": (*PROFIL, "age_fin")})
    sortis = parcours[parcours["sortie"].between(debut, fin) & (parcours["classe"] != "")]
    classe, sans_suite = sortis["classe"].astype(object), sortis["classe"] == "sans_suite"
    sortis = sortis.assign(
        sorties=True, sorties_positives=~sans_suite, emploi_durable=classe == "emploi_durable", sans_suite=sans_suite,
        issue=classe.where(~sans_suite, sortis["cause"].astype(object)).astype("category"),
        jours=(sortis["sortie"] - sortis["entree"]).dt.days,
    )  # fmt: skip
    yield from _group(sortis, annee, {
        "sorties": (*PROFIL, "issue"), "sorties_positives": PROFIL, "emploi_durable": PROFIL, "sans_suite": (*PROFIL, "cause"),
    })  # fmt: skip
    medians = sortis.groupby("dispositif", observed=True)["jours"].median()
    yield ["duree_mediane"], [(annee.code, lieu, jours) for lieu, jours in medians.items()]
    yield ["duree_mediane"], [(annee.code, None, sortis["jours"].median())]
    touchees = etapes[(etapes["debut"] <= fin) & (etapes["fin"].isna() | (etapes["fin"] >= debut))].assign(etapes=True)
    suivis = parcours[(parcours["entree"] <= fin) & (parcours["sortie"].isna() | (parcours["sortie"] >= debut))]
    suivis = suivis.sort_values(["entree", "parcours"]).drop_duplicates(["dispositif", "personne"], keep="last")
    seen = touchees[["dispositif", "personne"]].drop_duplicates().assign(touchee=True)
    suivis = suivis.merge(seen, on=["dispositif", "personne"], how="left")
    suivis = suivis.assign(accompagnes=True, sans_etape=suivis["touchee"].isna())
    yield from _group(suivis, annee, {"accompagnes": PROFIL, "sans_etape": ()})
    yield from _group(touchees, annee, {"etapes": ("famille",)})


def _group(rows: Any, annee: Periode, comptes: dict[str, tuple[str, ...]]) -> Iterator[tuple[list[str], list[Any]]]:
    """Dispositif by dispositif, then for all: what adds up is added up."""
    beside = {
        f"{code} {public}": rows[code] & rows[public]
        for code, axes in comptes.items()
        if "sexe" in axes
        for public in PUBLICS
    }
    totals = rows[["dispositif", *comptes]].assign(**beside).groupby("dispositif", observed=True).sum()
    columns = [*comptes, *beside]
    yield columns, [(annee.code, *row) for row in totals.itertuples()]
    yield columns, [(annee.code, None, *totals.sum())]
    for axe in dict.fromkeys(axe for axes in comptes.values() for axe in axes):
        kept = [code for code, axes in comptes.items() if axe in axes]
        local = rows.groupby(["dispositif", axe], observed=True)[kept].sum()
        yield [axe, *kept], [(annee.code, *keys, *row) for keys, row in zip(local.index, local.to_numpy(), strict=True)]
        nation = local.groupby(level=axe, observed=True).sum()
        yield (
            [axe, *kept],
            [(annee.code, None, key, *row) for key, row in zip(nation.index, nation.to_numpy(), strict=True)],
        )


if __name__ == "__main__":
    run_concurrent(consolidate, list_chiffres)
