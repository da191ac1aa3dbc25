"""A référent signed in, in her dispositif."""

import pytest

from tests.parcours.usine import make_referent
from tests.usine import make_dispositif


@pytest.fixture
def dispositif():
    return make_dispositif()


@pytest.fixture
def referent(dispositif):
    return make_referent(dispositif)


@pytest.fixture
def connecte(client, referent):
    client.force_login(referent.compte)
    return client
