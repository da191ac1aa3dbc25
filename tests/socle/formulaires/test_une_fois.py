"""A form posted twice creates one thing, and both answers lead to the same page."""

import re
import time
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from maillage.socle.formulaires.jetons import make_jeton
from maillage.socle.formulaires.models import Envoi, Saisie
from maillage.socle.journal.models import Evenement
from maillage.socle.roles import Role
from maillage.socle.travaux import actions as travaux
from maillage.socle.travaux import bail
from maillage.socle.travaux.execution import run_travail
from tests.socle.formulaires.urls_essai import NOTE
from tests.usine import make_dispositif, make_habilitation

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.socle.formulaires.urls_essai")]


@pytest.fixture
def habilitation():
    return make_habilitation(Role.REFERENT, make_dispositif())


@pytest.fixture
def referent(client, habilitation):
    client.force_login(habilitation.compte)
    return client


def read_page(client: Client, path: str = "/essai/note/") -> str:
    return client.get(path).content.decode()


def find_jeton(page: str) -> str:
    found = re.search(r'name="jeton" value="([^"]+)"', page)
    assert found
    return found[1]


def count_notes() -> int:
    return Evenement.objects.filter(type=NOTE).count()


def test_un_formulaire_envoye_deux_fois_ne_cree_qu_une_chose(referent):
    data = {"texte": "Bonjour", "jeton": find_jeton(read_page(referent))}
    first, second = (referent.post("/essai/note/", data) for _ in range(2))
    assert (first.status_code, second.status_code) == (302, 302)
    assert first["Location"] == second["Location"]
    assert count_notes() == 1


def test_deux_formulaires_ouverts_creent_deux_choses(referent):
    for _ in range(2):
        referent.post("/essai/note/", {"texte": "Bonjour", "jeton": find_jeton(read_page(referent))})
    assert count_notes() == 2


def test_un_formulaire_a_corriger_se_renvoie_avec_le_meme_jeton(referent):
    jeton = find_jeton(read_page(referent))
    assert referent.post("/essai/note/", {"texte": "", "jeton": jeton}).status_code == 200
    assert referent.post("/essai/note/", {"texte": "Bonjour", "jeton": jeton}).status_code == 302
    assert count_notes() == 1


def test_un_autre_texte_sous_le_meme_jeton_n_est_pas_perdu(referent):
    """The « back » button: the first text is saved, the second is offered, never silently dropped."""
    jeton = find_jeton(read_page(referent))
    first = referent.post("/essai/note/", {"texte": "Un", "jeton": jeton})
    second = referent.post("/essai/note/", {"texte": "Deux", "jeton": jeton})
    page = second.content.decode()
    assert second.status_code == 409
    assert "Deux" in page
    assert first["Location"] in page
    assert referent.post("/essai/note/", {"texte": "Deux", "jeton": find_jeton(page)}).status_code == 302
    assert count_notes() == 2


@pytest.mark.parametrize("jeton", ["", "forgé", "a:b:c"])
def test_sans_jeton_valable_rien_n_est_cree_et_le_texte_est_garde(referent, jeton):
    response = referent.post("/essai/note/", {"texte": "Écrit <b>longuement</b>", "jeton": jeton})
    page = response.content.decode()
    assert response.status_code == 400
    assert count_notes() == 0
    assert "Écrit &lt;b&gt;longuement&lt;/b&gt;" in page
    again = referent.post("/essai/note/", {"texte": "Écrit", "jeton": find_jeton(page)})
    assert again.status_code == 302


def test_le_jeton_d_un_autre_est_refuse(referent):
    other = make_habilitation(Role.REFERENT, make_dispositif())
    response = referent.post("/essai/note/", {"texte": "Bonjour", "jeton": make_jeton(other.compte_id)})
    assert response.status_code == 400
    assert "quelqu’un d’autre" in response.content.decode()
    assert count_notes() == 0


def test_un_jeton_ancien_est_refuse_et_le_dit(referent, habilitation, monkeypatch):
    old = time.time() - 25 * 3600
    with monkeypatch.context() as clock:
        clock.setattr(time, "time", lambda: old)
        jeton = make_jeton(habilitation.compte_id)
    response = referent.post("/essai/note/", {"texte": "Bonjour", "jeton": jeton})
    assert response.status_code == 400
    assert "plus d’un jour" in response.content.decode()


def test_une_panne_ne_consomme_pas_le_jeton(habilitation):
    client = Client(raise_request_exception=False)
    client.force_login(habilitation.compte)
    data = {"texte": "Bonjour", "jeton": make_jeton(habilitation.compte_id)}
    assert client.post("/essai/casse/", data).status_code == 500
    assert (count_notes(), Envoi.objects.count()) == (0, 0)


def test_les_envois_et_les_saisies_sont_oublies(referent, habilitation):
    referent.post("/essai/note/", {"texte": "Bonjour", "jeton": make_jeton(habilitation.compte_id)})
    Envoi.objects.update(recu_le=timezone.now() - timedelta(hours=49))
    referent.post("/essai/note/", {"texte": "Bonjour", "jeton": make_jeton(habilitation.compte_id)})
    Saisie.objects.create(
        compte_id=habilitation.compte_id, chemin="/", contenu=b"", gardee_le=timezone.now() - timedelta(hours=3)
    )
    travaux.enqueue_service(code="formulaires.oubli")
    taken = bail.take("w1")
    assert taken is not None
    assert run_travail(taken) == "fini"
    assert (Envoi.objects.count(), Saisie.objects.count()) == (1, 0)
