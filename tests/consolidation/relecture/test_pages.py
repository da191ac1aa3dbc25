"""« Relire un rapport »: what the network head drops, pastes, reads and takes away."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from maillage.socle.roles import Role
from tests.consolidation.relecture.outils import plain
from tests.reseau.test_gestion import connect
from tests.usine import make_habilitation

pytestmark = pytest.mark.django_db
ADRESSE = "/consolidation/relire/"
FAUX = "libelle;annee;valeur;unite\nPart des jeunes;2019;62;%\nPart des jeunes;2019;63;%\nMaîtres d’ouvrage;2019;xx;organismes\n"


@pytest.fixture
def tete(client: Client) -> Client:
    connect(client, make_habilitation(Role.ANIMATEUR_RESEAU))
    return client


def read(response) -> str:
    return plain(response.content.decode())


def test_ce_qui_est_colle_est_relu_et_reste_dans_le_formulaire(tete: Client):
    page = read(tete.post(ADRESSE, {"chiffres": FAUX, "texte": "En 2019, xx PLIE."}))
    assert "3 constats, dont 3 bloquent la publication." in page
    assert "Deux valeurs sous un même libellé" in page
    assert "Part des jeunes;2019;62;%" in page
    assert "En 2019, xx PLIE.</textarea>" in page


def test_un_fichier_depose_est_relu_et_se_corrige_sur_place(tete: Client):
    page = read(tete.post(ADRESSE, {"fichier": SimpleUploadedFile("r.csv", FAUX.encode()), "chiffres": "ancien"}))
    assert "2 constats" in page
    assert "Maîtres d’ouvrage;2019;xx" in page
    assert "ancien" not in page


def test_un_rapport_propre_est_dit_propre(tete: Client):
    propre = (Path(__file__).parent / "propre.csv").read_bytes()
    page = read(tete.post(ADRESSE, {"fichier": SimpleUploadedFile("propre.csv", propre)}))
    assert "Rien à redire" in page
    assert "26 chiffres relus" in page


def test_les_constats_se_telechargent_tels_qu_ils_sont_dits(tete: Client):
    response = tete.post(ADRESSE, {"chiffres": FAUX, "action": "csv"})
    assert response["Content-Type"].startswith("text/csv")
    assert "attachment" in response["Content-Disposition"]
    assert "« xx » est resté à la place de la valeur" in response.content.decode("utf-8-sig")


def test_toutes_les_fautes_du_fichier_sont_dites_et_rien_n_est_perdu(tete: Client):
    faux = "libelle;valeur\nA;douze\nB;1,2,3\n"
    page = read(tete.post(ADRESSE, {"fichier": SimpleUploadedFile("r.csv", faux.encode()), "texte": "Mon texte"}))
    assert "Ligne 2, colonne « valeur »" in page
    assert "Ligne 3, colonne « valeur »" in page
    assert "B;1,2,3" in page
    assert "Mon texte</textarea>" in page


@pytest.mark.parametrize(
    ("donnees", "dit"),
    [
        ({}, "Choisissez un fichier, ou collez"),
        ({"fichier": SimpleUploadedFile("r.xlsx", b"PK\x03\x04zip")}, "n’est pas un CSV"),
        ({"fichier": SimpleUploadedFile("r.csv", b"")}, "Le fichier est vide"),
        ({"chiffres": "libelle;valeur\n" + "A;x1\n" * 40}, "40 points à corriger dans les chiffres"),
    ],
)  # fmt: skip
def test_ce_qui_ne_se_lit_pas_est_dit_a_cote_de_son_champ(tete: Client, donnees: dict[str, object], dit: str):
    response = tete.post(ADRESSE, donnees)
    assert response.status_code == 200
    assert dit in read(response)


def test_l_exemple_de_2019_et_le_modele_s_ouvrent(tete: Client):
    page = read(tete.get(f"{ADRESSE}exemple/"))
    assert "752 ETP / 62 = 12,1" in page
    assert "752" in tete.get(f"{ADRESSE}exemple.csv").content.decode("utf-8-sig")
    modele = tete.get(f"{ADRESSE}modele.csv").content.decode("utf-8-sig")
    assert "Rien à redire" in read(tete.post(ADRESSE, {"chiffres": modele}))


def test_rien_de_ce_qui_est_depose_ne_part_en_balises(tete: Client):
    page = read(tete.post(ADRESSE, {"chiffres": "libelle;valeur\n<script>alert(1)</script>;xx\n"}))
    assert "<script>alert(1)" not in page


@pytest.mark.parametrize("role", [Role.DIRECTEUR, Role.REFERENT, Role.FACILITATEUR])
def test_seule_la_tete_de_reseau_relit(client: Client, role: Role):
    connect(client, make_habilitation(role))
    assert client.get(ADRESSE).status_code == 403
