"""The tokens: every pair of colours that the components put together is read from the stylesheet and measured."""

import re
from itertools import combinations
from pathlib import Path

import pytest

from maillage.socle.galerie.palette import CONTOURS, COULEURS, PAIRES
from maillage.socle.graphiques import theme

STATIQUES = Path(__file__).resolve().parents[2] / "maillage/socle/static/socle"
JETONS = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", (STATIQUES / "css/jetons.css").read_text()))
FEUILLES = [*sorted((STATIQUES / "css").glob("*.css")), STATIQUES / "maillage.css", STATIQUES / "galerie.css"]


def luminance(couleur: str) -> float:
    """Relative luminance, WCAG 2.2."""
    parts = [int(couleur[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contraste(une: str, autre: str) -> float:
    light, dark = sorted((luminance(JETONS[une]), luminance(JETONS[autre])), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def clarte(couleur: str) -> float:
    """L*: the grey that remains when the hue is lost."""
    return 116 * luminance(couleur) ** (1 / 3) - 16


@pytest.mark.parametrize(("encre", "fond"), PAIRES)
def test_chaque_paire_de_texte_se_lit(encre, fond):
    assert contraste(encre, fond) >= 4.5, f"{encre} sur {fond} : {contraste(encre, fond):.2f}"


@pytest.mark.parametrize(("trait", "fond"), CONTOURS)
def test_chaque_contour_utile_se_voit(trait, fond):
    assert contraste(trait, fond) >= 3, f"{trait} sur {fond} : {contraste(trait, fond):.2f}"


def test_les_series_se_distinguent_en_gris():
    clartes = [clarte(JETONS[f"serie-{n}"]) for n in range(1, 7)]
    assert min(abs(a - b) for a, b in combinations(clartes, 2)) >= 8


def test_every_colour_of_the_gallery_is_a_token():
    names = {name for name, _ in COULEURS} | {name for pair in PAIRES + CONTOURS for name in pair}
    assert names <= JETONS.keys()


def test_colours_have_a_value_in_one_place_only():
    for sheet in FEUILLES:
        if sheet.name != "jetons.css":
            found = re.findall(
                r"#[0-9a-fA-F]{3,8}\b(?![\w-]* *\{)", re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.S)
            )
            assert not found, f"{sheet.name} : {found}"


def test_every_variable_used_is_defined():
    text = "".join(sheet.read_text() for sheet in FEUILLES)
    used = set(re.findall(r"var\(--([\w-]+)\)", text))
    assert used <= set(re.findall(r"--([\w-]+):", text))


def test_les_graphiques_ont_les_couleurs_de_la_maison():
    """The charts are drawn on the server, out of reach of the stylesheet: their values are copies, kept equal."""
    assert tuple(JETONS[f"serie-{n}"] for n in range(1, 7)) == theme.SERIES
    copies = (theme.ENCRE, theme.ENCRE_DOUCE, theme.TRAIT, theme.TRAIT_FORT, theme.LIN, theme.CARTE)
    assert copies == tuple(JETONS[n] for n in ("encre", "encre-douce", "trait", "trait-fort", "lin", "carte"))
