"""The search box: who is asked, how much is shown, what is logged (R-14, R-30)."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from maillage.socle import recherche
from maillage.socle.acteur import ANONYME, Acteur
from maillage.socle.journal import actions as journal
from maillage.socle.journal.models import Acces
from maillage.socle.recherche import queries, registre, rules
from maillage.socle.roles import Role
from tests.usine import make_compte, make_dispositif, make_habilitation


def _structures(acteur: Acteur, texte: str, limit: int) -> list[recherche.Resultat]:
    return [recherche.Resultat("Structures", f"{texte} {n}", f"/annuaire/{n}/") for n in range(60)]


def _personnes(acteur: Acteur, texte: str, limit: int) -> list[recherche.Resultat]:
    return [recherche.Resultat("Personnes", "Aïcha Bellamy", "/dossiers/1/", icone="user")]


@pytest.fixture
def declares() -> Iterator[None]:
    """Only these two providers, for the time of a test."""
    before = dict(registre._FOURNISSEURS)
    registre._FOURNISSEURS.clear()
    recherche.declare(_structures)
    recherche.declare(_personnes, nominatif=True, ordre=10)
    yield
    registre._FOURNISSEURS.clear()
    registre._FOURNISSEURS.update(before)


@pytest.fixture
def referent() -> Client:
    compte = make_compte()
    make_habilitation(Role.REFERENT, make_dispositif(), compte=compte)
    client = Client()
    client.force_login(compte)
    client.compte = compte  # type: ignore[attr-defined]
    return client


def _now() -> datetime:
    return timezone.now()


@pytest.mark.django_db
class TestPortee:
    def test_r14_une_personne_ne_se_cherche_pas_sans_compte(self, declares):
        reponse = queries.search(ANONYME, "bellamy", now=_now())
        assert [groupe.categorie for groupe in reponse.groupes] == ["Structures"]
        assert not reponse.nominative

    def test_une_personne_connectee_trouve_les_deux_dans_l_ordre_declare(self, declares):
        reponse = queries.search(Acteur(compte=1), "bellamy", now=_now())
        assert [groupe.categorie for groupe in reponse.groupes] == ["Personnes", "Structures"]
        assert reponse.nominative

    @pytest.mark.parametrize("texte", ["b", "be", " be "])
    def test_r14_moins_de_trois_caracteres_ne_cherchent_rien_et_le_disent(self, declares, texte):
        reponse = queries.search(ANONYME, texte, now=_now())
        assert (reponse.total, reponse.refus) == (0, "Tapez au moins 3 caractères.")

    def test_une_boite_vide_ne_reproche_rien(self, declares):
        assert queries.search(ANONYME, "  ", now=_now()) == queries.Reponse("")

    def test_r14_au_plus_cinquante_resultats(self, declares):
        reponse = queries.search(Acteur(compte=1), "plie", now=_now(), par_fournisseur=100)
        assert reponse.total == rules.PLAFOND == 50


@pytest.mark.django_db
class TestJournal:
    def test_r30_une_recherche_de_personne_est_journalisee_sans_ce_qui_est_tape(self, declares, referent):
        referent.get("/recherche/", {"q": "bellamy"})
        acces = Acces.objects.get(type="recherche.requete")
        assert acces.compte_id == referent.compte.pk
        assert acces.details == {"taille": 7, "resultats": 21}
        assert "bellamy" not in str(acces.__dict__)

    def test_une_recherche_sans_personne_ne_l_est_pas(self, declares, client, referent):
        client.get("/recherche/", {"q": "bellamy"})
        referent.get("/recherche/", {"q": "be"})
        assert not Acces.objects.filter(type="recherche.requete").exists()

    def test_r14_au_dela_du_debit_les_personnes_ne_sont_plus_cherchees(self, declares, referent):
        acteur = Acteur(compte=referent.compte.pk)
        for _ in range(rules.RECHERCHES_PAR_PERIODE):
            journal.record_acces(by=acteur, type="recherche.requete")
        page = referent.get("/recherche/", {"q": "bellamy"}).content.decode()
        assert "plus de 240 recherches en une heure" in page
        assert "Aïcha" not in page
        assert "bellamy 3" in page
        later = queries.search(acteur, "bellamy", now=_now() + timedelta(hours=1, seconds=1))
        assert later.nominative


@pytest.mark.django_db
class TestPages:
    def test_la_page_groupe_par_categorie(self, declares, client):
        page = client.get("/recherche/", {"q": "plie"}).content.decode()
        assert "20 résultats pour « plie »" in page
        assert ">Structures</h2>" in page

    def test_ce_qui_est_tape_est_echappe(self, declares, client):
        page = client.get("/recherche/", {"q": "<script>alert(1)</script>"}).content.decode()
        assert "<script>alert" not in page

    def test_les_suggestions_sont_des_options_ou_du_json(self, declares, client):
        html = client.get("/recherche/suggestions/", {"q": "plie"}, HTTP_ACCEPT="text/html").content.decode()
        assert html.count('role="option"') == rules.SUGGESTIONS_PAR_FOURNISSEUR
        json = client.get("/recherche/suggestions/", {"q": "plie"}, HTTP_ACCEPT="application/json").json()
        assert json["resultats"][0] == {
            "categorie": "Structures", "titre": "plie 0", "sous_titre": "", "url": "/annuaire/0/",
        }  # fmt: skip

    def test_chercher_ne_s_ecrit_pas(self, client):
        assert client.post("/recherche/").status_code == 405

    def test_une_commune_se_trouve_par_la_boite(self, client, petit_cog):
        page = client.get("/recherche/", {"q": "saint herblain"}).content.decode()
        assert "/territoire/communes/44162/" in page

    @pytest.mark.parametrize("texte", ["\x00\x00\x00abc", "%%%", "'); DROP TABLE", "é" * 5000, "\ud83d"[:0] + "😀😀😀"])
    def test_un_texte_etrange_ne_casse_rien(self, client, petit_cog, texte):
        assert client.get("/recherche/", {"q": texte}).status_code == 200


@given(st.text())
def test_le_texte_nettoye_est_court_imprimable_et_stable(texte):
    clean = rules.clean_texte(texte)
    assert len(clean) <= 100
    assert clean.isprintable()
    assert rules.clean_texte(clean) == clean
