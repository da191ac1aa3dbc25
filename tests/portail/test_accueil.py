"""The public home and the pages that say how the site keeps its word."""

import html
from xml.etree import ElementTree

import pytest

from maillage.portail import chiffres
from maillage.territoire import actions as territoire
from tests.territoire.conftest import read_petit_jeu


@pytest.mark.django_db
@pytest.mark.parametrize(
    "adresse",
    ["/", "/carte/", "/annuaire/", "/pres-de-chez-moi/", "/sources/", "/accessibilite/", "/donnees-personnelles/",
     "/mentions-legales/", "/robots.txt", "/sitemap.xml", "/annuaire/export.csv", "/annuaire/export.xlsx",
     "/annuaire/export.ods", "/annuaire/data-inclusion.json", "/definitions/", "/definitions.json",
     "/definitions.pdf"],
)  # fmt: skip
def test_une_installation_vide_ouvre_ses_pages_publiques_sans_compte(client, adresse):
    response = client.get(adresse)
    assert response.status_code == 200
    assert b"".join(response)


@pytest.mark.usefixtures("annuaire")
class TestAccueil:
    def test_chaque_chiffre_de_l_accueil_a_son_annee_sa_base_et_sa_source(self, client):
        page = html.unescape(client.get("/").content.decode())
        shown = [c for c in chiffres.read_chiffres() if c.is_accueil]
        assert len(shown) == 4
        for c in shown:
            assert c.texte in page
            assert c.base in page
            assert c.source.citation in page

    def test_l_accueil_dit_ou_les_sources_se_contredisent(self, client):
        page = html.unescape(client.get("/").content.decode())
        assert "130 000" in page
        assert "147" in page

    def test_l_accueil_compte_les_structures_comme_l_annuaire(self, client):
        page = html.unescape(client.get("/").content.decode())
        assert "138 PLIE et 76 Maisons de l’emploi – France" in page
        assert "28 PLIE · 22 MDE" in page

    def test_le_plan_du_site_mene_a_chaque_fiche(self, client):
        plan = ElementTree.fromstring(client.get("/sitemap.xml").content)  # noqa: S314 (our own answer)
        adresses = [loc.text or "" for loc in plan.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
        assert len([a for a in adresses if "/annuaire/" in a]) == 1 + 214
        assert all(client.get(a).status_code == 200 for a in adresses[:9])


def test_un_chiffre_publie_sans_base_ni_source_n_existe_pas():
    for c in chiffres.read_chiffres():
        assert c.base
        assert c.annee
        assert c.source.auteur
    assert {c.source.code for c in chiffres.read_chiffres()} <= chiffres.read_documents().keys()


@pytest.fixture
def annuaire_et_communes(regions):
    from maillage.reseau.actions import import_annuaire

    territoire.import_referentiel(read_petit_jeu())
    import_annuaire()


@pytest.mark.usefixtures("annuaire_et_communes")
class TestPresDeChezMoi:
    def test_une_commune_nommee_mene_aux_structures_les_plus_proches(self, client):
        page = html.unescape(client.get("/pres-de-chez-moi/?q=Roubaix").content.decode())
        assert "Autour de Roubaix" in page
        assert "PLIE de Roubaix-Lys-Lez-Lannoy" in page

    def test_la_commune_choisie_dans_les_suggestions_est_prise_au_mot(self, client):
        page = html.unescape(client.get("/pres-de-chez-moi/?q=Roubaix (59512)").content.decode())
        assert "Autour de Roubaix" in page
        assert 'value="Roubaix (59512)"' in page
        assert "Pas la bonne commune" not in page

    def test_sans_territoire_declare_la_couverture_n_est_jamais_dite_nulle(self, client):
        page = html.unescape(client.get("/pres-de-chez-moi/?commune=59512").content.decode())
        assert page.count("Couverture non renseignée") == 2
        assert "non couverte" not in page

    def test_une_commune_introuvable_dit_comment_chercher(self, client):
        page = html.unescape(client.get("/pres-de-chez-moi/?q=Xyzzyville").content.decode())
        assert "Aucune commune ne s’appelle" in page

    @pytest.mark.parametrize(
        "suite",
        ["?q=%00", "?q=" + "a" * 5000, "?commune=99999", "?commune=%27", "?q=%25", "?q=(", "?commune=" + "1" * 400],
    )
    def test_une_recherche_mal_ecrite_repond_toujours(self, client, suite):
        assert client.get("/pres-de-chez-moi/" + suite).status_code == 200


@pytest.mark.django_db
def test_une_page_qui_n_existe_pas_repond_en_francais(client):
    response = client.get("/nexiste/pas/")
    assert response.status_code == 404
    assert "Cette page n’existe pas" in html.unescape(response.content.decode())
