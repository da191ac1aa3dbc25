"""« Ma consolidation », as a facilitatrice and the direction of a service of the clause meet it."""

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

from maillage.clause.models import MiseEmploi, StatutEntreprise
from maillage.consolidation.catalogue.clause.catalogue import CLAUSE
from maillage.consolidation.cellules.comptage import count_millesime
from maillage.consolidation.direct import valeurs_permises
from maillage.consolidation.direct.clause.variables import VARIABLES, Variable
from maillage.consolidation.direct.permissions import Droit
from maillage.consolidation.direct.tableur import divide
from maillage.consolidation.direct.valeurs_permises import ValeurPermise, declare_fournisseur
from maillage.consolidation.faits.extraction import extract_faits
from maillage.participants.models import Personne
from maillage.participants.nomenclatures.identite import Sexe
from maillage.socle import permissions
from maillage.socle.formulaires.jetons import make_jeton
from maillage.socle.formulaires.retours import add_retour
from maillage.socle.journal.models import Acces
from maillage.socle.roles import Role
from maillage.socle.typographie import lower_initiale
from tests.clause.usine import make_clause
from tests.clause.usine_aval import make_emploi, make_entreprise, make_ligne, make_lot_notifie, make_personne
from tests.clause.usine_postes import make_poste
from tests.clause.usine_validee import make_lot_fait
from tests.usine import make_acteur, make_habilitation

pytestmark = pytest.mark.django_db
PAGE = "/ma-consolidation/"
ANNEE = 2026  # that of the factory of the clause: not over, and the last one counted


@pytest.fixture
def service(settings, tmp_path):
    settings.VAR = tmp_path
    return make_clause()


@pytest.fixture
def facilitatrice(client, service):
    client.force_login(make_habilitation(Role.FACILITATEUR, service).compte)
    return client


@pytest.fixture
def directrice(client, service):
    client.force_login(make_habilitation(Role.DIRECTEUR, service).compte)
    return client


def read(client: Any, adresse: str) -> str:
    response = client.get(adresse)
    assert response.status_code == 200, adresse
    return " ".join(response.content.decode().replace("\u202f", " ").split())


def read_csv(client: Any) -> dict[tuple[str, str, str], dict[str, str]]:
    content = client.get(f"{PAGE}export.csv?annee={ANNEE}").getvalue().decode()
    return {(r["code"], r["ventilation"], r["modalite"]): r for r in csv.DictReader(io.StringIO(content))}


def list_contrats() -> list[str]:
    return [str(emploi.personne.uuid) for emploi in MiseEmploi.objects.select_related("personne").order_by("pk")]


def list_ouvertes(html: str) -> set[str]:
    """The people whose page a list leads to."""
    return set(re.findall(r"/clause/personnes/([0-9a-f-]{36})/", html))


class TestChiffres:
    def test_une_facilitatrice_lit_ce_qui_serait_depose(self, facilitatrice, service):
        """The same cells as `maillage consolider` counts from the files of the night."""
        make_lot_fait(service, (700, 120))
        make_poste(service)
        extract_faits(dispositif=service)
        deposed = {
            (c.code, c.ventilation, c.modalite): c
            for c in count_millesime([service], millesime=ANNEE, catalogue=CLAUSE).cellules
            if c.niveau == "dispositif"
        }
        expected: Counter[tuple[str, Decimal, Decimal]] = Counter()
        for (code, _ventilation, _modalite), cellule in deposed.items():
            mesure = CLAUSE.mesures[code]
            above, below = getattr(mesure, "numerateur", mesure), getattr(mesure, "denominateur", None)
            expected[code, Decimal(divide(above, cellule.numerateur)), Decimal(divide(below, cellule.base))] += 1
        shown = Counter(
            (r["code"], Decimal(r["numerateur"]), Decimal(r["base"])) for r in read_csv(facilitatrice).values()
        )
        assert shown == expected
        html = read(facilitatrice, f"{PAGE}?annee={ANNEE}")
        assert f"Ma consolidation {ANNEE}" in html
        assert "compté à l’instant sur vos lots, contrats et heures" in html
        assert '<p class="chiffre-valeur">820</p>' in html

    def test_sans_lot_ni_heure_la_page_dit_quoi_attendre(self, directrice):
        html = read(directrice, PAGE)
        assert "Aucun lot, aucune heure." in html
        assert "dès le premier lot notifié" in html

    def test_une_annee_qui_n_est_pas_comptee_se_dit_sur_chaque_page(self, facilitatrice, service):
        make_lot_fait(service)
        for adresse in ("", "chiffres/clause.lots/", "manques/metier/"):
            html = read(facilitatrice, f"{PAGE}{adresse}?annee=1999")
            assert "« 1999 » n’est pas une année de vos lots, contrats et heures" in html, adresse

    def test_une_valeur_publiee_se_lit_a_cote(self, directrice, service, monkeypatch):
        monkeypatch.setattr(valeurs_permises, "_FOURNISSEURS", [])

        @declare_fournisseur
        def publish(acteur, millesime):
            return [ValeurPermise("clause.heures", 1, "", "", "France", Decimal(18_640_857))]

        make_lot_fait(service)
        assert "18 640 857 (France)" in read(directrice, f"{PAGE}?annee={ANNEE}")

    def test_la_page_de_l_activite_y_mene(self, directrice):
        assert 'class="bouton" href="/ma-consolidation/"' in read(directrice, "/activite-clause/")


class TestDerriere:
    def test_les_heures_d_un_chiffre_se_lisent_contrat_par_contrat(self, facilitatrice, service):
        make_lot_fait(service, (700, Decimal("120.5")))
        html = read(facilitatrice, f"{PAGE}chiffres/clause.heures/?annee={ANNEE}")
        assert "2 contrats. " in html
        for personne, heures in zip(list_contrats(), ("700", "120,5"), strict=True):
            row = next(part for part in html.split("<tr>") if f"/clause/personnes/{personne}/" in part)
            assert f">{heures}<" in row.replace("<strong>", "")

    def test_un_detail_ne_liste_que_les_siens(self, facilitatrice, service):
        make_lot_fait(service, (700, 120))
        _man, woman = list_contrats()
        html = read(facilitatrice, f"{PAGE}chiffres/clause.profils/?annee={ANNEE}&detail=profils.femme&place=compte")
        assert list_ouvertes(html) == {woman}

    def test_un_taux_de_realisation_se_lit_lot_par_lot_avec_ce_que_chacun_devait(self, facilitatrice, service):
        lot = make_lot_fait(service, (700,))
        lot.marche.fin_prevue = date(ANNEE, 6, 30)
        lot.marche.save()
        html = read(facilitatrice, f"{PAGE}chiffres/clause.taux_realisation/?annee={ANNEE}")
        row = next(part for part in html.split("<tr>") if f"/lots/{lot.uuid}/" in part)
        assert "700" in row
        assert "833,33" in row

    def test_la_direction_lit_les_lots_et_jamais_les_contrats(self, directrice, service):
        """Domaine 05 § 3: of people, the direction reads totals."""
        lot = make_lot_fait(service, (700, 120))
        html = read(directrice, f"{PAGE}chiffres/clause.heures/?annee={ANNEE}")
        assert f"/lots/{lot.uuid}/" in html
        for query in (
            "clause.participants/?", "clause.contrats_actifs/?", "clause.heures/?detail=profils.femme",
            "clause.heures/?detail=qpv_adresse.oui", "clause.part_qpv/?", "clause.profils/?", "clause.sortie_6/?",
        ):  # fmt: skip
            html = read(directrice, f"{PAGE}chiffres/{query}&annee={ANNEE}")
            assert "Votre rôle en lit les totaux" in html, query
            assert not list_ouvertes(html)
            assert "/lots/" not in html, query

    def test_une_personne_archivee_compte_sans_s_ouvrir(self, facilitatrice, service):
        make_lot_fait(service, (700, 120))
        Personne.objects.filter(uuid=list_contrats()[0]).update(archivee_le=localdate())
        html = read(facilitatrice, f"{PAGE}chiffres/clause.heures/?annee={ANNEE}")
        assert "2 contrats. " in html
        assert "1 contrat d’une autre structure, ou d’une personne archivée, compte sans pouvoir s’ouvrir" in html
        assert list_ouvertes(html) == {list_contrats()[1]}

    def test_r68_rien_d_un_autre_service_n_y_est(self, facilitatrice, service):
        make_lot_fait(service)
        autre = make_lot_fait(make_clause())
        for adresse in ("clause.heures", "clause.lots", "clause.entreprises"):
            html = read(facilitatrice, f"{PAGE}chiffres/{adresse}/?annee={ANNEE}")
            assert str(autre.uuid) not in html
            assert "1 contrat. " in html or "1 lot. " in html or "1 entreprise. " in html

    def test_ce_qui_ne_vient_que_des_postes_le_dit_et_y_mene(self, directrice, service):
        make_lot_fait(service)
        make_poste(service)
        html = read(directrice, f"{PAGE}chiffres/clause.etp_facilitateurs/?annee={ANNEE}")
        assert "Ce chiffre ne vient ni des lots ni des contrats, mais des postes du service." in html
        assert "/activite-clause/postes/" in html

    def test_chaque_chiffre_a_sa_page(self, facilitatrice, service):
        make_lot_fait(service)
        for code, mesure in CLAUSE.mesures.items():
            html = read(facilitatrice, f"{PAGE}chiffres/{code}/?annee={ANNEE}")
            assert mesure.libelle.replace("'", "&#x27;") in html

    def test_la_lecture_est_au_journal_sans_dire_de_qui(self, facilitatrice, service):
        make_lot_fait(service)
        read(facilitatrice, f"{PAGE}chiffres/clause.heures/?annee={ANNEE}")
        read(facilitatrice, f"{PAGE}manques/metier/?annee={ANNEE}")
        rows = {row.type: row for row in Acces.objects.filter(type__startswith="direct.")}
        assert set(rows) == {"direct.dossiers", "direct.manques"}
        assert all(row.details["nombre"] == 1 for row in rows.values())
        assert not any(str(personne) in str(rows) for personne in list_contrats())

    @pytest.mark.parametrize("adresse", ["chiffres/plie.entrees/", "manques/niveau/", "chiffres/clause.inconnu/"])
    def test_ce_que_le_catalogue_de_la_clause_ne_connait_pas_n_existe_pas(self, facilitatrice, service, adresse):
        assert facilitatrice.get(PAGE + adresse).status_code == 404


class TestManques:
    def test_un_effectif_se_complete_et_la_part_change(self, facilitatrice, service):
        """The hours weigh, not the lines: 700 owed by who is not known, 300 by a small company."""
        inconnue = make_entreprise(service)
        make_lot_fait(service, (700,), entreprise=inconnue)
        make_lot_fait(service, (300,))
        page = f"{PAGE}?annee={ANNEE}"
        assert "Effectif de l’entreprise engagée : 1 entreprise à compléter" in read(facilitatrice, page)
        liste = f"{PAGE}manques/effectif/?annee={ANNEE}"
        html = read(facilitatrice, liste)
        assert "Heures réelles validées : 700 sans réponse sur 1 000. Si cet effectif était renseigné" in html
        assert "100,0 %, de 30,0 % à 100,0 % selon les réponses qui manquent" in html
        formulaire = add_retour(f"/entreprises/{inconnue.uuid}/modifier/", liste)
        assert f'href="{formulaire}"' in html
        form = facilitatrice.get(formulaire).context["form"]
        jeton = make_jeton(facilitatrice.get(formulaire).context["request"].user.pk)
        posted = {"jeton": jeton, "lu": form.initial["lu"], "nom": inconnue.nom, "siret": "", "effectif": "900"}
        assert facilitatrice.post(formulaire, posted).url == liste
        assert "Toutes les réponses sont données" in read(facilitatrice, liste)
        assert read_csv(facilitatrice)["clause.part_tpe_pme", "", ""]["valeur"] == "30.0"

    def test_un_profil_qui_manque_se_reprend_du_dossier(self, facilitatrice, service):
        lot = make_lot_notifie(service)
        connue, inconnue = (
            make_emploi(make_personne(service, **values), lots=[lot])
            for values in ({}, {"sexe": Sexe.NON_RENSEIGNE.value, "date_naissance": None})
        )
        for emploi in (connue, inconnue):
            make_ligne(emploi, lot, statut="validee")
        html = read(facilitatrice, f"{PAGE}manques/profil/?annee={ANNEE}")
        assert "À reprendre du dossier" in html
        assert html.count("Profil des personnes employées : femmes</a>") == 1  # a public, and a sex
        assert f"/clause/contrats/{connue.uuid}/profil/" in html
        assert f"/clause/personnes/{inconnue.personne.uuid}/identite/" in html

    def test_le_statut_de_l_employeur_et_celui_de_l_engagee_se_disent_sur_l_entreprise(self, facilitatrice, service):
        lot = make_lot_fait(service)
        StatutEntreprise.objects.all().delete()
        entreprise = lot.entreprises.get().entreprise
        for variable in ("employeur", "engagee"):
            html = read(facilitatrice, f"{PAGE}manques/{variable}/?annee={ANNEE}")
            assert f"/entreprises/{entreprise.uuid}/statut/" in html, variable

    @pytest.mark.parametrize(("du", "part"), [(date(ANNEE, 4, 1), "100.0"), (date(ANNEE, 5, 1), "0.0")])
    def test_un_statut_compte_des_son_jour_et_la_page_dit_lequel(self, facilitatrice, service, du, part):
        lot = make_lot_fait(service)
        StatutEntreprise.objects.all().delete()
        assert "Datez le statut du premier mois de ces heures, ou d’avant" in read(
            facilitatrice, f"{PAGE}manques/employeur/?annee={ANNEE}"
        )
        entreprise = lot.entreprises.get().entreprise
        StatutEntreprise.objects.create(dispositif=service, entreprise=entreprise, statut="aci", du=du)
        assert read_csv(facilitatrice)["clause.part_siae", "", ""]["valeur"] == part

    def test_l_etablissement_de_taille_inconnue_est_celui_qui_se_complete(self, facilitatrice, service):
        """Two rows of one SIREN: a number of the facts is of both."""
        make_lot_fait(service, entreprise=make_entreprise(service, siret="73282932000074", effectif=12))
        inconnu = make_entreprise(service, siret="73282932000082")
        make_lot_fait(service, entreprise=inconnu)
        html = read(facilitatrice, f"{PAGE}manques/effectif/?annee={ANNEE}")
        assert f"/entreprises/{inconnu.uuid}/modifier/" in html
        assert "1 entreprise à compléter, sur 1 sans réponse" in html

    def test_une_fin_et_un_metier_se_disent_sur_le_contrat(self, facilitatrice, service):
        lot = make_lot_notifie(service)
        emploi = make_emploi(make_personne(service), lots=[lot], fin_prevue=date(ANNEE, 4, 30))
        make_ligne(emploi, lot, statut="validee")
        assert f"/clause/contrats/{emploi.uuid}/terminer/" in read(facilitatrice, f"{PAGE}manques/fin/?annee={ANNEE}")
        assert f"/clause/contrats/{emploi.uuid}/modifier/" in read(
            facilitatrice, f"{PAGE}manques/metier/?annee={ANNEE}"
        )

    def test_une_situation_apres_la_clause_se_note_tant_que_le_delai_court(self, facilitatrice, service):
        today = localdate()
        lot = make_lot_notifie(service)
        recent, ancien = (
            make_emploi(
                make_personne(service), lots=[lot], debut=debut, fin_prevue=fin, fin_reelle=fin, motif_fin="terme"
            )
            for debut, fin in ((date(2025, 11, 3), _six_months_before(today)), (date(2024, 1, 2), date(2024, 6, 30)))
        )
        for emploi in (recent, ancien):
            make_ligne(emploi, lot, statut="validee", mois=emploi.debut.replace(day=1))
        html = read(facilitatrice, f"{PAGE}manques/situation/?annee={today.year}")
        assert f"/clause/sorties/{recent.uuid}/6/" in html
        assert f"/clause/sorties/{ancien.uuid}/" not in html
        avant = read(facilitatrice, f"{PAGE}manques/situation/?annee=2024")
        assert "Ne change plus" in avant

    def test_la_direction_lit_l_effet_sans_lire_de_qui(self, directrice, service):
        make_lot_fait(service)
        html = read(directrice, f"{PAGE}manques/metier/?annee={ANNEE}")
        assert "Contrats : 1 sans réponse sur 1. Si ce code ROME était renseigné" in html
        assert "Les facilitateurs complètent la réponse" in html
        assert not list_ouvertes(html)
        assert Acces.objects.get(type="direct.manques").details["nombre"] == 0

    def test_chaque_variable_a_sa_page(self, facilitatrice, service):
        make_lot_fait(service)
        for variable in Variable:
            html = read(facilitatrice, f"{PAGE}manques/{variable.value}/?annee={ANNEE}")
            assert lower_initiale(VARIABLES[variable].libelle) in html


def _six_months_before(day: date) -> date:
    months = day.year * 12 + day.month - 7
    return date(months // 12, months % 12 + 1, min(day.day, 28))


class TestAttente:
    def test_des_heures_a_valider_disent_ce_qu_elles_changeraient(self, facilitatrice, service):
        lot = make_lot_fait(service, (700,))
        emploi = make_emploi(make_personne(service), lots=[lot])
        attendue = make_ligne(emploi, lot, 50)
        html = read(facilitatrice, f"{PAGE}?annee={ANNEE}")
        assert "1 ligne d’heures attend d’être validée" in html
        assert 'href="/heures/a-valider/"' in html
        table = html.split("Tableau : effet de ce qui attend")[1].split("</table>")[0]
        for avant, apres in (("700", "750"), ("1", "2")):
            assert f'data-libelle="Aujourd’hui">{avant}</td>' in table
            assert f"<strong>{apres}</strong>" in table
        attendue.statut, attendue.decidee_le = "validee", attendue.mois
        attendue.save()
        rows = read_csv(facilitatrice)
        assert rows["clause.heures", "", ""]["valeur"] == "750"
        assert rows["clause.participants", "", ""]["valeur"] == "2"
        assert "attend d’être validée" not in read(facilitatrice, f"{PAGE}?annee={ANNEE}")

    def test_celles_d_une_autre_annee_n_y_sont_pas(self, facilitatrice, service):
        make_lot_fait(service, (700,), mois=date(ANNEE - 1, 4, 1))
        lot = make_lot_notifie(service)
        make_ligne(make_emploi(make_personne(service), lots=[lot]), lot, 50)
        assert "attend d’être validée" in read(facilitatrice, f"{PAGE}?annee={ANNEE}")
        assert "attend d’être validée" not in read(facilitatrice, f"{PAGE}?annee={ANNEE - 1}")


class TestExports:
    @pytest.mark.parametrize("format", ["xlsx", "ods"])
    def test_le_classeur_a_ses_chiffres_ses_manques_et_dit_ce_qu_il_est(self, directrice, service, format):
        make_lot_fait(service, (700, 120))
        content = directrice.get(f"{PAGE}export.{format}?annee={ANNEE}").getvalue()
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        assert book.sheet_names == ["Chiffres", "Réponses qui manquent", "À propos"]
        rows = book.get_sheet_by_name("Chiffres").to_python()
        assert next(row for row in rows if row[0] == "clause.heures")[5] == 820
        assert any(
            row[0] == "Code ROME du métier" for row in book.get_sheet_by_name("Réponses qui manquent").to_python()
        )

    def test_rien_de_l_export_ne_nomme_quelqu_un(self, directrice, service):
        lot = make_lot_fait(service)
        content = directrice.get(f"{PAGE}export.csv?annee={ANNEE}").getvalue().decode()
        for personne in Personne.objects.all():
            assert personne.nom_naissance not in content
        assert lot.marche.objet not in content


class TestDroits:
    @pytest.mark.parametrize(
        ("role", "voit", "contrats"),
        [(Role.DIRECTEUR, True, False), (Role.FACILITATEUR, True, True), (Role.COORDINATEUR, False, False),
         (Role.REFERENT, False, False), (Role.ELU, False, False), (Role.DPD, False, False)],
    )  # fmt: skip
    def test_qui_voit_quoi(self, client, service, role, voit, contrats):
        habilitation = make_habilitation(role, service)
        acteur = make_acteur(habilitation=habilitation)
        assert permissions.can(acteur, Droit.VOIR_EN_DIRECT) is voit
        assert (
            permissions.can(acteur, Droit.VOIR_CONTRATS) is permissions.can(acteur, Droit.VOIR_SITUATIONS) is contrats
        )
        client.force_login(habilitation.compte)
        for adresse in ("", "export.csv", "chiffres/clause.lots/", "manques/metier/"):
            assert client.get(PAGE + adresse).status_code == (200 if voit else 403), adresse


class TestCout:
    @pytest.mark.parametrize(
        "adresse",
        ["", "export.csv", "chiffres/clause.heures/", "chiffres/clause.lots/", "chiffres/clause.entreprises/",
         "manques/metier/", "manques/engagee/", "manques/situation/"],
    )  # fmt: skip
    def test_autant_de_requetes_a_2_et_a_20_lots(self, facilitatrice, service, adresse):
        counts = []
        for number in (2, 18):
            for _rang in range(number):
                lot = make_lot_fait(service, (100,), entreprise=make_entreprise(service))
                make_ligne(make_emploi(make_personne(service), lots=[lot]), lot, 10)
            StatutEntreprise.objects.all().delete()
            read_page(facilitatrice, adresse)
            with CaptureQueriesContext(connection) as captured:
                read_page(facilitatrice, adresse)
            counts.append(len(captured))
        assert counts[0] == counts[1]
        assert MiseEmploi.objects.count() == 40


def read_page(client: Any, adresse: str) -> None:
    response = client.get(f"{PAGE}{adresse}?annee={ANNEE}")
    assert response.status_code == 200
    assert response.getvalue()
