"""The same seed remakes the same fictitious people, on whatever day."""

from datetime import date
from typing import Any

import pytest
from django.db import transaction

from maillage.demonstration.actions import GRAINE, make_demonstration
from maillage.demonstration.parcours.actions import TAILLES, Taille, fill_parcours
from maillage.demonstration.personnages import VALOMBRE
from maillage.parcours.models import Entretien, Parcours, Positionnement
from maillage.participants.models import Personne

pytestmark = pytest.mark.django_db
JOUR = date(2026, 11, 25)


class TestGraine:
    PETITE = (Taille(VALOMBRE, 12, 4, 0.2, echelle=0.06),)

    def photo(self, graine: int) -> list[Any]:
        with transaction.atomic():
            make_demonstration(graine=graine, today=JOUR)
            fill_parcours(graine=graine, today=JOUR, tailles=self.PETITE)
            found = [
                *Personne.objects.order_by("uuid").values_list("uuid", "pseudonyme", "nom_naissance", "telephone"),
                *Parcours.objects.order_by("uuid").values_list("uuid", "etat", "date_entree", "date_sortie"),
                *Entretien.objects.order_by("uuid").values_list("uuid", "debut", "presence"),
                *Positionnement.objects.order_by("uuid").values_list("uuid", "type", "debut", "fin"),
            ]
            transaction.set_rollback(True)
        return found

    def test_la_meme_graine_donne_les_memes_personnes_et_une_autre_d_autres(self):
        first = self.photo(GRAINE)
        assert len(first) > 100
        assert self.photo(GRAINE) == first
        assert self.photo(7) != first


@pytest.mark.parametrize("jour", [date(2026, 8, 30), date(2027, 1, 1), date(2028, 2, 29)])
def test_quel_que_soit_le_jour_la_fiction_tient(jour):
    """A Sunday of August, a New Year's day, a leap day: constraints of the database included."""
    make_demonstration(today=jour)
    fill_parcours(graine=GRAINE, today=jour, tailles=tuple(Taille(t.cle, 20, 5, 0.3, echelle=0.1) for t in TAILLES))
    assert Parcours.objects.filter(date_entree__gt=jour).count() == 0
    assert Entretien.objects.filter(presence="", debut__date=jour).exists()
