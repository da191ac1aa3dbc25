"""Draws charts with Vega-Altair and vl-convert: French, offline, with the package's own fonts and no other."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

import vl_convert

from maillage.socle.graphiques.svg import Lien
from maillage.socle.graphiques.theme import CONFIG, DATES, NOMBRES

POLICES = str(files("maillage.socle") / "polices")


def _version() -> str:
    """Enters every fingerprint: another engine, another theme or another way to draw is another picture."""
    digest = hashlib.sha256(f"{version('vl-convert-python')} {version('altair')}".encode())
    for source in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(source.read_bytes())
    return digest.hexdigest()


VERSION = _version()


@dataclass(frozen=True, slots=True)
class Dessin:
    """An altair chart, the data it names, which altair would copy number by number, and where it leads (`lien-0`…)."""

    chart: Any
    jeux: Mapping[str, Sequence[Any]] = field(default_factory=dict)
    liens: tuple[Lien, ...] = ()


@cache
def prepare() -> None:
    """Registers the fonts. The first drawing starts the engine, a third of a second; the next take 15 to 100 ms."""
    vl_convert.register_font_directory(POLICES)


def draw(dessin: Dessin) -> str:
    """The engine's own SVG, to be cleaned before it goes anywhere."""
    prepare()
    spec = dessin.chart.to_dict(validate=False)
    spec["config"] = CONFIG
    if dessin.jeux:
        spec["datasets"] = spec.get("datasets", {}) | {name: list(rows) for name, rows in dessin.jeux.items()}
    return vl_convert.vegalite_to_svg(
        spec, allowed_base_urls=[], format_locale=NOMBRES, time_format_locale=DATES, show_warnings=False
    )


def rasterise(svg: str, *, scale: float = 2.0) -> bytes:
    prepare()
    return vl_convert.svg_to_png(svg, scale=scale)
