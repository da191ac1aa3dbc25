"""What the tests of masks share: a folder of files that is theirs for a whole module, since a network is long to count."""

from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def racine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    from django.conf import settings

    before, settings.VAR = settings.VAR, tmp_path_factory.mktemp("var")
    yield settings.VAR
    settings.VAR = before
