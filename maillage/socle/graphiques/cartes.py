"""The map of France: mainland, five overseas insets in their frames, areas shaded or points placed, one scale.

Outlines are an argument (`Fond`): this module knows no territory.
"""

import hashlib
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from maillage.socle.graphiques import altair as alt
from maillage.socle.graphiques import theme
from maillage.socle.graphiques.aides import LARGE, SANS_VALEUR
from maillage.socle.graphiques.moteur import Dessin
from maillage.socle.graphiques.plans import LETTRE, Cartouche, Plan, lay_narrow, lay_wide
from maillage.socle.graphiques.svg import Lien

SIGNE = 0.52  # the mean width of a letter, in its size


@dataclass(frozen=True, slots=True)
class Fond:
    """Outlines already on a plane of `largeur` × `hauteur`, y downwards; each feature has `code` and `nom`."""

    nom: str
    features: Sequence[Mapping[str, Any]] = field(repr=False)
    cartouches: tuple[Cartouche, ...]
    largeur: int
    hauteur: int
    empreinte: str = ""

    def __post_init__(self) -> None:
        digest = hashlib.sha256(json.dumps(list(self.features), sort_keys=True).encode()).hexdigest()
        object.__setattr__(self, "empreinte", digest)

    @property
    def codes(self) -> frozenset[str]:
        return frozenset(str(feature["properties"]["code"]) for feature in self.features)


@dataclass(frozen=True, slots=True)
class Point:
    """A place on the plane. `categorie` gives its shape and colour; `adresse` makes it a link."""

    x: float
    y: float
    libelle: str
    categorie: str
    adresse: str = ""


@dataclass(frozen=True, slots=True)
class Classe:
    """A step of a choropleth: from `au_moins` upwards, until the next."""

    au_moins: float
    libelle: str


def carte_france(
    fond: Fond,
    *,
    points: Sequence[Point] = (),
    categories: Sequence[str] = (),
    valeurs: Mapping[str, float | None] | None = None,
    classes: Sequence[Classe] = (),
    accent: str = "",
    absence: str = SANS_VALEUR,
    liens: Mapping[str, Lien] | None = None,
) -> "partial[Dessin]":
    """What a `Figure` takes as `spec`. `valeurs` by area code; an area without value is drawn as missing, called `absence`.

    `accent`: the code of the one area the map is about; the others are plain ground, not missing values.
    `liens`: by area code, where an area leads; a map has links on its areas or on its points, never on both.
    """
    return partial(
        draw_carte,
        fond,
        points=tuple(points),
        categories=tuple(categories) or tuple(sorted({point.categorie for point in points})),
        valeurs=tuple(sorted(valeurs.items())) if valeurs is not None else None,
        classes=tuple(classes),
        accent=accent,
        absence=absence,
        liens_aires=tuple(sorted(liens.items(), key=lambda one: one[0])) if liens else (),
        largeur=LARGE,
    )


def _spread(points: Sequence[Point], rayon: float) -> tuple[Point, ...]:
    """Points of one same place are set around it, so that each is seen and can be pressed."""
    places: dict[tuple[int, int], list[int]] = {}
    for rank, point in enumerate(points):
        places.setdefault((round(point.x / 4), round(point.y / 4)), []).append(rank)
    spread = list(points)
    for ranks in places.values():
        radius = 0 if len(ranks) == 1 else max(rayon, 0.37 * rayon * len(ranks))
        for order, rank in enumerate(ranks):
            angle = 2 * math.pi * order / len(ranks)
            moved = (point := points[rank]).x + radius * math.cos(angle), point.y + radius * math.sin(angle)
            spread[rank] = replace(point, x=round(moved[0], 1), y=round(moved[1], 1))
    return tuple(spread)


def draw_carte(
    fond: Fond,
    *,
    points: tuple[Point, ...],
    categories: tuple[str, ...],
    valeurs: tuple[tuple[str, float | None], ...] | None,
    classes: tuple[Classe, ...],
    accent: str,
    largeur: int,
    absence: str = SANS_VALEUR,
    liens_aires: tuple[tuple[str, Lien], ...] = (),
) -> Dessin:
    etroite = largeur < LARGE
    plan = (
        lay_narrow(fond.features, fond.cartouches)
        if etroite
        else lay_wide(fond.features, fond.cartouches, fond.largeur, fond.hauteur)
    )
    liens = [lien for _, lien in liens_aires] or [
        Lien(point.adresse, point.libelle) for point in points if point.adresse
    ]
    layers: list[Any] = [_cartouches(plan), _aires(plan, classes, accent, absence, with_links=bool(liens_aires))]
    jeux: dict[str, Sequence[Any]] = {
        "fond": _shade(plan, dict(valeurs) if valeurs is not None else None, classes, accent, absence, [code for code, _ in liens_aires]),
        "cartouches": [
            {"nom": c.libelle, "x": c.boite[0], "y": c.boite[1], "x2": c.boite[0] + c.boite[2],
             "y2": c.boite[1] + c.boite[3]}
            for c in plan.cartouches
        ],
    }  # fmt: skip
    if points:
        rank = iter(range(len(liens)))
        placed = [replace(p, x=x, y=y) for p in points for x, y in [plan.place(p.x, p.y)]]
        jeux["points"] = [
            {"x": p.x, "y": p.y, "categorie": p.categorie, "href": f"lien-{next(rank)}" if p.adresse else ""}
            for p in _spread(placed, 4.5 if etroite else 7.0)
        ]
        layers.append(_points(plan, categories, with_links=bool(liens), taille=70 if etroite else 150))
    chart = alt.layer(*layers).properties(width=plan.largeur, height=plan.hauteur)
    return Dessin(chart, jeux, tuple(liens))


def _shade(
    plan: Plan,
    valeurs: Mapping[str, float | None] | None,
    classes: Sequence[Classe],
    accent: str,
    absence: str,
    liees: Sequence[str],
) -> list[dict[str, Any]]:
    """Each outline with the step its value falls in, and the rank of its link."""
    rangs = {code: f"lien-{rang}" for rang, code in enumerate(liees)}
    rows = []
    for feature in plan.features:
        value = valeurs.get(feature["properties"]["code"]) if valeurs is not None else None
        reached = [classe.libelle for classe in classes if value is not None and value >= classe.au_moins]
        rows.append({"type": "Feature", "geometry": feature["geometry"], "properties": {},
                     "href": rangs.get(feature["properties"]["code"], ""), "accent": feature["properties"]["code"] == accent, "classe": reached[-1] if reached else absence})  # fmt: skip
    return rows


def _axis(field_name: str, size: float, *, reverse: bool = False) -> dict[str, Any]:
    scale = alt.Scale(domain=[0, size], reverse=reverse, nice=False)
    return {"field": field_name, "type": "quantitative", "axis": None, "scale": scale}


def _legend(plan: Plan, labels: Sequence[str]) -> "alt.Legend":
    """Letters at the scale of the drawing; two columns hold in the width of a telephone, and long labels take two lines."""
    symbol = round(120 * (plan.lettre / LETTRE) ** 2)
    needed = sum(len(label) * SIGNE * plan.lettre + 2 * plan.lettre for label in labels)
    columns = 2 if plan.largeur < LARGE else math.ceil(len(labels) / 2) if needed > plan.largeur else 0
    return alt.Legend(labelFontSize=plan.lettre, symbolSize=symbol, labelLimit=plan.largeur * 0.45, columns=columns)


def _cartouches(plan: Plan) -> Any:
    base = alt.Chart(alt.NamedData("cartouches")).encode(
        x=alt.X(**_axis("x", plan.largeur)), y=alt.Y(**_axis("y", plan.hauteur, reverse=True))
    )
    frame = base.mark_rect(fill=theme.CARTE, stroke=theme.TRAIT, strokeWidth=1, cornerRadius=6).encode(
        x2="x2:Q", y2="y2:Q"
    )
    name = base.mark_text(
        align="left", baseline="bottom", dy=-5, dx=1, fontSize=plan.lettre, color=theme.ENCRE_DOUCE
    ).encode(text="nom:N")
    return alt.layer(frame, name)


def _aires(plan: Plan, classes: Sequence[Classe], accent: str, absence: str, *, with_links: bool) -> "alt.Chart":
    line = 1.2 if plan.largeur > LARGE else 0.7
    chart = alt.Chart(alt.NamedData("fond")).mark_geoshape(stroke=theme.CARTE, strokeWidth=line, fill=theme.LIN)
    chart = chart.project(type="identity", scale=1, translate=[0, 0])
    if accent:
        fill = alt.condition("datum.accent", alt.value(theme.DEGRADE[1]), alt.value(theme.LIN))
        return chart.encode(fill=fill)
    if not classes:
        return chart
    steps = [*(classe.libelle for classe in classes)]
    first = len(theme.DEGRADE) - len(steps)
    scale = alt.Scale(domain=[*steps, absence], range=[*theme.DEGRADE[first:], theme.MANQUANT])
    chart = chart.encode(fill=alt.Fill("classe:N", scale=scale, sort=None, legend=_legend(plan, [*steps, absence])))
    return chart.encode(href="href:N") if with_links else chart


def _points(plan: Plan, categories: Sequence[str], *, with_links: bool, taille: int) -> "alt.Chart":
    names, count = list(categories), len(categories)
    chart = (
        alt.Chart(alt.NamedData("points"))
        .mark_point(filled=True, size=taille, opacity=0.92, stroke=theme.CARTE, strokeWidth=1.2)
        .encode(
            x=alt.X(**_axis("x", plan.largeur)),
            y=alt.Y(**_axis("y", plan.hauteur, reverse=True)),
            color=alt.Color(
                "categorie:N",
                scale=alt.Scale(domain=names, range=list(theme.SERIES[:count])),
                legend=_legend(plan, names),
            ),
            shape=alt.Shape(
                "categorie:N",
                scale=alt.Scale(domain=names, range=list(theme.FORMES[:count])),
                legend=_legend(plan, names),
            ),
        )
    )
    return chart.encode(href="href:N") if with_links else chart
