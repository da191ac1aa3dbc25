"""The public home."""

import pytest


@pytest.mark.django_db
def test_l_accueil_s_ouvre_sans_compte(client):
    assert client.get("/").status_code == 200
