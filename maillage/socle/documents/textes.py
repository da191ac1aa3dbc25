"""What a document may print: a text as typed, less what no font can draw or no PDF can hold. Pure: no Django."""

import json
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from maillage.socle import typographie

# Shown for a character that the fonts of the package do not have (another script, an emoji).
ABSENT = "□"
_BLANCS = {"\n": "\n", "\t": " ", "\r": "", "\u2028": "\n", "\u2029": "\n", "\u00ad": ""}
# Invisible marks that change the direction or the joining of letters: of no use to what we print, confusing to copy.
_INVISIBLES = {"Cf", "Cc", "Cs", "Co", "Cn"}


@cache
def _couverture() -> frozenset[int]:
    listed = files("maillage.socle").joinpath("polices", "couverture.txt").read_text(encoding="ascii")
    spans = [line.split("-") for line in listed.split()]
    return frozenset(code for first, last in spans for code in range(int(first, 16), int(last, 16) + 1))


def clean(text: str) -> str:
    """Composed letters, no control character, `□` for what cannot be drawn: never an error, never a blank page."""
    while (cleaned := _clean_once(text)) != text:  # a mark removed lets the next one join its letter
        text = cleaned
    return cleaned


def _clean_once(text: str) -> str:
    known = _couverture()
    visible = "".join(
        _BLANCS.get(c, c) for c in text if c in _BLANCS or ord(c) in known or unicodedata.category(c) not in _INVISIBLES
    )
    composed = unicodedata.normalize("NFC", visible)
    return "".join(
        c if c == "\n" or ord(c) in known else ABSENT
        for c in composed
        if c == "\n" or ord(c) in known or not unicodedata.combining(c)
    )


def write_json(donnees: Mapping[str, Any]) -> str:
    """The data of a document: dates and numbers already in French, texts cleaned."""
    return json.dumps(_prepare(donnees), ensure_ascii=False, sort_keys=True)


def _prepare(value: Any) -> Any:
    match value:
        case str():
            return clean(value)
        case None | bool():
            return value
        case int() | float() | Decimal():
            return typographie.write_nombre(value)
        case date():
            return typographie.write_date_courte(value)
        case Mapping():
            # A drawing is ours and already checked: cleaned as a text it would lose its attributes' quotes.
            return {str(k): (v if k == "svg" else _prepare(v)) for k, v in value.items()}
        case Sequence():
            return [_prepare(item) for item in value]
        case _:
            return clean(str(value))
