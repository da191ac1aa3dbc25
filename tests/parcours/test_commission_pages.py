"""The pages of a commission, as a coordinatrice goes through them."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils.timezone import localdate

from maillage.parcours.afaire.commission import list_a_faire
from maillage.parcours.models import Commission, Inscription
from maillage.parcours.nomenclatures.etats import EtatOrientation
from maillage.socle.journal.models import Acces
from maillage.socle.roles import Role
from tests.comptes.test_equipe import post
from tests.parcours.usine import make_coordinateur, make_referent
from tests.parcours.usine_commissions import SEANCE, get_orientation, make_commission, make_inscription
from tests.parcours.usine_orientations import make_orientation
from tests.socle.documents.test_documents import read_text
from tests.usine import make_acteur, make_dispositif, make_habilitation

pytestmark = pytest.mark.django_db


@pytest.fixture
def dispositif():
    return make_dispositif("PLIE d’essai")


@pytest.fixture
def coordination(client, dispositif):
    client.force_login(make_habilitation(Role.COORDINATEUR, dispositif).compte)
    return client


def read(client, adresse):
    response = client.get(adresse)
    assert response.status_code == 200
    return response.content.decode()


def test_de_la_planification_a_la_signature(coordination, dispositif):
    referent = make_referent(dispositif)
    orientation = make_orientation(dispositif, etat=EtatOrientation.EN_ACCUEIL, referent_accueil=referent)
    response = post(
        coordination, "/commissions/planifier/", type="entree", le=localdate().isoformat(), heure="09:30",
        lieu="Salle 2", membres="Anne Exemple, Département\nBruno Exemple", quorum="1",
    )  # fmt: skip
    commission = Commission.objects.get()
    page = f"/commissions/{commission.uuid}/"
    assert response.headers["Location"] == page
    assert orientation.nom_complet in read(coordination, f"{page}inscrire/entree/")
    assert coordination.post(f"{page}inscrire/entree/", {"dossiers": [orientation.pk]}).status_code == 302
    inscription = Inscription.objects.get()
    dossier = f"/commissions/dossiers/{inscription.uuid}/"
    assert "Notez d’abord qui est présent" in read(coordination, dossier)
    post(coordination, f"{page}presents/", presents=[commission.membres.get(nom="Anne Exemple").pk])
    assert "a accueilli la personne" in read(coordination, dossier)
    assert "ont droit au motif" in post(coordination, dossier, resultat="defavorable").content.decode()
    assert "choisissez-le" in post(coordination, dossier, resultat="favorable").content.decode()
    assert post(coordination, dossier, resultat="favorable", referent=referent.pk).status_code == 302
    assert "Favorable" in read(coordination, page)
    assert "Signer le relevé" in read(coordination, page)
    coordination.post(f"{page}signer/")
    commission.refresh_from_db()
    assert commission.signee_le == localdate()
    assert "il ne change plus" in read(coordination, page)


def test_le_quorum_manquant_se_lit_sur_la_page_et_ferme_la_decision(coordination, dispositif):
    commission = make_commission(dispositif, tenue=True, presents=0)
    inscription = make_inscription(commission)
    assert "aucun membre n’est noté présent, il en faut 2" in read(coordination, f"/commissions/{commission.uuid}/")
    assert "aucun membre" in read(coordination, f"/commissions/dossiers/{inscription.uuid}/")


def test_le_releve_dit_qui_siegeait_ce_qui_est_decide_et_rien_de_plus(coordination, dispositif):
    commission = make_commission(dispositif, tenue=True, presents=2)
    inscription = make_inscription(commission)
    orientation = get_orientation(inscription)
    orientation.attentes = "Retravailler près de chez elle"
    orientation.save()
    post(
        coordination, f"/commissions/dossiers/{inscription.uuid}/", resultat="defavorable", motif="places",
        reorientation="Mission locale",
    )  # fmt: skip
    response = coordination.get(f"/commissions/{commission.uuid}/releve.pdf")
    assert response.headers["Content-Type"] == "application/pdf"
    text = " ".join(read_text(response.content).split())
    for expected in (
        "Relevé de décisions", "Commission d’entrée du 20/11/2026, PLIE d’essai", "projet, à signer",
        "Ont siégé 2 sur 3 membres invités", "Anne Exemple Département A siégé", "Chloé Exemple",
        "Plus de place. Orientation vers", "Mission locale", "Document nominatif",
    ):  # fmt: skip
        assert expected in text
    assert "Retravailler" not in text
    assert Acces.objects.filter(type="parcours.releve").count() == 1


def test_l_ordre_du_jour_d_une_commission_a_venir_se_prepare_et_ne_se_decide_pas(coordination, dispositif):
    commission = make_commission(dispositif, le=localdate() + timedelta(days=7))
    page = read(coordination, f"/commissions/{commission.uuid}/")
    assert "Noter les présents" not in page
    assert "le jour venu" in read(coordination, f"/commissions/dossiers/{make_inscription(commission).uuid}/")


def test_la_liste_montre_ou_en_est_chaque_commission(coordination, dispositif):
    make_inscription(make_commission(dispositif, tenue=True, lieu="Salle des associations"))
    make_commission(make_dispositif(), lieu="Ailleurs")
    page = read(coordination, "/commissions/")
    assert "Salle des associations" in page
    assert "0 sur 1" in page
    assert "Ailleurs" not in page


def test_a_faire_dit_la_commission_a_preparer_et_le_releve_a_signer(dispositif):
    acteur = make_coordinateur(dispositif)
    held = make_commission(dispositif, le=SEANCE, tenue=True)
    make_inscription(held)
    make_commission(dispositif, le=SEANCE + timedelta(days=10))
    make_commission(dispositif, le=SEANCE + timedelta(days=40))
    make_commission(make_dispositif(), le=SEANCE)
    found = [(item.titre, item.echeance) for item in list_a_faire(acteur, SEANCE)]
    assert found == [
        ("Signer le relevé d’une commission", SEANCE), ("Préparer une commission", SEANCE + timedelta(days=10)),
    ]  # fmt: skip
    assert list_a_faire(make_acteur(Role.REFERENT, dispositif), SEANCE) == []


@pytest.mark.parametrize("nombre", [2, 20])
def test_les_pages_ne_coutent_pas_plus_avec_vingt_dossiers(
    coordination, dispositif, nombre: int, django_assert_max_num_queries: Any
):
    commission = make_commission(dispositif, tenue=True)
    inscription = next(iter([make_inscription(commission) for _ in range(nombre)]))
    for _ in range(nombre):
        make_orientation(dispositif, etat=EtatOrientation.EN_ACCUEIL)
        make_commission(dispositif)
    for adresse, most in (
        ("/commissions/", 18), (f"/commissions/{commission.uuid}/", 18),
        (f"/commissions/{commission.uuid}/inscrire/entree/", 18),
        (f"/commissions/dossiers/{inscription.uuid}/", 24),
        (f"/commissions/{commission.uuid}/releve.pdf", 18),
    ):  # fmt: skip
        with django_assert_max_num_queries(most):
            assert coordination.get(adresse).status_code == 200


def test_ni_referent_ni_autre_dispositif_n_y_entrent(client, dispositif):
    commission = make_commission(dispositif)
    client.force_login(make_referent(dispositif).compte)
    assert client.get("/commissions/").status_code == 403
    client.force_login(make_habilitation(Role.COORDINATEUR, make_dispositif()).compte)
    assert client.get(f"/commissions/{commission.uuid}/").status_code == 404
