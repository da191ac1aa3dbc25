"""People in the global search box: within reach only, despite accents and slips."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from maillage.parcours.recherche import search
from maillage.socle.roles import Role
from tests.parcours.usine import make_coordinateur, make_parcours, make_personne
from tests.usine import make_acteur, make_dispositif, make_habilitation

pytestmark = pytest.mark.django_db


@pytest.fixture
def parcours():
    dispositif = make_dispositif()
    personne = make_personne(dispositif, nom_naissance="Lefèvre", nom_usage="Durand", prenoms="Hélène Marie")
    return make_parcours(dispositif, personne=personne)


def list_titres(acteur, texte):
    return [r.titre for r in search(acteur, texte, 20)]


@pytest.mark.parametrize(
    "texte", ["lefevre", "Lefebvre", "DURAND", "helene durand", "Durand Hélène", "dura", "helene dur"]
)
def test_accents_fautes_noms_d_usage_et_ordre_n_empechent_pas_de_trouver(parcours, texte):
    assert list_titres(make_coordinateur(parcours.dispositif), texte) == ["Hélène Durand"]


def test_un_numero_de_dossier_se_cherche(parcours):
    assert list_titres(make_coordinateur(parcours.dispositif), f"n° {parcours.personne.numero}") == []
    assert list_titres(make_coordinateur(parcours.dispositif), f"{parcours.personne.numero}") == ["Hélène Durand"]


def test_deux_mots_ne_trouvent_pas_qui_n_en_porte_qu_un(parcours):
    assert list_titres(make_coordinateur(parcours.dispositif), "durand bastien") == []


def test_r14_hors_de_portee_personne_n_est_propose(parcours):
    autre = make_acteur(habilitation=make_habilitation(Role.REFERENT, parcours.dispositif))
    for acteur in (autre, make_coordinateur(make_dispositif()), make_acteur(Role.PRESCRIPTEUR, parcours.dispositif)):
        assert list_titres(acteur, "durand") == []
    sien = make_acteur(habilitation=parcours.referent.compte.habilitations.get())
    assert list_titres(sien, "durand") == ["Hélène Durand"]


def test_la_boite_globale_les_montre_et_l_inscrit_au_journal(client, parcours):
    client.force_login(parcours.referent.compte)
    assert "Hélène Durand" in client.get("/recherche/", {"q": "durand"}).content.decode()


def test_chercher_coute_autant_avec_2_ou_20_homonymes(parcours):
    acteur, counts = make_coordinateur(parcours.dispositif), []
    for total in (2, 20):
        for _ in range(total - len(list_titres(acteur, "durand"))):
            make_parcours(parcours.dispositif, personne=make_personne(parcours.dispositif, nom_naissance="Durand"))
        with CaptureQueriesContext(connection) as captured:
            assert len(search(acteur, "durand", 20)) == total
        counts.append(len(captured))
    assert counts[0] == counts[1]
