"""The six series stay apart in grey and for each colour blindness; computed, not judged by eye."""

import itertools
import math
import re
from pathlib import Path

import pytest

from maillage.socle.graphiques import theme

# Machado, Oliveira, Fernandes (2009), complete dichromacy, on linear RGB.
VUES = {
    "ordinaire": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopie": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopie": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopie": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
ECART = 22  # ΔE 76; 2.3 is just noticeable
PAS_DE_GRIS = 9  # in lightness L*, out of 100


def read_linear(color: str) -> list[float]:
    channels = [int(color[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]


def to_lab(linear: list[float]) -> tuple[float, float, float]:
    red, green, blue = (min(1.0, max(0.0, value)) for value in linear)
    x = (0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047
    y = 0.2126729 * red + 0.7151522 * green + 0.0721750 * blue
    z = (0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) / 1.08883
    fx, fy, fz = (t ** (1 / 3) if t > 216 / 24389 else (24389 / 27 * t + 16) / 116 for t in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def look(color: str, vue: str) -> tuple[float, float, float]:
    linear = read_linear(color)
    return to_lab([sum(a * b for a, b in zip(row, linear, strict=True)) for row in VUES[vue]])


@pytest.mark.parametrize("vue", VUES)
@pytest.mark.parametrize(("une", "autre"), list(itertools.combinations(theme.SERIES, 2)))
def test_two_series_are_told_apart(vue, une, autre):
    assert math.dist(look(une, vue), look(autre, vue)) >= ECART


@pytest.mark.parametrize(("couleurs", "pas"), [(theme.SERIES, PAS_DE_GRIS), (theme.DEGRADE, PAS_DE_GRIS)])
def test_a_grey_photocopy_keeps_them_apart(couleurs, pas):
    lightness = sorted(look(color, "ordinaire")[0] for color in couleurs)
    assert min(b - a for a, b in itertools.pairwise(lightness)) >= pas


def test_a_shade_only_grows_darker():
    lightness = [look(color, "ordinaire")[0] for color in theme.DEGRADE]
    assert lightness == sorted(lightness, reverse=True)


@pytest.mark.parametrize("color", theme.SERIES)
def test_a_number_inside_its_segment_is_read(color):
    text = theme.CARTE if theme.is_dark(color) else theme.ENCRE
    light, dark = sorted((theme.luminance(color) + 0.05, theme.luminance(text) + 0.05), reverse=True)
    assert light / dark >= 4.5


def test_the_stylesheet_and_the_charts_share_their_colours():
    css = (Path(theme.__file__).parent.parent / "static/socle/css/jetons.css").read_text(encoding="utf-8")
    assert tuple(re.findall(r"--serie-\d: (#\w+);", css)) == theme.SERIES


def test_each_series_has_a_shape():
    assert len(set(theme.FORMES)) == len(theme.SERIES)
