"""Jobs that are over go with what they produced (T12)."""

from datetime import date, datetime, timedelta

import pytest
from django.utils.timezone import get_current_timezone, localdate, make_aware

from maillage.socle.contexte import open_service
from maillage.socle.travaux import menage
from maillage.socle.travaux.actions import enqueue_service
from maillage.socle.travaux.models import Travail
from maillage.socle.travaux.nomenclatures import Etat
from maillage.socle.travaux.travailleur import Equipier
from maillage.socle.travaux.travaux import MENAGE
from tests.socle.travaux.essai import make_travail
from tests.usine import make_compte, make_dispositif

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 25)


def make_fini(etat: Etat, *, le: datetime | None) -> Travail:
    return make_travail(dispositif=make_dispositif(), compte=make_compte(), etat=etat, fini_le=le)


def at(day: date, hour: int = 12) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=get_current_timezone())


@pytest.mark.parametrize("etat", [Etat.FINI, Etat.ANNULE])
def test_t12_un_travail_termine_s_efface_sept_jours_apres_sa_fin(etat: Etat):
    kept = make_fini(etat, le=at(ON - timedelta(days=7), 0))
    make_fini(etat, le=at(ON - timedelta(days=8), 23))
    assert menage.erase_travaux(on=ON) == 1
    assert list(Travail.objects.all()) == [kept]
    assert menage.erase_travaux(on=ON) == 0


def test_t12_un_echec_reste_trente_jours_pour_etre_compris():
    recent = make_fini(Etat.ECHOUE, le=at(ON - timedelta(days=30), 0))
    make_fini(Etat.ECHOUE, le=at(ON - timedelta(days=31)))
    assert menage.erase_travaux(on=ON) == 1
    assert list(Travail.objects.all()) == [recent]


def test_t12_ce_qui_attend_ou_court_ne_s_efface_pas_si_vieux_que_ce_soit():
    waiting = make_travail(dispositif=make_dispositif(), compte=make_compte())
    Travail.objects.filter(pk=waiting.pk).update(cree_le=at(date(2024, 1, 1)))
    assert menage.erase_travaux(on=ON) == 0


def test_t12_les_resultats_declares_s_effacent_avec_la_meme_limite(monkeypatch):
    asked: list[datetime] = []
    monkeypatch.setattr(menage, "_effaceurs", {})

    @menage.declare_resultats
    def erase(avant: datetime) -> int:
        asked.append(avant)
        return 3

    assert menage.erase_resultats(on=ON) == 3
    assert asked == [make_aware(datetime(2026, 11, 18))]  # noqa: DTZ001


def test_t12_le_menage_est_un_travail_de_chaque_nuit_qui_dit_ce_qu_il_a_fait():
    old = make_fini(Etat.FINI, le=at(localdate() - timedelta(days=9)))
    with open_service("essai"):
        asked = enqueue_service(code=MENAGE)
    assert Equipier().run_next()
    asked.refresh_from_db()
    assert (asked.etat, asked.phrase) == (Etat.FINI, "Travaux effacés : 1 ; résultats effacés : 0.")
    assert not Travail.objects.filter(pk=old.pk).exists()
