"""The register: figures of before Maillage beside its own, each with where it is printed and what contradicts it."""

import csv
from html import unescape

import pytest
from django.utils import timezone

from maillage.consolidation.catalogue.plie import PLIE
from maillage.consolidation.catalogue.recueils import RECUEILS
from maillage.consolidation.publications import anterieurs
from maillage.consolidation.publications.actions import import_anterieurs
from maillage.consolidation.publications.anterieurs import TOUTES, read_anterieurs
from maillage.consolidation.publications.citations import list_citations
from maillage.consolidation.publications.lecture_chiffres import MESURES, UNITES, VENTILATIONS
from maillage.consolidation.publications.models import ChiffrePublie
from maillage.consolidation.publications.nomenclatures import Etat
from maillage.consolidation.publications.queries import LOURDS
from maillage.consolidation.rapport.fiches import compose_fiche
from maillage.consolidation.rapport.nombres import name_cle
from maillage.consolidation.rapport.plans.plie import PLAN
from maillage.consolidation.rapport.rendus.infographie import render_page
from maillage.consolidation.relecture.exemple import CHIFFRES, DONNEES
from maillage.socle.typographie import fold
from tests.consolidation.depots.usine import NOW, make_campagne
from tests.consolidation.publications.usine import make_chiffre, make_publication
from tests.consolidation.rapport.conftest import livre, parties, rapport, seul
from tests.consolidation.rapport.exemple import JOUR
from tests.parcours.suivi.pages import count_queries

__all__ = ["livre", "parties", "rapport", "seul"]
LUS = read_anterieurs()


def list_lues(queries, *colonnes):
    return [sql for sql in queries if any(f'"publications_publication"."{nom}"' in sql for nom in colonnes)]


def text(response):
    return unescape(response.content.decode())


def find(libelle, annee, document=""):
    return [one for one in LUS if (one.libelle, one.annee) == (libelle, annee) and document in one.document]


class TestChiffresAnterieurs:
    def test_chaque_ligne_des_documents_est_au_registre(self):
        lignes = [
            row for nom in CHIFFRES for row in csv.DictReader((DONNEES / nom).read_text(encoding="utf-8").splitlines())
        ]
        assert len(LUS) == len(lignes)
        assert {one.ecrit for one in LUS} == {row["valeur"] for row in lignes}
        assert {one.document for one in LUS} == {row["source"] for row in lignes}

    def test_chaque_correspondance_sert_et_nomme_un_indicateur_qui_existe(self):
        codes = {code for recueil in RECUEILS for code in recueil.catalogue.mesures}
        modalites = {
            (code, ventilation.code, modalite)
            for recueil in RECUEILS for code, mesure in recueil.catalogue.mesures.items() for ventilation in mesure.ventilations
            for modalite in (getattr(ventilation, "modalites", None) or getattr(ventilation, "questions", {}))
        }  # fmt: skip
        imprimes = {
            (fold(one.libelle), fold(one.detail), base) for one in LUS for base in (fold(one.base_dite), TOUTES)
        }
        for cle, one in anterieurs._read_correspondances().items():
            assert cle in imprimes, cle
            assert one.code in codes or one.code.startswith("reseau."), one
            assert not one.ventilation or (one.code, one.ventilation, one.modalite) in modalites, one

    def test_trois_taux_de_2019_trois_bases_trois_indicateurs(self):
        taux = {(one.code, one.ecrit, one.base_dite) for one in find("Taux de sorties positives", 2019)}
        assert taux == {
            ("plie.taux_brut", "47", "total des sorties"),
            ("plie.taux_neutralise", "50", "total des sorties hors déménagement, décès, retraite"),
            ("plie.positives_sur_entrees", "44", "total des entrées"),
        }  # fmt: skip

    def test_44_et_48_pour_cent_sont_la_meme_chose_et_la_faute_est_dite(self):
        rapport, contribution = find("Part des sorties positives", 2021)
        assert (rapport.ecrit, contribution.ecrit) == ("48", "44")
        assert rapport.chose == contribution.chose
        assert any("2 valeurs sous ce libellé" in remarque for remarque in rapport.remarques)
        assert "Le document ne dit pas à quoi la part se rapporte." in contribution.remarques

    def test_un_blanc_reste_un_blanc(self):
        [blanc] = find("Opérations en cours", 2019)
        assert (blanc.valeur, blanc.ecrit, blanc.remarques) == (None, "xx", ("Laissé en blanc dans le document.",))

    def test_l_unite_est_celle_qui_est_imprimee_et_une_region_est_une_region(self):
        [total] = find("Total financements mobilisés", 2019)
        assert (total.valeur, total.unite, total.base_dite) == (99, "M€", "74 PLIE")
        martinique = next(one for one in LUS if one.lieu == "Martinique")
        assert (martinique.niveau, martinique.territoire) == ("region", "02")

    def test_d_autres_unites_sous_un_meme_nom_ne_se_confondent_pas(self):
        choses = {one.chose for one in find("Salariés internes", 2019)}
        assert len(choses) == 2


def test_deux_ventilations_d_une_mesure_ne_portent_pas_le_meme_nom():
    for code, mesure in MESURES:
        noms = [VENTILATIONS[code, one.code] for one in mesure.ventilations]
        assert len(noms) == len(set(noms)), code


class TestOuIlEstCite:
    def test_chapitres_fiches_et_infographie_d_apres_ce_qui_est_imprime(self, livre, rapport):
        fiches = {"hauts-de-france": compose_fiche(livre, ("region", "32"), plan=PLAN, edite_le=JOUR)}
        found = list_citations(rapport, fiches, render_page(livre, plan=PLAN))
        france = found[name_cle(livre.get_case("plie.taux_neutralise").cle)]
        assert ("rapport", "sorties", "Les sorties") in france
        assert ("infographie", "", "L’essentiel en une image") in france
        assert ("fiche", "hauts-de-france", "Hauts-de-France") in france  # the country, beside its region
        region = found[name_cle(livre.get_case("plie.taux_neutralise", ou=("region", "32")).cle)]
        assert {genre for genre, _, _ in region} == {"rapport", "fiche"}
        assert len(set(france)) == len(france)
        sans = livre.get_case("plie.entrees", "sexe", "f", ou=("region", "32")).cle
        assert name_cle(sans) not in found


@pytest.mark.django_db
class TestImport:
    def test_refait_il_ne_change_rien_et_garde_ses_adresses(self):
        assert import_anterieurs() == len(LUS)
        before = set(ChiffrePublie.objects.values_list("pk", "uuid"))
        assert import_anterieurs() == 0
        assert set(ChiffrePublie.objects.values_list("pk", "uuid")) == before

    def test_ce_qui_n_est_plus_livre_part_et_une_remarque_nouvelle_remplace(self):
        import_anterieurs()
        one = ChiffrePublie.objects.filter(code="plie.taux_brut").earliest("pk")
        ChiffrePublie.objects.filter(pk=one.pk).update(remarques=["ancienne"])
        ChiffrePublie.objects.filter(code="plie.entrees", annee=2020).update(repere="x" * 64)
        assert import_anterieurs() == 2
        assert ChiffrePublie.objects.get(uuid=one.uuid).remarques == one.remarques
        assert ChiffrePublie.objects.count() == len(LUS)


@pytest.mark.django_db
class TestPages:
    @pytest.fixture(autouse=True)
    def dossiers(self, settings, tmp_path):
        settings.MEDIA_ROOT = tmp_path / "pieces"

    @pytest.fixture
    def registre(self):
        import_anterieurs()
        return make_publication(make_campagne(annee=2021), now=timezone.now(), etat=Etat.PUBLIEE)

    def test_un_total_n_est_pas_sa_propre_base_un_taux_garde_la_sienne(self, client, registre):
        total = make_chiffre(
            registre, code="plie.entrees", libelle="Entrées", unite="", valeur=1199, base=1199, base_dite="personnes"
        )
        taux = make_chiffre(registre)
        page = text(client.get("/chiffres-publies/?annee=2021&origine=maillage")).split("<tbody")[1]
        assert page.count("1\u202f199") == 1
        assert "31\u202f555" in page
        fiche = text(client.get(total.get_absolute_url()))
        assert "1\u202f199 personnes" not in fiche
        assert "sans base : un total" in fiche
        assert "31\u202f555 toutes les sorties" in text(client.get(taux.get_absolute_url()))
        export = b"".join(client.get("/chiffres-publies/export.csv?annee=2021&origine=maillage")).decode()
        ligne = next(one for one in export.splitlines() if "Entrées" in one)
        assert ligne.count("1199") == 1

    def test_la_ventilation_est_nommee_sur_la_page_et_dans_l_export(self, client, registre):
        ventilation = PLIE.mesures["plie.entrees"].ventilations[0]
        one = make_chiffre(
            registre,
            code="plie.entrees",
            libelle="Entrées",
            ventilation=ventilation.code,
            modalite="x",
            detail="Modalité x",
        )
        dit = f"{ventilation.libelle} : Modalité x"
        assert dit in text(client.get("/chiffres-publies/?annee=2021&origine=maillage"))
        assert dit in text(client.get(one.get_absolute_url()))
        assert (
            ventilation.libelle
            in b"".join(client.get("/chiffres-publies/export.csv?annee=2021&origine=maillage")).decode()
        )

    def test_les_unites_d_avant_se_lisent_en_francais(self, client, registre):
        brutes = ChiffrePublie.objects.filter(unite__in=UNITES)
        assert {one.unite for one in brutes} == {*UNITES}
        for one in (brutes.filter(unite=unite).earliest("pk") for unite in UNITES):
            assert f" {UNITES[one.unite]}, {one.lieu}" in text(client.get(one.get_absolute_url()))

    @pytest.mark.parametrize("page", ["/chiffres-publies/", "/chiffres-publies/?q=taux", "/consolidations/", "chiffre"])
    def test_ce_qui_pese_n_est_jamais_lu_a_cote_d_un_chiffre(self, client, registre, page):
        """The memory of a release weighs megabytes: read beside each of its figures, a page takes minutes."""
        one = make_chiffre(registre)
        queries = count_queries(client, one.get_absolute_url() if page == "chiffre" else page)
        assert any("publications_publication" in sql for sql in queries)
        assert not list_lues(queries, *{*LOURDS} - {"bilan"})

    @pytest.mark.parametrize("page", ["", "fiches/bretagne/", "fichiers/certificat.json"])
    def test_une_page_lit_d_une_publication_ce_qu_elle_montre_et_en_une_fois(self, client, registre, page):
        queries = count_queries(client, f"/consolidations/{registre.uuid}/{page}")
        assert len(list_lues(queries, "fichiers")) == 1
        assert not list_lues(queries, *{*LOURDS} - {"fichiers", "territoires"})
        assert not [sql for sql in queries if '"publications_publication"."id" = ' in sql]  # nothing read afterwards

    def test_un_mot_sans_accent_trouve_et_deux_valeurs_se_lisent_cote_a_cote(self, client, registre):
        page = text(client.get("/chiffres-publies/?q=entrees+parcours&annee=2021"))
        assert "32\u202f700" in page
        assert "32\u202f000" in page
        assert "autre valeur" in page
        page = text(client.get("/chiffres-publies/?contredit=oui&annee=2021&q=sorties+positives"))
        assert "Contribution France Travail, février 2023" in page
        assert "Rapport d’activité 2022" in page

    def test_un_chiffre_anterieur_dit_son_document_et_montre_celui_de_maillage_a_cote(self, client, registre):
        make_chiffre(registre, valeur=46)
        one = ChiffrePublie.objects.get(annee=2021, ecrit="48", libelle="Part des sorties positives")
        page = text(client.get(one.get_absolute_url()))
        assert "Publié par Alliance Villes Emploi dans « Rapport d’activité 2022 »" in page
        assert "Repris du document, non recalculé" in page
        assert "total des sorties" in page
        assert "/definitions/#plie.taux_brut" in page
        ailleurs = page.split('id="ailleurs"')[1].split("</table>")[0]
        assert "Maillage" in ailleurs
        assert "44\u202f%" in ailleurs
        assert "46\u202f%" in ailleurs
        assert "Consolidation des PLIE 2019" in page.split('id="annees"')[1]

    def test_un_chiffre_de_maillage_mene_a_ce_qui_le_cite(self, client, registre):
        cites = [
            ["rapport", "sorties", "Les sorties"],
            ["fiche", "france", "France"],
            ["infographie", "", "L’essentiel en une image"],
        ]
        one = make_chiffre(registre, cites=cites)
        page = text(client.get(one.get_absolute_url()))
        assert f"/consolidations/{registre.uuid}/#sorties" in page
        assert f"/consolidations/{registre.uuid}/fiches/france/" in page
        assert "infographie.svg" in page
        assert "donnees/cellules.csv" in page
        assert "31\u202f555 toutes les sorties" in page
        assert "Version de la définition" in page

    def test_une_definition_qui_a_change_le_dit(self, client, registre):
        page = text(client.get(make_chiffre(registre, version=7).get_absolute_url()))
        assert "La définition a changé" in page

    def test_un_chiffre_masque_ou_d_une_revision_depassee_ne_se_lit_pas(self, client, registre):
        masque = make_chiffre(registre, valeur=None, base=None, couverture=None, is_masque=True)
        assert "Masqué, France" in text(client.get(masque.get_absolute_url()))
        make_publication(registre.campagne, now=timezone.now(), etat=Etat.PUBLIEE, motif="Deux PLIE ont corrigé.")
        assert client.get(masque.get_absolute_url()).status_code == 404
        attente = make_publication(make_campagne(annee=2022), now=NOW)
        assert client.get(make_chiffre(attente).get_absolute_url()).status_code == 404

    def test_l_export_a_toutes_les_colonnes(self, client, registre):
        lignes = list(
            csv.DictReader(
                b"".join(client.get("/chiffres-publies/export.csv?origine=Rapport d’activité 2022"))
                .decode()
                .lstrip("\ufeff")
                .splitlines()
            )
        )
        assert len(lignes) == len([one for one in LUS if one.document == "Rapport d’activité 2022"])
        assert {"endroit", "base_dite", "parution", "code"} <= lignes[0].keys()

    def test_le_nombre_de_requetes_ne_depend_pas_des_valeurs_a_cote(self, client, registre):
        one = make_chiffre(registre)
        counts = []
        for rang in range(20):
            make_chiffre(make_publication(make_campagne(annee=1990 + rang), now=NOW, etat=Etat.PUBLIEE))
            if rang in (1, 19):
                counts.append(len(count_queries(client, one.get_absolute_url())))
        assert counts[0] == counts[1]
