"""The collector: it does not go through what is loaded and stays, neither while it is loaded nor afterwards."""

import atexit
import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def loading() -> Iterator[None]:
    """Nothing of what is loaded goes: looking for what could, then and at the end, takes half of a short command."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def load_django() -> None:
    """`django.setup()`, for a process that begins."""
    import django
    from django.apps import apps
    from django.db import connections

    if not apps.ready:
        with loading():
            django.setup()
        atexit.register(connections.close_all)  # nothing else would, and SQLite keeps what was written in its log


def settle() -> None:
    """Once, when a process that lasts is ready: all is loaded before it serves. Otherwise each full collection reads half a
    million objects that never go."""
    from django.urls import get_resolver

    from maillage.socle.graphiques import altair

    with loading():
        get_resolver().url_patterns  # noqa: B018  every view, which the first visitor would wait for
        altair.load()
        gc.collect()
