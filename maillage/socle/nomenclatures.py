"""What every closed list of the domains shares."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

Code = TypeVar("Code", bound=StrEnum)


def choix(libelles: Mapping[Code, str]) -> list[tuple[str, str]]:
    """The list as a column or a form field offers it."""
    return [(code.value, libelle) for code, libelle in libelles.items()]
