"""History and journal of accesses, as people read them."""

from datetime import UTC, datetime

import pytest
from django.utils.timezone import localdate

from maillage.comptes import queries as comptes
from maillage.socle.acteur import Acteur
from maillage.socle.journal import actions, exports, queries
from maillage.socle.journal.models import Acces, Evenement
from maillage.socle.roles import Role
from tests.socle.journal.conftest import write_lignes
from tests.usine import make_compte, make_dispositif, make_habilitation

pytestmark = pytest.mark.django_db


@pytest.fixture
def dispositif():
    return make_dispositif("PLIE de Valombre")


def acteur_de(role: Role, dispositif) -> Acteur:
    habilitation = make_habilitation(role, dispositif, compte=make_compte(prenom="Claire", nom="Martin"))
    return comptes.build_acteur(habilitation.compte, habilitation, on=localdate(), adresse="10.0.0.1", requete="r")


@pytest.fixture
def ouvrir(client):
    def sign_in(role: Role, dispositif):
        client.force_login(make_habilitation(role, dispositif).compte)
        return client

    return sign_in


class TestHistorique:
    def test_l_historique_dit_en_francais_qui_a_fait_quoi(self, ouvrir, dispositif):
        actions.write(by=acteur_de(Role.DIRECTEUR, dispositif), event="reseau.fiche", target=dispositif)
        page = ouvrir(Role.REFERENT, dispositif).get(f"/historique/reseau.dispositif/{dispositif.uuid}/")
        assert "Claire Martin a modifié la fiche" in page.content.decode()
        assert "Direction" in page.content.decode()

    @pytest.mark.parametrize("cle", ["pas-un-identifiant", "00000000-0000-4000-8000-000000000404"])
    def test_un_objet_inconnu_n_a_pas_d_historique(self, ouvrir, dispositif, cle):
        client = ouvrir(Role.REFERENT, dispositif)
        assert client.get(f"/historique/reseau.dispositif/{cle}/").status_code == 404
        assert client.get(f"/historique/comptes.compte/{dispositif.uuid}/").status_code == 404

    def test_une_longue_histoire_se_lit_par_pages_a_nombre_de_requetes_constant(
        self, ouvrir, dispositif, django_assert_max_num_queries
    ):
        acteur = acteur_de(Role.DIRECTEUR, dispositif)
        for _ in range(60):
            actions.write(by=acteur, event="reseau.fiche", target=dispositif)
        client = ouvrir(Role.REFERENT, dispositif)
        with django_assert_max_num_queries(20):
            page = client.get(f"/historique/reseau.dispositif/{dispositif.uuid}/")
        assert page.content.decode().count("a modifié la fiche") == 50
        oldest = min(fait.pk for fait in page.context["faits"])
        suite = client.get(f"/historique/reseau.dispositif/{dispositif.uuid}/?avant={oldest}")
        assert suite.content.decode().count("a modifié la fiche") == 10


class TestJournalDesAcces:
    def test_le_dpd_voit_ce_qui_a_ete_lu_et_sa_lecture_est_inscrite(self, ouvrir, dispositif):
        actions.record_acces(by=acteur_de(Role.REFERENT, dispositif), type="journal.lecture", target=dispositif)
        page = ouvrir(Role.DPD, dispositif).get("/journal/acces/").content.decode()
        assert str(dispositif.uuid) in page
        assert "10.0.0.1" in page
        assert Acces.objects.filter(type="journal.lecture").count() == 2

    def test_la_direction_voit_qui_et_quand_mais_pas_quoi(self, ouvrir, dispositif):
        actions.record_acces(by=acteur_de(Role.REFERENT, dispositif), type="journal.lecture", target=dispositif)
        page = ouvrir(Role.DIRECTEUR, dispositif).get("/journal/acces/").content.decode()
        assert "Claire Martin" in page
        assert str(dispositif.uuid) not in page
        assert "10.0.0.1" not in page

    def test_r33_le_journal_ne_compte_ni_ne_classe_personne(self, ouvrir, dispositif):
        page = ouvrir(Role.DIRECTEUR, dispositif).get("/journal/acces/").content.decode()
        assert "il ne mesure pas le travail des professionnels" in page
        assert not {"tri", "ordre", "total"} & set(queries.Filtres.__slots__)

    def test_les_acces_d_un_autre_dispositif_n_y_sont_pas(self, ouvrir, dispositif):
        actions.record_acces(by=acteur_de(Role.REFERENT, make_dispositif()), type="journal.lecture")
        assert "Claire Martin" not in ouvrir(Role.DPD, dispositif).get("/journal/acces/").content.decode()

    def test_les_filtres_restent_et_un_filtre_faux_se_dit(self, ouvrir, dispositif):
        actions.record_acces(by=acteur_de(Role.REFERENT, dispositif), type="journal.lecture")
        client = ouvrir(Role.DPD, dispositif)
        lignes = client.get("/journal/acces/?personne=martin").context["page"].lignes
        assert [ligne.fait.qui for ligne in lignes] == ["Claire Martin"]
        assert client.get("/journal/acces/?personne=dupont").context["page"].lignes == []
        assert client.get("/journal/acces/?du=2090-01-01").context["page"].lignes == []
        assert "Saisissez une date valide" in client.get("/journal/acces/?du=hier").content.decode()

    def test_r15_l_export_est_reserve_au_dpd_journalise_et_sans_formule(self, ouvrir, dispositif):
        acteur = acteur_de(Role.REFERENT, dispositif)
        actions.record_acces(by=acteur, type="journal.lecture")
        assert ouvrir(Role.DIRECTEUR, dispositif).post("/journal/acces/export.csv").status_code == 403
        response = ouvrir(Role.DPD, dispositif).post("/journal/acces/export.csv")
        lines = b"".join(response.streaming_content).decode("utf-8-sig").splitlines()
        assert lines[0].startswith("date et heure;personne")
        assert any("Claire Martin" in line for line in lines)
        assert Acces.objects.filter(type="journal.export").exists()

    @pytest.mark.parametrize("formule", ["=1+1", "＝1+1", " @SUM(A1)"])
    def test_r15_un_tableau_ecrit_d_un_bloc_n_a_pas_de_formule(self, formule):
        [_, ligne] = exports.write_tableau(["nom"], [[formule]])
        assert ligne.decode().lstrip('"').startswith("'")

    def test_l_export_se_lit_par_lots(self, dispositif, monkeypatch):
        monkeypatch.setattr(exports, "LOT", 2)
        write_lignes(Acces, dispositif.pk, 5, le=datetime(2026, 11, 1, tzinfo=UTC))
        acteur = acteur_de(Role.DPD, dispositif)
        assert len(list(exports.write_csv(acteur, queries.Filtres()))) == 6

    def test_chacun_voit_ce_que_le_journal_garde_de_lui_et_rien_des_autres(self, client, dispositif):
        moi = make_habilitation(Role.REFERENT, dispositif)
        acteur = comptes.build_acteur(moi.compte, moi, on=localdate(), adresse="10.9.9.9", requete="")
        actions.record_acces(by=acteur, type="journal.lecture")
        actions.record_acces(by=acteur_de(Role.REFERENT, dispositif), type="journal.lecture")
        client.force_login(moi.compte)
        page = client.get("/journal/mes-acces/").content.decode()
        assert "10.9.9.9" in page
        assert "Claire Martin" not in page

    def test_r45_la_personne_apprend_quel_role_a_lu_son_dossier_jamais_quel_agent(self, dispositif):
        actions.record_acces(by=acteur_de(Role.REFERENT, dispositif), type="journal.lecture", target=dispositif)
        [(_, role, ou, quoi)] = queries.list_acces_a("reseau.dispositif", str(dispositif.uuid))
        assert (role, ou, quoi) == ("referent", dispositif.pk, "journal.lecture")


def test_r34_deux_tables_pour_deux_durees():
    conservation = {
        model: {c.conservation for c in model.DONNEES.values() if hasattr(c, "conservation")}
        for model in (Acces, Evenement)
    }
    assert conservation == {Acces: {"T10"}, Evenement: {"T9"}}
