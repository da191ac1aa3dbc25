"""The dated situation: what is saved, computed, frozen, known or not."""

from datetime import date

import pytest
from django.utils.timezone import localdate

from maillage.parcours.models import AnneeClose, Photo
from maillage.participants.models import (
    Adresse,
    Projet,
    Situation,
    SituationSensible,
)
from maillage.socle.formulaires.jetons import make_jeton
from maillage.socle.formulaires.retours import add_retour
from maillage.territoire.models import Zonage, ZonageCommune
from tests.matrice.objets_territoire import make_commune
from tests.parcours.pages import open_form, post
from tests.parcours.usine import ENTREE

pytestmark = pytest.mark.django_db


class TestSituation:
    def test_chaque_changement_est_une_ligne_et_l_inconnu_n_est_pas_un_non(self, chez_referent, parcours):
        post(chez_referent, parcours, "situation", {"du": "2026-01-05", "emploi": "demandeur_emploi",
                                                    "inscrit_le": "2024-01-05", "brsa": "non"})  # fmt: skip
        post(chez_referent, parcours, "situation", {"du": "2026-04-01", "emploi": "salarie_siae", "brsa": "non"})
        assert [s.emploi for s in Situation.objects.order_by("du")] == ["demandeur_emploi", "salarie_siae"]
        assert set(Situation.objects.values_list("parent_isole", flat=True)) == {""}
        page = chez_referent.get(f"/dossiers/{parcours.uuid}/situation/").content.decode()
        assert '<option value="salarie_siae" selected>' in page
        assert "Pas encore demandé" in page

    def test_corriger_le_meme_jour_demande_un_motif_et_garde_la_premiere(self, chez_referent, parcours):
        post(chez_referent, parcours, "situation", {"du": "2026-01-05", "emploi": "inactif"})
        refuse = post(chez_referent, parcours, "situation", {"du": "2026-01-05", "emploi": "autre"})
        assert refuse.status_code == 200
        assert "dites pourquoi" in refuse.content.decode()
        post(chez_referent, parcours, "situation", {"du": "2026-01-05", "emploi": "autre", "motif": "saisie"})
        assert [(s.rang, s.emploi, s.motif) for s in Situation.objects.order_by("rang")] == [
            (1, "inactif", ""), (2, "autre", "saisie")]  # fmt: skip

    def test_une_situation_future_est_refusee(self, chez_referent, parcours):
        assert post(chez_referent, parcours, "situation", {"du": "2999-01-05"}).status_code == 200
        assert not Situation.objects.exists()

    def test_les_durees_sont_montrees_avec_leur_methode_jamais_saisies(self, chez_referent, parcours):
        post(chez_referent, parcours, "situation", {"du": "2026-01-05", "emploi": "demandeur_emploi", "categorie": "A",
                                                    "inscrit_le": "2020-01-05", "diplome": "3"})  # fmt: skip
        page = chez_referent.get(f"/dossiers/{parcours.uuid}/").content.decode()
        assert "depuis la date d’inscription à France Travail" in page
        assert "Niveau 3 (ancien V)" in page
        assert "peu qualifié" in page
        assert 'name="deld"' not in chez_referent.get(f"/dossiers/{parcours.uuid}/situation/").content.decode()

    def test_le_dossier_coute_autant_de_requetes_avec_2_ou_20_situations(
        self, chez_referent, parcours, django_assert_max_num_queries
    ):
        counts = []
        chez_referent.get(f"/dossiers/{parcours.uuid}/")  # the first page of a session also writes the session
        for total in (2, 20):
            for rang in range(Situation.objects.count(), total):
                Situation.objects.create(dispositif_id=parcours.dispositif_id, personne=parcours.personne,
                                         du=date(2026, 1, 1 + rang))  # fmt: skip
                Projet.objects.create(dispositif_id=parcours.dispositif_id, personne=parcours.personne,
                                      du=date(2026, 1, 1), intitule=f"Métier {rang}")  # fmt: skip
            with django_assert_max_num_queries(40) as captured:
                chez_referent.get(f"/dossiers/{parcours.uuid}/")
            counts.append(len(captured))
        assert counts[0] == counts[1]


class TestPhoto:
    def test_une_photo_se_corrige_avec_un_motif_et_la_premiere_reste(self, chez_referent, parcours):
        post(chez_referent, parcours, "situation", {"du": "2026-01-01", "emploi": "demandeur_emploi",
                                                    "categorie": "A", "inscrit_le": "2020-01-05"})  # fmt: skip
        assert post(chez_referent, parcours, "photo", {"motif": "piece"}).status_code == 302
        assert [(p.rang, p.deld, p.motif) for p in Photo.objects.order_by("rang")] == [
            (1, None, ""), (2, True, "piece")]  # fmt: skip

    def test_une_reponse_apprise_du_jour_d_entree_mene_a_la_photo(self, chez_referent, parcours):
        """The counts read the photo: whoever answers is led to it, and to the file once it is corrected."""
        fait = post(chez_referent, parcours, "situation", {"du": ENTREE.isoformat(), "emploi": "inactif"})
        assert fait.url == f"/dossiers/{parcours.uuid}/photo/"
        assert "reportez-y ce que vous venez d’apprendre" in chez_referent.get(fait.url).content.decode()
        assert post(chez_referent, parcours, "photo", {"motif": "personne"}).url == f"/dossiers/{parcours.uuid}/"

    def test_ouverte_d_une_liste_elle_y_ramene_par_la_photo(self, chez_referent, parcours):
        liste = "/ma-consolidation/manques/niveau/?annee=2026"
        caches = open_form(chez_referent, parcours, "situation")
        adresse = add_retour(f"/dossiers/{parcours.uuid}/situation/", liste)
        assert f'href="{liste}">Annuler</a>' in chez_referent.get(adresse).content.decode()
        posted = caches | {"du": ENTREE.isoformat(), "emploi": "inactif"}
        photo = chez_referent.post(adresse, posted).url
        assert photo == add_retour(f"/dossiers/{parcours.uuid}/photo/", liste)
        assert f'href="{liste}">Annuler</a>' in chez_referent.get(photo).content.decode()
        assert chez_referent.post(photo, {"motif": "personne"}).url == liste

    def test_ce_qui_change_plus_tard_ramene_au_dossier(self, chez_referent, parcours):
        fait = post(chez_referent, parcours, "situation", {"du": "2026-05-04", "emploi": "inactif"})
        assert fait.url == f"/dossiers/{parcours.uuid}/"

    def test_la_photo_laissee_pour_plus_tard_n_arrete_que_ce_qui_la_concerne(self, chez_referent, parcours):
        post(chez_referent, parcours, "situation", {"du": ENTREE.isoformat(), "emploi": "inactif"})
        fait = post(chez_referent, parcours, "situation", {"du": "2026-05-04", "emploi": "salarie_siae"})
        assert fait.url == f"/dossiers/{parcours.uuid}/"
        adresse = {"du": ENTREE.isoformat(), "type": "domicile", "voie": "1 rue A", "qpv": "non"}
        assert post(chez_referent, parcours, "adresse", adresse).url == f"/dossiers/{parcours.uuid}/photo/"

    def test_une_annee_close_ne_mene_pas_a_une_photo_qui_ne_change_plus(self, chez_referent, parcours):
        AnneeClose.objects.create(dispositif_id=parcours.dispositif_id, annee=ENTREE.year, close_le=date(2026, 11, 1))
        fait = post(chez_referent, parcours, "situation", {"du": ENTREE.isoformat(), "emploi": "inactif"})
        assert fait.url == f"/dossiers/{parcours.uuid}/"

    def test_une_date_de_naissance_corrigee_y_mene_aussi(self, chez_referent, parcours):
        adresse = f"/dossiers/{parcours.uuid}/identite/"
        form = chez_referent.get(adresse).context["form"]
        shown = {nom: form[nom].value() for nom in form.fields if form[nom].value() not in (None, "", False)}

        def send(**values):
            jeton = make_jeton(int(chez_referent.session["_auth_user_id"]))
            return chez_referent.post(adresse, {**shown, "jeton": jeton, **values}).url

        assert send() == f"/dossiers/{parcours.uuid}/"
        assert send(date_naissance="1961-02-03") == f"/dossiers/{parcours.uuid}/photo/"

    def test_la_page_montre_la_photo_et_ce_qui_est_su_depuis(self, chez_referent, parcours):
        post(chez_referent, parcours, "situation", {"du": "2026-01-01", "emploi": "inactif"})
        page = chez_referent.get(f"/dossiers/{parcours.uuid}/photo/").content.decode()
        assert "Ce que dit la photo" in page
        assert "Inactif" in page.split("Ce qui est su aujourd’hui de ce jour")[1]
        assert "Inactif" not in page.split("Ce qui est su aujourd’hui de ce jour")[0]

    def test_une_photo_juste_ne_se_corrige_pas(self, chez_referent, parcours):
        assert post(chez_referent, parcours, "photo", {"motif": "piece"}).status_code == 200
        assert Photo.objects.count() == 1

    def test_une_annee_close_garde_sa_photo(self, chez_referent, parcours):
        AnneeClose.objects.create(dispositif_id=parcours.dispositif_id, annee=ENTREE.year, close_le=date(2026, 11, 1))
        post(chez_referent, parcours, "situation", {"du": "2026-01-01", "emploi": "inactif"})
        reponse = post(chez_referent, parcours, "photo", {"motif": "piece"})
        assert reponse.status_code == 200
        assert "close" in reponse.content.decode()
        assert Photo.objects.count() == 1


class TestChampsDeLaSituation:
    def test_les_annees_de_naissance_se_rangent_et_se_comptent_par_age(self, chez_referent, parcours):
        today = localdate()
        annees = f"{today.year - 1} {today.year - 8}"
        post(chez_referent, parcours, "situation", {"du": "2026-01-05", "enfants": "2", "enfants_naissances": annees})
        assert Situation.objects.get().enfants_naissances == f"{today.year - 8}, {today.year - 1}"
        page = chez_referent.get(f"/dossiers/{parcours.uuid}/").content.decode()
        assert "2, dont 1 de moins de 3 ans et 1 de 6 à 11 ans" in page

    def test_plus_d_annees_que_d_enfants_est_refuse(self, chez_referent, parcours):
        reponse = post(chez_referent, parcours, "situation",
                       {"du": "2026-01-05", "enfants": "1", "enfants_naissances": "2015, 2019"})  # fmt: skip
        assert "2 années de naissance pour 1" in reponse.content.decode()
        assert not Situation.objects.exists()

    def test_ne_sait_pas_n_est_ni_un_non_ni_une_reponse(self, chez_referent, parcours):
        post(chez_referent, parcours, "situation", {"du": localdate().isoformat(), "brsa": "nsp"})
        assert Situation.objects.get().brsa == "nsp"
        page = chez_referent.get(f"/dossiers/{parcours.uuid}/").content.decode()
        assert "Ne sait pas" in page
        assert "#id_brsa" in page

    def test_chaque_champ_attendu_dit_pour_quel_compte(self, chez_referent, parcours):
        page = chez_referent.get(f"/dossiers/{parcours.uuid}/situation/").content.decode()
        assert "(FSE, consolidation)" in page
        assert "(recommandé)" in page
        assert "Rien n’empêche d’enregistrer sans lui" in page

    def test_les_categories_du_permis_et_la_garde_se_lisent_au_dossier(self, chez_referent, parcours):
        post(chez_referent, parcours, "situation", {
            "du": "2026-01-05", "permis": "valide", "permis_categories": ["b", "c"], "garde": "creche", "garde_jours": "4",
            "garde_horaires": "journee", "certifications": ["clea"]})  # fmt: skip
        page = chez_referent.get(f"/dossiers/{parcours.uuid}/").content.decode()
        assert "Permis valide · B (voiture) · C (poids lourd)" in page
        assert "Crèche · 4 jours par semaine · La journée seulement" in page
        assert "CléA" in page

    def test_une_garde_qui_finit_avant_de_commencer_est_refusee(self, chez_referent, parcours):
        post(chez_referent, parcours, "situation",
             {"du": "2026-01-05", "garde_du": "2026-01-01", "garde_au": "2025-01-01"})  # fmt: skip
        assert not Situation.objects.exists()

    def test_la_date_d_un_conge_est_scellee_avec_lui_et_part_sans_lui(self, chez_referent, parcours):
        post(chez_referent, parcours, "sensible/modifier",
             {"du": "2026-01-05", "conge": "parental", "conge_fin": "2026-09-01"})  # fmt: skip
        assert SituationSensible.objects.get().reponses == {"conge": "parental", "conge_fin": "2026-09-01"}
        page = chez_referent.get(f"/dossiers/{parcours.uuid}/sensible/").content.decode()
        assert "01/09/2026" in page
        modifier = chez_referent.get(f"/dossiers/{parcours.uuid}/sensible/modifier/").content.decode()
        assert 'value="2026-09-01"' in modifier
        post(chez_referent, parcours, "sensible/modifier",
             {"du": "2026-02-05", "conge": "aucun", "conge_fin": "2026-09-01"})  # fmt: skip
        assert SituationSensible.objects.latest("du").reponses == {"conge": "aucun"}


def test_la_completude_mene_au_champ_qui_manque(chez_referent, parcours):
    page = chez_referent.get(f"/dossiers/{parcours.uuid}/").content.decode()
    assert f"/dossiers/{parcours.uuid}/situation/#id_diplome" in page
    post(chez_referent, parcours, "situation", {"du": localdate().isoformat(), "diplome": "4"})
    assert "#id_diplome" not in chez_referent.get(f"/dossiers/{parcours.uuid}/").content.decode()


def test_une_commune_sans_quartier_repond_non_pour_toutes_ses_adresses(chez_referent, parcours):
    avec, sans = make_commune("99001"), make_commune("99002")
    zonage = Zonage.objects.create(
        type="qpv", code="QN99001M", libelle="Les Tanneries", millesime=2024, du=date(2024, 1, 1), source="essai"
    )
    ZonageCommune.objects.create(zonage=zonage, commune=avec)
    for commune, attendu in ((avec, "indetermine"), (sans, "non")):
        post(chez_referent, parcours, "adresse", {"du": "2026-05-01", "motif": "saisie", "type": "domicile", "commune": commune.code,
                                                  "qpv": "indetermine"})  # fmt: skip
        assert Adresse.objects.latest("rang").qpv == attendu
    assert Adresse.objects.latest("rang").qpv_methode == "commune"
