"""The public pages of the territory."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from maillage.territoire.models import Commune, Zonage, ZonageCommune

pytestmark = pytest.mark.django_db


class TestTrouver:
    def test_sans_script_la_page_liste_des_liens(self, client, petit_cog):
        page = client.get("/communes/", {"q": "st herblain"}).content.decode()
        assert 'href="/territoire/communes/44162/"' in page
        assert "IGN – ADMIN EXPRESS, Insee – COG 2026" in page

    def test_la_liste_deroulante_recoit_des_options(self, client, petit_cog):
        html = client.get("/communes/", {"q": "lille"}, headers={"X-Combobox": "1"}).content.decode()
        assert 'role="option"' in html
        assert 'data-valeur="Lille (59350)"' in html
        assert "<html" not in html

    def test_le_json_dit_sa_source(self, client, petit_cog):
        json = client.get("/communes/", {"q": "lille"}, HTTP_ACCEPT="application/json").json()
        assert json["communes"][0]["code"] == "59350"
        assert "COG 2026" in json["source"]

    def test_rien_trouve_dit_quoi_faire(self, client, petit_cog):
        assert "essayez le code postal" in client.get("/communes/", {"q": "xqzjwk"}).content.decode()


class TestCommune:
    def test_la_page_dit_ou_elle_se_trouve(self, client, petit_cog):
        page = client.get("/territoire/communes/93066/").content.decode()
        for said in ("Seine-Saint-Denis", "Île-de-France", "Plaine Commune", "Métropole du Grand Paris", "149"):
            assert said in page

    def test_un_ancien_code_mene_a_la_commune_actuelle(self, client, petit_cog):
        response = client.get("/territoire/communes/59298/")
        assert (response.status_code, response["Location"]) == (301, "/territoire/communes/59350/")

    def test_un_code_inconnu_est_une_page_absente(self, client, petit_cog):
        assert client.get("/territoire/communes/99999/").status_code == 404

    def test_une_date_ancienne_est_dite_incertaine(self, client, petit_cog):
        page = client.get("/territoire/communes/59350/", {"le": "2015-06-01"}).content.decode()
        assert "connu au COG 2026" in page
        assert "connu au COG" not in client.get("/territoire/communes/59350/").content.decode()

    @pytest.mark.parametrize("le", ["hier", "2026-02-30", "9999999"])
    def test_une_date_illisible_se_dit_sans_casser(self, client, petit_cog, le):
        response = client.get("/territoire/communes/59350/", {"le": le})
        assert response.status_code == 200
        assert "n’est pas une date" in response.content.decode()

    def test_une_commune_sans_epci_le_dit(self, client, petit_cog):
        assert "Aucune" in client.get("/territoire/communes/85113/").content.decode()

    def test_ses_zonages_dependent_de_la_date_et_les_requetes_pas_de_leur_nombre(self, client, petit_cog):
        commune = Commune.objects.get(code="59350")
        counts = []
        for wanted in (2, 20):
            while Zonage.objects.count() < wanted:
                zonage = Zonage.objects.create(
                    type="qpv", code=f"QN{Zonage.objects.count()}", libelle="Les Tanneries", millesime=2024,
                    du=date(2024, 1, 1), au=date(2030, 12, 31), source="essai",
                )  # fmt: skip
                ZonageCommune.objects.create(zonage=zonage, commune=commune)
            with CaptureQueriesContext(connection) as captured:
                page = client.get("/territoire/communes/59350/", {"le": "2026-06-01"}).content.decode()
            assert page.count("Les Tanneries") == wanted
            counts.append(len(captured))
        assert counts[0] == counts[1] <= 24  # the page’s own, who works there, and PostgreSQL’s context
        before = client.get("/territoire/communes/59350/", {"le": "2023-12-31"}).content.decode()
        assert "Les Tanneries" not in before

    def test_qui_y_travaille_se_dit_et_le_silence_n_est_pas_une_absence(self, client, petit_cog):
        from maillage.reseau.models import Dispositif, TerritoireIntervention
        from tests.usine import make_dispositif

        def page() -> str:
            return client.get("/territoire/communes/59350/", {"le": "2026-06-01"}).content.decode()

        dispositif = make_dispositif("PLIE des Tanneries", departement_id="59")
        Dispositif.objects.update(is_fictif=False)
        assert "dispositif du département n’a pas encore déclaré son territoire" in page()
        TerritoireIntervention.objects.create(
            dispositif=dispositif, commune_id="59350", du=date(2026, 1, 1), nature="plein"
        )
        assert "PLIE des Tanneries" in page()
        assert "n’a pas encore déclaré" not in page()
