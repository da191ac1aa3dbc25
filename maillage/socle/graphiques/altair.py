"""Altair, loaded by what lasts (`socle.memoire`), or by the first drawing: it takes a fifth of what a command takes to
start, and most commands draw nothing.

It would check each part of each chart against the grammar, for half of what it costs: the tests do, once, for all of ours.
"""

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from altair import *  # noqa: F403
else:

    def __getattr__(name: str) -> Any:
        return getattr(load(), name)


@cache
def load() -> Any:
    """A fifth of a second and 26 MB."""
    import_module("altair.utils.schemapi").DEBUG_MODE = False  # type: ignore[attr-defined]
    return import_module("altair")
