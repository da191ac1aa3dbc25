"""How every chart looks and speaks: colours, fonts, French numbers and dates. No Django; altair only says the types."""

from typing import Any

FAMILLE = "Maillage Sans"
ENCRE, ENCRE_DOUCE, TRAIT, TRAIT_FORT, LIN, CARTE = "#1b2a34", "#51606b", "#ddd6cc", "#857a6c", "#f4f0ea", "#ffffff"

# Series, in the order in which they are given out. Their lightness falls or rises by steps that survive a grey
# photocopy and each of the three colour blindnesses (tests/socle/graphiques/test_couleurs.py measures it).
SERIES = ("#0b625e", "#e89f30", "#122b58", "#a0d9ac", "#c24c40", "#5896c5")
# A shape for each, so that no series is told by its colour alone.
FORMES = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down")
# One hue, from little to much; the lightest still stands out from « missing », which is hatched.
DEGRADE = ("#d7e8e4", "#a9cfc8", "#72b0a8", "#3a8a83", "#0b625e", "#073f3d")
MANQUANT = "#ece6de"

NOMBRES = {
    "decimal": ",",
    "thousands": "\u202f",
    "grouping": [3],
    "currency": ["", "\u00a0€"],
    "percent": "\u202f%",
    "minus": "−",
    "nan": "–",
}
DATES = {
    "dateTime": "%A %e %B %Y à %X",
    "date": "%d/%m/%Y",
    "time": "%H:%M:%S",
    "periods": ["", ""],
    "days": ["dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"],
    "shortDays": ["dim.", "lun.", "mar.", "mer.", "jeu.", "ven.", "sam."],
    "months": [
        "janvier", "février", "mars", "avril", "mai", "juin",
        "juillet", "août", "septembre", "octobre", "novembre", "décembre",
    ],
    "shortMonths": [
        "janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.",
    ],
}  # fmt: skip

CONFIG: dict[str, Any] = {
    "aria": False,  # the engine's is in English: title, description and roles are ours
    "background": None,
    "font": FAMILLE,
    "padding": 2,
    "view": {"stroke": None},
    "axis": {
        "labelColor": ENCRE_DOUCE, "labelFontSize": 14, "labelLimit": 320, "labelPadding": 6,
        "titleColor": ENCRE_DOUCE, "titleFontSize": 14, "titleFontWeight": "normal",
        "domainColor": TRAIT_FORT, "gridColor": TRAIT, "ticks": False,
    },
    "axisY": {"domain": False},
    "header": {"labelColor": ENCRE, "labelFontSize": 14, "labelFontWeight": "bold", "title": None},
    "legend": {
        "labelColor": ENCRE, "labelFontSize": 14, "labelLimit": 320, "title": None, "symbolSize": 120,
        "orient": "top", "direction": "horizontal", "columnPadding": 18, "offset": 10,
    },
    "text": {"color": ENCRE, "fontSize": 14},
    "line": {"strokeWidth": 2.5},
    "range": {"category": list(SERIES), "symbol": list(FORMES)},
}  # fmt: skip


def luminance(color: str) -> float:
    """Relative luminance (WCAG 2): 0 is black, 1 is white."""
    channels = [int(color[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def is_dark(color: str) -> bool:
    """White is read better on it than ink."""
    light, ink = luminance(CARTE) + 0.05, luminance(ENCRE) + 0.05
    here = luminance(color) + 0.05
    return light / here >= here / ink
