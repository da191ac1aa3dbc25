"""The proofs of a file: deposited by the person through their link, verified; the signed contract; who opens them."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import localdate
from PIL import Image

from maillage.parcours.actions.contrats import draft_contrat, sign_contrat
from maillage.parcours.actions.points import make_lien
from maillage.parcours.afaire.sorties import list_a_faire
from maillage.parcours.models import Contrat, Justificatif, PointDeSuivi
from maillage.parcours.nomenclatures.pieces import PREUVES, PREUVES_USUELLES
from maillage.parcours.nomenclatures.sorties import LIBELLES_PIECE, ContratTravail, Piece
from maillage.parcours.purges import erase_piece
from maillage.parcours.queries.sorties import list_pieces
from maillage.parcours.rules.contrats import Signatures
from maillage.socle.dates import add_months
from maillage.socle.formulaires.jetons import NOM, make_jeton
from maillage.socle.journal.models import Acces, Evenement
from maillage.socle.pieces.models import Piece as Fichier
from maillage.socle.roles import Role
from tests.parcours.usine import make_coordinateur, make_referent
from tests.parcours.usine_sorties import make_acteur_de, make_actif, make_emploi
from tests.usine import make_dispositif, make_habilitation

pytestmark = pytest.mark.django_db


@pytest.fixture
def dispositif():
    return make_dispositif()


@pytest.fixture
def referent(dispositif):
    return make_referent(dispositif)


@pytest.fixture
def parcours(dispositif, referent):
    return make_actif(dispositif, referent=referent)


@pytest.fixture
def lien(parcours):
    debut = add_months(localdate(), -5)
    make_emploi(parcours, debut=debut)
    point = PointDeSuivi.objects.filter(suivi__parcours=parcours).order_by("rang")[0]
    return make_lien(by=make_coordinateur(parcours.dispositif), point=point)


def make_photo(couleur="white", nom="bulletin.png"):
    image = io.BytesIO()
    Image.new("RGB", (40, 60), couleur).save(image, "PNG")
    return SimpleUploadedFile(nom, image.getvalue(), content_type="image/png")


def deposit(client, lien, **values):
    client.logout()
    values = {"nature": "bulletin", "fichier": make_photo()} | values
    return client.post(f"/repondre/{lien}/document/", values)


def post(client, compte, url, **values):
    client.force_login(compte)
    return client.post(url, values | {NOM: make_jeton(compte.pk)})


def test_la_personne_envoie_une_photo_sans_compte_et_la_page_le_lui_dit(client, lien, parcours):
    assert "Envoyer un document" in client.get(f"/repondre/{lien}/").content.decode()
    assert deposit(client, lien).status_code == 302
    row = parcours.justificatifs.get()
    assert (row.nature, row.etat, row.auteur, row.le) == ("bulletin", "a_confirmer", None, localdate())
    assert (row.fichier.classe, row.fichier.is_de_dossier, row.fichier.compte_id) == ("fse", True, None)
    page = client.get(f"/repondre/{lien}/").content.decode()
    assert "Bien reçu, pas encore lu" in page
    assert "Comment se passe votre travail" in page  # sending a document answers nothing, and obliges to nothing
    for secret in (parcours.personne.nom, "Verdier"):
        assert secret not in page
    assert Evenement.objects.filter(type="parcours.justificatif").exists()


def test_repondre_sans_document_reste_possible_et_le_document_peut_suivre(client, lien, parcours):
    assert client.post(f"/repondre/{lien}/", {"toujours": "oui", "a_rappeler": "non"}).status_code == 302
    assert not parcours.justificatifs.exists()
    assert "Merci" in client.get(f"/repondre/{lien}/").content.decode()
    assert deposit(client, lien).status_code == 302
    assert parcours.justificatifs.count() == 1


def test_ce_qui_n_est_ni_une_image_ni_un_pdf_est_refuse_en_une_phrase(client, lien, parcours):
    page = deposit(client, lien, fichier=SimpleUploadedFile("bulletin.pdf", b"MZ\x90\x00programme"))
    assert page.status_code == 200
    assert page.context["depot"].errors["fichier"]
    assert "Choisissez une photo" in deposit(client, lien, fichier="").content.decode()
    assert not Justificatif.objects.exists()
    assert not Fichier.objects.exists()


def test_le_meme_document_envoye_deux_fois_n_est_garde_qu_une_fois(client, lien, parcours):
    assert [deposit(client, lien).status_code for _ in range(2)] == [302, 302]
    assert (parcours.justificatifs.count(), Fichier.objects.count()) == (1, 1)


def test_un_lien_ne_recoit_pas_plus_de_documents_que_permis(client, lien, parcours):
    for rang in range(5):
        assert deposit(client, lien, fichier=make_photo((rang, 0, 0))).status_code == 302
    page = deposit(client, lien, fichier=make_photo("blue"))
    assert "Vous avez déjà déposé 5 documents" in page.content.decode()
    assert parcours.justificatifs.count() == 5


def test_un_lien_remplace_ou_faux_ne_depose_rien(client, lien, parcours):
    point = PointDeSuivi.objects.filter(suivi__parcours=parcours).order_by("rang")[0]
    make_lien(by=make_coordinateur(parcours.dispositif), point=point)
    for dead in (lien, "faux"):
        assert deposit(client, dead).status_code == 404
    assert not Justificatif.objects.exists()


def test_une_piece_deposee_ne_compte_qu_une_fois_confirmee(client, lien, parcours, referent):
    deposit(client, lien)
    assert list_pieces(parcours) == set()
    acteur = make_acteur_de(referent)
    (chose,) = [c for c in list_a_faire(acteur, localdate()) if c.categorie == "Pièces à vérifier"]
    client.force_login(referent.compte)
    assert "Ouvrir le document" in client.get(chose.url).content.decode()
    assert post(client, referent.compte, chose.url, decision="garder").status_code == 302
    assert list_pieces(parcours) == {Piece.BULLETIN}
    assert not [c for c in list_a_faire(acteur, localdate()) if c.categorie == "Pièces à vérifier"]
    assert (
        "déjà vérifiée"
        in post(client, referent.compte, chose.url, decision="refuser", refus="periode").content.decode()
    )
    client.logout()
    assert "C’est bon" in client.get(f"/repondre/{lien}/").content.decode()


def test_une_piece_refusee_dit_pourquoi_a_la_personne_et_son_fichier_s_en_va(client, lien, parcours, referent):
    deposit(client, lien)
    row = parcours.justificatifs.get()
    url = f"/justificatifs/{row.uuid}/"
    assert "Dites pourquoi" in post(client, referent.compte, url, decision="refuser").content.decode()
    assert post(client, referent.compte, url, decision="refuser", refus="illisible").status_code == 302
    row.refresh_from_db()
    assert (row.etat, row.fichier.etat) == ("refusee", "retiree")
    assert client.get(f"{url}fichier/").status_code == 404
    client.logout()
    page = client.get(f"/repondre/{lien}/").content.decode()
    assert "on ne peut pas le lire" in page
    assert deposit(client, lien).status_code == 302  # the same one again: the first is no longer waiting
    assert parcours.justificatifs.filter(etat="a_confirmer").count() == 1


def test_la_piece_d_un_dossier_s_ouvre_depuis_lui_et_jamais_dans_les_pieces_du_dispositif(
    client, lien, parcours, referent, dispositif
):
    deposit(client, lien)
    row = parcours.justificatifs.get()
    url = f"/justificatifs/{row.uuid}/fichier/"
    client.force_login(referent.compte)
    answer = client.get(url)
    assert (answer.status_code, answer["Content-Disposition"].split(";")[0]) == (200, "attachment")
    assert answer.getvalue()[:8] == b"\x89PNG\r\n\x1a\n"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert Acces.objects.filter(type="parcours.justificatif_lu").exists()
    assert "bulletin.png" not in client.get("/pieces/").content.decode()
    assert client.get(f"/pieces/{row.fichier.uuid}/").status_code == 404
    client.force_login(make_referent(dispositif).compte)  # a colleague, whose person it is not
    assert client.get(url).status_code == 404
    client.force_login(make_habilitation(Role.DIRECTEUR, dispositif).compte)
    assert client.get(url).status_code == 403


def test_un_point_deja_repondu_peut_encore_recevoir_un_lien_pour_sa_preuve(client, lien, parcours, referent):
    point = PointDeSuivi.objects.filter(suivi__parcours=parcours).order_by("rang")[0]
    post(client, referent.compte, f"/points-de-suivi/{point.uuid}/", toujours="oui")
    post(client, referent.compte, f"/points-de-suivi/{point.uuid}/lien/")
    page = client.get(f"/points-de-suivi/{point.uuid}/").content.decode()
    assert "Laisser la personne envoyer un document" in page
    assert "/repondre/" in page


@pytest.mark.parametrize("contrat", list(ContratTravail))
def test_chaque_contrat_a_ses_preuves(contrat):
    assert set(PREUVES.get(contrat, PREUVES_USUELLES)) <= set(LIBELLES_PIECE) - {Piece.CONTRAT_PLIE}


# --- The signed contract


def make_contrat(parcours, *, signe=True):
    by = make_coordinateur(parcours.dispositif)
    textes = dict.fromkeys(("objectifs", "engagements", "etapes", "clauses"), "Selon le règlement.")
    contrat = draft_contrat(
        by=by, parcours=parcours, textes=textes, frequence_jours=31, duree_mois=None, motif_avenant="",
        today=parcours.date_entree,
    )  # fmt: skip
    jour = parcours.date_entree
    jours = (jour, jour, jour) if signe else (jour, None, None)
    sign_contrat(by=by, contrat=contrat, signatures=Signatures(*jours), today=localdate())
    return Contrat.objects.get(pk=contrat.pk)


def test_un_contrat_signe_sans_sa_copie_est_une_piece_manquante(client, parcours, referent):
    contrat = make_contrat(parcours)
    client.force_login(referent.compte)
    for url in (f"/dossiers/{parcours.uuid}/", f"/contrats/{contrat.uuid}/"):
        assert "Pièce manquante : le contrat signé" in client.get(url).content.decode()
    answer = post(
        client, referent.compte, f"/contrats/{contrat.uuid}/signe/", le=localdate().isoformat(), fichier=make_photo()
    )
    assert answer.status_code == 302
    row = contrat.justificatifs.get()
    assert (row.nature, row.etat, row.fichier.classe) == ("contrat_plie", "recue", "fse")
    for url in (f"/dossiers/{parcours.uuid}/", f"/contrats/{contrat.uuid}/"):
        page = client.get(url).content.decode()
        assert "Pièce manquante" not in page
        assert f"/justificatifs/{row.uuid}/fichier/" in page


def test_le_contrat_papier_se_note_sans_fichier_et_jamais_avant_sa_signature(client, parcours, referent):
    contrat = make_contrat(parcours)
    url = f"/contrats/{contrat.uuid}/signe/"
    assert "reçu entre sa signature" in post(client, referent.compte, url, le="2020-01-01").content.decode()
    post(client, referent.compte, url, le=localdate().isoformat())
    assert contrat.justificatifs.get().fichier is None
    assert "au dossier papier" in client.get(f"/contrats/{contrat.uuid}/").content.decode()


def test_un_contrat_que_tous_n_ont_pas_signe_ne_se_joint_pas(client, parcours, referent):
    contrat = make_contrat(parcours, signe=False)
    page = post(client, referent.compte, f"/contrats/{contrat.uuid}/signe/", le=localdate().isoformat())
    assert "pas encore signé par tous" in page.content.decode()
    assert not Justificatif.objects.exists()


def test_le_contrat_plie_n_est_pas_une_preuve_d_emploi(client, parcours, referent):
    client.force_login(referent.compte)
    assert "Contrat PLIE signé" not in client.get(f"/dossiers/{parcours.uuid}/pieces/ajouter/").content.decode()


def test_t5_une_piece_d_identite_se_verifie_puis_s_efface_et_la_page_dit_qui_l_a_vue(
    client, dispositif, referent, parcours
):
    compte = referent.compte
    url = f"/dossiers/{parcours.uuid}/pieces/ajouter/"
    client.force_login(compte)
    client.get(url)
    for nature, classe in (("identite", "verification"), ("bulletin", "fse")):
        values = {"nature": nature, "le": localdate().isoformat(), "fichier": make_photo(nom=f"{nature}.png")}
        assert post(client, compte, url, **values).status_code == 302
        row = parcours.justificatifs.get(nature=nature)
        assert (row.fichier.classe, row.verifiee_le, row.verifiee_par) == (classe, localdate(), compte.pk)
    row = parcours.justificatifs.get(nature="identite")
    page = client.get(f"/justificatifs/{row.uuid}/").content.decode()
    assert f"son fichier s’efface le {add_months(localdate(), 3):%d/%m/%Y}" in page
    assert (
        "s’efface le"
        not in client.get(f"/justificatifs/{parcours.justificatifs.get(nature='bulletin').uuid}/").content.decode()
    )
    erase_piece(row)
    page = client.get(f"/justificatifs/{row.uuid}/").content.decode()
    assert f"Vue le {localdate():%d/%m/%Y}, par {compte}" in page
    assert "Ouvrir le document" not in page
    assert client.get(f"/justificatifs/{row.uuid}/fichier/").status_code == 404
    assert list_pieces(parcours) >= {Piece.IDENTITE}  # seen: it still counts
