"""A store of their own for the tests of pièces."""

import pytest


@pytest.fixture(autouse=True)
def magasin_vide(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "pieces"
    return settings.MEDIA_ROOT
