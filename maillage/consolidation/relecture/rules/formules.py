"""The small arithmetic in which a report says what a figure is made of: « sp / (sp + ss) », « total / #total ».

`code` is the figure of that code, `code@-1` the same one year before, `#code` the number on which it bears (« 62 PLIE »).
"""

import re
from collections.abc import Callable
from fractions import Fraction

from maillage.consolidation.relecture.rules.intervalles import Intervalle, exact

MOT = re.compile(r"\s*(?:(?P<nombre>\d+(?:[.,]\d+)?)|(?P<code>#?[A-Za-z_][\w.]*(?:@-\d+)?)|(?P<signe>[-+*/()−×÷]))")
SIGNES = {"−": "-", "×": "*", "÷": "/"}
LONGUEUR = 300
Lecture = Callable[[str], Intervalle]


class FormuleIllisible(Exception):
    """The message ends a sentence: « … n’est pas une formule : <message> »."""


def list_codes(formule: str) -> tuple[str, ...]:
    """The figures it needs, in the order written, each once."""
    return tuple(dict.fromkeys(word for word in cut(formule) if word[0] in "#_" or word[0].isalpha()))


def evaluate(formule: str, read: Lecture) -> Intervalle:
    words = cut(formule)
    value, end = _sum(words, 0, read)
    if end != len(words):
        raise FormuleIllisible(f"« {words[end]} » est de trop")
    return value


def check(formule: str) -> str | None:
    """Why it cannot be read; None when it can."""
    if len(formule) > LONGUEUR:
        return f"elle dépasse {LONGUEUR} signes"
    try:
        evaluate(formule, lambda code: exact(1))
    except FormuleIllisible as error:
        return str(error)
    except ZeroDivisionError:
        return None
    return None


def cut(formule: str) -> list[str]:
    words, place = [], 0
    while formule[place:].strip():
        found = MOT.match(formule, place)
        if found is None:
            raise FormuleIllisible(f"« {formule[place:].strip()[:20]} » n’est ni un code, ni un nombre, ni un signe")
        word = found.group().strip()
        words.append(SIGNES.get(word, word))
        place = found.end()
    if not words:
        raise FormuleIllisible("elle est vide")
    return words


def _sum(words: list[str], place: int, read: Lecture) -> tuple[Intervalle, int]:
    value, place = _product(words, place, read)
    while place < len(words) and words[place] in "+-":
        right, end = _product(words, place + 1, read)
        value, place = (value + right if words[place] == "+" else value - right), end
    return value, place


def _product(words: list[str], place: int, read: Lecture) -> tuple[Intervalle, int]:
    value, place = _term(words, place, read)
    while place < len(words) and words[place] in "*/":
        right, end = _term(words, place + 1, read)
        value, place = (value * right if words[place] == "*" else value / right), end
    return value, place


def _term(words: list[str], place: int, read: Lecture) -> tuple[Intervalle, int]:
    if place >= len(words):
        raise FormuleIllisible("il manque un terme à la fin")
    word = words[place]
    if word == "(":
        value, end = _sum(words, place + 1, read)
        if end >= len(words) or words[end] != ")":
            raise FormuleIllisible("une parenthèse n’est pas refermée")
        return value, end + 1
    if word[0].isdigit():
        return exact(Fraction(word.replace(",", "."))), place + 1
    if word in "+-*/)":
        raise FormuleIllisible(f"« {word} » n’est pas à sa place")
    return read(word), place + 1
