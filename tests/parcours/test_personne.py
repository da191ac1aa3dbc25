"""The forms of a person's file: what is saved, computed, masked, merged."""

from datetime import date
from typing import ClassVar

import pytest
from django.test import Client
from django.utils.timezone import localdate

from maillage.parcours.models import AnneeClose, Photo
from maillage.parcours.queries.reglages import is_oui
from maillage.participants.models import (
    Adresse,
    Experience,
    Personne,
    Projet,
    Recherche,
    Situation,
    SituationSensible,
    VersionProjet,
)
from maillage.participants.scelle import get_coffre
from maillage.socle.journal.models import Acces, Evenement
from maillage.socle.roles import Role
from maillage.territoire.models import Zonage, ZonageCommune
from tests.matrice.objets_territoire import make_commune
from tests.parcours.pages import find_cache, open_form, post
from tests.parcours.usine import ENTREE, make_parcours, make_personne, make_referent
from tests.usine import make_dispositif, make_habilitation

pytestmark = pytest.mark.django_db


@pytest.fixture
def referent():
    return make_referent(make_dispositif())


@pytest.fixture
def parcours(referent):
    return make_parcours(referent.dispositif, referent=referent)


@pytest.fixture
def chez_referent(client, referent):
    client.force_login(referent.compte)
    return client


def make_identite(personne: Personne, **changes) -> dict:
    return {
        "nom_naissance": personne.nom_naissance, "prenoms": personne.prenoms, "sexe": personne.sexe,
        "date_naissance": str(personne.date_naissance), "telephone": personne.telephone, **changes,
    }  # fmt: skip


class TestIdentite:
    def test_l_identite_se_corrige_et_le_journal_ne_dit_que_les_champs(self, chez_referent, parcours):
        reponse = post(
            chez_referent, parcours, "identite", make_identite(parcours.personne, telephone="06 01 02 03 04")
        )
        assert reponse.status_code == 302
        parcours.personne.refresh_from_db()
        assert (parcours.personne.telephone, parcours.personne.version) == ("06 01 02 03 04", 2)
        assert Evenement.objects.get(type="participants.identite").details == {"champs": "telephone"}

    def test_un_identifiant_est_masque_garde_puis_efface(self, chez_referent, parcours):
        post(chez_referent, parcours, "identite", make_identite(parcours.personne, france_travail="1234567890A"))
        page = chez_referent.get(f"/dossiers/{parcours.uuid}/identite/").content.decode()
        assert "1234567890A" not in page
        assert "••••••••90A" in page
        post(chez_referent, parcours, "identite", make_identite(parcours.personne, telephone="01"))
        personne = Personne.objects.get(pk=parcours.personne_id)
        assert personne.france_travail == "1234567890A"
        post(chez_referent, parcours, "identite", make_identite(personne, effacer_france_travail="on"))
        personne.refresh_from_db()
        assert (personne.france_travail, personne.france_travail_empreinte) == ("", "")

    def test_r03_un_numero_de_securite_sociale_ne_s_enregistre_pas(self, chez_referent, parcours):
        reponse = post(chez_referent, parcours, "identite",
                       make_identite(parcours.personne, allocataire="1 85 05 78 006 084 91"))  # fmt: skip
        assert reponse.status_code == 200
        assert "Sécurité sociale" in reponse.content.decode()
        assert Personne.objects.get(pk=parcours.personne_id).allocataire == ""

    def test_un_referent_d_un_autre_dispositif_ne_trouve_pas_la_page(self, client, parcours):
        client.force_login(make_referent(make_dispositif()).compte)
        assert client.get(f"/dossiers/{parcours.uuid}/identite/").status_code == 404


class TestDeuxSaisies:
    def test_deux_personnes_qui_changent_d_autres_champs_ne_perdent_rien(self, chez_referent, parcours):
        personne, caches = parcours.personne, open_form(chez_referent, parcours, "identite")
        post(chez_referent, parcours, "identite", make_identite(personne, courriel="a@exemple.test"))
        reponse = post(chez_referent, parcours, "identite", make_identite(personne, telephone="0102"), caches)
        page = reponse.content.decode()
        assert reponse.status_code == 409
        assert "a@exemple.test" in page
        assert "0102" in page
        assert "à trancher" not in page
        personne.refresh_from_db()
        assert (personne.telephone, personne.courriel) == ("", "a@exemple.test")
        choix = caches | {"lu": find_cache(page, "lu"), "fusion": "1", "garder_courriel": "leur",
                          "garder_telephone": "mien"}  # fmt: skip
        assert post(chez_referent, parcours, "identite", make_identite(personne, courriel="", telephone="0102"),
                    choix).status_code == 302  # fmt: skip
        personne.refresh_from_db()
        assert (personne.telephone, personne.courriel) == ("0102", "a@exemple.test")

    def test_un_meme_champ_change_deux_fois_attend_un_choix(self, chez_referent, parcours):
        personne, caches = parcours.personne, open_form(chez_referent, parcours, "identite")
        post(chez_referent, parcours, "identite", make_identite(personne, telephone="0101"))
        page = post(
            chez_referent, parcours, "identite", make_identite(personne, telephone="0202"), caches
        ).content.decode()
        assert "à trancher" in page
        fusion = caches | {"lu": find_cache(page, "lu"), "fusion": "1"}
        reponse = post(chez_referent, parcours, "identite", make_identite(personne, telephone="0202"), fusion)
        assert reponse.status_code == 409
        assert "Il reste un choix" in reponse.content.decode()
        assert Personne.objects.get(pk=personne.pk).telephone == "0101"
        fusion |= {"garder_telephone": "leur"}
        assert (
            post(chez_referent, parcours, "identite", make_identite(personne, telephone="0202"), fusion).status_code
            == 302
        )
        assert Personne.objects.get(pk=personne.pk).telephone == "0101"

    def test_une_situation_enregistree_entre_temps_se_reunit_champ_par_champ(self, chez_referent, parcours):
        caches = open_form(chez_referent, parcours, "situation")
        post(chez_referent, parcours, "situation", {"du": "2026-02-01", "emploi": "demandeur_emploi"})
        reponse = post(chez_referent, parcours, "situation", {"du": "2026-03-01", "permis": "valide"}, caches)
        assert reponse.status_code == 409
        choix = caches | {"lu": find_cache(reponse.content.decode(), "lu"), "fusion": "1"}
        assert (
            post(chez_referent, parcours, "situation", {"du": "2026-03-01", "permis": "valide"}, choix).status_code
            == 302
        )
        derniere = Situation.objects.latest("du")
        assert (derniere.emploi, derniere.permis) == ("demandeur_emploi", "valide")

    def test_une_saisie_falsifiee_n_enregistre_rien(self, chez_referent, parcours):
        caches = open_form(chez_referent, parcours, "situation") | {"lu": "faux"}
        reponse = post(chez_referent, parcours, "situation", {"du": "2026-02-01"}, caches)
        assert reponse.status_code == 200
        assert not Situation.objects.exists()


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


class TestAdresse:
    def test_un_quartier_se_date_avec_sa_geographie(self, chez_referent, parcours):
        post(chez_referent, parcours, "adresse", {"du": "2023-05-01", "type": "domicile", "voie": "1 rue des Lilas",
                                                  "qpv": "oui", "qpv_code": "qp059001", "qpv_methode": "attestation"})  # fmt: skip
        adresse = Adresse.objects.get()
        assert (adresse.qpv_code, adresse.qpv_millesime, adresse.qpv_methode) == ("QP059001", 2015, "attestation")
        post(chez_referent, parcours, "adresse", {"du": "2026-05-01", "type": "domicile", "qpv": "non"})
        assert Adresse.objects.latest("du").qpv_millesime == 2024
        adresse.refresh_from_db()
        assert adresse.qpv_code == "QP059001"

    def test_un_oui_sans_code_est_refuse(self, chez_referent, parcours):
        assert (
            post(chez_referent, parcours, "adresse", {"du": "2026-05-01", "type": "domicile", "qpv": "oui"}).status_code
            == 200
        )
        assert not Adresse.objects.exists()

    def test_corriger_une_adresse_ne_change_pas_la_photo(self, chez_referent, referent):
        personne = make_personne(referent.dispositif)
        Adresse.objects.create(dispositif=referent.dispositif, personne=personne, du=date(2025, 1, 1), voie="1 rue A")
        parcours = make_parcours(referent.dispositif, referent=referent, personne=personne)
        post(chez_referent, parcours, "adresse", {"du": "2025-01-01", "type": "domicile", "voie": "2 rue B",
                                                  "qpv": "indetermine", "motif": "saisie"})  # fmt: skip
        assert [p.adresse and p.adresse.voie for p in parcours.photos.all()] == ["1 rue A"]
        assert Adresse.objects.latest("rang").voie == "2 rue B"


class TestPhoto:
    def test_une_photo_se_corrige_avec_un_motif_et_la_premiere_reste(self, chez_referent, parcours):
        post(chez_referent, parcours, "situation", {"du": "2026-01-01", "emploi": "demandeur_emploi",
                                                    "categorie": "A", "inscrit_le": "2020-01-05"})  # fmt: skip
        assert post(chez_referent, parcours, "photo", {"motif": "piece"}).status_code == 302
        assert [(p.rang, p.deld, p.motif) for p in Photo.objects.order_by("rang")] == [
            (1, None, ""), (2, True, "piece")]  # fmt: skip

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


class TestSensible:
    REPONSES = {"du": "2026-01-05", "boeth": "oui", "boeth_types": ["rqth"], "logement": "hotel"}

    def test_r54_les_reponses_sont_scellees_dans_leur_dispositif_et_tues_par_le_journal(self, chez_referent, parcours):
        assert post(chez_referent, parcours, "sensible/modifier", self.REPONSES).status_code == 302
        row = SituationSensible.objects.get()
        assert row.reponses == {"boeth": "oui", "boeth_types": ["rqth"], "logement": "hotel"}
        assert b"rqth" not in bytes(row.reponses_scelle)
        assert b"rqth" in get_coffre("reponses", parcours.dispositif_id).unseal(bytes(row.reponses_scelle))
        assert Evenement.objects.get(type="participants.sensible").details == {"du": "2026-01-05"}

    def test_r43_un_refus_est_une_reponse_et_rien_n_est_coche_d_avance(self, chez_referent, parcours):
        page = chez_referent.get(f"/dossiers/{parcours.uuid}/sensible/modifier/").content.decode()
        assert "checked" not in page
        assert page.count("selected") == page.count('<option value="" selected>')
        post(chez_referent, parcours, "sensible/modifier", {"du": "2026-01-05", "boeth": "refus"})
        assert SituationSensible.objects.get().reponses == {"boeth": "refus"}

    def test_les_reponses_se_lisent_sous_leur_titre_sans_les_questions_qui_ne_se_posent_pas(
        self, chez_referent, parcours
    ):
        post(chez_referent, parcours, "sensible/modifier", self.REPONSES | {"boeth_fin": "2027-01-05"})
        page = chez_referent.get(f"/dossiers/{parcours.uuid}/sensible/").content.decode()
        assert page.index("RQTH") < page.index("05/01/2027") < page.index("Hôtel")
        assert "Terme prévu" not in page

    def test_aucune_ne_se_coche_pas_avec_autre_chose(self, chez_referent, parcours):
        post(chez_referent, parcours, "sensible/modifier",
             {"du": "2026-01-05", "logement_difficultes": ["aucune", "impayes"]})  # fmt: skip
        assert not SituationSensible.objects.exists()

    def test_la_coordination_lit_sans_ecrire_et_la_direction_ne_lit_pas(self, client, parcours):
        coordination = make_habilitation(Role.COORDINATEUR, parcours.dispositif).compte
        client.force_login(coordination)
        assert client.get(f"/dossiers/{parcours.uuid}/sensible/").status_code == 200
        assert client.get(f"/dossiers/{parcours.uuid}/sensible/modifier/").status_code in (403, 404)
        assert Acces.objects.filter(type="parcours.sensible", compte_id=coordination.pk).count() == 1
        client.force_login(make_habilitation(Role.DIRECTEUR, parcours.dispositif).compte)
        assert client.get(f"/dossiers/{parcours.uuid}/sensible/").status_code in (403, 404)


def test_un_projet_s_ajoute_puis_s_abandonne(chez_referent, parcours):
    values = {
        "intitule": "Cuisinière",
        "code_rome": "G1602",
        "priorite": "1",
        "etat": "a_construire",
        "du": "2026-02-01",
    }
    assert post(chez_referent, parcours, "projets/nouveau", values).status_code == 302
    projet = Projet.objects.get()
    post(chez_referent, parcours, f"projets/{projet.uuid}", values | {"etat": "abandonne", "au": "2026-06-01"})
    projet.refresh_from_db()
    assert (projet.etat, projet.au) == ("abandonne", date(2026, 6, 1))
    assert post(chez_referent, parcours, f"projets/{projet.uuid}", values | {"au": "2026-01-01"}).status_code == 200


class TestProjets:
    CUISINE: ClassVar = {"intitule": "Cuisinière", "code_rome": "G1602", "priorite": "1", "etat": "a_construire",
                         "du": "2026-02-01"}  # fmt: skip

    @pytest.fixture
    def projet(self, chez_referent, parcours):
        post(chez_referent, parcours, "projets/nouveau", self.CUISINE)
        return Projet.objects.get()

    def test_chaque_changement_garde_la_version_d_avant(self, chez_referent, parcours, projet):
        post(chez_referent, parcours, f"projets/{projet.uuid}", self.CUISINE | {"intitule": "Commis de cuisine"})
        post(chez_referent, parcours, f"projets/{projet.uuid}", self.CUISINE | {"intitule": "Commis de cuisine"})
        assert list(VersionProjet.objects.order_by("rang").values_list("rang", "intitule")) == [
            (1, "Cuisinière"), (2, "Commis de cuisine")]  # fmt: skip
        page = chez_referent.get(f"/dossiers/{parcours.uuid}/projets/{projet.uuid}/").content.decode()
        assert "Versions de ce projet" in page
        assert "Cuisinière (G1602), à construire" in page

    def test_deux_saisies_du_meme_projet_se_reunissent(self, chez_referent, parcours, projet):
        caches = open_form(chez_referent, parcours, f"projets/{projet.uuid}")
        post(chez_referent, parcours, f"projets/{projet.uuid}", self.CUISINE | {"etat": "valide"})
        reponse = post(chez_referent, parcours, f"projets/{projet.uuid}", self.CUISINE | {"priorite": "2"}, caches)
        assert reponse.status_code == 409
        projet.refresh_from_db()
        assert (projet.etat, projet.priorite) == ("valide", 1)
        choix = caches | {"lu": find_cache(reponse.content.decode(), "lu"), "fusion": "1", "garder_etat": "leur",
                          "garder_priorite": "mien"}  # fmt: skip
        post(chez_referent, parcours, f"projets/{projet.uuid}", self.CUISINE | {"priorite": "2"}, choix)
        projet.refresh_from_db()
        assert (projet.etat, projet.priorite, projet.version) == ("valide", 2, 3)

    def test_une_recherche_se_date_et_garde_l_ancienne(self, chez_referent, parcours):
        post(chez_referent, parcours, "recherche", {"du": "2026-02-01", "pret_emploi": "1", "contrats": ["cdi", "cdd"]})
        post(chez_referent, parcours, "recherche", {"du": "2026-06-01", "pret_emploi": "0", "salaire_plancher": "1400"})
        assert list(Recherche.objects.order_by("du").values_list("pret_emploi", "contrats")) == [
            (1, ["cdd", "cdi"]), (0, [])]  # fmt: skip
        page = chez_referent.get(f"/dossiers/{parcours.uuid}/").content.decode()
        assert "D’autres sujets passent avant" in page
        assert "1400 € par mois" in page

    def test_une_experience_s_ajoute_se_corrige_et_se_lit_comme_un_cv(self, chez_referent, parcours):
        values = {"nature": "emploi", "intitule": "Plongeuse", "employeur": "Cantine", "du": "2019-03-01"}
        assert post(chez_referent, parcours, "experiences/nouvelle", values).status_code == 302
        row = Experience.objects.get()
        post(chez_referent, parcours, f"experiences/{row.uuid}", values | {"au": "2021-03-01"})
        refus = post(chez_referent, parcours, f"experiences/{row.uuid}", values | {"au": "2018-03-01"})
        assert "La fin précède le début" in refus.content.decode()
        page = chez_referent.get(f"/dossiers/{parcours.uuid}/experiences/").content.decode()
        assert "Plongeuse" in page
        assert "du 01/03/2019 au 01/03/2021" in page

    def test_la_liste_des_experiences_coute_autant_avec_2_ou_20_lignes(
        self, chez_referent, parcours, django_assert_max_num_queries
    ):
        counts = []
        chez_referent.get(f"/dossiers/{parcours.uuid}/experiences/")
        for total in (2, 20):
            for rang in range(Experience.objects.count(), total):
                Experience.objects.create(dispositif_id=parcours.dispositif_id, personne=parcours.personne,
                                          intitule=f"Métier {rang}")  # fmt: skip
            with django_assert_max_num_queries(30) as captured:
                chez_referent.get(f"/dossiers/{parcours.uuid}/experiences/")
            counts.append(len(captured))
        assert counts[0] == counts[1]


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


class TestReglages:
    SANS_INSCRIPTION: ClassVar = {"du": "2026-01-05", "emploi": "sans_emploi_non_inscrit",
                                  "dernier_emploi_fin": "2020-01-05"}  # fmt: skip

    def decide(self, client, valeur, du):
        page = client.get("/parcours/reglages/deld_inclut_non_inscrits/").content.decode()
        caches = {"jeton": find_cache(page, "jeton")}
        return client.post("/parcours/reglages/deld_inclut_non_inscrits/", caches | {"valeur": valeur, "du": du})

    @pytest.fixture
    def coordination(self, parcours):
        client = Client()
        client.force_login(make_habilitation(Role.COORDINATEUR, parcours.dispositif).compte)
        return client

    def test_un_non_inscrit_ne_compte_en_longue_duree_que_si_le_dispositif_le_decide(
        self, chez_referent, coordination, parcours
    ):
        post(chez_referent, parcours, "situation", self.SANS_INSCRIPTION)
        dossier = f"/dossiers/{parcours.uuid}/"
        assert "depuis la fin du dernier emploi" not in chez_referent.get(dossier).content.decode()
        assert self.decide(coordination, "oui", "2026-01-01").status_code == 302
        assert "depuis la fin du dernier emploi" in chez_referent.get(dossier).content.decode()
        page = coordination.get("/parcours/reglages/").content.decode()
        assert "Oui : depuis la fin du dernier emploi" in page
        assert Evenement.objects.get(type="parcours.reglage").details["valeur"] == "oui"

    def test_une_decision_vaut_a_partir_de_sa_date(self, coordination, parcours):
        self.decide(coordination, "oui", "2026-06-01")
        self.decide(coordination, "non", "2026-09-01")
        assert [is_oui(parcours.dispositif_id, "deld_inclut_non_inscrits", on=date(2026, mois, 1))
                for mois in (5, 6, 9)] == [False, True, False]  # fmt: skip

    def test_un_referent_ne_regle_rien(self, chez_referent):
        assert chez_referent.get("/parcours/reglages/").status_code in (403, 404)


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
