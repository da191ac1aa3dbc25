"""What every HTML answer must be: no inline script or style (the CSP would drop it), no tag left unrendered.

`assert_propre` is wired into Django's test client by `tests/conftest.py`: any page a test opens is checked.
"""

import re
from collections import Counter
from functools import lru_cache
from html.parser import HTMLParser

SANS_FIN = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
# Data blocks: read by scripts, never executed, hence allowed by the strict policy.
DONNEES = {"application/json", "application/ld+json"}
JETON = re.compile(r"\b[A-Za-z0-9]{64}\b")  # the one difference between many answers
NON_RENDU = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|TEMPLATE_STRING_IF_INVALID")
# Anything a fault is made of, and more: a page without a trace of it need not be read tag by tag (thousands are not).
SUSPECT = re.compile(
    rf"{NON_RENDU.pattern}|<style|javascript:|[\s\"'/](?:style|on\w*)\s*=|<img(?![^>]*\salt=)|<script(?![^>]*\ssrc=)",
    re.IGNORECASE,
)
IDENTIFIANT = re.compile(r"[\s\"'/]id\s*=\s*[\"']?([^\s\"'>]*)", re.IGNORECASE)


class Lecture(HTMLParser):
    """Collects faults; `href` and `id` too, for the tests that follow links."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.fautes: list[str] = []
        self.ids: Counter[str] = Counter()
        self.h1 = 0
        self.libre = 0  # depth inside <pre>, <code>, <textarea>: text that may show anything

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "style":
            self.fautes.append("une balise <style> dans la page")
        if tag == "script" and "src" not in values and values.get("type") not in DONNEES:
            self.fautes.append("un script dans la page")
        if tag == "img" and "alt" not in values:
            self.fautes.append(f"une image sans alt : {values.get('src', '')[:60]}")
        self.h1 += tag == "h1"
        if "id" in values:
            self.ids[values["id"]] += 1
        for name, value in values.items():
            if name == "style" or name.startswith("on"):
                self.fautes.append(f"un attribut {name} sur <{tag}>")
            if name in {"href", "src", "action", "formaction"} and value.strip().lower().startswith("javascript:"):
                self.fautes.append(f"une adresse javascript: sur <{tag}>")
            if tag != "textarea" and name != "value" and NON_RENDU.search(value):
                self.fautes.append(f"un morceau de gabarit dans {name} de <{tag}> : {value[:80]}")
        self.libre += tag in {"pre", "code", "textarea"}

    def handle_endtag(self, tag: str) -> None:
        self.libre -= tag in {"pre", "code", "textarea"}

    def handle_data(self, data: str) -> None:
        if not self.libre and (found := NON_RENDU.search(data)):
            self.fautes.append(f"un morceau de gabarit non rendu : {found[0][:80]}")


def is_suspecte(html: str) -> bool:
    """Whether a fault is possible: never false of a page that has one."""
    ids = IDENTIFIANT.findall(html)
    return len(ids) > len(set(ids)) or html.lower().count("<h1") > 1 or SUSPECT.search(html) is not None


@lru_cache(maxsize=512)
def find_fautes(html: str) -> tuple[str, ...]:
    if not is_suspecte(html):
        return ()
    reading = Lecture()
    reading.feed(html)
    reading.close()
    fautes = list(reading.fautes)
    fautes += [
        f"l’identifiant « {name} » est {count} fois dans la page" for name, count in reading.ids.items() if count > 1
    ]
    if "<html" in html and reading.h1 > 1:
        fautes.append(f"{reading.h1} titres h1 dans la page")
    return tuple(fautes)


def assert_propre(html: str, *, adresse: str = "") -> None:
    fautes = find_fautes(JETON.sub("JETON", html))
    assert not fautes, f"{adresse or 'La page'} : " + " ; ".join(fautes)
