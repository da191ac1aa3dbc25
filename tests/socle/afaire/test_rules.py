"""When a thing is to be done, and on which days the e-mail leaves."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from maillage.socle.afaire import AFaire, Gravite, rules
from maillage.socle.afaire.nomenclatures import Moment, Rythme

VENDREDI = date(2026, 11, 20)
LUNDI = date(2026, 11, 23)
jours = st.dates(date(2020, 1, 1), date(2040, 12, 31))


def test_ce_qui_est_a_faire_aujourd_hui_n_est_pas_en_retard():
    assert rules.find_moment(VENDREDI, today=VENDREDI) is Moment.CETTE_SEMAINE
    assert rules.find_moment(VENDREDI - timedelta(days=1), today=VENDREDI) is Moment.EN_RETARD


def test_la_semaine_finit_dimanche():
    assert rules.find_moment(date(2026, 11, 22), today=VENDREDI) is Moment.CETTE_SEMAINE
    assert rules.find_moment(LUNDI, today=VENDREDI) is Moment.PLUS_TARD


@given(echeance=st.none() | jours, today=jours)
def test_toute_chose_a_un_moment_et_un_seul_groupe(echeance, today):
    chose = AFaire("Vérifier", "", "/", echeance=echeance)
    groupes = rules.group_by_moment([chose], today=today)
    assert [moment for moment, found in groupes.items() if found] == [rules.find_moment(echeance, today=today)]
    assert list(groupes) == list(Moment)


def test_dans_un_groupe_le_plus_grave_puis_le_plus_ancien_d_abord():
    tardif = AFaire("c", "", "/", LUNDI, Gravite.NORMALE)
    ancien = AFaire("b", "", "/", LUNDI - timedelta(days=9), Gravite.NORMALE)
    grave = AFaire("a", "", "/", LUNDI - timedelta(days=1), Gravite.URGENTE)
    groupes = rules.group_by_moment([ancien, grave, tardif], today=LUNDI)
    assert groupes[Moment.EN_RETARD] == [grave, ancien]
    assert groupes[Moment.CETTE_SEMAINE] == [tardif]


@given(rythme=st.sampled_from(Rythme), today=jours, dernier=st.none() | jours)
def test_jamais_deux_messages_le_meme_jour(rythme, today, dernier):
    if rules.is_jour_d_envoi(rythme, today=today, dernier=dernier):
        assert rythme is not Rythme.JAMAIS
        assert not rules.is_jour_d_envoi(rythme, today=today, dernier=today)


@given(debut=jours, sauts=st.lists(st.booleans(), min_size=28, max_size=28))
def test_le_rythme_hebdomadaire_n_ecrit_jamais_deux_fois_la_meme_semaine(debut, sauts):
    """Whatever the days on which the machine did not run."""
    sent, dernier = [], None
    for rank, runs in enumerate(sauts):
        today = debut + timedelta(days=rank)
        if runs and rules.is_jour_d_envoi(Rythme.HEBDOMADAIRE, today=today, dernier=dernier):
            sent.append(today)
            dernier = today
    weeks = [day.isocalendar()[:2] for day in sent]
    assert len(weeks) == len(set(weeks))


def test_le_lundi_manque_est_rattrape_le_mardi():
    assert rules.is_jour_d_envoi(Rythme.HEBDOMADAIRE, today=LUNDI + timedelta(days=1), dernier=VENDREDI)
    assert not rules.is_jour_d_envoi(Rythme.HEBDOMADAIRE, today=LUNDI + timedelta(days=1), dernier=LUNDI)
