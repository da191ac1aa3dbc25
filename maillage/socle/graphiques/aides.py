"""The charts we use: each takes plain rows and gives what a `Figure` takes as `spec`.

Zero baseline, values written where they are read, missing values said as missing. Two widths: a page shows the wide
drawing or, on a telephone, the narrow one, so that letters keep their size.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from maillage.socle.graphiques import altair as alt
from maillage.socle.graphiques import theme
from maillage.socle.graphiques.moteur import Dessin

LARGE, ETROITE = 640, 336
Valeur = float | int | None
SANS_VALEUR = "non renseigné"
LISIBLES = 6  # values that a narrow line has room to write


@dataclass(frozen=True, slots=True)
class Barre:
    """`absence`: what is written where there is no value."""

    libelle: str
    valeur: Valeur
    absence: str = SANS_VALEUR


@dataclass(frozen=True, slots=True)
class Part:
    """The share of one series in one bar."""

    libelle: str
    serie: str
    valeur: Valeur


@dataclass(frozen=True, slots=True)
class Mesure:
    """A value of one series (or of one small multiple) at one moment."""

    moment: str
    valeur: Valeur
    serie: str = ""


def barres(rows: Sequence[Barre], *, format: str = ",.0f", accent: str = "") -> "partial[Dessin]":
    """Horizontal bars in the order given. `format`: d3's (`,.0f`, `.0%`). `accent`: the libellé the title speaks of."""
    return partial(draw_barres, tuple(rows), format=format, accent=accent, largeur=LARGE)


def barres_empilees(
    rows: Sequence[Part], *, series: Sequence[str], format: str = ",.0f", normalise: bool = False
) -> "partial[Dessin]":
    """One bar per libellé, cut in series; `normalise` makes every bar one whole."""
    _check_series(series)
    return partial(
        draw_barres_empilees, tuple(rows), series=tuple(series), format=format, normalise=normalise, largeur=LARGE
    )


def courbe(
    rows: Sequence[Mesure], *, series: Sequence[str] = (), format: str = ",.0f", is_ecrite: bool = False
) -> "partial[Dessin]":
    """A line per series over moments in the order given; a missing value breaks the line. `is_ecrite`: each value at its
    point and no scale, where every number of a picture must be one that was counted."""
    _check_series(series)
    return partial(draw_courbe, tuple(rows), series=tuple(series), format=format, is_ecrite=is_ecrite, largeur=LARGE)


def petits_multiples(
    rows: Sequence[Mesure], *, series: Sequence[str], format: str = ",.0f", colonnes: int = 3
) -> "partial[Dessin]":
    """The same small line once per series, all on one scale: better than six colours on one chart."""
    return partial(
        draw_petits_multiples, tuple(rows), series=tuple(series), format=format, colonnes=colonnes, largeur=LARGE
    )


class TropDeSeries(Exception):
    """More series than the eye tells apart: use small multiples."""


def _check_series(series: Sequence[str]) -> None:
    if len(series) > len(theme.SERIES):
        raise TropDeSeries(f"{len(series)} séries : au-delà de {len(theme.SERIES)}, faites de petits multiples.")


def draw_barres(rows: tuple[Barre, ...], *, format: str, accent: str, largeur: int) -> Dessin:
    etroite = largeur < LARGE
    values = [
        {"libelle": row.libelle, "valeur": row.valeur, "absence": row.absence, "accent": row.libelle == accent}
        for row in rows
    ]
    top = max((row.valeur for row in rows if row.valeur is not None), default=1) or 1
    order = [row.libelle for row in rows]  # said: without it, those that have no value come last
    base = alt.Chart(alt.Data(values=values)).encode(
        y=alt.Y("libelle:N", sort=order, title=None, axis=None if etroite else alt.Axis(labelColor=theme.ENCRE)),
        # Room on the right for the value written at the end of the longest bar.
        x=alt.X("valeur:Q", axis=None, scale=alt.Scale(domain=[0, top * (1.22 if etroite else 1.14)], nice=False)),
    )
    known, missing = "isValid(datum.valeur)", "!isValid(datum.valeur)"
    color = alt.condition(
        "datum.accent", alt.value(theme.SERIES[0]), alt.value(theme.DEGRADE[2] if accent else theme.SERIES[0])
    )
    bars = (
        base.transform_filter(known)
        .mark_bar(height={"band": 0.4 if etroite else 0.66}, yOffset=9 if etroite else 0)
        .encode(color=color)
    )
    shift = 9 if etroite else 0
    numbers = (
        base.transform_filter(known)
        .mark_text(align="left", dx=6, dy=shift, fontWeight="bold")
        .encode(text=alt.Text("valeur:Q", format=format))
    )
    absent = (
        base.transform_filter(missing)
        .mark_text(align="left", dx=6, dy=shift, fontStyle="italic", color=theme.ENCRE_DOUCE)
        .encode(x=alt.value(0), text="absence:N")
    )
    layers = [bars, numbers, absent]
    if etroite:
        layers.append(base.mark_text(align="left", dy=-12, limit=largeur).encode(x=alt.value(0), text="libelle:N"))
    return Dessin(alt.layer(*layers).properties(width=_plot(largeur, rows), height=alt.Step(48 if etroite else 34)))


def _plot(largeur: int, rows: Sequence[Barre | Part]) -> int:
    """The width left for the bars, once the libellés are written beside them (7 px a letter, at most 320)."""
    if largeur < LARGE:
        return largeur
    return largeur - min(320, 7 * max((len(row.libelle) for row in rows), default=0) + 12)


def draw_barres_empilees(
    rows: tuple[Part, ...], *, series: tuple[str, ...], format: str, normalise: bool, largeur: int
) -> Dessin:
    etroite = largeur < LARGE
    totals: dict[str, float] = {}
    for row in rows:
        totals[row.libelle] = totals.get(row.libelle, 0) + (row.valeur or 0)
    widest = max(totals.values(), default=1) or 1
    values = []
    for row in rows:
        whole = (totals[row.libelle] if normalise else widest) or 1
        values.append({"libelle": row.libelle, "serie": row.serie, "valeur": row.valeur, "rang": series.index(row.serie),
                       "assez": (row.valeur or 0) / whole > (0.13 if etroite else 0.08)})  # fmt: skip
    base = alt.Chart(alt.Data(values=values)).encode(
        y=alt.Y("libelle:N", sort=None, title=None, axis=None if etroite else alt.Axis(labelColor=theme.ENCRE)),
        x=alt.X("valeur:Q", axis=None, stack="normalize" if normalise else "zero"),
        order="rang:O",
    )
    colors = list(theme.SERIES[: len(series)])
    bars = base.mark_bar(
        stroke=theme.CARTE, strokeWidth=1.5, height={"band": 0.4 if etroite else 0.66}, yOffset=9 if etroite else 0
    ).encode(color=alt.Color("serie:N", scale=alt.Scale(domain=list(series), range=colors), sort=list(series),
                             legend=alt.Legend(columns=1 if etroite else 0)))  # fmt: skip
    # Written inside its segment, in whichever of white and ink is read on that colour.
    inside = {color: theme.CARTE if theme.is_dark(color) else theme.ENCRE for color in colors}
    numbers = base.mark_text(dy=9 if etroite else 0, fontWeight="bold").encode(
        x=alt.X("valeur:Q", axis=None, stack="normalize" if normalise else "zero", bandPosition=0.5),
        text=alt.condition("datum.assez", alt.Text("valeur:Q", format=format), alt.value("")),
        fill=alt.Fill("serie:N", legend=None, scale=alt.Scale(domain=list(series), range=list(inside.values()))),
        detail="serie:N",
    )
    layers = [bars, numbers]
    if etroite:
        layers.append(
            alt.Chart(alt.Data(values=[{"libelle": libelle} for libelle in totals]))
            .mark_text(align="left", dy=-12, limit=largeur)
            .encode(y=alt.Y("libelle:N", sort=None, axis=None), x=alt.value(0), text="libelle:N")
        )
    return Dessin(alt.layer(*layers).properties(width=_plot(largeur, rows), height=alt.Step(48 if etroite else 38)))


def _moments(rows: Sequence[Mesure]) -> list[str]:
    return list(dict.fromkeys(row.moment for row in rows))


def draw_courbe(
    rows: tuple[Mesure, ...], *, series: tuple[str, ...], format: str, largeur: int, is_ecrite: bool = False
) -> Dessin:
    etroite = largeur < LARGE
    names = list(series) or [""]
    moments = _moments(rows)
    values = [{"moment": r.moment, "valeur": r.valeur, "serie": r.serie, "dernier": False} for r in rows]
    for name in names:  # the series is named at the end of its line
        ends = [value for value in values if value["serie"] == name and value["valeur"] is not None]
        if ends:
            ends[-1]["dernier"] = True
    top = max((row.valeur for row in rows if row.valeur is not None), default=1) or 1
    x = alt.X("moment:O", sort=moments, title=None, scale=alt.Scale(type="point", padding=0.2),
              axis=alt.Axis(labelAngle=0, labelOverlap=True, labelSeparation=6, domain=True))  # fmt: skip
    y = alt.Y("valeur:Q", title=None, scale=alt.Scale(domain=[0, top * 1.08]),
              axis=None if is_ecrite else alt.Axis(format=format, tickCount=4 if etroite else 5))  # fmt: skip
    color = alt.Color("serie:N", legend=None, scale=alt.Scale(domain=names, range=list(theme.SERIES[: len(names)])))
    shape = alt.Shape("serie:N", legend=None, scale=alt.Scale(domain=names, range=list(theme.FORMES[: len(names)])))
    base = alt.Chart(alt.Data(values=values)).encode(x=x, y=y, color=color)
    lines = base.mark_line(invalid="break-paths-show-path-domains")
    marks = base.mark_point(filled=True, size=64, opacity=1, invalid="filter").encode(shape=shape)
    layers: list[alt.Chart] = [lines, marks]
    last = base.transform_filter("datum.dernier")
    if series:
        layers.append(last.mark_text(align="left", dx=9, fontWeight="bold", limit=170).encode(text="serie:N"))
    else:
        written = (
            base.transform_filter("isValid(datum.valeur)")
            if is_ecrite and not (etroite and len(moments) > LISIBLES)
            else last
        )
        layers.append(
            written.mark_text(align="center", dy=-14, fontWeight="bold").encode(
                text=alt.Text("valeur:Q", format=format)
            )
        )
    room = min(170, 8 * max(len(name) for name in names) + 9) if series else 0
    return Dessin(alt.layer(*layers).properties(width=largeur - room - 60, height=220 if etroite else 260))


def draw_petits_multiples(
    rows: tuple[Mesure, ...], *, series: tuple[str, ...], format: str, colonnes: int, largeur: int
) -> Dessin:
    columns = 2 if largeur < LARGE else colonnes
    values = [{"moment": r.moment, "valeur": r.valeur, "serie": r.serie} for r in rows]
    moments = _moments(rows)
    top = max((row.valeur for row in rows if row.valeur is not None), default=1) or 1
    ends = [moments[0], moments[-1]] if moments else []
    base = alt.Chart().encode(
        x=alt.X("moment:O", sort=moments, title=None, scale=alt.Scale(type="point", padding=0.3),
                axis=alt.Axis(values=ends, labelAngle=0, labelFlush=True, domain=True)),
        y=alt.Y("valeur:Q", title=None, scale=alt.Scale(domain=[0, top * 1.25]),
                axis=alt.Axis(format=format, values=[0, top], grid=True)),
    )  # fmt: skip
    last = base.transform_filter(f"datum.moment == {moments[-1]!r} && isValid(datum.valeur)" if moments else "false")
    layers = alt.layer(
        base.mark_area(color=theme.DEGRADE[0], invalid="break-paths-show-path-domains"),
        base.mark_line(color=theme.SERIES[0], invalid="break-paths-show-path-domains"),
        last.mark_point(filled=True, color=theme.SERIES[0], size=50, opacity=1),
        last.mark_text(dy=-12, align="right", dx=4, fontWeight="bold").encode(text=alt.Text("valeur:Q", format=format)),
        data=alt.Data(values=values),
    ).properties(width=(largeur - 64) // columns - 22, height=96)
    facets = layers.facet(
        facet=alt.Facet("serie:N", sort=list(series), header=alt.Header(labelAnchor="start")),
        columns=columns,
        spacing=22,
    )
    return Dessin(facets)
