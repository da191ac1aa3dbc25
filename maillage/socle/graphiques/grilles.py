"""A grid of levels over time: one row per thing, one column per day, a colour and a figure in each cell.

Better than as many lines when the things are many and the days few. A cell without value is hatched.
"""

from collections.abc import Sequence
from functools import partial

from maillage.socle.graphiques import altair as alt
from maillage.socle.graphiques import theme
from maillage.socle.graphiques.aides import LARGE, Mesure
from maillage.socle.graphiques.moteur import Dessin

COLONNES, COLONNES_ETROITES = 5, 4


def grille(rows: Sequence[Mesure], *, series: Sequence[str], maximum: int) -> "partial[Dessin]":
    """`series`: the rows, from top to bottom; `maximum`: the highest level, the darkest. Moments in the order given."""
    return partial(draw_grille, tuple(rows), series=tuple(series), maximum=maximum, largeur=LARGE)


def keep_moments(moments: Sequence[str], colonnes: int) -> list[str]:
    """The first one, where all began, then the last ones that fit."""
    return list(moments) if len(moments) <= colonnes else [moments[0], *moments[-(colonnes - 1) :]]


def draw_grille(rows: tuple[Mesure, ...], *, series: tuple[str, ...], maximum: int, largeur: int) -> Dessin:
    etroite = largeur < LARGE
    moments = keep_moments(list(dict.fromkeys(r.moment for r in rows)), COLONNES_ETROITES if etroite else COLONNES)
    colors = list(theme.DEGRADE[: maximum + 1])
    values = [
        {
            "moment": r.moment, "serie": r.serie, "valeur": "" if r.valeur is None else f"{r.valeur:g}",
            "couleur": theme.MANQUANT if r.valeur is None else colors[int(r.valeur)],
            "encre": theme.CARTE if r.valeur is not None and theme.is_dark(colors[int(r.valeur)]) else theme.ENCRE,
        }
        for r in rows
        if r.moment in moments
    ]  # fmt: skip
    base = alt.Chart(alt.Data(values=values)).encode(
        x=alt.X("moment:O", sort=moments, title=None, axis=alt.Axis(orient="top", labelAngle=0, domain=False)),
        y=alt.Y("serie:N", sort=list(series), title=None,
                axis=None if etroite else alt.Axis(labelColor=theme.ENCRE)),
    )  # fmt: skip
    shift = 10 if etroite else 0
    cells = base.mark_rect(
        height={"band": 0.5 if etroite else 0.86}, yOffset=shift, width={"band": 0.94}, cornerRadius=2
    ).encode(fill=alt.Fill("couleur:N", scale=None))
    figures = base.mark_text(dy=shift, fontWeight="bold").encode(text="valeur:N", fill=alt.Fill("encre:N", scale=None))
    layers = [cells, figures]
    if etroite:
        layers.append(
            alt.Chart(alt.Data(values=[{"serie": serie} for serie in series]))
            .mark_text(align="left", dy=-12, limit=largeur)
            .encode(y=alt.Y("serie:N", sort=list(series), axis=None), x=alt.value(0), text="serie:N")
        )
    room = 0 if etroite else min(220, 8 * max((len(serie) for serie in series), default=0) + 12)
    width = min(largeur - room, 84 * len(moments))
    return Dessin(alt.layer(*layers).properties(width=width, height=alt.Step(46 if etroite else 28)))
