"""The directory as it is shipped: the printed counts, and what a load never undoes."""

from datetime import date

import pytest

from maillage.reseau import actions, queries
from maillage.reseau.actions.annuaire import TerritoireAbsent
from maillage.reseau.models import Dispositif, Organisation, Portage
from maillage.reseau.nomenclatures import Etat, Source
from maillage.socle.journal.models import Evenement
from maillage.socle.roles import Role
from tests.usine import make_acteur, make_dispositif

# As the maps of February 2023 print them: PLIE, MDE.
IMPRIME = {
    "Auvergne-Rhône-Alpes": (9, 5),
    "Bourgogne-Franche-Comté": (9, 4),
    "Bretagne": (2, 3),
    "Centre-Val de Loire": (2, 4),
    "Grand Est": (5, 7),
    "Guadeloupe": (1, 0),
    "Guyane": (1, 0),
    "Hauts-de-France": (28, 22),
    "La Réunion": (4, 2),
    "Martinique": (3, 0),
    "Normandie": (6, 2),
    "Nouvelle-Aquitaine": (24, 9),
    "Occitanie": (7, 2),
    "Pays de la Loire": (7, 2),
    "Provence-Alpes-Côte d'Azur": (12, 3),
    "Île-de-France": (18, 11),
}


@pytest.mark.usefixtures("annuaire")
class TestComptes:
    def test_chaque_region_compte_ce_que_la_carte_imprime(self):
        facettes = queries.get_facettes()
        assert {nom: (n.get("plie", 0), n.get("mde", 0)) for _, nom, n in facettes.regions} == IMPRIME
        assert facettes.par_type == {"plie": 138, "mde": 76}

    def test_les_huit_plie_cites_en_2019_seulement_sont_a_part(self):
        assert queries.get_facettes().cites_2019 == 8
        anciens = queries.list_annuaire(cites_2019=True)
        assert len(anciens) == 8
        assert {dispositif.etat for dispositif in anciens} == {Etat.A_CONFIRMER}
        assert not set(anciens) & set(queries.list_annuaire())

    def test_un_dispositif_fictif_n_est_ni_liste_ni_compte(self):
        make_dispositif("PLIE du Pays de Valombre")
        assert queries.list_annuaire().count() == queries.get_facettes().total == 214
        assert not queries.search_annuaire(queries.list_annuaire(), "Valombre").exists()

    def test_chaque_dispositif_dit_sa_source_et_ses_noms_dates(self):
        grenoble = Dispositif.objects.get(slug="plie-de-grenoble-alpes-metropole")
        assert grenoble.source == Source.CARTE_2023
        assert list(grenoble.denominations.order_by("le").values_list("source", "nom")) == [
            (Source.LISTE_2019, "PLIE du Bassin Grenoblois"),
            (Source.CARTE_2023, "PLIE de Grenoble Alpes Métropole"),
        ]
        assert not Dispositif.objects.filter(denominations=None).exists()

    def test_trois_agire_portent_trois_plie(self):
        agire = Organisation.objects.filter(nom="AGIRE")
        assert sorted(agire.values_list("departement_id", flat=True)) == ["59", "71", "95"]

    def test_une_maison_de_l_emploi_et_un_plie_peuvent_avoir_le_meme_porteur(self):
        porteur = Portage.objects.get(dispositif__slug="mef-du-cotentin").organisation
        assert set(porteur.portages.values_list("dispositif__slug", flat=True)) == {
            "mef-du-cotentin",
            "plie-du-cotentin",
        }


@pytest.mark.usefixtures("annuaire")
class TestRecharger:
    def test_recharger_ne_change_rien(self):
        before = list(Dispositif.objects.order_by("pk").values()), Portage.objects.count(), Evenement.objects.count()
        assert actions.import_annuaire() == actions.BilanAnnuaire()
        after = list(Dispositif.objects.order_by("pk").values()), Portage.objects.count(), Evenement.objects.count()
        assert after == before

    def test_recharger_garde_ce_que_la_structure_a_corrige(self):
        dispositif = Dispositif.objects.get(slug="plie-du-cotentin")
        actions.record_fiche(
            by=make_acteur(Role.DIRECTEUR, dispositif),
            dispositif=dispositif,
            nom="PLIE du Cotentin et du Val de Saire",
            sigle="",
            presentation="",
            adresse="1 rue de l’Exemple",
            code_postal="50100",
            code_commune=dispositif.code_commune,
            telephone="",
            courriel="",
            site="",
            today=date(2026, 3, 2),
        )
        assert actions.import_annuaire() == actions.BilanAnnuaire()
        dispositif.refresh_from_db()
        assert dispositif.nom == "PLIE du Cotentin et du Val de Saire"
        assert not dispositif.is_repere_deduit

    def test_recharger_rend_ce_que_personne_n_a_corrige(self):
        Dispositif.objects.filter(slug="plie-du-cotentin").update(remarque="écrit par erreur dans la base")
        assert actions.import_annuaire() == actions.BilanAnnuaire(modifies=1)
        assert Dispositif.objects.get(slug="plie-du-cotentin").remarque == ""

    def test_une_vieille_liste_ne_rouvre_pas_un_plie_ferme(self):
        Dispositif.objects.filter(slug="plie-du-cotentin").update(etat=Etat.FERME, ferme_le=date(2025, 12, 31))
        actions.import_annuaire()
        assert Dispositif.objects.get(slug="plie-du-cotentin").etat == Etat.FERME


@pytest.mark.django_db
def test_sans_referentiel_l_annuaire_dit_quoi_charger_et_n_ecrit_rien():
    with pytest.raises(TerritoireAbsent, match="référentiel territorial"):
        actions.import_annuaire()
    assert not Dispositif.objects.exists()


@pytest.mark.usefixtures("annuaire")
@pytest.mark.parametrize(
    ("q", "attendus"),
    [
        ("cotentin", {"plie-du-cotentin", "mef-du-cotentin"}),
        ("COTENTIN plie", {"plie-du-cotentin"}),
        ("bassin grenoblois", {"plie-de-grenoble-alpes-metropole"}),
        ("l’emploi d’Artois", {"maison-de-l-emploi-et-des-metiers-en-pays-d-artois", "plie-du-pays-d-artois"}),
        ("idéis montbeliard", set()),
        ("%", set()),
        ("' UNION SELECT --", set()),
        ("\x00", set()),
    ],
)
def test_la_recherche_pardonne_accents_casse_et_anciens_noms(q, attendus):
    assert set(queries.search_annuaire(queries.list_annuaire(), q).values_list("slug", flat=True)) == attendus
