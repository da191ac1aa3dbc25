"""The documents of a parcours: accessible, the same for the same day, and nothing sensitive in them."""

import io
import re
from datetime import date

import pikepdf
import pytest
from pypdf import PdfReader

from maillage.parcours.actions.diagnostics import FreinSaisi, record_diagnostic, record_objectif
from maillage.parcours.documents.livret import RUBRIQUES
from maillage.parcours.documents.orientation import print_fiche_orientation
from maillage.parcours.documents.parcours import DOCUMENTS, print_document
from maillage.parcours.nomenclatures.accompagnement import Frein, MomentDiagnostic, NiveauFrein
from tests.parcours.usine import ENTREE, make_parcours, make_personne, make_referent
from tests.parcours.usine_diagnostics import make_acteur_du_referent, make_orientation
from tests.usine import make_dispositif

pytestmark = pytest.mark.django_db
JOUR = date(2026, 11, 25)
ATTENDUS = {
    "attestation": ["Attestation d’accompagnement", "accompagner Dominique Exemple du 12 janvier 2026 à ce jour"],
    "bilan": [
        "Bilan de parcours",
        "Obtenir le permis 31/03/2027 À commencer",
        "Aucune étape n’a commencé",
        "1 frein à lever",
    ],
    "dossier-entree": ["Dossier d’entrée", "Atouts et compétences Parle trois langues.", "Mobilité Frein fort"],
    "livret": ["Mon parcours au PLIE", "C’est vous qui choisissez d’y entrer.", "Mon référent Camille Essai"],
}


@pytest.fixture
def parcours():
    dispositif = make_dispositif("PLIE d’essai")
    referent = make_referent(dispositif)
    personne = make_personne(dispositif, nom_naissance="Exemple", prenoms="Dominique")
    made = make_parcours(dispositif, referent=referent, personne=personne)
    acteur = make_acteur_du_referent(referent)
    record_diagnostic(
        by=acteur, parcours=made, moment=MomentDiagnostic.INITIAL, le=ENTREE, today=JOUR,
        textes={"atouts": "Parle trois langues.", "axes": "Passer le permis."},
        freins=[FreinSaisi(Frein.MOB, NiveauFrein.FORT, "confidence"), FreinSaisi(Frein.ADD, NiveauFrein.FORT)],
    )  # fmt: skip
    for intitule, frein in (("Obtenir le permis", Frein.MOB), ("Rencontrer le centre de soins", Frein.ADD)):
        record_objectif(
            by=acteur, parcours=made, intitule=intitule, frein=frein, prevu="", echeance=date(2027, 3, 31), today=JOUR
        )
    return made


def read(pdf):
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    return re.sub(r"\s+", " ", text)


def test_chaque_document_a_son_texte_attendu():
    assert set(ATTENDUS) == set(DOCUMENTS)


@pytest.mark.parametrize("code", sorted(ATTENDUS))
def test_chaque_document_est_accessible_stable_et_sans_rien_de_sensible(parcours, code):
    pdf = print_document(code, parcours, today=JOUR)
    assert print_document(code, parcours, today=JOUR) == pdf
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert document.open_metadata()["pdfuaid:part"] == "1"
        assert document.Root.MarkInfo.Marked
    text = read(pdf)
    for expected in ATTENDUS[code]:
        assert expected in text, text
    for secret in ("addictives", "centre de soins", "confidence"):
        assert secret not in text


def test_la_fiche_d_orientation_dit_qui_oriente_et_l_accord_donne(parcours):
    orientation = make_orientation(parcours.dispositif, le=ENTREE, criteres=["deld", "qpv"])
    text = read(print_fiche_orientation(orientation, today=JOUR))
    for expected in (
        "Fiche d’orientation", "Alix Exemple", "Structure CCAS d’essai", "Demandeur d’emploi de longue durée",
        "Habitant d’un quartier prioritaire", "La personne Alix Exemple Le 12/01/2026 Signature",
    ):  # fmt: skip
        assert expected in text, text


def test_le_livret_parle_clair_des_phrases_courtes():
    for _, lignes in RUBRIQUES:
        for ligne in lignes:
            assert len(ligne.split()) <= 16, ligne


def test_les_documents_s_ouvrent_depuis_le_dossier_et_un_code_inconnu_n_existe_pas(client, parcours):
    client.force_login(parcours.referent.compte)
    page = client.get(f"/dossiers/{parcours.uuid}/").content.decode()
    for code in DOCUMENTS:
        adresse = f"/dossiers/{parcours.uuid}/documents/{code}.pdf"
        assert adresse in page
        assert client.get(adresse).headers["Content-Type"] == "application/pdf"
    assert client.get(f"/dossiers/{parcours.uuid}/documents/rien.pdf").status_code == 404
