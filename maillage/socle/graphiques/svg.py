"""What the engine draws, made fit for our pages: no style, script or foreign address; our title, description, links.

Presentation attributes only, so that the strict policy has nothing to block. The result is the one picture of the
page, of the PDF and of the PNG.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree

from maillage.socle.espace_svg import SVG, register_svg
from maillage.socle.graphiques.theme import CARTE, MANQUANT, TRAIT_FORT

_XLINK_HREF = "{http://www.w3.org/1999/xlink}href"
ELEMENTS = frozenset(
    {"svg", "g", "path", "text", "tspan", "rect", "circle", "line", "a", "clipPath", "defs", "pattern"}
)
ATTRIBUTS = frozenset({
    "viewBox", "width", "height", "x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "d", "dx", "dy", "transform",
    "fill", "fill-opacity", "fill-rule", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray",
    "stroke-dashoffset", "stroke-linecap", "stroke-linejoin", "stroke-miterlimit", "opacity", "display",
    "font-family", "font-size", "font-weight", "font-style", "text-anchor", "id", "clip-path", "patternUnits",
})  # fmt: skip
_LIEN = re.compile(r"lien-(\d+)$")
_ADRESSE = re.compile(r"(/(?!/)|#|https://)[^\s\"'<>]*\Z")
_LONG = re.compile(r"-?\d+\.\d{3,}")
_LOCALE = re.compile(r"url\(#([\w-]+)\)")


class DessinRefuse(Exception):
    """The drawing holds something a page may not show."""


@dataclass(frozen=True, slots=True)
class Lien:
    """A drawn point that leads somewhere: only to our own pages or to https."""

    adresse: str
    libelle: str

    def __post_init__(self) -> None:
        if not _ADRESSE.match(self.adresse):
            raise DessinRefuse(f"Un point ne peut pas mener à « {self.adresse} ».")


def clean(drawn: str, *, titre: str, description: str, prefixe: str, liens: Sequence[Lien] = ()) -> str:
    """`prefixe` begins every identifier, so that two pictures live on one page."""
    source = ElementTree.fromstring(drawn)  # noqa: S314 (written by our own engine a moment ago, never received)
    # The engine numbers its identifiers over its whole life: ours start again with each picture.
    declared = [element.get("id", "") for element in source.iter() if element.get("id")]
    ids = {identifier: f"{prefixe}-{rank}" for rank, identifier in enumerate(declared)}
    root = _copy(source, prefixe, ids, liens)
    if root is None:
        raise DessinRefuse("Le moteur n’a rien dessiné.")
    root.set("class", "dessin")
    if any(element.get("fill") == f"url(#{prefixe}-manque)" for element in root.iter()):
        root.insert(0, _hatch(f"{prefixe}-manque"))
    # An image hides what it holds from screen readers: with links inside, it is a group of them.
    root.set("role", "group" if liens else "img")
    root.set("aria-labelledby", f"{prefixe}-titre")
    root.set("aria-describedby", f"{prefixe}-description")
    for rank, (tag, text) in enumerate((("title", titre), ("desc", description))):
        element = ElementTree.Element(
            f"{{{SVG}}}{tag}", {"id": f"{prefixe}-{'titre' if tag == 'title' else 'description'}"}
        )
        element.text = text
        root.insert(rank, element)
    register_svg()
    return ElementTree.tostring(root, encoding="unicode")


def _copy(
    source: ElementTree.Element, prefixe: str, ids: Mapping[str, str], liens: Sequence[Lien]
) -> ElementTree.Element | None:
    name = source.tag.removeprefix(f"{{{SVG}}}")
    if name not in ELEMENTS or source.get("display") == "none":
        return None
    attributes = dict(_attributes(source, prefixe, ids))
    copy = ElementTree.Element(source.tag, attributes)
    copy.text = source.text
    for child in source:
        kept = _copy(child, prefixe, ids, liens)
        if kept is not None:
            kept.tail = child.tail
            copy.append(kept)
    if name == "a":
        return _link(source, copy, liens)
    if (
        name == "path"
        and not ("fill" in attributes or "stroke" in attributes)
        and "background" in source.get("class", "")
    ):
        return None  # an empty frame of the engine
    if name == "g" and not len(copy) and not (copy.text or "").strip():
        return None
    return copy


def _attributes(source: ElementTree.Element, prefixe: str, ids: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    declared = dict(source.attrib)
    for declaration in declared.pop("style", "").split(";"):
        name, _, value = declaration.partition(":")
        declared[name.strip()] = value.strip()
    for name, value in declared.items():
        if name not in ATTRIBUTS:
            continue
        if name == "id":
            yield name, ids[value]
        elif "url(" in value:
            if (found := _LOCALE.fullmatch(value)) and found[1] in ids:
                yield name, f"url(#{ids[found[1]]})"
        elif value == MANQUANT:
            yield name, f"url(#{prefixe}-manque)"
        else:  # a hundredth of a pixel is enough
            yield name, _LONG.sub(lambda found: f"{float(found[0]):.2f}".rstrip("0").rstrip("."), value)


def _hatch(identifier: str) -> ElementTree.Element:
    """What « missing » looks like: thin slanted lines, as on paper."""
    defs = ElementTree.Element(f"{{{SVG}}}defs")
    pattern = ElementTree.SubElement(
        defs,
        f"{{{SVG}}}pattern",
        {"id": identifier, "width": "8", "height": "8", "patternUnits": "userSpaceOnUse"},
    )
    ElementTree.SubElement(pattern, f"{{{SVG}}}rect", {"width": "8", "height": "8", "fill": CARTE})
    ElementTree.SubElement(
        pattern, f"{{{SVG}}}path", {"d": "M-2,2L2,-2M0,8L8,0M6,10L10,6", "stroke": TRAIT_FORT, "stroke-width": "1"}
    )
    return defs


def place(drawn: str, *, depuis: str, prefixe: str) -> str:
    """The same picture under a page's own identifiers."""
    return drawn.replace(f'"{depuis}-', f'"{prefixe}-').replace(f"#{depuis}-", f"#{prefixe}-")


def _link(source: ElementTree.Element, copy: ElementTree.Element, liens: Sequence[Lien]) -> ElementTree.Element:
    found = _LIEN.search(source.get(_XLINK_HREF, "") or source.get("href", ""))
    if found is None or int(found[1]) >= len(liens):
        copy.tag = f"{{{SVG}}}g"
        return copy
    lien = liens[int(found[1])]
    copy.set("href", lien.adresse)
    # The place on the link, the shape around zero: the stylesheet can then enlarge the shape where it stands.
    if len(copy) == 1 and (place := copy[0].attrib.pop("transform", "")):
        copy.set("transform", place)
    title = ElementTree.Element(f"{{{SVG}}}title")
    title.text = lien.libelle
    copy.insert(0, title)
    return copy
