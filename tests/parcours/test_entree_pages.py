"""The way in, page by page: the diagnostic first, the absences, the guardrails at typing, the signed papers, the exports."""

import io
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate
from PIL import Image

from maillage.parcours.actions.commissions import sign_releve
from maillage.parcours.models import ContactAccueil, Orientation
from maillage.parcours.nomenclatures.etats import EtatOrientation
from maillage.parcours.purges import erase_orientation
from maillage.socle.formulaires.jetons import NOM, make_jeton
from maillage.socle.journal.models import Acces
from maillage.socle.pieces.models import Piece
from maillage.socle.roles import Role
from tests.parcours.test_orientation_pages import act, build_saisie, commune, count_queries, dispositif, open_as, send
from tests.parcours.usine import make_coordinateur, make_referent
from tests.parcours.usine_commissions import make_commission, make_inscription
from tests.parcours.usine_orientations import make_orientation, make_prescripteur

__all__ = ["commune", "dispositif"]  # the fixtures of the way in
pytestmark = pytest.mark.django_db
E = EtatOrientation
SIGNALE = "Elle sort d’une cure de désintoxication."


@pytest.fixture(autouse=True)
def magasin(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "pieces"


def show(dispositif: Any, orientation: Orientation) -> str:
    client, _ = open_as(Role.COORDINATEUR, dispositif)
    return client.get(reverse("parcours:entree", args=[orientation.uuid])).content.decode()


def make_scan() -> SimpleUploadedFile:
    image = io.BytesIO()
    Image.new("RGB", (4, 4)).save(image, "PNG")
    return SimpleUploadedFile("fiche.png", image.getvalue(), content_type="image/png")


class TestDiagnostic:
    def test_la_page_mene_au_diagnostic_et_ne_propose_pas_de_presenter(self, dispositif):
        orientation = make_orientation(dispositif, etat=E.EN_ACCUEIL, diagnostic=False)
        page = show(dispositif, orientation)
        assert f'href="/orientations/{orientation.uuid}/diagnostic/"' in page
        assert 'value="presenter"' not in page
        act(dispositif, orientation, geste="presenter", le=localdate())
        orientation.refresh_from_db()
        assert orientation.etat == E.EN_ACCUEIL

    def test_le_diagnostic_ecrit_on_revient_presenter(self, dispositif):
        client, habilitation = open_as(Role.COORDINATEUR, dispositif)
        orientation = make_orientation(dispositif, etat=E.EN_ACCUEIL, diagnostic=False)
        url = reverse("parcours:orientation_diagnostic", args=[orientation.uuid])
        done = send(client, url, habilitation.compte_id, le=localdate().isoformat(), atouts="Permis B")
        assert done.headers["Location"] == f"/entrees/{orientation.uuid}/"
        assert 'value="presenter"' in show(dispositif, orientation)

    def test_l_ordre_du_jour_separe_ce_qui_est_a_preparer(self, dispositif):
        client, _ = open_as(Role.COORDINATEUR, dispositif)
        pret = make_orientation(dispositif, etat=E.EN_ACCUEIL)
        attend = make_orientation(dispositif, etat=E.EN_ACCUEIL, diagnostic=False)
        commission = make_commission(dispositif)
        url = reverse("parcours:commission_inscrire", args=[commission.uuid, "entree"])
        page = client.get(url).content.decode()
        assert f'value="{pret.pk}"' in page
        assert f'value="{attend.pk}"' not in page
        assert f"/orientations/{attend.uuid}/diagnostic/" in page

    def test_l_ordre_du_jour_lit_autant_a_vingt_candidats_qu_a_deux(self, dispositif):
        client, _ = open_as(Role.COORDINATEUR, dispositif)
        commission = make_commission(dispositif)
        counts = []
        for rows in (2, 18):
            for rang in range(rows):
                make_orientation(dispositif, etat=E.EN_ACCUEIL, diagnostic=bool(rang % 2))
            client.get(reverse("parcours:commission_inscrire", args=[commission.uuid, "entree"]))
            counts.append(count_queries(client, "parcours:commission_inscrire", commission.uuid, "entree"))
        assert counts[0] == counts[1]


class TestAbsences:
    def test_deux_absences_notees_preparent_la_decision(self, dispositif):
        orientation = make_orientation(dispositif, etat=E.EN_ACCUEIL)
        day = orientation.date_prescription
        assert day is not None
        for rang in (1, 2):
            act(dispositif, orientation, geste="contact", nature="absente", le=day + timedelta(days=rang))
        assert "Le classement sans suite est proposé" in (page := show(dispositif, orientation))
        assert '<option value="absences" selected>' in page
        refused = act(
            dispositif, orientation, geste="clore", vers="sans_suite", motif="absences", le=localdate()
        ).content.decode()
        assert "Il faut 1 relance avant ce classement" in refused
        manque = act(dispositif, orientation, geste="contact", nature="relance", le=localdate()).content.decode()
        assert "Dites par quel moyen" in manque
        act(dispositif, orientation, geste="contact", nature="relance", canal="telephone", le=localdate())
        act(dispositif, orientation, geste="clore", vers="sans_suite", motif="absences", le=localdate())
        orientation.refresh_from_db()
        assert (orientation.etat, orientation.reponse_le) == (E.SANS_SUITE, localdate())
        assert ContactAccueil.objects.count() == 3
        assert "Relance : appel" in show(dispositif, orientation)


class TestGardeFous:
    def test_a_la_saisie_un_prescripteur_retire_ou_dit_pourquoi(self, dispositif):
        client, habilitation = open_as(Role.PRESCRIPTEUR, dispositif)
        url, compte = reverse("parcours:orientation_nouvelle"), habilitation.compte_id
        page = client.get(url).content.decode()
        assert "Pourquoi le garder" not in page
        signalee = send(client, url, compte, **build_saisie(attentes=SIGNALE)).content.decode()
        assert "« cure de desintoxication »" in signalee
        assert "Pourquoi le garder" in signalee
        assert not Orientation.objects.exists()
        kept = build_saisie(attentes=SIGNALE, motif_alerte="Elle demande un horaire compatible")
        assert send(client, url, compte, **kept).status_code == 302
        made = Orientation.objects.get()
        assert (made.alertes, made.motif_alerte) == (["addictions"], "Elle demande un horaire compatible")

    def test_un_numero_de_securite_sociale_ne_s_ecrit_pas(self, dispositif):
        client, habilitation = open_as(Role.COORDINATEUR, dispositif)
        values = build_saisie(attentes="NIR 1 85 05 78 006 084 91", canal="accueil", motif_alerte="utile")
        page = send(client, reverse("parcours:orientation_nouvelle"), habilitation.compte_id, **values)
        assert "un numéro de sécurité sociale" in page.content.decode()
        assert not Orientation.objects.exists()

    def test_un_texte_corrige_n_a_plus_de_raison_a_garder(self, dispositif):
        client, habilitation = open_as(Role.PRESCRIPTEUR, dispositif)
        values = build_saisie(motif_alerte="au cas où", geste="brouillon")
        send(client, reverse("parcours:orientation_nouvelle"), habilitation.compte_id, **values)
        made = Orientation.objects.get()
        assert (made.alertes, made.motif_alerte) == ([], "")

    def test_par_le_lien_signe_aussi(self, dispositif):
        prescripteur = make_prescripteur(dispositif)
        client, _ = open_as(Role.COORDINATEUR, dispositif)
        client.post(reverse("parcours:prescripteur_lien", args=[prescripteur.uuid]))
        page = client.get(reverse("parcours:prescripteur", args=[prescripteur.uuid])).content.decode()
        adresse = page.split('readonly value="')[1].split('"')[0].removeprefix("http://testserver")
        visiteur = Client()
        visiteur.get(adresse, follow=True)
        values = build_saisie(auteur_nom="Anne Exemple", attentes=SIGNALE) | {NOM: make_jeton(None)}
        refused = visiteur.post(reverse("parcours:orienter"), values).content.decode()

        assert "Pourquoi le garder" in refused
        assert not Orientation.objects.exists()

    def test_a_la_reception_ce_que_le_prescripteur_lira(self, dispositif):
        orientation = make_orientation(dispositif)
        values = {"geste": "clore", "vers": "refusee", "motif": "places", "le": localdate()}
        page = act(dispositif, orientation, **values, reorientation="CSAPA").content.decode()
        assert "« csapa »" in page
        act(dispositif, orientation, **values, reorientation="CSAPA", motif_alerte="La personne l’a demandé")
        orientation.refresh_from_db()
        assert (orientation.etat, orientation.alertes) == (E.REFUSEE, ["addictions"])

    def test_en_commission_la_reorientation_aussi(self, dispositif):
        client, habilitation = open_as(Role.COORDINATEUR, dispositif)
        inscription = make_inscription(make_commission(dispositif, tenue=True))
        url = reverse("parcours:commission_decider", args=[inscription.uuid])
        values = {"resultat": "defavorable", "motif": "autre_dispositif", "reorientation": "CSAPA"}
        assert "« csapa »" in send(client, url, habilitation.compte_id, **values).content.decode()
        kept = send(client, url, habilitation.compte_id, **values, motif_alerte="La personne l’a demandé")
        assert kept.status_code == 302
        inscription.refresh_from_db()
        assert (inscription.alertes, inscription.motif_alerte) == (["addictions"], "La personne l’a demandé")


def read_fichier(client: Client, adresse: str) -> bytes:
    answer: Any = client.get(adresse)
    assert answer.status_code == 200
    return bytes(answer.getvalue())


class TestPieces:
    def test_un_prescripteur_joint_sa_fiche_signee_sans_voir_les_pieces_du_dispositif(self, dispositif):
        client, habilitation = open_as(Role.PRESCRIPTEUR, dispositif)
        orientation = make_orientation(dispositif, auteur=habilitation.compte_id)
        url = reverse("parcours:orientation_fiche_signee", args=[orientation.uuid])
        vide = send(client, url, habilitation.compte_id).content.decode()

        assert "Choisissez un fichier" in vide
        assert send(client, url, habilitation.compte_id, fichier=make_scan()).status_code == 302
        orientation.refresh_from_db()
        assert orientation.fiche_signee == Piece.objects.get(type="image/png")
        assert "Déposée le" in client.get(f"/orientations/{orientation.uuid}/").content.decode()
        assert client.get(reverse("pieces:liste")).status_code in (302, 403)
        autre = make_orientation(dispositif)
        assert client.get(reverse("parcours:orientation_fiche_signee", args=[autre.uuid])).status_code == 404

    def test_la_reception_depose_le_papier_remis_et_l_ouvre(self, dispositif):
        client, habilitation = open_as(Role.COORDINATEUR, dispositif)
        orientation = make_orientation(dispositif)
        url = reverse("parcours:entree_fiche_signee", args=[orientation.uuid])
        assert send(client, url, habilitation.compte_id, fichier=make_scan()).status_code == 302
        adresse = reverse("parcours:entree_fiche_fichier", args=[orientation.uuid])
        assert adresse in show(dispositif, orientation)
        assert read_fichier(client, adresse).startswith(b"\x89PNG")
        assert Acces.objects.filter(type="parcours.orientation_fiche_lue").exists()
        assert Piece.objects.get() not in Piece.objects.du_dispositif()

    def test_une_orientation_close_sans_entree_ne_recoit_plus_de_piece(self, dispositif):
        client, habilitation = open_as(Role.COORDINATEUR, dispositif)
        orientation = make_orientation(dispositif, etat=E.SANS_SUITE)
        url = reverse("parcours:entree_fiche_signee", args=[orientation.uuid])
        assert "close sans entrée" in send(client, url, habilitation.compte_id, fichier=make_scan()).content.decode()
        assert not Piece.objects.exists()
        assert url not in show(dispositif, orientation)

    def test_t1_la_purge_d_une_orientation_emporte_sa_fiche_signee(self, dispositif):
        client, habilitation = open_as(Role.COORDINATEUR, dispositif)
        orientation = make_orientation(dispositif)
        send(
            client,
            reverse("parcours:entree_fiche_signee", args=[orientation.uuid]),
            habilitation.compte_id,
            fichier=make_scan(),
        )
        orientation.refresh_from_db()
        erase_orientation(orientation)
        orientation.refresh_from_db()
        assert (orientation.fiche_signee, Piece.objects.count()) == (None, 0)
        erase_orientation(orientation)

    def test_le_releve_signe_sur_papier_se_joint_une_fois_signe_ici(self, dispositif):
        client, habilitation = open_as(Role.COORDINATEUR, dispositif)
        commission = make_commission(dispositif, tenue=True)
        inscription = make_inscription(commission)
        url = reverse("parcours:commission_releve_signe", args=[commission.uuid])
        refused = send(client, url, habilitation.compte_id, fichier=make_scan()).content.decode()
        assert "Signez d’abord" in refused
        inscription.resultat = "ajourne"
        inscription.motif = "places"
        inscription.save()
        sign_releve(by=make_coordinateur(dispositif), commission=commission, today=commission.le)
        assert send(client, url, habilitation.compte_id, fichier=make_scan()).status_code == 302
        page = client.get(reverse("parcours:commission", args=[commission.uuid])).content.decode()
        adresse = reverse("parcours:commission_releve_fichier", args=[commission.uuid])
        assert adresse in page
        assert read_fichier(client, adresse).startswith(b"\x89PNG")


def read_csv(client: Client, nom: str) -> str:
    answer: Any = client.get(reverse(f"{nom}_export", args=["csv"]), {"motif": "réunion"})
    return b"".join(answer.streaming_content).decode()


class TestExports:
    @pytest.mark.parametrize(
        ("role", "nom"),
        [(Role.COORDINATEUR, "parcours:entrees"), (Role.PRESCRIPTEUR, "parcours:orientations")],
    )
    def test_une_liste_nominative_s_exporte_avec_un_motif(self, dispositif, role, nom):
        client, habilitation = open_as(role, dispositif)
        make_orientation(dispositif, auteur=habilitation.compte_id, nom_naissance="Kerguelen")
        for format in ("csv", "xlsx", "ods"):
            assert client.get(reverse(f"{nom}_export", args=[format])).status_code == 302
            answer = client.get(reverse(f"{nom}_export", args=[format]), {"motif": "réunion"})
            assert (answer.status_code, "attachment" in answer.headers["Content-Disposition"]) == (200, True)
        assert "Kerguelen" in read_csv(client, nom)
        assert Acces.objects.filter(type="export").exists()
        assert "Exporter" in client.get(reverse(nom)).content.decode()

    def test_un_referent_n_exporte_que_ses_accueils(self, dispositif):
        client, habilitation = open_as(Role.REFERENT, dispositif)
        referent = make_referent(dispositif, compte=habilitation.compte)
        make_orientation(dispositif, etat=E.EN_ACCUEIL, referent_accueil=referent, nom_naissance="Mienne")
        make_orientation(dispositif, etat=E.EN_ACCUEIL, nom_naissance="Autrui")
        text = read_csv(client, "parcours:entrees")
        assert ("Mienne" in text, "Autrui" in text) == (True, False)

    def test_les_commissions_s_exportent(self, dispositif):
        client, _ = open_as(Role.COORDINATEUR, dispositif)
        make_commission(dispositif, lieu="Salle des fêtes")
        for format in ("csv", "xlsx", "ods"):
            assert client.get(reverse("parcours:commissions_export", args=[format])).status_code == 200
