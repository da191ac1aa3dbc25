"""The regions and departements of the real COG: what the directory stands on, without its 35 000 communes."""

from functools import cache

import pytest

from maillage.reseau import actions
from maillage.territoire.jeu import Jeu, read_jeu_livre
from maillage.territoire.models import Departement, Region


@cache
def read_jeu() -> Jeu:
    """Reading 35 000 communes once per process is enough."""
    return read_jeu_livre()


@pytest.fixture
def regions(db: None) -> None:
    jeu = read_jeu()
    Region.objects.bulk_create(Region(code=r["code"], nom=r["nom"]) for r in jeu.regions)
    Departement.objects.bulk_create(
        Departement(code=d["code"], nom=d["nom"], region_id=d["code_region"]) for d in jeu.departements
    )


@pytest.fixture
def annuaire(regions: None) -> None:
    """The 138 PLIE, the 76 MDE, and the 8 PLIE that 2019 alone names."""
    actions.import_annuaire()
