"""The state machine, the backoff and the timetable: pure, by cases and by properties."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.socle.travaux import rules
from maillage.socle.travaux.nomenclatures import LIBELLES, OUVERTS, RELANCABLES, SUITES, Etat
from maillage.socle.travaux.rules import Cadence

MINUTE = timedelta(minutes=1)
moments = st.datetimes(datetime(2026, 1, 1), datetime(2046, 1, 1))  # noqa: DTZ001  wall clock


def test_chaque_etat_a_ses_suites_et_son_libelle():
    assert set(SUITES) == set(LIBELLES) == set(Etat)
    assert {suite for suites in SUITES.values() for suite in suites} == set(Etat)


def test_tout_etat_mene_a_une_fin():
    reached, waiting = set(), {Etat.ATTENTE}
    while waiting:
        etat = waiting.pop()
        reached.add(etat)
        waiting |= SUITES[etat] - reached
    assert reached == set(Etat)
    assert {etat for etat in Etat if not SUITES[etat]} == {Etat.FINI}


@pytest.mark.parametrize("before", Etat)
@pytest.mark.parametrize("after", Etat)
def test_seules_les_suites_du_tableau_sont_permises(before: Etat, after: Etat):
    if after in SUITES[before]:
        rules.check_transition(before, after)
    else:
        with pytest.raises(rules.TransitionRefusee):
            rules.check_transition(before, after)


@pytest.mark.parametrize("etat", Etat)
def test_on_annule_ce_qui_est_ouvert_et_relance_ce_qui_s_est_arrete(etat: Etat):
    assert (rules.check_annulation(etat) is None) == (etat in OUVERTS)
    assert (rules.check_relance(etat) is None) == (etat in {Etat.ECHOUE, Etat.ANNULE}) == (etat in RELANCABLES)


@given(essais=st.integers(0, 10_000))
def test_l_attente_grandit_et_ne_depasse_pas_une_heure(essais: int):
    assert timedelta(0) < rules.compute_attente(essais) <= rules.compute_attente(essais + 1) <= timedelta(hours=1)


@given(now=moments, ecart=st.timedeltas(timedelta(days=-400), timedelta(days=400)))
def test_un_bail_n_est_jamais_tenu_plus_de_deux_durees(now: datetime, ecart: timedelta):
    """Whatever the clock did since, a dead bearer's job is free again within two leases."""
    jusqu_a = now + ecart
    assert rules.is_bail_libre(jusqu_a, now=now, duree=MINUTE) == (not timedelta(0) < ecart <= 2 * MINUTE)
    assert rules.is_bail_libre(None, now=now, duree=MINUTE)


@given(now=moments, seconds=st.integers(0, 59))
def test_une_periode_a_un_nom_et_un_seul(now: datetime, seconds: int):
    cadence = Cadence(MINUTE)
    start = now.replace(second=0, microsecond=0)
    names = {rules.find_periode(cadence, now=start + timedelta(seconds=s)) for s in (0, seconds, 59)}
    assert len(names) == 1
    assert rules.find_periode(cadence, now=start + MINUTE) not in names


@pytest.mark.parametrize(("heure", "periode"), [("03:29", None), ("03:30", "2026-03-29"), ("23:59", "2026-03-29")])
def test_un_travail_quotidien_part_a_son_heure_une_fois_meme_au_changement_d_heure(heure: str, periode: str | None):
    cadence = Cadence(timedelta(days=1), time(3, 30))
    now = datetime.fromisoformat(f"2026-03-29T{heure}").replace(tzinfo=UTC)
    assert rules.find_periode(cadence, now=now) == periode
