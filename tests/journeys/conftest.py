"""The two networks in which the journeys take place."""

import pytest
from django.utils.timezone import localdate

from maillage.demonstration.actions import make_demonstration
from maillage.reseau.actions import import_annuaire
from maillage.territoire.actions import import_referentiel


@pytest.fixture
def reseau_entier(transactional_db: None) -> None:
    """What `./demarrer` prepares: the real territory and directory, and the fiction beside them."""
    import_referentiel()
    import_annuaire()
    make_demonstration(today=localdate())


@pytest.fixture
def valombre(transactional_db: None) -> None:
    """The fiction alone, for what looks at nothing else: ready sooner."""
    make_demonstration(today=localdate())
