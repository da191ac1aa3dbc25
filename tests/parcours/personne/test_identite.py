"""Identity and address: what is saved, masked, merged."""

from datetime import date

import pytest

from maillage.participants.models import (
    Adresse,
    Personne,
    Situation,
)
from maillage.socle.journal.models import Evenement
from tests.parcours.pages import find_cache, open_form, post
from tests.parcours.usine import make_parcours, make_personne, make_referent
from tests.usine import make_dispositif

pytestmark = pytest.mark.django_db


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
