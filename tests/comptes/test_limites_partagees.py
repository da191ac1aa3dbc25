"""Attempts at signing in count together, whichever process answers; a lockout tells nothing of the account."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.bases import Base
from tests.serveur import PREUVE, Reponse, Serveur, run_serveur

pytestmark = pytest.mark.lent
CONNEXION = "/compte/connexion/"
INCONNU = "personne@exemple.test"
LE_BON, FAUX = "un mot de passe d’essai", "un mauvais mot de passe"
VARIABLE = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')


def attempt(serveur: Serveur, email: str, secret: str = FAUX) -> Reponse:
    return serveur.post(CONNEXION, {"login": email, "password": secret}, anonyme=True)


def find_connu(base: Base) -> str:
    """The address of the one account that the server was given."""
    ((email,),) = base.fetch("SELECT email FROM comptes_compte")
    return str(email)


def compare(reponse: Reponse, email: str) -> tuple[int, str]:
    """All that a stranger sees of an answer, but what they typed and the proofs of the form."""
    return reponse.statut, VARIABLE.sub("", reponse.texte).replace(email, "").replace(PREUVE, "")


def test_deux_serveurs_comptent_ensemble_et_le_bon_mot_de_passe_ne_change_rien(base: Base):
    with run_serveur(base, processus=1) as ici, run_serveur(base, processus=1, avec=ici) as ailleurs:
        serveurs = [ici, ailleurs]
        connu = find_connu(base)
        assert attempt(ici, connu, LE_BON).statut == 302  # the password is right, and the door open
        locked: list[tuple[int, str]] = []
        for email in (connu, INCONNU):
            answers = [attempt(serveurs[rang % 2], email) for rang in range(5)]
            assert ["Trop d’essais" in answer.texte for answer in answers] == [False] * 5
            # Each server alone saw three failures at most; the sixth attempt is refused by both.
            for serveur in serveurs:
                answer = attempt(serveur, email, LE_BON)
                assert "Trop d’essais" in answer.texte
                locked.append(compare(answer, email))
        assert len(set(locked)) == 1


def test_des_essais_simultanes_sur_deux_processus_ne_depassent_pas_la_limite(base: Base):
    with run_serveur(base, processus=2) as serveur, ThreadPoolExecutor(12) as pool:
        connu = find_connu(base)
        answers = list(pool.map(lambda _: attempt(serveur, connu), range(24)))
        judged = [answer for answer in answers if "incorrect" in answer.texte]
        assert {answer.statut for answer in answers} == {200}
        assert 1 <= len(judged) <= 5
        assert "Trop d’essais" in attempt(serveur, connu, LE_BON).texte
