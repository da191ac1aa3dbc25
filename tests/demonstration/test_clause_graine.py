"""The same seed remakes the same fictitious markets of the clause; whatever the day, the domain would take them."""

from datetime import date
from typing import Any

import pytest
from django.db import transaction

from maillage.clause.models import LigneHeures, Lot, Marche
from maillage.demonstration.actions import GRAINE, make_demonstration
from maillage.demonstration.clause import fill_clause
from maillage.participants.models import Personne
from maillage.reseau.models import Dispositif
from tests.demonstration.controles_clause import list_infractions

pytestmark = pytest.mark.django_db
JOUR = date(2026, 11, 25)


def make(graine: int = GRAINE, jour: date = JOUR) -> Dispositif:
    make_demonstration(graine=graine, today=jour)
    fill_clause(graine=graine, today=jour)
    return Dispositif.objects.get(slug="fictif-clause-valombre")


@pytest.mark.parametrize("jour", [date(2026, 8, 30), date(2026, 1, 1), date(2024, 2, 29)])
def test_quel_que_soit_le_jour_la_fiction_tient(jour):
    """A Sunday of August, a New Year's day, a leap day: constraints of the database included."""
    valombre = make(jour=jour)
    assert list_infractions(valombre, today=jour) == []
    assert Marche.objects.filter(dispositif=valombre, engage_le__gt=jour).count() == 0


def test_la_meme_graine_donne_les_memes_marches_et_une_autre_d_autres():
    def photo(graine: int) -> list[Any]:
        with transaction.atomic():
            valombre = make(graine=graine)
            found = [
                *Lot.objects.filter(dispositif=valombre).order_by("uuid").values_list("uuid", "etat", "montant_ht"),
                *LigneHeures.objects.filter(dispositif=valombre)
                .order_by("mois", "heures_reelles")
                .values_list("mois", "heures_reelles"),
                *Personne.objects.filter(dispositif=valombre)
                .order_by("numero")
                .values_list("nom_naissance", "prenoms"),
            ]
            transaction.set_rollback(True)
        return found

    first = photo(GRAINE)
    assert photo(GRAINE) == first
    assert photo(7) != first
