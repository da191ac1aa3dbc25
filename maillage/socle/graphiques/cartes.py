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

import altair as alt

from maillage.socle.graphiques import theme
from maillage.socle.graphiques.moteur import Dessin
from maillage.socle.graphiques.svg import Lien


@dataclass(frozen=True, slots=True)
class Cartouche:
    """An overseas inset: its name and its frame (x, y, width, height) on the plane of the map."""

    libelle: str
    boite: tuple[int, int, int, int]


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
) -> "partial[Dessin]":
    """What a `Figure` takes as `spec`. `valeurs` by area code; an area without value is drawn as missing.

    `accent`: the code of the one area the map is about; the others are plain ground, not missing values.
    """
    return partial(
        draw_carte,
        fond,
        points=_spread(points),
        categories=tuple(categories) or tuple(sorted({point.categorie for point in points})),
        valeurs=tuple(sorted(valeurs.items())) if valeurs is not None else None,
        classes=tuple(classes),
        accent=accent,
    )


def _spread(points: Sequence[Point]) -> tuple[Point, ...]:
    """Points of one same place are set around it, so that each is seen and can be pressed."""
    places: dict[tuple[int, int], list[int]] = {}
    for rank, point in enumerate(points):
        places.setdefault((round(point.x / 4), round(point.y / 4)), []).append(rank)
    spread = list(points)
    for ranks in places.values():
        radius = 0 if len(ranks) == 1 else max(7.0, 2.6 * len(ranks))
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
) -> Dessin:
    liens = [Lien(point.adresse, point.libelle) for point in points if point.adresse]
    layers: list[Any] = [_cartouches(fond), _aires(classes, accent)]
    jeux: dict[str, Sequence[Any]] = {
        "fond": _shade(fond, dict(valeurs) if valeurs is not None else None, classes, accent),
        "cartouches": [
            {"nom": c.libelle, "x": c.boite[0], "y": c.boite[1], "x2": c.boite[0] + c.boite[2],
             "y2": c.boite[1] + c.boite[3]}
            for c in fond.cartouches
        ],
    }  # fmt: skip
    if points:
        rank = iter(range(len(liens)))
        jeux["points"] = [
            {"x": p.x, "y": p.y, "categorie": p.categorie, "href": f"lien-{next(rank)}" if p.adresse else ""}
            for p in points
        ]
        layers.append(_points(fond, categories, with_links=bool(liens)))
    chart = alt.layer(*layers).properties(width=fond.largeur, height=fond.hauteur)
    return Dessin(chart, jeux, tuple(liens))


def _shade(
    fond: Fond, valeurs: Mapping[str, float | None] | None, classes: Sequence[Classe], accent: str
) -> list[dict[str, Any]]:
    """Each outline with the step its value falls in."""
    rows = []
    for feature in fond.features:
        value = valeurs.get(feature["properties"]["code"]) if valeurs is not None else None
        reached = [classe.libelle for classe in classes if value is not None and value >= classe.au_moins]
        rows.append({"type": "Feature", "geometry": feature["geometry"], "properties": {},
                     "accent": feature["properties"]["code"] == accent, "classe": reached[-1] if reached else SANS_VALEUR})  # fmt: skip
    return rows


SANS_VALEUR = "non renseigné"


def _axis(field_name: str, size: int) -> dict[str, Any]:
    return {"field": field_name, "type": "quantitative", "axis": None, "scale": alt.Scale(domain=[0, size], nice=False)}


def _cartouches(fond: Fond) -> Any:
    base = alt.Chart(alt.NamedData("cartouches")).encode(
        x=alt.X(**_axis("x", fond.largeur)),
        y=alt.Y(
            **_axis("y", fond.hauteur),
        ).scale(domain=[0, fond.hauteur], reverse=True, nice=False),
    )
    frame = base.mark_rect(fill=theme.CARTE, stroke=theme.TRAIT, strokeWidth=1, cornerRadius=6).encode(
        x2="x2:Q", y2="y2:Q"
    )
    name = base.mark_text(align="left", baseline="bottom", dy=-5, dx=1, fontSize=16, color=theme.ENCRE_DOUCE).encode(
        text="nom:N"
    )
    return alt.layer(frame, name)


def _aires(classes: Sequence[Classe], accent: str) -> alt.Chart:
    chart = alt.Chart(alt.NamedData("fond")).mark_geoshape(stroke=theme.CARTE, strokeWidth=1.2, fill=theme.LIN)
    chart = chart.project(type="identity", scale=1, translate=[0, 0])
    if accent:
        fill = alt.condition("datum.accent", alt.value(theme.DEGRADE[1]), alt.value(theme.LIN))
        return chart.encode(fill=fill)
    if not classes:
        return chart
    steps = [*(classe.libelle for classe in classes)]
    first = len(theme.DEGRADE) - len(steps)
    scale = alt.Scale(domain=[*steps, SANS_VALEUR], range=[*theme.DEGRADE[first:], theme.MANQUANT])
    return chart.encode(fill=alt.Fill("classe:N", scale=scale, sort=None))


def _points(fond: Fond, categories: Sequence[str], *, with_links: bool) -> alt.Chart:
    chart = (
        alt.Chart(alt.NamedData("points"))
        .mark_point(filled=True, size=150, opacity=0.92, stroke=theme.CARTE, strokeWidth=1.2)
        .encode(
            x=alt.X(**_axis("x", fond.largeur)),
            y=alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[0, fond.hauteur], reverse=True, nice=False)),
            color=alt.Color(
                "categorie:N", scale=alt.Scale(domain=list(categories), range=list(theme.SERIES[: len(categories)]))
            ),
            shape=alt.Shape(
                "categorie:N", scale=alt.Scale(domain=list(categories), range=list(theme.FORMES[: len(categories)]))
            ),
        )
    )
    return chart.encode(href="href:N") if with_links else chart
