"""R-45: other people are hidden from what is handed over; the delay is extended once, and the person is told."""

import io
import json
import zipfile
from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.timezone import localdate
from pypdf import PdfReader

from maillage.comptes.models import Compte, Habilitation
from maillage.comptes.purges import EFFACE
from maillage.socle.afaire.queries import list_a_faire
from maillage.socle.formulaires.jetons import NOM, make_jeton
from maillage.socle.journal.models import Acces, Evenement
from maillage.socle.protection import constitution, demandes, relecture, reponses, rules
from maillage.socle.protection.masques import MASQUE, Cible
from maillage.socle.protection.models import DemandeAcces, Occultation
from maillage.socle.protection.nomenclatures import Masque, Motif, Report
from maillage.socle.roles import Role
from maillage.socle.travaux.models import Travail
from maillage.socle.travaux.nomenclatures import Etat
from maillage.socle.travaux.travailleur import Equipier
from tests.socle.protection.demandes import make_demande_prete
from tests.usine import make_acteur, make_compte, make_dispositif, make_habilitation

pytestmark = pytest.mark.django_db
REMARQUE = Cible("comptes.compte", 1, "remarque")


@pytest.fixture
def dpd() -> Habilitation:
    return make_habilitation(Role.DPD, make_dispositif("PLIE des Rives"), compte=make_compte(nom="Delegue"))


@pytest.fixture
def ines(dpd) -> Habilitation:
    return make_habilitation(Role.REFERENT, dpd.dispositif, compte=make_compte(prenom="Inès", nom="Valmont"))


@pytest.fixture
def demande(dpd, ines) -> DemandeAcces:
    return make_demande_prete(dispositif=dpd.dispositif, personne=ines.compte)


def post(client, dpd: Habilitation, demande: DemandeAcces, vers: str, **fields):
    client.force_login(dpd.compte)
    return client.post(f"/protection/demandes/{demande.uuid}/{vers}/", {NOM: make_jeton(dpd.compte_id)} | fields)


def mask(client, dpd, demande, *elements: str, geste: str = "masquer", motif: str = Masque.IDENTITE.value):
    fields = {"table": "comptes.compte", "geste": geste, "motif": motif, "element": list(elements)}
    return post(client, dpd, demande, "masquer", **fields)


def hand_over(client, demande: DemandeAcces) -> zipfile.ZipFile:
    opened = client.get(f"/protection/demandes/{demande.uuid}/archive/")
    return zipfile.ZipFile(io.BytesIO(client.get(opened["Location"]).content))


def list_dues(habilitation: Habilitation):
    dues = list_a_faire(make_acteur(habilitation=habilitation), today=localdate())
    return [a for a in dues if a.categorie == "Demandes d’accès"]


class TestRelecture:
    def test_r45_le_tiers_masque_ne_sort_ni_dans_le_json_ni_dans_le_pdf_et_l_original_reste(self, client, dpd, demande):
        assert mask(client, dpd, demande, REMARQUE.write()).status_code == 302
        bundle = hand_over(client, demande)
        content = bundle.read("donnees.json").decode()
        assert "Autrui" not in content
        assert "Valmont" in content
        assert json.loads(content)["tables"]["comptes.compte"]["lignes"][0]["remarque"] == MASQUE
        assert "article 15, paragraphe 4" in json.loads(content)["note"]
        paper = "".join(p.extract_text() for p in PdfReader(io.BytesIO(bundle.read("donnees.pdf"))).pages)
        assert "Autrui" not in paper
        demande.refresh_from_db()
        assert "Autrui" in json.dumps(constitution.read_tables(demande), ensure_ascii=False)

    def test_r45_ce_qui_est_retabli_sort_de_nouveau(self, client, dpd, demande):
        mask(client, dpd, demande, "0:remarque", "1:nom")
        assert Occultation.objects.count() == 2
        mask(client, dpd, demande, "0:remarque", geste="retablir")
        assert [o.cible.champ for o in Occultation.objects.all()] == ["nom"]
        assert "Autrui" in hand_over(client, demande).read("donnees.json").decode()

    def test_r45_le_journal_garde_le_motif_et_la_place_jamais_ce_qui_est_masque(self, client, dpd, demande):
        mask(client, dpd, demande, REMARQUE.write(), motif=Masque.VIE_PRIVEE.value)
        written = Evenement.objects.get(type="protection.occultation")
        assert written.details == {
            "nombre": 1, "motif": "vie_privee", "elements": ["comptes.compte:1:remarque"]
        }  # fmt: skip
        assert written.cible_cle == str(demande.uuid)
        assert "Autrui" not in json.dumps(written.details)

    @pytest.mark.parametrize(
        ("elements", "motif"),
        [((), "identite"), (("1:remarque",), ""), (("9:nom",), "identite"), (("1:password",), "identite"),
         (("a:nom",), "identite"), (("1:nom",), "parce que")],
    )  # fmt: skip
    def test_sans_motif_ou_hors_de_l_archive_rien_ne_se_masque(self, client, dpd, demande, elements, motif):
        page = client.get(mask(client, dpd, demande, *elements, motif=motif)["Location"]).content.decode()
        assert "alerte" in page
        assert not Occultation.objects.exists()

    def test_la_page_propose_ce_qui_semble_nommer_autrui_et_sa_lecture_est_au_journal(self, client, dpd, demande):
        make_habilitation(Role.REFERENT, dpd.dispositif, compte=make_compte(prenom="Paul", nom="Autrui"))
        client.force_login(dpd.compte)
        page = client.get(f"/protection/demandes/{demande.uuid}/relire/").content.decode()
        assert page.count("À vérifier</span>") == 1
        assert Acces.objects.get(type="protection.relecture").cible_cle == str(demande.uuid)
        mask(client, dpd, demande, REMARQUE.write())
        page = client.get(f"/protection/demandes/{demande.uuid}/relire/").content.decode()
        assert "Masqué</span>" in page
        assert "1 élément masqué" in client.get(demande.get_absolute_url()).content.decode()

    def test_deux_fois_le_meme_envoi_masque_une_fois(self, client, dpd, demande):
        now = timezone.now()
        for expected in (1, 0):
            found = relecture.hide(
                by=make_acteur(habilitation=dpd),
                demande=demande,
                cibles=[REMARQUE],
                motif=Masque.PROFESSIONNEL,
                now=now,
            )
            assert found == expected
        with pytest.raises(IntegrityError), transaction.atomic():
            Occultation.objects.create(
                dispositif=dpd.dispositif, demande=demande, modele=REMARQUE.modele, ligne=1, champ="remarque",
                motif="professionnel", masquee_par=1, masquee_le=now,
            )  # fmt: skip

    def test_r01_le_delegue_d_en_face_n_y_touche_pas(self, client, demande):
        other = make_habilitation(Role.DPD, make_dispositif("PLIE d’en face"))
        assert mask(client, other, demande, REMARQUE.write()).status_code == 404
        assert client.get(f"/protection/demandes/{demande.uuid}/relire/").status_code == 404
        assert not Occultation.objects.exists()

    def test_apres_sept_jours_ou_une_fois_remise_rien_ne_change_plus(self, client, dpd, ines, demande):
        old = make_demande_prete(dispositif=dpd.dispositif, personne=ines.compte, le=timezone.now() - timedelta(days=8))
        mask(client, dpd, old, REMARQUE.write())
        post(client, dpd, demande, "reponse")
        mask(client, dpd, demande, REMARQUE.write())
        assert not Occultation.objects.exists()


class TestProlongation:
    def test_r45_la_personne_est_prevenue_sans_son_nom_ni_le_dispositif(
        self, client, dpd, ines, demande, django_capture_on_commit_callbacks
    ):
        response = post(client, dpd, demande, "prolonger", report=Report.COMPLEXE.value)
        assert response["Location"] == demande.get_absolute_url()
        assert not mail.outbox
        Equipier().run_next()
        (courriel,) = mail.outbox
        demande.refresh_from_db()
        echeance = rules.get_echeance(demande.recue_le, is_prolongee=True)
        assert courriel.to == [ines.compte.email]
        assert f"{echeance:%d/%m/%Y}" in courriel.body
        assert "complexe" in courriel.body
        for secret in ("Valmont", "Inès", "Rives", "Delegue", str(demande.uuid)):
            assert secret not in f"{courriel.subject} {courriel.body}"
        assert demande.prevenue_le is not None
        written = Evenement.objects.get(type="protection.prolongation")
        assert written.details == {"motif": "complexe", "echeance": echeance.isoformat()}

    def test_r45_sans_motif_le_delai_ne_se_prolonge_pas(self, client, dpd, demande):
        assert post(client, dpd, demande, "prolonger", report="").status_code == 200
        assert post(client, dpd, demande, "prolonger", report="la flemme").status_code == 200
        demande.refresh_from_db()
        assert demande.prolongee_le is None
        with pytest.raises(IntegrityError), transaction.atomic():
            DemandeAcces.objects.filter(pk=demande.pk).update(prolongee_le=timezone.now())

    def test_r45_l_echeance_de_la_liste_a_faire_suit(self, client, dpd, demande):
        (before,) = list_dues(dpd)
        assert before.echeance == rules.get_echeance(demande.recue_le)
        post(client, dpd, demande, "prolonger", report=Report.NOMBREUSES.value)
        (after,) = list_dues(dpd)
        assert after.echeance == rules.get_echeance(demande.recue_le, is_prolongee=True)
        assert "prolongé" in after.detail

    def test_une_seule_fois_jamais_pour_une_autorite_et_le_bouton_s_en_va(self, client, dpd, demande):
        bouton = f"/protection/demandes/{demande.uuid}/prolonger/"
        client.force_login(dpd.compte)
        assert bouton in client.get(demande.get_absolute_url()).content.decode()
        post(client, dpd, demande, "prolonger", report=Report.COMPLEXE.value)
        assert "une fois" in post(client, dpd, demande, "prolonger", report=Report.COMPLEXE.value).content.decode()
        assert bouton not in client.get(demande.get_absolute_url()).content.decode()
        DemandeAcces.objects.filter(pk=demande.pk).update(prolongee_le=None, report="", motif=Motif.AUTORITE.value)
        assert "autorité" in post(client, dpd, demande, "prolonger", report=Report.COMPLEXE.value).content.decode()
        assert Travail.objects.filter(code=reponses.TRAVAIL).count() == 1

    def test_a_person_without_address_is_told_otherwise_and_the_dpd_sees_it(self, client, dpd, ines, demande):
        Compte.objects.filter(pk=ines.compte_id).update(email=f"x{EFFACE}")
        post(client, dpd, demande, "prolonger", report=Report.COMPLEXE.value)
        Equipier().run_next()
        travail = Travail.objects.get(code=reponses.TRAVAIL)
        assert travail.etat == Etat.ECHOUE
        assert "prévenez-la autrement" in travail.erreur
        assert not mail.outbox


class TestReponse:
    def test_r45_la_demande_reste_a_faire_meme_sans_archive_jusqu_a_la_reponse(self, client, dpd, ines):
        late = timezone.now() - timedelta(days=8)
        old = make_demande_prete(dispositif=dpd.dispositif, personne=ines.compte, le=late)
        assert "de nouveau" in list_dues(dpd)[0].detail
        post(client, dpd, old, "reponse")
        assert list_dues(dpd) == []
        assert Evenement.objects.filter(type="protection.reponse").count() == 1
        assert "Noter la réponse remise" not in client.get(old.get_absolute_url()).content.decode()

    def test_une_archive_effacee_se_reunit_de_nouveau_et_se_relit_de_nouveau(self, client, dpd, ines, demande):
        mask(client, dpd, demande, REMARQUE.write())
        DemandeAcces.objects.filter(pk=demande.pk).update(contenu=None, effacee_le=timezone.now())
        post(client, dpd, demande, "reunir")
        travail = Travail.objects.get(code=demandes.TRAVAIL)
        assert travail.get_absolute_url() in client.get(demande.get_absolute_url()).content.decode()
        equipier = Equipier()
        while travail.is_ouvert:
            assert equipier.run_next()
            travail.refresh_from_db()
        demande.refresh_from_db()
        assert demandes.is_telechargeable(demande, now=timezone.now())
        assert not Occultation.objects.exists()
        assert "Valmont" in hand_over(client, demande).read("donnees.json").decode()

    def test_une_archive_prete_ou_en_cours_ne_se_reunit_pas_deux_fois(self, client, dpd, demande):
        post(client, dpd, demande, "reunir")
        assert not Travail.objects.filter(code=demandes.TRAVAIL).exists()
        DemandeAcces.objects.filter(pk=demande.pk).update(contenu=None, effacee_le=timezone.now())
        post(client, dpd, demande, "reunir")
        post(client, dpd, demande, "reunir")
        assert Travail.objects.filter(code=demandes.TRAVAIL).count() == 1
