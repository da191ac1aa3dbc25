"""What is sensitive, apart; what a dispositif decides of the rest."""

from datetime import date
from typing import ClassVar

import pytest
from django.test import Client

from maillage.parcours.queries.reglages import is_oui
from maillage.participants.models import (
    SituationSensible,
)
from maillage.participants.scelle import get_coffre
from maillage.socle.journal.models import Acces, Evenement
from maillage.socle.roles import Role
from tests.parcours.pages import find_cache, post
from tests.usine import make_habilitation

pytestmark = pytest.mark.django_db


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
