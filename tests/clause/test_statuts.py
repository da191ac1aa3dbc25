"""The status of an employer: changed from a day, its history kept, the hours of before counted as they were."""

from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate

from maillage.clause.actions.statuts import change_statut
from maillage.clause.models import StatutEntreprise
from maillage.clause.nomenclatures.emplois import StatutInsertion
from maillage.clause.queries.activite import read_statuts
from maillage.clause.rules.statuts import Changement, Periode, check_changement, plan_changement
from maillage.socle.journal.models import Evenement
from maillage.socle.refus import RefusMultiples
from maillage.socle.roles import Role
from tests.clause.usine import make_clause, make_facilitateur
from tests.clause.usine_aval import make_entreprise
from tests.parcours.suivi.pages import count_queries, fill
from tests.usine import make_habilitation

S = StatutInsertion
DU, LE = date(2025, 1, 1), date(2026, 6, 1)
VEILLE = LE - timedelta(days=1)


class TestRegle:
    def test_un_changement_ferme_la_periode_la_veille_et_dure_autant_qu_elle(self):
        ouverte, finie = Periode(S.AI, DU), Periode(S.AI, DU, date(2026, 12, 31))
        assert plan_changement([ouverte], du=LE) == Changement(ferme=ouverte)
        assert plan_changement([finie], du=LE) == Changement(ferme=finie, au=date(2026, 12, 31))

    def test_le_premier_jour_d_une_periode_c_est_une_correction(self):
        assert plan_changement([Periode(S.AI, DU)], du=DU) == Changement(corrige=Periode(S.AI, DU))

    def test_avant_la_premiere_ou_dans_un_trou_jusqu_a_la_suivante(self):
        assert plan_changement([Periode(S.EI, LE)], du=DU) == Changement(au=VEILLE)
        assert plan_changement([Periode(S.EI, DU, date(2025, 6, 30))], du=LE) == Changement()
        assert plan_changement([], du=LE) == Changement()

    def test_le_meme_statut_ou_un_jour_a_venir_se_refuse(self):
        assert "déjà son statut depuis le 01/01/2025" in check_changement(
            [Periode(S.AI, DU)], statut=S.AI, du=LE, today=LE
        )["statut"]  # fmt: skip
        assert check_changement([Periode(S.AI, DU)], statut=S.EI, du=LE, today=LE) == {}
        assert "du" in check_changement([], statut=S.EI, du=LE, today=VEILLE)


@pytest.fixture
def dispositif(db):
    return make_clause()


@pytest.fixture
def horizon(dispositif):
    made = make_entreprise(dispositif, nom="Horizon Vert")
    StatutEntreprise.objects.create(dispositif=dispositif, entreprise=made, statut="ai", du=DU)
    return made


@pytest.fixture
def connectee(client, dispositif):
    client.force_login(make_habilitation(Role.FACILITATEUR, dispositif).compte)
    return client


def rows():
    return list(StatutEntreprise.objects.order_by("du").values_list("statut", "du", "au"))


def test_le_statut_change_a_l_ecran_et_l_histoire_reste(connectee, horizon):
    adresse = f"/entreprises/{horizon.uuid}/"
    assert "Association intermédiaire" in connectee.get(adresse).content.decode()
    answer = fill(connectee, f"{adresse}statut/", statut="ei", du=LE.isoformat())
    assert answer.url == adresse
    assert rows() == [("ai", DU, VEILLE), ("ei", LE, None)]
    shown = connectee.get(adresse).content.decode()
    assert shown.index("Entreprise d’insertion") < shown.index("Association intermédiaire")
    assert Evenement.objects.filter(type="clause.statut_change").count() == 1
    fill(connectee, f"{adresse}statut/", statut="etti", du=LE.isoformat())
    assert rows() == [("ai", DU, VEILLE), ("etti", LE, None)]
    assert Evenement.objects.filter(type="clause.statut_corrige").count() == 1


def test_chaque_mois_se_compte_avec_le_statut_de_ce_mois(dispositif, horizon):
    change_statut(by=make_facilitateur(dispositif), entreprise=horizon, statut=S.EI, du=LE, today=localdate())
    find = read_statuts({horizon.pk})
    assert [find(horizon.pk, mois) for mois in (date(2024, 12, 1), date(2026, 5, 1), date(2026, 6, 1))] == [
        None,
        S.AI,
        S.EI,
    ]


def test_le_meme_statut_deux_fois_se_dit_et_n_ajoute_rien(connectee, horizon):
    page = fill(connectee, f"/entreprises/{horizon.uuid}/statut/", statut="ai", du=LE.isoformat())
    assert "déjà son statut" in page.context["form"].errors["statut"][0]
    page = fill(connectee, f"/entreprises/{horizon.uuid}/statut/", statut="ei",
                du=(localdate() + timedelta(days=1)).isoformat())  # fmt: skip
    assert "du" in page.context["form"].errors
    assert rows() == [("ai", DU, None)]


def test_une_entreprise_d_un_autre_service_est_une_page_absente(connectee):
    autre = make_entreprise(make_clause())
    assert connectee.get(f"/entreprises/{autre.uuid}/statut/").status_code == 404


def test_un_refus_de_l_action_n_ecrit_rien(dispositif, horizon):
    with pytest.raises(RefusMultiples):
        change_statut(by=make_facilitateur(dispositif), entreprise=horizon, statut=S.AI, du=LE, today=localdate())
    assert rows() == [("ai", DU, None)]


def test_la_page_de_l_entreprise_pose_autant_de_requetes_a_2_et_20_statuts(connectee, dispositif, horizon):
    counts = []
    for more in (1, 18):
        for _ in range(more):
            rang = StatutEntreprise.objects.count()
            StatutEntreprise.objects.create(
                dispositif=dispositif, entreprise=horizon, statut="ei", du=date(2020, 1, rang), au=date(2020, 1, rang)
            )
        counts.append(len(count_queries(connectee, f"/entreprises/{horizon.uuid}/")))
    assert counts[0] == counts[1]


def test_le_jour_d_un_premier_statut_se_donne_et_celui_d_un_changement_se_propose(connectee, dispositif, horizon):
    """Dated of the day it is typed, a first status would leave the hours so far in no share."""
    nouvelle = make_entreprise(dispositif)
    for entreprise, propose in ((nouvelle, None), (horizon, localdate())):
        page = connectee.get(f"/entreprises/{entreprise.uuid}/statut/")
        assert page.context["form"].initial.get("du") == propose
    page = fill(connectee, f"/entreprises/{nouvelle.uuid}/statut/", statut="ei", du="")
    assert "du" in page.context["form"].errors
