"""Two kinds of things to do, declared for the time of a test."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from maillage.socle import afaire
from maillage.socle.acteur import Acteur
from maillage.socle.afaire import AFaire, Gravite, registre


class Faux:
    """A provider whose number of things the test chooses; each names somebody, as the page may."""

    combien = 0

    def list_a_faire(self, acteur: Acteur, today: date) -> list[AFaire]:
        return [
            AFaire(
                f"Rappeler Aïcha Bellamy ({rang})",
                "Sans contact depuis 45 jours",
                f"/dossiers/{acteur.dispositif}/{rang}/",
                today + timedelta(days=rang - 1),
                Gravite.ELEVEE,
                "Entretiens à prévoir",
            )
            for rang in range(self.combien)
        ]


@pytest.fixture
def choses() -> Iterator[Faux]:
    before = dict(registre._FOURNISSEURS)
    registre._FOURNISSEURS.clear()
    faux = Faux()
    afaire.declare(faux.list_a_faire)
    yield faux
    registre._FOURNISSEURS.clear()
    registre._FOURNISSEURS.update(before)
