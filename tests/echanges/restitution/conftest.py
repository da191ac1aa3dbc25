"""A store of their own, and a small dispositif made once for the module."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as reglages
from django.db import connection, transaction

from maillage.reseau.models import Dispositif
from tests.echanges.restitution.dossiers import make_petit


@pytest.fixture(scope="session")
def magasin_commun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("restitution") / "pieces"


@pytest.fixture(autouse=True)
def magasin(settings, magasin_commun):
    settings.MEDIA_ROOT = magasin_commun
    return magasin_commun


@pytest.fixture(scope="module")
def petit(django_db_setup: None, django_db_blocker: Any, magasin_commun: Path) -> Iterator[Dispositif]:
    """Made once, then undone."""
    before, reglages.MEDIA_ROOT = reglages.MEDIA_ROOT, magasin_commun
    with django_db_blocker.unblock(), transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT set_config('maillage.portee', 'service', true)")
        yield make_petit()
        transaction.set_rollback(True)
    reglages.MEDIA_ROOT = before
