"""The time noted leaves by whole years (T16): no year is ever shown in part."""

from datetime import date

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from maillage.clause.models import TempsPasse
from maillage.clause.purges.temps import list_temps_dus
from maillage.clause.rules.conservation import find_derniere_annee
from maillage.clause.views.periodes import ANNEES
from maillage.socle.conservation import MINUTERIES
from maillage.socle.dates import add_months
from maillage.socle.protection import purge
from maillage.socle.protection.models import Lot
from tests.clause.usine import make_clause
from tests.clause.usine_postes import make_temps
from tests.usine import make_compte

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("on", "annee"), [(date(2026, 12, 30), 2022), (date(2026, 12, 31), 2023), (date(2027, 1, 1), 2023)]
)
def test_une_annee_part_entiere_trois_ans_apres_sa_fin(on, annee):
    assert find_derniere_annee(mois=36, on=on) == annee


@given(mois=st.integers(0, 120), on=st.dates(date(2000, 1, 1), date(2100, 12, 31)))
def test_l_annee_qui_part_est_la_derniere_dont_la_fin_a_cet_age(mois, on):
    annee = find_derniere_annee(mois=mois, on=on)
    assert add_months(date(annee, 12, 31), mois) <= on < add_months(date(annee + 1, 12, 31), mois)


def test_les_annees_que_l_activite_propose_sont_toutes_gardees():
    active = MINUTERIES["T16"].active
    assert active is not None
    for on in (date(2026, 1, 1), date(2026, 12, 30)):
        assert find_derniere_annee(mois=active.get(on=on).valeur, on=on) <= on.year - ANNEES


def test_la_purge_efface_la_ligne_et_ses_mots_apres_deux_validations(settings, tmp_path):
    settings.JOURNAL_ANCRES = tmp_path
    dispositif, compte = make_clause(), make_compte()
    make_temps(dispositif, compte, le=date(2023, 12, 31), note="Appel")
    garde = make_temps(dispositif, compte, le=date(2024, 1, 1))
    on = date(2026, 12, 31)
    assert len(list(list_temps_dus(on))) == 1
    purge.purge(on=on)
    assert TempsPasse.objects.count() == 2
    now = timezone.now()
    Lot.objects.filter(regle="T16").update(premier=1, premier_le=now, second=2, second_le=now)
    purge.purge(on=on)
    assert TempsPasse.objects.get() == garde
