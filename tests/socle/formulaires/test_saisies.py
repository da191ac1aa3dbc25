"""A session that expires in the middle of a form loses no text, and gives it to nobody else."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from maillage.socle.formulaires.jetons import make_jeton
from maillage.socle.formulaires.models import Saisie
from maillage.socle.roles import Role
from tests.socle.formulaires.test_une_fois import count_notes, find_jeton, read_page
from tests.usine import make_dispositif, make_habilitation

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.socle.formulaires.urls_essai")]
TEXTE = "Un long entretien, écrit sans lever la tête."


@pytest.fixture
def habilitation():
    return make_habilitation(Role.REFERENT, make_dispositif())


def post_with_expired_session(habilitation, path: str = "/essai/note/", **more) -> tuple[Client, str]:
    """What is typed on a page opened signed in, posted once the session is over; returns where that leads."""
    client = Client()
    data = {"texte": TEXTE, "jeton": make_jeton(habilitation.compte_id), "password": "secret-tapé", **more}
    response = client.post(path, data)
    assert response.status_code == 302
    assert Saisie.objects.count() == 1
    return client, response["Location"]


def test_le_texte_revient_dans_le_formulaire_apres_la_connexion(habilitation):
    client, where = post_with_expired_session(habilitation)
    kept = Saisie.objects.get()
    assert str(kept.uuid) in where
    client.force_login(habilitation.compte)
    page = client.get(f"/saisie/{kept.uuid}/", follow=True).content.decode()
    assert TEXTE in page
    assert "rien n’est encore enregistré" in page
    assert count_notes() == 0
    assert client.post("/essai/note/", {"texte": TEXTE, "jeton": find_jeton(page)}).status_code == 302
    assert (count_notes(), Saisie.objects.count()) == (1, 0)


def test_un_formulaire_sans_page_a_lui_revient_sur_une_page_d_attente(habilitation):
    client, _ = post_with_expired_session(habilitation, "/essai/breve/")
    client.force_login(habilitation.compte)
    page = read_page(client, f"/saisie/{Saisie.objects.get().uuid}/")
    assert TEXTE in page
    assert 'action="/essai/breve/"' in page
    assert client.post("/essai/breve/", {"texte": TEXTE, "jeton": find_jeton(page)}).status_code == 302


def test_la_saisie_n_est_rendue_qu_a_son_auteur(habilitation):
    client, _ = post_with_expired_session(habilitation)
    key = Saisie.objects.get().uuid
    client.force_login(make_habilitation(Role.DIRECTEUR, habilitation.dispositif).compte)
    assert client.get(f"/saisie/{key}/").status_code == 404
    assert TEXTE not in read_page(client, f"/essai/note/?saisie={key}")


def test_la_saisie_est_scellee_et_ne_contient_aucun_secret(habilitation):
    client, _ = post_with_expired_session(habilitation)
    kept = Saisie.objects.get()
    assert b"entretien" not in bytes(kept.contenu)
    client.force_login(habilitation.compte)
    assert "secret-tapé" not in client.get(f"/saisie/{kept.uuid}/", follow=True).content.decode()


def test_la_saisie_ne_se_garde_que_deux_heures(habilitation):
    client, _ = post_with_expired_session(habilitation)
    Saisie.objects.update(gardee_le=timezone.now() - timedelta(hours=2, minutes=1))
    client.force_login(habilitation.compte)
    assert client.get(f"/saisie/{Saisie.objects.get().uuid}/").status_code == 404


def test_les_fichiers_ne_sont_pas_gardes_et_la_page_le_dit(habilitation):
    client, _ = post_with_expired_session(habilitation, piece=SimpleUploadedFile("cv.pdf", b"%PDF"))
    client.force_login(habilitation.compte)
    page = client.get(f"/saisie/{Saisie.objects.get().uuid}/", follow=True).content.decode()
    assert "choisissez-les de nouveau" in page


def test_un_jeton_forge_ne_fait_rien_garder():
    response = Client().post("/essai/note/", {"texte": TEXTE, "jeton": "forgé"})
    assert response.status_code == 302
    assert not Saisie.objects.exists()


def test_personne_ne_remplit_la_base_de_saisies(habilitation):
    for _ in range(25):
        Client().post("/essai/note/", {"texte": TEXTE, "jeton": make_jeton(habilitation.compte_id)})
    assert Saisie.objects.count() == 20


class TestPreuveDOrigine:
    """The CSRF check, as browsers meet it."""

    @pytest.fixture
    def client(self, habilitation):
        client = Client(enforce_csrf_checks=True)
        client.force_login(habilitation.compte)
        return client

    def test_sans_preuve_d_origine_le_texte_revient_dans_le_formulaire(self, client, habilitation):
        data = {"texte": TEXTE, "jeton": make_jeton(habilitation.compte_id)}
        response = client.post("/essai/note/", data, follow=True)
        assert TEXTE in response.content.decode()
        assert count_notes() == 0

    def test_un_formulaire_venu_d_ailleurs_ne_se_renvoie_pas_d_un_clic(self, client):
        response = client.post("/essai/note/", {"texte": TEXTE, "jeton": "forgé"})
        page = response.content.decode()
        assert response.status_code == 403
        assert TEXTE in page
        assert "Envoyer de nouveau" not in page
        assert 'name="jeton"' not in page

    def test_session_et_temoins_perdus_le_texte_attend_la_connexion(self, habilitation):
        client = Client(enforce_csrf_checks=True)
        data = {"texte": TEXTE, "jeton": make_jeton(habilitation.compte_id)}
        assert client.post("/essai/note/", data).status_code == 302
        client.force_login(habilitation.compte)
        page = client.get(f"/saisie/{Saisie.objects.get().uuid}/", follow=True).content.decode()
        assert TEXTE in page
