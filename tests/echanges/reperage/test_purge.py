"""Annonces that nobody followed leave after their time (T17); those that made a market stay with it."""

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from maillage.echanges.reperage.models import Annonce
from maillage.echanges.reperage.purges import erase_annonce, list_annonces_dues
from maillage.socle.protection import purge
from maillage.socle.protection.models import Lot, PierreTombale
from tests.clause.usine import make_clause, make_facilitateur, make_lot

pytestmark = pytest.mark.django_db
RECUE = date(2024, 3, 1)


@pytest.fixture
def dispositif():
    return make_clause()


def make_annonce(dispositif, uid="1", **values):
    return Annonce.objects.create(
        dispositif=dispositif, **{"source": "decp", "uid": uid, "objet": "Gymnase", "recue_le": RECUE, **values}
    )


def list_dues(on):
    return list(Annonce.objects.filter(pk__in=[one.pk for one in list_annonces_dues(on)]).values_list("uid", flat=True))


def test_une_annonce_jamais_qualifiee_part_vingt_quatre_mois_apres(dispositif):
    make_annonce(dispositif)
    assert list_dues(date(2026, 2, 28)) == []
    assert list_dues(date(2026, 3, 1)) == ["1"]


@pytest.mark.parametrize(
    "values",
    [
        {"etat": "ecartee", "motif": "autre", "decidee_le": datetime(2025, 6, 1, tzinfo=UTC)},
        {"source": "programmation", "jour": date(2027, 1, 1)},
    ],
    ids=["écartée depuis peu", "prévue plus tard"],
)
def test_ce_qui_est_plus_recent_compte(dispositif, values):
    make_annonce(dispositif, **values)
    assert list_dues(date(2026, 3, 1)) == []
    assert list_dues(date(2029, 1, 1)) == ["1"]


@pytest.mark.parametrize("etat", ["retenue", "rapprochee"])
def test_celle_qui_a_donne_un_marche_reste_avec_lui(dispositif, etat):
    found = make_annonce(dispositif, etat=etat, lot=make_lot(dispositif))
    assert list_dues(date(2040, 1, 1)) == []
    erase_annonce(found)
    assert Annonce.objects.exists()


def test_la_purge_l_efface_apres_deux_validations_et_garde_sa_pierre(dispositif, settings, tmp_path):
    settings.JOURNAL_ANCRES = tmp_path
    make_facilitateur(dispositif)
    make_annonce(dispositif)
    on = date(2026, 3, 1)
    purge.purge(on=on)
    assert Annonce.objects.exists()
    now = timezone.now()
    Lot.objects.filter(regle="T17").update(premier=1, premier_le=now, second=2, second_le=now)
    purge.purge(on=on)
    assert not Annonce.objects.exists()
    assert PierreTombale.objects.filter(regle="T17").count() == 1
