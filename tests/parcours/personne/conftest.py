"""A référent at the desk, and the person she follows."""

import pytest

from tests.parcours.usine import make_parcours, make_referent
from tests.usine import make_dispositif


@pytest.fixture
def referent():
    return make_referent(make_dispositif())


@pytest.fixture
def parcours(referent):
    return make_parcours(referent.dispositif, referent=referent)


@pytest.fixture
def chez_referent(client, referent):
    client.force_login(referent.compte)
    return client
