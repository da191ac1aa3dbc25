"""Projects, their versions, and what the person has done."""

from datetime import date
from typing import ClassVar

import pytest

from maillage.participants.models import (
    Experience,
    Projet,
    Recherche,
    VersionProjet,
)
from tests.parcours.pages import find_cache, open_form, post

pytestmark = pytest.mark.django_db


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
