"""A process that lasts: all is loaded before it serves, and the collector does not go through it again."""

import gc

from django.urls import get_resolver

from maillage.socle.graphiques import altair


def settle() -> None:
    """Once, when the process is ready. Otherwise each full collection reads half a million objects that never go."""
    get_resolver().url_patterns  # noqa: B018  every view, which the first visitor would wait for
    altair.load()
    gc.collect()
    gc.freeze()
