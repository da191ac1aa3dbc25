"""The e-mail « vous avez N choses à faire »: no name, one a day at most, nobody made to wait for another."""

from datetime import date, timedelta
from smtplib import SMTPRecipientsRefused

import pytest
from django.core.mail.backends.locmem import EmailBackend
from django.test import TestCase

from maillage.socle.acteur import Acteur
from maillage.socle.afaire import actions
from maillage.socle.afaire.models import Preference
from maillage.socle.afaire.nomenclatures import Rythme
from maillage.socle.afaire.travaux import CODE
from maillage.socle.contexte import open_service
from maillage.socle.roles import Role
from maillage.socle.travaux import bail
from maillage.socle.travaux.actions import enqueue_service
from maillage.socle.travaux.execution import run_travail
from tests.usine import make_compte, make_dispositif, make_habilitation

pytestmark = pytest.mark.django_db
LUNDI = date(2026, 11, 23)


def _send(today):
    with TestCase.captureOnCommitCallbacks(execute=True):
        return actions.send_recapitulatifs(today)


@pytest.fixture
def referent(choses):
    choses.combien = 3
    compte = make_compte()
    make_habilitation(Role.REFERENT, make_dispositif(), compte=compte)
    return compte


class TestMessage:
    def test_il_dit_combien_et_de_quelle_nature_jamais_qui(self, referent, mailoutbox):
        assert _send(LUNDI) == 1
        (message,) = mailoutbox
        assert (message.to, message.subject) == ([referent.email], "Maillage : vous avez 3 choses à faire")
        assert "- Entretiens à prévoir : 3" in message.body
        assert "/a-faire/preferences/" in message.body
        for secret in ("Bellamy", "dossiers", "PLIE", "45 jours", referent.nom):
            assert secret not in message.subject + message.body

    def test_il_compte_les_habilitations_ensemble(self, referent, mailoutbox):
        make_habilitation(Role.REFERENT, make_dispositif(), compte=referent)
        _send(LUNDI)
        assert mailoutbox[0].subject == "Maillage : vous avez 6 choses à faire"

    def test_rien_a_faire_n_ecrit_rien(self, referent, choses, mailoutbox):
        choses.combien = 0
        assert _send(LUNDI) == 0
        assert not mailoutbox

    def test_un_compte_ferme_ne_recoit_rien(self, referent, mailoutbox):
        referent.is_active = False
        referent.save()
        assert _send(LUNDI) == 0


class TestRythme:
    def test_redemande_le_meme_jour_il_n_ecrit_plus(self, referent, mailoutbox):
        assert [_send(LUNDI), _send(LUNDI)] == [1, 0]
        assert len(mailoutbox) == 1

    def test_par_defaut_il_est_hebdomadaire(self, referent):
        sent = [_send(LUNDI + timedelta(days=rank)) for rank in range(15)]
        assert [rank for rank, count in enumerate(sent) if count] == [0, 7, 14]

    def test_quotidien_il_part_chaque_jour_et_jamais_il_ne_part_pas(self, referent):
        acteur = Acteur(compte=referent.pk)
        actions.choose_rythme(by=acteur, rythme=Rythme.QUOTIDIEN)
        assert [_send(LUNDI + timedelta(days=rank)) for rank in range(3)] == [1, 1, 1]
        actions.choose_rythme(by=acteur, rythme=Rythme.JAMAIS)
        assert _send(LUNDI + timedelta(days=7)) == 0


class BackendQuiRefuse(EmailBackend):
    """A mail server that refuses one address and takes the others."""

    def send_messages(self, messages):
        if messages[0].to[0].startswith("refuse"):
            raise SMTPRecipientsRefused({messages[0].to[0]: (550, b"inconnu")})
        return super().send_messages(messages)


def test_une_adresse_refusee_ne_prive_pas_les_autres_et_sera_reessayee(choses, settings, mailoutbox):
    settings.EMAIL_BACKEND = f"{__name__}.BackendQuiRefuse"
    choses.combien = 1
    for email in ("refuse@exemple.test", "accepte@exemple.test"):
        compte = make_compte()
        compte.email = email
        compte.save()
        make_habilitation(Role.REFERENT, make_dispositif(), compte=compte)
    _send(LUNDI)
    assert [message.to for message in mailoutbox] == [["accepte@exemple.test"]]
    assert list(Preference.objects.order_by("dernier_envoi").values_list("dernier_envoi", flat=True)) in (
        [None, LUNDI],
        [LUNDI, None],
    )


def test_le_travail_du_matin_ecrit_a_tous_par_etapes(choses, mailoutbox):
    choses.combien = 1
    for _ in range(12):
        compte = make_compte()
        make_habilitation(Role.REFERENT, make_dispositif(), compte=compte)
        actions.choose_rythme(by=Acteur(compte=compte.pk), rythme=Rythme.QUOTIDIEN)
    with open_service("essai"):
        enqueue_service(code=CODE)
    travail = bail.take("essai")
    assert travail is not None
    with TestCase.captureOnCommitCallbacks(execute=True):
        run_travail(travail)
    travail.refresh_from_db()
    assert (travail.etat, travail.progression, travail.curseur["apres"] > 0) == ("fini", 12, True)
    assert len(mailoutbox) == 12
