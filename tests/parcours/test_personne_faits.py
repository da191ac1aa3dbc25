"""What is left of a parcours: a coded row, if at least eleven files are alike (domaine 05 § 4.3)."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.parcours.models import FaitStatistique, Positionnement
from maillage.parcours.purges import erase_dossier
from maillage.parcours.rules import faits
from maillage.participants.models import Situation, SituationSensible
from maillage.territoire.models import Region
from tests.parcours.usine import make_parcours, make_personne
from tests.usine import make_dispositif

FAIT = faits.Fait(2019, 2020, "53", "f", "26 à 44 ans", "peu", True, False, True, (("MOB-BIL", 2),), "cdi", 2)


class TestGeneralisation:
    def test_la_region_s_elargit_puis_la_donnee_sensible_part(self):
        rows = list(faits.list_generalisations(FAIT))
        assert [(row.region, row.boeth) for row in rows] == [("53", True), ("53+52", True), ("", None)]

    def test_une_region_sans_groupe_passe_directement_au_pays(self):
        seule = faits.Fait(**{champ: getattr(FAIT, champ) for champ in FAIT.__slots__} | {"region": "32"})
        assert [row.region for row in faits.list_generalisations(seule)] == ["32", ""]

    @given(counts=st.lists(st.integers(0, 30), min_size=3, max_size=3))
    def test_rien_ne_s_ecrit_sous_le_seuil(self, counts):
        by_region = dict(zip(("53", "53+52", ""), sorted(counts), strict=True))
        found = faits.choose(FAIT, lambda row: by_region[row.region], seuil=11)
        assert found is None or by_region[found.region] >= 11
        assert (found is None) == all(count < 11 for count in counts)

    def test_un_groupe_couvre_ses_regions_et_le_pays_toutes(self):
        assert faits.list_regions("53+52") == ["53", "52"]
        assert faits.list_regions("32") == ["32"]
        assert faits.list_regions("") is None

    def test_une_duree_se_compte_en_semestres_entiers(self):
        assert faits.class_duree(date(2019, 1, 12), date(2020, 1, 11)) == 1
        assert faits.class_duree(date(2019, 1, 12), date(2020, 1, 12)) == 2
        assert faits.class_duree(date(2019, 1, 12), None) is None


def make_dossiers(dispositif: Any, combien: int, **values: Any) -> list[Any]:
    made = []
    for _ in range(combien):
        personne = make_personne(dispositif, sexe="f", date_naissance=date(1985, 1, 1), **values)
        Situation.objects.create(dispositif=dispositif, personne=personne, du=date(2018, 1, 1), diplome=3, brsa="oui")
        sensible = SituationSensible(dispositif=dispositif, personne=personne, du=date(2018, 1, 1))
        sensible.reponses = {"boeth": "oui"}
        sensible.save()
        made.append(make_parcours(dispositif, personne=personne, entree=date(2019, 1, 12), etat="sorti_positif",
                                  date_sortie=date(2020, 3, 1)))  # fmt: skip
    return made


@pytest.mark.django_db
class TestEcriture:
    @pytest.fixture
    def dispositif(self):
        dispositif = make_dispositif()
        dispositif.region = Region.objects.get_or_create(code="32", defaults={"nom": "Hauts-de-France"})[0]
        dispositif.save()
        return dispositif

    def test_onze_dossiers_semblables_laissent_chacun_une_ligne_sans_cle(self, dispositif):
        dossiers = make_dossiers(dispositif, 11)
        Positionnement.objects.create(dispositif=dispositif, parcours=dossiers[0], type="MOB-BIL", intitule="Bilan",
                                      propose_le=date(2019, 2, 1), debut=date(2019, 2, 1), etat="termine")  # fmt: skip
        for parcours in dossiers:
            erase_dossier(parcours.personne)
        rows = FaitStatistique.objects.order_by("pk")
        assert rows.count() == 11
        assert {(r.annee_entree, r.annee_sortie, r.region, r.sexe, r.age, r.niveau, r.brsa, r.boeth, r.semestres)
                for r in rows} == {(2019, 2020, "32", "f", "26 à 44 ans", "peu", True, True, 2)}  # fmt: skip
        assert rows[0].etapes == {"MOB-BIL": 1}
        assert not {f.name for f in FaitStatistique._meta.get_fields()} & {"personne", "parcours", "dispositif", "uuid"}

    def test_dix_dossiers_semblables_partent_sans_trace(self, dispositif):
        for parcours in make_dossiers(dispositif, 10):
            erase_dossier(parcours.personne)
        assert not FaitStatistique.objects.exists()

    def test_les_dossiers_d_une_autre_region_comptent_quand_la_region_s_efface_avec_le_handicap(self, dispositif):
        ailleurs = make_dispositif()
        ailleurs.region = Region.objects.get_or_create(code="84", defaults={"nom": "Auvergne-Rhône-Alpes"})[0]
        ailleurs.save()
        make_dossiers(ailleurs, 8)
        erase_dossier(make_dossiers(dispositif, 3)[0].personne)
        assert [(f.region, f.boeth, f.brsa) for f in FaitStatistique.objects.all()] == [("", None, True)]

    def test_un_parcours_ouvert_par_erreur_ne_compte_pas(self, dispositif):
        dossiers = make_dossiers(dispositif, 12)
        dossiers[0].is_erreur = True
        dossiers[0].save()
        erase_dossier(dossiers[0].personne)
        assert not FaitStatistique.objects.exists()

    def test_effacer_deux_fois_n_ecrit_qu_une_ligne(self, dispositif):
        parcours = make_dossiers(dispositif, 11)[0]
        for _ in range(2):
            erase_dossier(parcours.personne)
        assert FaitStatistique.objects.count() == 1
