"""History and journal of accesses, as people read them."""

import io
import re
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate
from python_calamine import CalamineWorkbook

from maillage.comptes import queries as comptes
from maillage.socle.acteur import Acteur
from maillage.socle.journal import actions, exports, queries
from maillage.socle.journal.liste_acces import build_tableau
from maillage.socle.journal.models import Acces, Evenement
from maillage.socle.roles import Role
from maillage.socle.tableaux import chronique
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


def client_page(ouvrir, dispositif, suite: str) -> str:
    return ouvrir(Role.DIRECTEUR, dispositif).get(f"/journal/acces/{suite}").content.decode()


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
        suite = client.get(f"/historique/reseau.dispositif/{dispositif.uuid}/{page.context['liste'].plus_ancien}")
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
        assert "aria-sort" not in page
        assert "tri=" not in page
        for column in build_tableau(with_contenu=True).colonnes:
            hostile = client_page(ouvrir, dispositif, f"?tri={column.code}")
            assert "Le tri demandé n’existe pas" in hostile

    def test_les_acces_d_un_autre_dispositif_n_y_sont_pas(self, ouvrir, dispositif):
        actions.record_acces(by=acteur_de(Role.REFERENT, make_dispositif()), type="journal.lecture")
        assert "Claire Martin" not in ouvrir(Role.DPD, dispositif).get("/journal/acces/").content.decode()

    def test_le_filtre_dit_chaque_fait_sans_ses_blancs(self, ouvrir, dispositif):
        page = ouvrir(Role.DPD, dispositif).get("/journal/acces/").content.decode()
        choix = re.findall(r"<option value=\"[^\"]+\"[^>]*>([^<]*)</option>", page)
        assert len(choix) > 50
        assert [nom for nom in choix if "{" in nom or "()" in nom] == []

    def test_les_filtres_restent_et_un_filtre_faux_se_dit(self, ouvrir, dispositif):
        actions.record_acces(by=acteur_de(Role.REFERENT, dispositif), type="journal.lecture")
        client = ouvrir(Role.DPD, dispositif)
        lignes = client.get("/journal/acces/?personne=martin").context["liste"].lignes
        assert [ligne.fait.qui for ligne in lignes] == ["Claire Martin"]
        assert client.get("/journal/acces/?personne=dupont").context["liste"].lignes == []
        assert client.get("/journal/acces/?du=2090-01-01").context["liste"].lignes == []
        assert client.get("/journal/acces/?au=2000-01-01").context["liste"].lignes == []
        assert client.get("/journal/acces/?type=export").context["liste"].lignes == []
        assert "« Du » ne reconnaît pas" in client.get("/journal/acces/?du=hier").content.decode()

    def test_une_page_commence_ou_finit_la_precedente_et_garde_ses_filtres(self, ouvrir, dispositif):
        write_lignes(Acces, dispositif.pk, 120, le=datetime(2026, 11, 1, tzinfo=UTC))
        client, seen, adresse = ouvrir(Role.DPD, dispositif), [], "?du=2026-10-01&au=2026-11-02"
        while adresse:
            liste = client.get(f"/journal/acces/{adresse}").context["liste"]
            seen += [ligne.fait.pk for ligne in liste.lignes]
            adresse = liste.plus_ancien
            assert not adresse or "du=2026-10-01" in adresse
        assert len(seen) == 120
        assert seen == sorted(seen, reverse=True)
        assert liste.plus_recent == "?du=2026-10-01&au=2026-11-02"

    @pytest.mark.parametrize("avant", ["abc", "-1", "9" * 30, "%00", "1.5"])
    def test_une_page_qui_n_existe_pas_est_la_plus_recente(self, ouvrir, dispositif, avant):
        write_lignes(Acces, dispositif.pk, 3, le=datetime(2026, 11, 1, tzinfo=UTC))
        page = ouvrir(Role.DPD, dispositif).get(f"/journal/acces/?avant={avant}")
        assert len(page.context["liste"].lignes) == 4  # the reading that is being done is one
        assert "voici la plus récente" in page.content.decode()

    @pytest.mark.parametrize("adresse", ["/journal/acces/", "/journal/mes-acces/"])
    def test_r33_autant_de_requetes_pour_2_lignes_que_pour_20_et_aucune_ne_compte(self, ouvrir, dispositif, adresse):
        client, counts = ouvrir(Role.DPD, dispositif), []
        for nombre in (2, 18):
            for _ in range(nombre):
                actions.record_acces(by=acteur_de(Role.REFERENT, dispositif), type="journal.lecture")
            client.get(adresse)
            with CaptureQueriesContext(connection) as captured:
                client.get(adresse)
            counts.append(len(captured))
            journal = [q["sql"] for q in captured if "journal_acces" in q["sql"]]
            assert journal
            assert not [sql for sql in journal if "COUNT(" in sql]
        assert counts[0] == counts[1]

    def test_r15_l_export_est_reserve_au_dpd_motive_journalise_et_sans_formule(self, ouvrir, dispositif):
        acteur = acteur_de(Role.REFERENT, dispositif)
        actions.record_acces(by=acteur, type="journal.lecture")
        assert ouvrir(Role.DIRECTEUR, dispositif).get("/journal/acces/export.csv?motif=x").status_code == 403
        client = ouvrir(Role.DPD, dispositif)
        assert client.get("/journal/acces/export.csv")["Location"] == "/journal/acces/"
        assert not Acces.objects.filter(type="export").exists()
        response = client.get("/journal/acces/export.csv?motif=contr%C3%B4le")
        lines = b"".join(response.streaming_content).decode().splitlines()
        assert lines[0] == "le,personne,fonction,fait,objet,adresse"
        assert any("Claire Martin" in line for line in lines)
        assert Acces.objects.get(type="export").details == {"tableau": "acces", "format": "csv"}

    def test_r33_le_classeur_ne_dit_ni_total_ni_tri(self, ouvrir, dispositif):
        write_lignes(Acces, dispositif.pk, 3, le=datetime(2026, 11, 1, tzinfo=UTC))
        response = ouvrir(Role.DPD, dispositif).get("/journal/acces/export.xlsx?motif=x")
        book = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(response.streaming_content)))
        about = {row[0]: row[1] for row in book.get_sheet_by_name("À propos").to_python()}
        assert "Nombre de lignes" not in about
        assert about["Tri"] == "du plus récent au plus ancien"
        assert len(book.get_sheet_by_index(0).to_python()) == 5  # headings, and the export's own trace

    @pytest.mark.parametrize("formule", ["=1+1", "＝1+1", " @SUM(A1)"])
    def test_r15_un_tableau_ecrit_d_un_bloc_n_a_pas_de_formule(self, formule):
        [_, ligne] = exports.write_tableau(["nom"], [[formule]])
        assert ligne.decode().lstrip('"').startswith("'")

    def test_l_export_se_lit_par_lots(self, ouvrir, dispositif, monkeypatch):
        monkeypatch.setattr(chronique, "LOT", 2)
        write_lignes(Acces, dispositif.pk, 5, le=datetime(2026, 11, 1, tzinfo=UTC))
        response = ouvrir(Role.DPD, dispositif).get("/journal/acces/export.csv?motif=x")
        assert len(b"".join(response.streaming_content).splitlines()) == 7

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
