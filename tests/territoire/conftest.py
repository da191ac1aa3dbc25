"""A few departements of the real COG: quick to load, with mergers, saints, an EPT and a commune without EPCI."""

from functools import cache

import pytest

from maillage.territoire import actions
from maillage.territoire.jeu import Jeu, read_jeu_livre

DEPARTEMENTS = ("2A", "44", "59", "75", "85", "93", "971", "975")


@cache
def read_petit_jeu() -> Jeu:
    return read_jeu_livre().restrict(DEPARTEMENTS)


@pytest.fixture
def petit_cog(db: None) -> None:
    actions.import_referentiel(read_petit_jeu())
