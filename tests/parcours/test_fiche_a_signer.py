"""Write, print, sign, attach, send: the fiche on paper before anything leaves, with an account and by a signed link."""

import io
import re
from typing import Any

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.timezone import localdate
from pypdf import PdfReader

from maillage.parcours.models import Orientation
from maillage.parcours.nomenclatures.etats import EtatOrientation
from maillage.parcours.rules.orientation import get_echeance
from maillage.socle.formulaires.jetons import NOM, make_jeton
from maillage.socle.journal.models import Acces, Evenement
from maillage.socle.pieces.models import Piece
from maillage.socle.roles import Role
from tests.parcours.test_entree_pages import make_scan
from tests.parcours.test_entree_refus import open_lien
from tests.parcours.test_orientation_pages import build_saisie, commune, dispositif, open_as, send, write
from tests.parcours.usine_orientations import make_orientation

__all__ = ["commune", "dispositif"]  # the fixtures of the way in
pytestmark = pytest.mark.django_db
E = EtatOrientation
A_SIGNER = {"consentement_le": "", "consentement_support": "", "signee_prescripteur_le": ""}


@pytest.fixture(autouse=True)
def magasin(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "pieces"


def read(answer: Any) -> str:
    """The text of a PDF, checked as accessible."""
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/pdf"
    with pikepdf.open(io.BytesIO(answer.content)) as document:
        assert document.open_metadata()["pdfuaid:part"] == "1"
        assert document.Root.MarkInfo.Marked
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)
    return re.sub(r"\s+", " ", text)


class TestAvecUnCompte:
    def test_ecrire_imprimer_signer_joindre_transmettre(self, dispositif):
        client, draft = write(Role.PRESCRIPTEUR, dispositif, geste="imprimer", **A_SIGNER)
        assert draft.etat == E.BROUILLON
        page = client.get(reverse("parcours:orientation", args=[draft.uuid])).content.decode()
        imprimer = reverse("parcours:orientation_a_signer", args=[draft.uuid])
        assert f'href="{imprimer}"' in page
        text = read(client.get(imprimer))
        for attendu in (
            "Alix Témoin", "Travailler près de chez elle", "Bénéficiaire du RSA", "Rien n’est encore transmis",
            "J’accepte que cette fiche soit transmise", "je peux refuser", "La personne", "Qui oriente", "Signature",
        ):  # fmt: skip
            assert attendu.lower() in text.lower(), (attendu, text)
        joindre = reverse("parcours:orientation_fiche_signee", args=[draft.uuid])
        assert send(client, joindre, draft.auteur, fichier=make_scan()).status_code == 302
        draft.refresh_from_db()
        assert draft.fiche_signee is not None
        url = reverse("parcours:orientation_modifier", args=[draft.uuid])
        assert send(client, url, draft.auteur, version=draft.version, **build_saisie()).status_code == 302
        draft.refresh_from_db()
        assert (draft.etat, draft.fiche_signee is not None) == (E.TRANSMISE, True)

    def test_garder_et_faire_signer_mene_aux_etapes_de_la_signature(self, dispositif):
        client, habilitation = open_as(Role.PRESCRIPTEUR, dispositif)
        values = build_saisie(geste="imprimer", **A_SIGNER)
        done = send(client, reverse("parcours:orientation_nouvelle"), habilitation.compte_id, **values)
        assert done.headers["Location"] == f"/orientations/{Orientation.objects.get().uuid}/#signer"

    def test_l_impression_laisse_sa_trace_et_ne_sert_qu_a_qui_a_ecrit(self, dispositif):
        client, draft = write(Role.PRESCRIPTEUR, dispositif, geste="brouillon")
        url = reverse("parcours:orientation_a_signer", args=[draft.uuid])
        client.get(url)
        assert Acces.objects.filter(type="parcours.document").count() == 1
        autre, _ = open_as(Role.PRESCRIPTEUR, dispositif)
        assert autre.get(url).status_code == 404

    def test_les_dates_deja_donnees_sont_imprimees(self, dispositif):
        client, draft = write(Role.PRESCRIPTEUR, dispositif, geste="brouillon")
        text = read(client.get(reverse("parcours:orientation_a_signer", args=[draft.uuid])))
        assert text.count(f"Le {localdate():%d/%m/%Y}") == 2
        assert "gardée par la structure qui oriente" in text

    def test_transmise_elle_s_imprime_encore(self, dispositif):
        client, sent = write(Role.PRESCRIPTEUR, dispositif)
        page = client.get(reverse("parcours:orientation", args=[sent.uuid])).content.decode()
        assert "Faire signer, puis transmettre" not in page
        text = read(client.get(reverse("parcours:orientation_a_signer", args=[sent.uuid])))
        assert f"Transmise le {localdate():%d/%m/%Y}" in text

    def test_un_texte_ne_devient_jamais_une_mise_en_page(self, dispositif):
        client, draft = write(Role.PRESCRIPTEUR, dispositif, geste="brouillon", attentes="#pagebreak() *gras* $x$")
        text = read(client.get(reverse("parcours:orientation_a_signer", args=[draft.uuid])))
        assert "#pagebreak() *gras* $x$" in text


class TestParLeLien:
    def test_la_page_imprime_ce_qui_est_ecrit_et_n_en_garde_rien(self, dispositif):
        visiteur = open_lien(dispositif)
        assert 'formaction="/orienter/a-signer.pdf"' in visiteur.get(reverse("parcours:orienter")).content.decode()
        answer = visiteur.post(
            reverse("parcours:orienter_a_signer"), build_saisie(auteur_nom="Anne Exemple", **A_SIGNER)
        )
        text = read(answer)
        for attendu in ("Orientation à transmettre", "Alix Témoin", "Anne Exemple", "CCAS d’essai", "J’accepte"):
            assert attendu in text, text
        assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
        assert not Orientation.objects.exists()

    def test_une_date_illisible_revient_a_corriger(self, dispositif):
        visiteur = open_lien(dispositif)
        page = visiteur.post(
            reverse("parcours:orienter_a_signer"), build_saisie(auteur_nom="Anne Exemple", date_naissance="32/01/1985")
        )
        assert page.headers["Content-Type"].startswith("text/html")
        assert 'id="id_date_naissance_erreur"' in page.content.decode()
        assert 'action="/orienter/"' in page.content.decode()

    def test_la_fiche_signee_part_avec_l_orientation(self, dispositif):
        visiteur = open_lien(dispositif)
        values = build_saisie(auteur_nom="Anne Exemple", fiche_signee=make_scan()) | {NOM: make_jeton(None)}
        assert visiteur.post(reverse("parcours:orienter"), values).status_code == 302
        made = Orientation.objects.get()
        assert (made.etat, made.fiche_signee) == (E.TRANSMISE, Piece.objects.get())
        assert Piece.objects.get() not in Piece.objects.du_dispositif()
        assert Evenement.objects.filter(type="parcours.orientation_fiche").count() == 1
        coordination, _ = open_as(Role.COORDINATEUR, dispositif)
        fichier = reverse("parcours:entree_fiche_fichier", args=[made.uuid])
        lue: Any = coordination.get(fichier)
        assert bytes(lue.getvalue()).startswith(b"\x89PNG")

    def test_la_page_dit_le_jour_promis_sans_nommer_personne(self, dispositif):
        visiteur = open_lien(dispositif)
        values = build_saisie(auteur_nom="Anne Exemple") | {NOM: make_jeton(None)}
        page = visiteur.post(reverse("parcours:orienter"), values, follow=True).content.decode()
        assert f"réponse promise le {get_echeance(localdate(), None):%d/%m/%Y}" in page
        assert "Alix" not in page

    def test_un_fichier_refuse_n_envoie_rien(self, dispositif):
        visiteur = open_lien(dispositif)
        faux = SimpleUploadedFile("fiche.pdf", b"MZ programme", content_type="application/pdf")
        values = build_saisie(auteur_nom="Anne Exemple", fiche_signee=faux) | {NOM: make_jeton(None)}
        page = visiteur.post(reverse("parcours:orienter"), values).content.decode()
        assert 'id="id_fiche_signee_erreur"' in page
        assert not Orientation.objects.exists()
        assert not Piece.objects.exists()

    def test_sans_lien_en_vigueur_rien_ne_s_imprime(self, client, dispositif):
        assert client.post(reverse("parcours:orienter_a_signer"), build_saisie()).status_code == 410
        assert client.get(reverse("parcours:orienter_a_signer")).status_code == 405


def test_la_reception_imprime_la_meme_fiche(dispositif):
    client, _ = open_as(Role.COORDINATEUR, dispositif)
    orientation = make_orientation(dispositif, criteres=["deld"])
    text = read(client.get(reverse("parcours:orientation_fiche", args=[orientation.uuid])))
    assert "Demandeur d’emploi de longue durée" in text
    assert "Signature" in text
