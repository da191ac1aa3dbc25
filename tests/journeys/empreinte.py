"""The print of a page: what axe may judge differently, and nothing of who is named in it.

Two roles often get the same page but for a name or a number. Their prints are then equal, and one look is enough.
"""

import hashlib
from html.parser import HTMLParser

# Of these attributes axe reads the value; of the others, whether they are there and whether they are empty.
LUS = frozenset({"class", "role", "type", "scope", "lang", "tabindex", "autocomplete", "aria-hidden", "aria-current"})
VIDES = frozenset({"br", "hr", "img", "input", "link", "meta", "source", "wbr", "path", "circle", "rect", "use"})


class _Lecteur(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.ancetres: list[str] = []
        self.signes: set[tuple[str, ...]] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = sorted(f"{nom}={value}" if nom in LUS else f"{nom}:{bool(value)}" for nom, value in attrs)
        self.signes.add((*self.ancetres[-3:], tag, *told))
        if tag not in VIDES:
            self.ancetres.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.ancetres:
            while self.ancetres.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if data.strip() and self.ancetres:
            self.signes.add((self.ancetres[-1], "#texte"))


def list_empreintes(nom: str, html: str) -> set[str]:
    """Those of a page's two parts: what the address `nom` shows, and the frame around it.

    Equal for two pages that hold the same kinds of elements in the same places. The frame of one person is the same
    everywhere but for the line of the navigation that is the current one.
    """
    debut, fin = html.find("<main"), html.find("</aside>")
    if debut < 0 or fin < debut:
        return {_hash(nom, html)}
    cadre = html[html.find("<body") : debut] + html[fin:]
    return {_hash(nom, html[debut:fin]), _hash("cadre", cadre.replace(' aria-current="page"', ""))}


def _hash(nom: str, html: str) -> str:
    lecteur = _Lecteur()
    lecteur.feed(html)
    return hashlib.sha256((nom + repr(sorted(lecteur.signes))).encode()).hexdigest()
