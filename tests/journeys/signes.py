"""The signs of a page: what axe may judge differently, and nothing of who is named in it.

Two roles often get the same page but for a name, a number, or a part that one of them lacks: the page that has nothing new
is not looked at again. The order of the headings and of the landmarks is a sign of its own: axe judges it as a whole.
"""

import re
from html.parser import HTMLParser

# Of these attributes axe reads the value; of the others, whether they are there and whether they are empty.
LUS = frozenset({"class", "role", "type", "scope", "lang", "tabindex", "autocomplete", "aria-hidden", "aria-current"})
VIDES = frozenset({"br", "hr", "img", "input", "link", "meta", "source", "wbr", "path", "circle", "rect", "use"})


PLAN = re.compile(r"h[1-6]|main|nav|header|footer|aside|section|form|dialog")
Signe = tuple[str, ...]


class _Lecteur(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.ancetres: list[str] = []
        self.signes: set[Signe] = set()
        self.plan: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = sorted(f"{nom}={value}" if nom in LUS else f"{nom}:{bool(value)}" for nom, value in attrs)
        self.signes.add((*self.ancetres[-3:], tag, *told))
        if PLAN.fullmatch(tag) and self.plan[-1:] != [tag]:
            self.plan.append(tag)
        if tag not in VIDES:
            self.ancetres.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.ancetres:
            while self.ancetres.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if data.strip() and self.ancetres:
            self.signes.add((self.ancetres[-1], "#texte"))


def list_signes(nom: str, html: str) -> set[Signe]:
    """Those of a page's two parts: what the address `nom` shows, and the frame around it.

    The frame of one person is the same everywhere but for the line of the navigation that is the current one.
    """
    debut, fin = html.find("<main"), html.find("</aside>")
    if debut < 0 or fin < debut:
        return _read(nom, html)
    cadre = html[html.find("<body") : debut] + html[fin:]
    return _read(nom, html[debut:fin]) | _read("cadre", cadre.replace(' aria-current="page"', ""))


def _read(nom: str, html: str) -> set[Signe]:
    lecteur = _Lecteur()
    lecteur.feed(html)
    return {(nom, *signe) for signe in lecteur.signes} | {(nom, "#plan", *lecteur.plan)}
