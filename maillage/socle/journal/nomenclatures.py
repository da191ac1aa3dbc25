"""The types of entries of both journals: a code, and the French phrase that follows the person's name.

Each package declares its own in `<package>/evenements.py`. A phrase may cite the entry's details: « {role} ».
"""

import re
from collections.abc import Mapping
from typing import Any

PHRASES: dict[str, str] = {}
PARENTHESE, BLANC = re.compile(r" \([^()]*\{[^()]*\)"), re.compile(r"\{\w+\}")
INCONNU = "a agi ({code})"


def declare_types(phrases: Mapping[str, str]) -> None:
    PHRASES.update(phrases)


def list_types() -> list[tuple[str, str]]:
    """Each kind of fact, said without what changes from one to the next: « a ouvert ses étapes », in order."""
    said = ((code, BLANC.sub("…", PARENTHESE.sub("", phrase))) for code, phrase in PHRASES.items())
    return sorted(said, key=lambda choix: choix[1])


def write_phrase(code: str, details: Mapping[str, Any]) -> str:
    """« a rattaché le dispositif » ; a detail that is missing reads as an ellipsis, never as an error."""
    return PHRASES.get(code, INCONNU).format_map(_Details({**details, "code": code}))


class _Details(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "…"

    def __getitem__(self, key: str) -> Any:
        value = super().__getitem__(key) if key in self else self.__missing__(key)
        return ", ".join(map(str, value)) if isinstance(value, list) else value
