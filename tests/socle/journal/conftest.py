"""Journals with something in them, and a folder of anchors of one's own."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from maillage.socle.acteur import Acteur
from maillage.socle.journal import actions
from maillage.socle.journal.models import Acces, Entree
from maillage.socle.journal.sceaux import sign_ligne

LE = datetime(2026, 11, 2, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
def ancres(settings, tmp_path) -> Path:
    settings.JOURNAL_ANCRES = tmp_path / "journal"
    return settings.JOURNAL_ANCRES


def write_lignes(model: type[Entree], dispositif: int | None, count: int, *, le: datetime = LE) -> list[Entree]:
    """Rows as the application writes them, at a given time."""
    acteur = Acteur(compte=1, role="referent", dispositif=dispositif)
    lines = []
    for rang in range(count):
        values = actions._common(acteur, "essai", None, dispositif, {"rang": rang}) | {"horodatage": le}
        values |= {"adresse": "127.0.0.1"} if model is Acces else {}
        lines.append(model(**values, sceau=sign_ligne(model.JOURNAL, values)))
    return model.objects.bulk_create(lines)
