"""« Ma consolidation », as a directrice and a coordinatrice meet it."""

import csv
import io
import re
from collections import Counter
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate
from python_calamine import CalamineWorkbook

from maillage.consolidation.catalogue.plie import PLIE
from maillage.consolidation.cellules.comptage import count_millesime
from maillage.consolidation.direct import valeurs_permises
from maillage.consolidation.direct.comptage import find_population
from maillage.consolidation.direct.permissions import Droit
from maillage.consolidation.direct.plie.variables import VARIABLES
from maillage.consolidation.direct.tableur import divide
from maillage.consolidation.direct.valeurs_permises import ValeurPermise, declare_fournisseur, list_valeurs_permises
from maillage.consolidation.faits.extraction import extract_faits
from maillage.parcours.models import AnneeClose, Parcours
from maillage.parcours.nomenclatures.etapes import EtatPositionnement
from maillage.parcours.travaux.sorties import propose_if_ripe
from maillage.participants.models import Personne
from maillage.reseau.nomenclatures import TypeDispositif
from maillage.socle import permissions
from maillage.socle.formulaires.jetons import make_jeton
from maillage.socle.formulaires.retours import add_retour
from maillage.socle.journal.models import Acces
from maillage.socle.roles import Role
from maillage.socle.typographie import lower_initiale
from tests.consolidation.direct.usine import ANNEE, ENTREE, correct, make_entree, make_situation
from tests.parcours.usine import make_coordinateur, make_parcours
from tests.parcours.usine_etapes import make_etape
from tests.parcours.usine_sorties import JOUR, make_actif, make_emploi, make_sortie_proposee, validate
from tests.usine import make_acteur, make_dispositif, make_habilitation

pytestmark = pytest.mark.django_db
PAGE = "/ma-consolidation/"


@pytest.fixture
def dispositif(settings, tmp_path):
    settings.VAR = tmp_path
    return make_dispositif("PLIE d’essai")


@pytest.fixture
def directrice(client, dispositif):
    client.force_login(make_habilitation(Role.DIRECTEUR, dispositif).compte)
    return client


@pytest.fixture
def coordination(client, dispositif):
    client.force_login(make_habilitation(Role.COORDINATEUR, dispositif).compte)
    return client


def read(client: Any, adresse: str) -> str:
    response = client.get(adresse)
    assert response.status_code == 200, adresse
    return " ".join(response.content.decode().replace("\u202f", " ").split())


def read_csv(client: Any, annee: int = ANNEE) -> dict[tuple[str, str, str], dict[str, str]]:
    content = client.get(f"{PAGE}export.csv?annee={annee}").getvalue().decode()
    return {(r["code"], r["ventilation"], r["modalite"]): r for r in csv.DictReader(io.StringIO(content))}


def _read_as_shown(code: str, numerateur: int, base: int, inconnus: int) -> tuple[Decimal, Decimal, Decimal]:
    """Full times, where they are counted in hundredths."""
    mesure = PLIE.mesures[code]
    above, below = getattr(mesure, "numerateur", mesure), getattr(mesure, "denominateur", None)
    return Decimal(divide(above, numerateur)), Decimal(divide(below, base)), Decimal(inconnus)


class TestChiffres:
    def test_ce_qui_se_lit_est_ce_qui_serait_depose(self, directrice, dispositif):
        """The same cells as `maillage consolider` counts from the files of the night."""
        for rang in range(5):
            made = make_entree(dispositif, diplome=3 if rang < 3 else None, brsa="oui" if rang else "refus")
            make_etape(made)
        extract_faits(dispositif=dispositif)
        deposed = {
            (c.code, c.ventilation, c.modalite): (c.numerateur, c.base, c.non_reponse)
            for c in count_millesime([dispositif], millesime=ANNEE).cellules
            if c.niveau == "dispositif"
        }
        shown: Counter[tuple[str, Decimal, Decimal, Decimal]] = Counter()
        for row in read_csv(directrice).values():
            shown[row["code"], Decimal(row["numerateur"]), Decimal(row["base"]), Decimal(row["non_reponse"])] += 1
        assert shown == Counter((code, *_read_as_shown(code, *numbers)) for (code, _v, _m), numbers in deposed.items())

    def test_une_reponse_qui_manque_donne_des_bornes_et_son_effet(self, directrice, dispositif):
        for diplome in (3, 3, 5, None):
            make_entree(dispositif, diplome=diplome)
        html = read(directrice, f"{PAGE}?annee={ANNEE}")
        assert "Niveau de formation : 1 dossier à compléter" in html
        assert (
            "Entrées : 1 sans réponse sur 4. Si ce niveau était renseigné, le taux de non-réponse passerait de 25 % à 0 %"
        ) in html
        row = read_csv(directrice)["plie.entrees.part_peu_qualifies", "", ""]
        assert (row["valeur"], row["borne_basse"], row["borne_haute"]) == ("67", "50", "75")

    def test_corriger_deux_dossiers_change_le_chiffre_aussitot(self, directrice, dispositif):
        made = [make_entree(dispositif, diplome=diplome) for diplome in (3, 5, None, None)]
        before = read(directrice, f"{PAGE}chiffres/plie.entrees.part_peu_qualifies/?annee={ANNEE}")
        assert "50 %</strong> : 1 sur 2" in before
        assert "2 sans réponse : la vraie valeur est de 25 % à 75 %" in before
        for parcours in made[2:]:
            correct(parcours, diplome=2)
        after = read(directrice, f"{PAGE}chiffres/plie.entrees.part_peu_qualifies/?annee={ANNEE}")
        assert "75 %</strong> : 3 sur 4" in after
        assert "sans réponse" not in after
        assert "Niveau de formation" not in read(directrice, f"{PAGE}?annee={ANNEE}").split("Tous les chiffres")[0]

    def test_les_annees_d_avant_sont_a_cote(self, directrice, dispositif):
        for annee, number in ((ANNEE, 3), (ANNEE - 1, 2), (ANNEE - 2, 1)):
            for _rang in range(number):
                make_entree(dispositif, entree=date(annee, 5, 4))
        row = read_csv(directrice)["plie.entrees", "", ""]
        assert [row[nom] for nom in ("valeur", "annee_1", "annee_2")] == ["3", "2", "1"]

    def test_sans_dossier_la_page_dit_ce_qui_la_remplira(self, directrice):
        assert "Personne n’est encore entré en parcours" in read(directrice, PAGE)

    def test_l_annee_a_deposer_s_ouvre_d_abord_et_celle_qui_court_le_dit(self, directrice, dispositif):
        make_entree(dispositif)
        assert f"Ma consolidation {ANNEE}<" in read(directrice, PAGE)
        assert "n’est pas finie" not in read(directrice, PAGE)
        assert f"L’année {ANNEE + 1} n’est pas finie" in read(directrice, f"{PAGE}?annee={ANNEE + 1}")
        AnneeClose.objects.create(dispositif=dispositif, annee=ANNEE, close_le=localdate())
        assert f"Ma consolidation {ANNEE + 1}<" in read(directrice, PAGE)
        assert "Ce qui serait déposé aujourd’hui" in read(directrice, PAGE)
        close = read(directrice, f"{PAGE}?annee={ANNEE}")
        assert "Ce qui serait déposé" not in close
        assert f"L’année {ANNEE} est close : un dépôt déjà fait ne change pas" in close

    @pytest.mark.parametrize("asked", ["1999", "abc", "２０２５", "", "99999"])
    def test_une_annee_qui_ne_se_compte_pas_est_ignoree_et_se_dit(self, directrice, dispositif, asked):
        make_entree(dispositif)
        html = read(directrice, f"{PAGE}?annee={asked}")
        assert f"Ma consolidation {ANNEE}<" in html
        assert (f"n’est pas une année de vos dossiers : voici {ANNEE}" in html) == bool(asked)

    def test_les_sorties_proposees_montrent_ce_qu_elles_changeraient(self, directrice, dispositif):
        for _rang in range(3):
            make_sortie_proposee(make_actif(dispositif, entree=date(2026, 1, 12)), date_fait=date(2026, 11, 20))
        html = read(directrice, f"{PAGE}?annee=2026")
        assert "3 sorties proposées attendent une décision" in html
        row = html.split("Effet des sorties proposées")[-1].split("</table>")[0]
        assert ">Sorties</th>" in row
        assert 'data-libelle="Aujourd’hui">0</td>' in row
        assert "<strong>3</strong>" in row
        assert read_csv(directrice, 2026)["plie.sorties", "", ""]["valeur"] == "0"  # nothing was written


class TestDossiers:
    def test_chaque_sorte_de_chiffre_a_sa_page(self, coordination, dispositif):
        make_etape(make_entree(dispositif, diplome=3))
        sortes = {
            (type(mesure), getattr(mesure, "sur", None), find_population(mesure).code): code
            for code, mesure in PLIE.mesures.items()
        }
        for code in sortes.values():
            assert PLIE.mesures[code].libelle in read(coordination, f"{PAGE}chiffres/{code}/?annee={ANNEE}")

    def test_un_nom_mene_au_dossier_et_la_place_se_filtre(self, coordination, dispositif):
        counted, based, unknown = (make_entree(dispositif, diplome=d) for d in (3, 5, None))
        adresse = f"{PAGE}chiffres/plie.entrees.part_peu_qualifies/?annee={ANNEE}"
        html = read(coordination, adresse)
        for parcours in (counted, based, unknown):
            assert f"/dossiers/{parcours.uuid}/" in html
        for place, kept in (("compte", counted), ("base", based), ("inconnu", unknown)):
            html = read(coordination, f"{adresse}&place={place}")
            assert f"/dossiers/{kept.uuid}/" in html
            assert html.count("/dossiers/") == 1

    def test_un_detail_ne_liste_que_les_siens(self, coordination, dispositif):
        woman, _other = make_entree(dispositif), make_entree(dispositif)
        Personne.objects.exclude(pk=woman.personne_id).update(sexe="h")
        html = read(coordination, f"{PAGE}chiffres/plie.entrees/?annee={ANNEE}&detail=sexe.f")
        assert html.count("/dossiers/") == 1
        assert f"/dossiers/{woman.uuid}/" in html

    @pytest.mark.parametrize(
        ("asked", "is_redirect"), [("q=x", False), ("place=compte", False), ("detail=sexe.f", True), (f"annee={ANNEE - 1}", True)]
    )  # fmt: skip
    def test_changer_d_annee_ou_de_detail_change_toute_la_page(self, coordination, dispositif, asked, is_redirect):
        """The figure above the list is of the list: htmx may not swap the one without the other."""
        make_entree(dispositif)
        adresse = f"{PAGE}chiffres/plie.entrees/"
        headers = {
            "HX-Request": "true", "HX-Target": "liste-direct-plie-entrees", "HX-Current-URL": f"http://testserver{adresse}"
        }  # fmt: skip
        response = coordination.get(f"{adresse}?{asked}", headers=headers)
        assert response.headers.get("HX-Redirect") == (f"{adresse}?{asked}" if is_redirect else None)

    def test_les_etapes_d_un_dossier_se_comptent(self, coordination, dispositif):
        made = make_entree(dispositif, entree=date(2026, 2, 2))
        for _rang in range(3):
            make_etape(made, etat=EtatPositionnement.EN_COURS)
        make_entree(dispositif, entree=date(2026, 2, 2))
        html = read(coordination, f"{PAGE}chiffres/plie.etapes_par_participant/?annee=2026&place=compte")
        assert html.count("/dossiers/") == 1
        row = html.split(f"/dossiers/{made.uuid}/")[1].split("</tr>")[0]
        assert re.search(r'data-libelle="Étapes"[^>]*>(<[^>]+>)*3<', row)

    def test_la_direction_lit_qui_est_sorti_et_pas_qui_touche_le_rsa(self, directrice, dispositif):
        """Domaine 05 § 3: of the situation of people, the direction reads totals."""
        made = make_entree(dispositif, brsa="oui", boeth="oui", diplome=2)
        flux = read(directrice, f"{PAGE}chiffres/plie.entrees/?annee={ANNEE}")
        assert f"/dossiers/{made.uuid}/" in flux
        for query in (
            "plie.entrees.publics/?detail=publics.brsa", "plie.entrees.publics/?detail=publics.boeth",
            "plie.entrees.publics/?detail=publics.deld", "plie.entrees.publics/?detail=publics.qpv",
            "plie.entrees.part_peu_qualifies/?", "plie.taux_par_public/?detail=categories.brsa",
            "plie.entrees/?detail=niveau.peu", "plie.contrats/?",
        ):  # fmt: skip
            html = read(directrice, f"{PAGE}chiffres/{query}&annee={ANNEE}")
            assert "Votre rôle en lit les totaux" in html, query
            assert "/dossiers/" not in html

    def test_la_coordination_lit_les_memes(self, coordination, dispositif):
        made = make_entree(dispositif, brsa="oui", boeth="oui")
        html = read(coordination, f"{PAGE}chiffres/plie.entrees.publics/?detail=publics.boeth&annee={ANNEE}")
        assert f"/dossiers/{made.uuid}/" in html

    def test_un_dossier_archive_compte_sans_s_ouvrir(self, coordination, dispositif):
        kept, archived = make_entree(dispositif), make_entree(dispositif)
        Personne.objects.filter(pk=archived.personne_id).update(archivee_le=localdate())
        html = read(coordination, f"{PAGE}chiffres/plie.entrees/?annee={ANNEE}")
        assert "2 dossiers. " in html
        assert "1 dossier archivé compte sans pouvoir s’ouvrir" in html
        assert f"/dossiers/{archived.uuid}/" not in html
        assert f"/dossiers/{kept.uuid}/" in html

    def test_r68_ni_les_chiffres_ni_les_dossiers_d_un_autre_dispositif_n_y_sont(self, coordination, dispositif):
        make_entree(dispositif)
        foreign = make_entree(make_dispositif("Un autre"))
        html = read(coordination, f"{PAGE}chiffres/plie.entrees/?annee={ANNEE}")
        assert f"/dossiers/{foreign.uuid}/" not in html
        assert "1 dossier. " in html

    def test_la_lecture_est_au_journal_sans_dire_de_qui(self, coordination, dispositif):
        made = make_entree(dispositif)
        read(coordination, f"{PAGE}chiffres/plie.entrees/?annee={ANNEE}")
        read(coordination, f"{PAGE}manques/niveau/?annee={ANNEE}")
        rows = {row.type: row for row in Acces.objects.filter(type__startswith="direct.")}
        assert set(rows) == {"direct.dossiers", "direct.manques"}
        assert all(row.details["nombre"] == 1 and str(made.uuid) not in str(row.details) for row in rows.values())

    @pytest.mark.parametrize("adresse", ["chiffres/plie.inconnu/", "manques/inconnu/", "export.pdf"])
    def test_ce_que_le_catalogue_ne_connait_pas_n_existe_pas(self, coordination, dispositif, adresse):
        assert coordination.get(PAGE + adresse).status_code == 404


class TestManques:
    def test_chaque_dossier_dit_ce_qui_reste_a_faire(self, coordination, dispositif):
        asked, carried, refused, closed = (
            make_entree(dispositif), make_entree(dispositif), make_entree(dispositif, brsa="refus"),
            make_entree(dispositif, entree=date(ANNEE - 1, 2, 2)),
        )  # fmt: skip
        make_situation(carried.personne, ENTREE, rang=2, brsa="oui")
        AnneeClose.objects.create(dispositif=dispositif, annee=ANNEE - 1, close_le=localdate())
        html = read(coordination, f"{PAGE}manques/brsa/?annee={ANNEE}")
        for parcours, said in (
            (asked, "À compléter"), (carried, "À reporter dans la photo d’entrée"), (refused, "Ne souhaite pas répondre"),
            (closed, "Ne change plus"),
        ):  # fmt: skip
            row = next(part for part in html.split("<tr>") if f'/dossiers/{parcours.uuid}/"' in part)
            assert said in row
        assert add_retour(f"/dossiers/{asked.uuid}/situation/", f"{PAGE}manques/brsa/?annee={ANNEE}") in html
        assert f"/dossiers/{carried.uuid}/photo/" in html
        assert f"/dossiers/{refused.uuid}/situation/" not in html
        assert "Participants : 4 sans réponse sur 4. Si ces 2 réponses sur le RSA étaient renseignées" in html
        assert read(coordination, f"{PAGE}manques/brsa/?annee={ANNEE}&etat=refus").count(f"{refused.uuid}") == 1

    def test_la_direction_lit_quels_dossiers_sans_lire_qui_a_refuse(self, directrice, dispositif):
        made = make_entree(dispositif, brsa="refus")
        html = read(directrice, f"{PAGE}manques/brsa/?annee={ANNEE}")
        row = next(part for part in html.split("<tr>") if f'/dossiers/{made.uuid}/"' in part)
        assert "refus" not in row
        assert "Ne souhaite pas répondre" not in html
        assert "/situation/" not in html
        assert "Le référent du dossier, ou la coordination, complète la réponse" in html

    def test_le_handicap_refuse_n_est_pas_a_completer(self, coordination, dispositif):
        make_entree(dispositif, boeth="refus")
        make_entree(dispositif)
        html = read(coordination, f"{PAGE}manques/boeth/?annee={ANNEE}")
        assert "Ne souhaite pas répondre" in html
        assert "Entrées : 2 sans réponse sur 2. Si cette réponse sur le handicap était renseignée" in html

    def test_le_secteur_d_un_emploi_se_complete_et_le_chiffre_change(self, coordination, dispositif):
        made = make_emploi(make_actif(dispositif, entree=date(2026, 1, 12)))
        by = make_coordinateur(dispositif)
        assert propose_if_ripe(by, made.parcours_id, today=JOUR)
        validate(by, made.parcours.sorties.get())
        adresse = f"{PAGE}manques/secteur/?annee=2026"
        html = read(coordination, adresse)
        formulaire = add_retour(f"/emplois/{made.uuid}/", adresse)
        assert f'href="{formulaire}"' in html
        assert "Une réponse donnée change le chiffre aussitôt" in html
        page = coordination.get(formulaire)
        form = page.context["form"]
        posted = {"lu": form.initial["lu"], "employeur": made.employeur, "secteur": "commerce", "taille": "tpe"}
        jeton = make_jeton(page.context["request"].user.pk)
        assert coordination.post(formulaire, {"jeton": jeton, **posted}).url == adresse
        assert "Toutes les réponses sont données" in read(coordination, adresse)
        cells = read_csv(coordination, 2026)
        assert cells["plie.secteurs", "Secteur d’activité", "Commerce, réparation automobile"]["valeur"] == "100"

    def test_un_emploi_dont_l_annee_de_sortie_est_close_ne_se_complete_plus(self, coordination, dispositif):
        made = make_emploi(make_actif(dispositif, entree=date(2026, 1, 12)))
        by = make_coordinateur(dispositif)
        assert propose_if_ripe(by, made.parcours_id, today=JOUR)
        validate(by, made.parcours.sorties.get())
        AnneeClose.objects.create(dispositif=dispositif, annee=2026, close_le=JOUR)
        html = read(coordination, f"{PAGE}manques/secteur/?annee=2026")
        assert "Ne change plus" in html
        assert "/emplois/" not in html

    def test_chaque_variable_a_sa_page(self, directrice, dispositif):
        make_entree(dispositif)
        for variable, description in VARIABLES.items():
            html = read(directrice, f"{PAGE}manques/{variable.value}/?annee={ANNEE}")
            assert lower_initiale(description.libelle) in html

    def test_quand_tout_est_su_la_page_le_dit(self, directrice, dispositif):
        make_entree(dispositif, diplome=3)
        assert "Toutes les réponses sont données" in read(directrice, f"{PAGE}manques/niveau/?annee={ANNEE}")


class TestRegards:
    def test_rien_n_est_publie_et_la_page_le_dit(self, directrice, dispositif):
        make_entree(dispositif)
        by = make_acteur(Role.DIRECTEUR, dispositif)
        assert list_valeurs_permises(by, millesime=ANNEE) == []
        assert f"Aucune valeur régionale ou nationale de {ANNEE} n’est encore publiée" in read(directrice, PAGE)

    def test_une_valeur_publiee_se_lit_a_cote_si_la_definition_est_la_meme(self, directrice, dispositif, monkeypatch):
        monkeypatch.setattr(valeurs_permises, "_FOURNISSEURS", [])

        @declare_fournisseur
        def publish(acteur, millesime):
            assert acteur.dispositif == dispositif.pk
            return [
                ValeurPermise("plie.taux_brut", 1, "", "", "France", Decimal(47), "31 555 sorties"),
                ValeurPermise("plie.part_emploi", 99, "", "", "France", Decimal(83)),
            ]

        make_entree(dispositif)
        html = read(directrice, PAGE)
        assert "47 % (France)" in html
        assert "83 %" not in html
        assert "Aucune valeur régionale" not in html


class TestExports:
    @pytest.mark.parametrize("format", ["xlsx", "ods"])
    def test_le_classeur_a_ses_chiffres_ses_manques_et_dit_ce_qu_il_est(self, directrice, dispositif, format):
        for diplome in (3, None):
            make_entree(dispositif, diplome=diplome)
        content = directrice.get(f"{PAGE}export.{format}?annee={ANNEE}").getvalue()
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        assert book.sheet_names == ["Chiffres", "Réponses qui manquent", "À propos"]
        rows = book.get_sheet_by_name("Chiffres").to_python()
        assert next(row for row in rows if row[0] == "plie.entrees")[5] == 2
        assert any(
            row[0] == "Niveau de formation" for row in book.get_sheet_by_name("Réponses qui manquent").to_python()
        )
        said = str(book.get_sheet_by_name("À propos").to_python())
        assert "les petits effectifs ne se diffusent pas" in said
        assert Acces.objects.filter(type="direct.export").count() == 1

    def test_rien_de_l_export_ne_nomme_quelqu_un(self, directrice, dispositif):
        made = make_entree(dispositif)
        content = directrice.get(f"{PAGE}export.csv").getvalue().decode()
        assert made.personne.nom_naissance not in content
        assert str(made.uuid) not in content


class TestDroits:
    @pytest.mark.parametrize(
        ("role", "voit", "situations"),
        [(Role.DIRECTEUR, True, False), (Role.COORDINATEUR, True, True), (Role.REFERENT, False, False),
         (Role.ELU, False, False), (Role.OPERATEUR, False, False), (Role.DPD, False, False)],
    )  # fmt: skip
    def test_qui_voit_quoi(self, client, dispositif, role, voit, situations):
        habilitation = make_habilitation(role, dispositif)
        acteur = make_acteur(habilitation=habilitation)
        assert permissions.can(acteur, Droit.VOIR_EN_DIRECT) is voit
        assert permissions.can(acteur, Droit.VOIR_SITUATIONS) is situations
        client.force_login(habilitation.compte)
        expected = 200 if voit else 403
        for adresse in ("", "export.csv", "chiffres/plie.entrees/", "manques/niveau/"):
            assert client.get(PAGE + adresse).status_code == expected, adresse

    def test_dans_une_maison_de_l_emploi_la_page_n_existe_pas(self, client):
        client.force_login(make_habilitation(Role.DIRECTEUR, make_dispositif(type=TypeDispositif.MDE)).compte)
        assert client.get(PAGE).status_code == 404

    def test_le_tableau_de_bord_et_le_pilotage_y_menent(self, coordination, dispositif):
        for adresse in ("/tableau-de-bord/", "/pilotage/"):
            assert 'class="bouton" href="/ma-consolidation/"' in read(coordination, adresse)


class TestCout:
    @pytest.mark.parametrize(
        "adresse", ["", "export.csv", "chiffres/plie.entrees.part_peu_qualifies/", "manques/niveau/", "manques/boeth/"]
    )
    def test_autant_de_requetes_a_2_et_a_20_dossiers(self, coordination, dispositif, adresse):
        counts = []
        for number in (2, 18):
            for rang in range(number):
                make_etape(make_entree(dispositif, diplome=3 if rang % 2 else None))
            read_page(coordination, adresse)
            with CaptureQueriesContext(connection) as captured:
                read_page(coordination, adresse)
            counts.append(len(captured))
        assert counts[0] == counts[1]
        assert Parcours.objects.count() == 20

    def test_rien_ne_s_ecrit_sur_le_disque(self, directrice, dispositif, tmp_path):
        make_parcours(dispositif, entree=ENTREE)
        read(directrice, PAGE)
        assert list(tmp_path.iterdir()) == []


def read_page(client: Any, adresse: str) -> None:
    response = client.get(f"{PAGE}{adresse}?annee={ANNEE}")
    assert response.status_code == 200
    assert response.getvalue()
