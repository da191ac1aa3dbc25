"""The public directory: list, pages, map."""

import html
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from maillage.reseau.models import Dispositif
from maillage.reseau.nomenclatures import Etat
from maillage.socle.roles import Role
from tests.usine import make_compte, make_dispositif, make_habilitation

pytestmark = pytest.mark.usefixtures("annuaire")


def read(client, adresse: str) -> str:
    response = client.get(adresse)
    assert response.status_code == 200
    return html.unescape(response.content.decode())


def count_queries(client, adresse: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(adresse).status_code == 200
    # The context that the middleware opens on PostgreSQL is not the page's.
    of_context = ("SAVEPOINT", "set_config", "current_setting")
    return len([q for q in captured.captured_queries if not any(word in q["sql"] for word in of_context)])


class TestListe:
    def test_la_liste_compte_les_214_structures(self, client):
        assert "214 structures" in read(client, "/annuaire/")

    def test_les_filtres_restent_dans_l_adresse_et_dans_les_liens(self, client):
        page = read(client, "/annuaire/?q=emploi&type=mde&region=32&tri=-nom")
        assert "q=emploi&type=mde&region=32" in page
        assert '<option value="mde" selected>' in page
        assert '<option value="32" selected>' in page
        assert "/annuaire/export.csv?q=emploi&type=mde&region=32&tri=-nom" in page
        assert 'aria-sort="descending"' in page

    @pytest.mark.parametrize(("page", "premiere"), [("1", 1), ("2", 26), ("9", 201)])
    def test_chaque_page_suit_la_precedente(self, client, page, premiere):
        assert f"{premiere} à " in read(client, f"/annuaire/?page={page}")

    def test_toutes_les_pages_ensemble_montrent_chaque_structure_une_fois(self, client):
        slugs = [
            s
            for n in range(1, 10)
            for s in re.findall(r'scope="row"><a href="/annuaire/([^/]+)/', read(client, f"/annuaire/?page={n}"))
        ]
        assert len(slugs) == len(set(slugs)) == 214

    @pytest.mark.parametrize(
        "adresse",
        [
            "?page=zéro", "?page=-5", "?page=99999999999999999999", "?page=" + "9" * 5000, "?page=2&page=x",
            "?q=" + "a" * 10_000, "?q=%00%0a%1b", "?q=%F0%9F%92%A9", "?q='%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
            "?q=%FF%FE", "?region=%00", "?region=99", "?region='--", "?type=inconnu", "?type=PLIE", "?tri=pk;drop", "?tri=--nom",
            "?cites=2019", "?cites=1999",
        ],
    )  # fmt: skip
    @pytest.mark.parametrize(
        "chemin", ["/annuaire/", "/carte/", "/annuaire/export.csv", "/annuaire/data-inclusion.json"]
    )
    def test_une_adresse_mal_ecrite_repond_toujours(self, client, chemin, adresse):
        response = client.get(chemin + adresse)
        assert response.status_code == 200
        body = b"".join(response.streaming_content) if response.streaming else response.content
        assert b"<script>alert" not in body

    def test_une_liste_vide_dit_quoi_faire(self, client):
        page = read(client, "/annuaire/?q=introuvable")
        assert "Rien ne répond à ces filtres" in page
        assert "Chercher par commune" in page

    def test_les_plie_cites_en_2019_seulement_sont_a_part(self, client):
        assert "PLIE d’Évreux" not in read(client, "/annuaire/?q=evreux")
        page = read(client, "/annuaire/?cites=2019")
        assert "PLIE d’Évreux" in page
        assert "8 structures" in page

    def test_chaque_choix_dit_combien_il_laisserait_les_autres_filtres_gardes(self, client):
        page = read(client, "/annuaire/?region=53")
        assert '<option value="plie">Plan local pour l’insertion et l’emploi (2)</option>' in page
        assert '<option value="53" selected>Bretagne (5)</option>' in page
        page = read(client, "/annuaire/?type=mde&q=bretagne")
        assert '<option value="53">Bretagne (' in page
        assert "Structures de l’annuaire" in page

    def test_ce_que_la_liste_compte_est_ce_que_la_base_compte(self, client):
        for suite, rows in (
            ("?type=mde&region=53", Dispositif.objects.publics().filter(type="mde", region="53")),
            ("?q=emploi&type=plie", Dispositif.objects.publics().filter(type="plie", cle__contains="emploi")),
        ):
            assert f"{rows.count()} structures sur 214" in read(client, f"/annuaire/{suite}")

    def test_une_commune_deduite_le_dit_a_cote(self, client):
        page = read(client, "/annuaire/?q=mef+du+cotentin")
        assert '<span class="discret">(déduite)</span>' in page

    def test_chaque_filtre_en_vigueur_se_retire_seul(self, client):
        page = read(client, "/annuaire/?type=mde&region=53")
        assert 'href="?region=53"><span class="hors-ecran">Retirer le filtre </span>Type : Maison de l’emploi' in page

    def test_le_visiteur_n_a_pas_de_vues_la_personne_connectee_les_siennes(self, client):
        assert "Mes vues" not in read(client, "/annuaire/")
        compte = make_compte()
        make_habilitation(Role.ANIMATEUR_RESEAU, compte=compte)
        client.force_login(compte)
        assert "Garder cette vue" in read(client, "/annuaire/")

    def test_the_list_asks_as_many_queries_for_2_rows_as_for_25(self, client):
        few = count_queries(client, "/annuaire/?region=53&type=plie")
        assert few == count_queries(client, "/annuaire/") == 2


class TestFiche:
    def test_la_fiche_dit_ce_qu_elle_ne_sait_pas(self, client):
        page = read(client, "/annuaire/mef-du-cotentin/")
        assert "Non renseigné" in page
        assert "déduite du nom, à confirmer" in page
        assert "Pas encore relue par la structure" in page
        assert "PLIE du Cotentin" in page

    def test_une_fiche_garde_ses_anciens_noms(self, client):
        page = read(client, "/annuaire/plie-de-grenoble-alpes-metropole/")
        assert "PLIE du Bassin Grenoblois" in page

    @pytest.mark.parametrize("slug", ["inconnu", "essai-fictif", "plie-du-cotentin-2"])
    def test_une_fiche_inconnue_est_introuvable(self, client, slug):
        assert client.get(f"/annuaire/{slug}/").status_code == 404

    def test_un_dispositif_fictif_n_a_pas_de_page_publique(self, client):
        fictif = make_dispositif("PLIE du Pays de Valombre")
        assert client.get(f"/annuaire/{fictif.slug}/").status_code == 404

    def test_une_structure_fermee_garde_sa_page_et_quitte_la_liste(self, client):
        Dispositif.objects.filter(slug="plie-du-cotentin").update(etat=Etat.FERME)
        assert "Ce dispositif est fermé" in read(client, "/annuaire/plie-du-cotentin/")
        assert "213 structures" in read(client, "/annuaire/")

    def test_the_page_asks_a_fixed_number_of_queries(self, client):
        slugs = ("mef-du-cotentin", "plie-de-la-capi", "plie-pp2c-programme-pour-la-2eme-chance")
        read(client, "/annuaire/mef-du-cotentin/")
        assert max(count_queries(client, f"/annuaire/{slug}/") for slug in slugs) <= 8


class TestCarte:
    def test_la_liste_a_cote_dit_la_meme_chose_que_la_carte(self, client):
        page = read(client, "/carte/?region=53")
        assert "5 structures" in page
        assert "2 PLIE et 3 Maisons de l’emploi – Bretagne" in page
        for slug in ("plie-de-rennes-metropole", "we-ker"):
            assert page.count(f"/annuaire/{slug}/") >= 2

    def test_la_carte_dit_combien_de_structures_n_ont_pas_de_point(self, client):
        assert "dont 6 sans commune de repère" in read(client, "/carte/")

    def test_la_carte_montre_les_cinq_cartouches_et_l_attribution(self, client):
        page = read(client, "/carte/")
        assert "IGN – ADMIN EXPRESS, Insee – COG 2026" in page
        for nom in ("Guadeloupe", "Martinique", "Guyane", "La Réunion", "Mayotte"):
            assert nom in page
