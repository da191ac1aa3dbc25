"""The same form posted many times at once to a real server: one thing, and every answer leads to it (R9, R21)."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.serveur import run_serveur

pytestmark = pytest.mark.lent
NOTES = "SELECT count(*) FROM journal_evenement WHERE type = 'essai.note'"


def test_des_envois_simultanes_ne_creent_qu_une_chose(base):
    with run_serveur(base) as serveur, ThreadPoolExecutor(12) as pool:
        answers = list(
            pool.map(lambda _: serveur.post("/essai/breve/", {"texte": "Bonjour", "jeton": serveur.jeton}), range(24))
        )
    assert {answer.statut for answer in answers} == {302}
    assert len({answer.vers for answer in answers}) == 1
    assert base.fetch(NOTES) == [(1,)]


def test_des_textes_differents_sous_un_meme_jeton_ne_se_perdent_pas(base):
    """Whoever comes second is offered their text again: never created twice, never dropped."""
    with run_serveur(base) as serveur, ThreadPoolExecutor(8) as pool:
        answers = list(
            pool.map(lambda n: serveur.post("/essai/breve/", {"texte": "x" * n, "jeton": serveur.jeton}), range(1, 9))
        )
    assert sorted(answer.statut for answer in answers) == [302] + [409] * 7
    assert all("Envoyer de nouveau" in answer.texte for answer in answers if answer.statut == 409)
    assert base.fetch(NOTES) == [(1,)]
