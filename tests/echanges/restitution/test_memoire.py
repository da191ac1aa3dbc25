"""An archive passes by in lots: a dispositif four times bigger is taken away within the same memory."""

import tracemalloc
from datetime import timedelta

import pytest

from maillage.parcours.models import Decouverte
from tests.echanges.restitution import dossiers
from tests.usine import make_dispositif

LIGNES = 3000


def fill(dispositif, nombre: int) -> None:
    Decouverte.objects.bulk_create(
        (
            Decouverte(dispositif=dispositif, le=dossiers.JOUR - timedelta(days=n % 900), lieu=f"{n} " + "lieu " * 100)
            for n in range(nombre)
        ),
        batch_size=500,
    )


def measure(dispositif) -> int:
    tracemalloc.start()
    try:
        path = dossiers.take(dispositif)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
        assert len(dossiers.read(path)["donnees/parcours.decouverte.csv"]) > 500 * Decouverte.objects.count()


@pytest.mark.django_db
def test_quatre_fois_plus_de_lignes_ne_demandent_pas_plus_de_memoire(magasin):
    dispositif = make_dispositif("PLIE d’essai")
    dossiers.take(dispositif)  # what is read once for all
    fill(dispositif, LIGNES)
    petite = measure(dispositif)
    fill(dispositif, 3 * LIGNES)
    grande = measure(dispositif)
    assert grande < 1.1 * petite, (petite, grande)
