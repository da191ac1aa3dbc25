"""Altair, loaded by the first drawing: it takes a fifth of what a command takes to start, and most commands draw nothing."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from altair import *  # noqa: F403
else:

    def __getattr__(name: str) -> Any:
        return getattr(import_module("altair"), name)
