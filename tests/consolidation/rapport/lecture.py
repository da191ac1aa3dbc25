"""What a rendered report prints: numbers that are bound to something, and numbers that are not."""

import re
from dataclasses import replace
from html.parser import HTMLParser

from maillage.consolidation.rapport.blocs import Definitions, Rapport
from maillage.consolidation.rapport.trace import list_imprimes

NOMBRE = re.compile(r"\d+(?:[\u202f\u00a0 ]\d{3})*(?:,\d+)?")
MUETS = {"style", "script", "title", "desc"}


def list_ecrits(texte: str) -> list[str]:
    return [re.sub(r"[\u202f\u00a0 ]", "", found) for found in NOMBRE.findall(texte)]


def list_definis(rapport: Rapport) -> set[str]:
    return {one.code for bloc in rapport.list_blocs() if isinstance(bloc, Definitions) for one in bloc.definitions}


def list_cites(rapport: Rapport) -> set[str]:
    """The codes of the cells that its trace names."""
    return {
        source.partition("|")[0]
        for one in list_imprimes(replace(rapport, chapeau=()))
        if one.origine == "cellule"
        for source in one.sources
    }


class Page(HTMLParser):
    """`lies`: texts of elements bound to a cell, a parameter or a date; `libres`: the other texts; `dessins`: those drawn."""

    VIDES = frozenset({"meta", "br", "link", "img", "path", "rect", "circle", "line"})

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.lies: list[tuple[str, str]] = []
        self.libres: list[str] = []
        self.dessins: list[str] = []
        self._open: list[tuple[str, str]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        bound = (
            values.get("data-cle")
            or values.get("data-dit")
            or ("derive" if values.get("data-role") == "derive" else "")
        )
        if tag not in self.VIDES:
            self._open.append((tag, bound or ""))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An empty element holds no text."""

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            continue

    def handle_data(self, data: str) -> None:
        tags = [tag for tag, _ in self._open]
        bound = next((bound for _, bound in reversed(self._open) if bound), "")
        if bound:
            self.lies.append((bound, data))
        elif "svg" in tags:
            self.dessins.append(data)
        elif not MUETS & set(tags):
            self.libres.append(data)
