"""Alerts, from the journal to whoever must look."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from maillage.socle.journal.models import Acces, Alerte, Evenement
from maillage.socle.journal.rules import Regle
from maillage.socle.journal.sceaux import sign_ligne
from maillage.socle.journal.surveillance import FICHES, Fiche, declare_fiche, watch
from maillage.socle.roles import Role
from tests.usine import make_dispositif, make_habilitation

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 18, 16, tzinfo=ZoneInfo("Europe/Paris"))


@pytest.fixture(autouse=True)
def _fiches():
    """A kind of nominative file whose keys end with their rank; « x… » have no link with the reader."""
    declare_fiche(
        "essai.fiche",
        Fiche(
            list_rangs=lambda cles: {cle: int(cle[1:]) for cle in cles},
            list_sans_lien=lambda compte, cles: {cle for cle in cles if cle.startswith("x")},
        ),
    )
    yield
    del FICHES["essai.fiche"]


@pytest.fixture
def habilitation():
    return make_habilitation(Role.REFERENT, make_dispositif())


def consult(habilitation, cles, *, pas=timedelta(seconds=25), cible="essai.fiche", il_y_a=timedelta(hours=2)):
    for rang, cle in enumerate(cles):
        values = {
            "uuid": f"00000000-0000-4000-8000-{Acces.objects.count():012}", "dispositif_id": habilitation.dispositif_id,
            "horodatage": NOW - il_y_a + pas * rang, "compte_id": habilitation.compte_id, "role": "referent",
            "type": "essai.lecture", "cible": cible, "cible_cle": cle, "details": {}, "requete": "", "adresse": "",
        }  # fmt: skip
        Acces.objects.create(**values, sceau=sign_ligne("acces", values))


def shuffled(count, prefix="f"):
    return [f"{prefix}{(i * 37) % 1009}" for i in range(count)]


def test_r14_cent_une_fiches_en_une_heure_donnent_une_alerte_et_une_seule(habilitation):
    consult(habilitation, shuffled(101))
    assert watch(now=NOW) == 1
    assert watch(now=NOW) == 0
    alerte = Alerte.objects.get()
    assert (alerte.regle, alerte.nombre, alerte.compte_id) == (Regle.VOLUME, 101, habilitation.compte_id)


def test_r35_fiches_sans_lien_et_fiches_dans_l_ordre(habilitation):
    consult(habilitation, shuffled(10, "x"))
    consult(habilitation, [f"f{i}" for i in range(500, 515)], il_y_a=timedelta(hours=1))
    watch(now=NOW)
    assert set(Alerte.objects.values_list("regle", flat=True)) == {Regle.SANS_LIEN, Regle.SUITE}


def test_ce_qui_n_est_pas_une_fiche_et_ce_qui_est_ancien_ne_compte_pas(habilitation):
    consult(habilitation, shuffled(150), cible="essai.autre")
    consult(habilitation, shuffled(150))
    assert watch(now=NOW + timedelta(days=2)) == 0
    assert watch(now=NOW) == 1


def test_deux_personnes_ne_font_pas_une_alerte_ensemble(habilitation):
    consult(habilitation, shuffled(60))
    consult(make_habilitation(Role.REFERENT, habilitation.dispositif), [f"f{i}" for i in range(2000, 2600, 10)])
    assert watch(now=NOW) == 0


class TestPage:
    @pytest.fixture
    def alerte(self, habilitation):
        consult(habilitation, shuffled(101))
        watch(now=NOW)
        return Alerte.objects.get()

    @pytest.mark.parametrize("role", [Role.DPD, Role.DIRECTEUR])
    def test_le_dpd_et_la_direction_voient_l_alerte_et_disent_sa_suite(self, client, alerte, role):
        client.force_login(make_habilitation(role, alerte.dispositif).compte)
        page = client.get("/journal/alertes/").content.decode()
        assert "Beaucoup de fiches en une heure" in page
        post(client, alerte, page)
        alerte.refresh_from_db()
        assert alerte.suite == "justifiee"
        assert Evenement.objects.get(type="journal.alerte_traitee").details == {"suite": "justifiee"}

    def test_personne_ne_classe_sa_propre_alerte(self, client, alerte, habilitation):
        make_habilitation(Role.DIRECTEUR, alerte.dispositif, compte=habilitation.compte)
        habilitation.delete()
        client.force_login(habilitation.compte)
        page = client.get("/journal/alertes/").content.decode()
        assert "une autre personne doit la traiter" in page
        autre = make_habilitation(Role.DPD, alerte.dispositif)
        client.force_login(autre.compte)
        jeton_page = client.get("/journal/alertes/").content.decode()
        client.force_login(habilitation.compte)
        post(client, alerte, jeton_page)
        alerte.refresh_from_db()
        assert alerte.suite == ""

    def test_un_autre_dispositif_ne_la_voit_pas(self, client, alerte):
        client.force_login(make_habilitation(Role.DPD, make_dispositif()).compte)
        assert "Aucune consultation inhabituelle" in client.get("/journal/alertes/").content.decode()

    def test_une_alerte_nomme_la_personne_et_jamais_ce_qu_elle_a_lu(self, client, alerte):
        client.force_login(make_habilitation(Role.DPD, alerte.dispositif).compte)
        page = client.get("/journal/alertes/").content.decode()
        assert "Camille Essai" in page
        assert "essai.fiche" not in page


def post(client, alerte, page):
    import re

    jeton = re.search(r'name="jeton" value="([^"]*)"', page)
    data = {"suite": "justifiee"} | ({"jeton": jeton.group(1)} if jeton else {})
    return client.post(f"/journal/alertes/{alerte.uuid}/traiter/", data)


def test_l_alerte_est_a_faire_pour_le_dpd_et_la_direction_et_pour_eux_seuls(client, habilitation):
    consult(habilitation, shuffled(101))
    watch(now=NOW)
    for role, attendu in ((Role.DPD, True), (Role.DIRECTEUR, True), (Role.COORDINATEUR, False)):
        client.force_login(make_habilitation(role, habilitation.dispositif).compte)
        page = client.get("/a-faire/").content.decode()
        assert ("Beaucoup de fiches en une heure" in page) is attendu
