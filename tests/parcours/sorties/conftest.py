"""A file under way, and the coordination of its dispositif."""

import pytest

from tests.parcours.usine import make_coordinateur
from tests.parcours.usine_sorties import make_actif
from tests.usine import make_dispositif


@pytest.fixture
def dispositif():
    return make_dispositif()


@pytest.fixture
def by(dispositif):
    return make_coordinateur(dispositif)


@pytest.fixture
def parcours(dispositif):
    return make_actif(dispositif)
