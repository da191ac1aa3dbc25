"""The fiction shows each state of a statement, and a buyer who reads."""

from datetime import date

import pytest

from maillage.clause.models import AccesDonneur, EmbaucheSignalee, Releve
from maillage.demonstration.actions import GRAINE, make_demonstration
from maillage.demonstration.clause import fill_clause

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("today", [date(2026, 11, 29), date(2027, 1, 3)])
def test_valombre_a_un_releve_dans_chaque_etat(today: date) -> None:
    make_demonstration(today=today)
    fill_clause(graine=GRAINE, today=today)
    assert set(Releve.objects.values_list("etat", flat=True)) == {"demande", "envoye", "renvoye", "traite"}
    assert Releve.objects.filter(relances=2, lien_jusqu_au__lt=today).exists()
    assert EmbaucheSignalee.objects.get().personne
    assert AccesDonneur.objects.exists()
