"""The survey of a year: prefilled, kept as a draft, handed over, mended, then added up by the network."""

import csv
import html
import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils.timezone import localdate

from maillage.consolidation.depots.models import Campagne
from maillage.consolidation.enquetes.models import Reponse
from maillage.consolidation.enquetes.rules.questions import AJOUTS_2025, QUESTIONNAIRE
from maillage.reseau.models import Dispositif, Effectif, GestionFse, Logiciel
from maillage.reseau.nomenclatures import Employeur, FonctionEquipe, ModeFse, TypeDispositif, UsageLogiciel
from maillage.socle.journal.models import Evenement
from maillage.socle.roles import Role
from tests.consolidation.depots.usine import make_campagne
from tests.consolidation.enquetes.usine import make_reponse
from tests.parcours.suivi.pages import count_queries, fill
from tests.reseau.test_gestion import connect
from tests.usine import make_dispositif, make_habilitation

pytestmark = pytest.mark.django_db
ANNEE = localdate().year - 1


@pytest.fixture
def campagne():
    today = localdate()
    return make_campagne(annee=ANNEE, ouverte_le=today - timedelta(days=10), close_le=today + timedelta(days=20))


@pytest.fixture
def plie():
    return make_dispositif()


@pytest.fixture
def direction(client, plie):
    connect(client, make_habilitation(Role.DIRECTEUR, plie))
    return client


@pytest.fixture
def adresse(campagne):
    return f"/mes-depots/{campagne.uuid}/enquete/"


def text(response):
    return response.content.decode()


class TestRepondre:
    def test_elle_est_preremplie_de_ce_qui_est_connu_et_dit_d_ou(self, direction, adresse, plie):
        veille = make_campagne(annee=ANNEE - 1)
        make_reponse(veille, plie, fse=500_000, interne=99)
        Effectif.objects.create(
            dispositif=plie, fonction=FonctionEquipe.REFERENCE, employeur=Employeur.INTERNE, personnes=4, etp=Decimal("3.5"),
            du=date(ANNEE, 1, 1),
        )  # fmt: skip
        form = direction.get(adresse).context["form"]
        assert (form["fse"].value(), form["interne"].value(), form["referents_internes_etp"].value()) == (
            500_000,
            4,
            Decimal("3.5"),
        )
        assert f"Votre réponse de {ANNEE - 1}." in form["fse"].help_text
        assert "fiche de votre dispositif" in form["interne"].help_text
        assert form["region"].value() is None

    def test_un_brouillon_se_garde_se_reprend_et_le_reseau_ne_le_lit_pas(self, direction, adresse, client):
        assert fill(direction, adresse, fse="12000", action="garder").status_code == 302
        assert direction.get(adresse).context["form"]["fse"].value() == 12_000
        assert "brouillon" in text(direction.get(adresse))
        row = Reponse.objects.get()
        assert row.transmise_le is None
        connect(client, make_habilitation(Role.STATISTICIEN))
        assert "0 réponse transmise." in text(client.get(f"/campagnes/{row.campagne.uuid}/enquete/"))
        assert "Aucune réponse transmise" in text(client.get(f"/campagnes/{row.campagne.uuid}/enquete/"))

    @pytest.mark.parametrize("tape", ["120 000", "120\u202f000", "120\u00a0000"])
    def test_des_euros_se_tapent_avec_leurs_espaces(self, direction, adresse, tape):
        assert fill(direction, adresse, fse=tape, action="garder").status_code == 302
        assert Reponse.objects.get().reponses["fse"] == "120000"

    def test_un_nombre_trop_long_se_dit_avec_nos_mots(self, direction, adresse):
        page = text(fill(direction, adresse, fse="1" * 14, interne="2,5", action="garder"))
        assert "Ce nombre est trop long" in page
        assert "se donne sans virgule" in page
        assert "Assurez-vous" not in page

    def test_transmise_elle_se_corrige_et_reste_transmise(self, direction, adresse):
        fill(direction, adresse, fse="12000", precision="Hors report.", action="transmettre")
        first = Reponse.objects.get()
        fill(direction, adresse, fse="13000", action="garder")
        again = Reponse.objects.get()
        assert (again.reponses["fse"], again.transmise_le) == ("13000", first.transmise_le)
        assert Evenement.objects.filter(type="enquetes.transmise").count() == 2

    def test_ce_qui_se_contredit_se_dit_et_rien_de_tape_ne_se_perd(self, direction, adresse):
        page = text(fill(direction, adresse, operateurs="10", iae="20", entreprises="157", action="transmettre"))
        assert "C’est plus que « Alloués aux opérateurs du territoire »" in page
        assert 'value="157"' in page
        assert "Répondez à une question au moins" in text(fill(direction, adresse, action="transmettre"))
        assert not Reponse.objects.exists()

    def test_le_mode_de_gestion_est_propose_puis_garde(self, direction, adresse, plie):
        GestionFse.objects.create(dispositif=plie, mode=ModeFse.OI_PIVOT, du=date(ANNEE - 3, 1, 1))
        form = direction.get(adresse).context["form"]
        assert form["portage"].value() == ModeFse.OI_PIVOT
        assert "fiche de votre dispositif" in form["portage"].help_text
        fill(direction, adresse, portage="etat", fse_enveloppe="100", action="transmettre")
        row = Reponse.objects.get()
        assert (row.read(), row.read_choix(), row.questionnaire) == (
            {"fse_enveloppe": Decimal(100)}, {"portage": "etat"}, QUESTIONNAIRE,
        )  # fmt: skip
        assert direction.get(adresse).context["form"]["portage"].value() == "etat"

    def test_ce_qui_est_rare_s_enregistre_et_se_demande(self, direction, adresse):
        assert (
            fill(direction, adresse, fse_enveloppe="100", fse_programme="120", action="transmettre").status_code == 302
        )
        page = text(direction.get(adresse))
        assert "À vérifier" in page
        assert "L’enveloppe est-elle surprogrammée" in page

    def test_une_reponse_d_avant_reste_lisible(self, client, plie):
        """The first questionnaire did not ask the FSE; an unknown code is left where it is."""
        avant = make_campagne(annee=AJOUTS_2025 - 1, ouverte_le=localdate(), close_le=localdate() + timedelta(days=9))
        row = make_reponse(avant, plie, fse=5, question_retiree=3)
        connect(client, make_habilitation(Role.DIRECTEUR, plie))
        form = client.get(f"/mes-depots/{avant.uuid}/enquete/").context["form"]
        assert form["fse"].value() == 5
        assert "fse_enveloppe" not in form.fields
        assert row.read() == {"fse": 5}

    def test_elle_se_remplit_partie_par_partie_et_reprend_ou_elle_en_est(self, direction, adresse):
        def read(page):
            return [(bloc.section.code, bloc.dit, bloc.is_ouvert) for bloc in page.context["sections"]]

        first = read(direction.get(adresse))
        assert first[0] == ("financements", "7 questions", True)
        assert not any(is_ouvert for _, _, is_ouvert in first[1:])
        answer = fill(direction, adresse, fse="12000", etat="0", action="suite:financements")
        assert answer["Location"] == f"{adresse}?partie=operateurs#operateurs"
        parties = read(direction.get(answer["Location"].partition("#")[0]))
        assert parties[:2] == [("financements", "2 réponses sur 7", False), ("operateurs", "0 réponse sur 10", True)]
        assert [code for code, _, is_ouvert in read(direction.get(adresse)) if is_ouvert] == ["operateurs"]
        assert fill(direction, adresse, delai_comite="4", action="suite:delais")["Location"] == adresse  # the last one
        assert Reponse.objects.get().transmise_le is None

    def test_une_faute_ouvre_sa_partie_et_elle_seule(self, direction, adresse):
        page = fill(
            direction, adresse, delai_csf="0", delai_csf_moyenne="12", entreprises="5", action="suite:partenaires"
        )
        assert "Aucune étape de ce genre dans l’année" in text(page)
        assert [bloc.section.code for bloc in page.context["sections"] if bloc.is_ouvert] == ["delais"]
        assert not Reponse.objects.exists()

    def test_la_touche_entree_n_envoie_rien_au_reseau(self, direction, adresse):
        """A browser presses the first button of the form."""
        first = text(direction.get(adresse)).split('type="submit" name="action" value="')[1].split('"')[0]
        assert first == "suite:financements"

    def test_les_delais_de_l_an_dernier_sont_proposes(self, direction, adresse, plie):
        make_reponse(make_campagne(annee=ANNEE - 1), plie, delai_comite=12, delai_comite_moyenne=90, op_etapes=5_000)
        page = direction.get(adresse)
        assert page.context["form"]["delai_comite_moyenne"].value() == 90
        dits = {bloc.section.code: bloc.dit for bloc in page.context["sections"]}
        assert (dits["delais"], dits["natures"]) == ("15 questions, 2 proposées", "9 questions, 1 proposée")

    def test_close_elle_ne_se_remplit_plus(self, direction, campagne, adresse):
        avant = direction.get(adresse)
        jeton = text(avant).split('name="jeton" value="')[1].split('"')[0]
        campagne.close_le = localdate() - timedelta(days=1)
        campagne.save()
        page = text(direction.post(adresse, {"fse": "1", "action": "transmettre", "jeton": jeton}))
        assert "l’enquête ne se remplit plus" in page
        assert not Reponse.objects.exists()


def test_la_campagne_de_la_clause_n_a_pas_d_enquete(client):
    today = localdate()
    clause = Campagne.objects.create(
        consolide="clause", millesime=ANNEE, ouverte_le=today - timedelta(days=1), close_le=today, is_fictive=True
    )
    connect(client, make_habilitation(Role.DIRECTEUR, make_dispositif(type=TypeDispositif.CLAUSE)))
    assert client.get(f"/mes-depots/{clause.uuid}/enquete/").status_code == 404
    connect(client, make_habilitation(Role.STATISTICIEN))
    assert client.get(f"/campagnes/{clause.uuid}/enquete/").status_code == 404


class TestResultats:
    @pytest.fixture
    def statisticienne(self, client):
        connect(client, make_habilitation(Role.STATISTICIEN))
        return client

    def test_chaque_total_dit_combien_l_ont_donne(self, statisticienne, campagne):
        for valeur in (100, 300, None):
            make_reponse(campagne, make_dispositif(), reponses={"entreprises": valeur} if valeur else {"fse": 5})
        make_reponse(campagne, make_dispositif(), transmise=False, entreprises=10_000)
        page = statisticienne.get(f"/campagnes/{campagne.uuid}/enquete/")
        chapitres = {one.code: one for one in page.context["chapitres"]}
        [entreprises] = chapitres["enquete-partenaires"].sommes
        assert (entreprises.valeur, entreprises.repondants, entreprises.moyenne) == (400, 2, 200)
        recettes = chapitres["enquete-recettes"]
        assert [(li.mesure.code, li.valeur) for li in recettes.seules] == [("enquete.fse", 5)]
        assert "conseil départemental" in recettes.vides
        equipes = chapitres["enquete-equipes"]  # nobody answered any of it: it is said, not left out
        assert (equipes.nombre, len(equipes.vides)) == (0, len(set(equipes.vides)))
        replie = text(page).split('id="enquete-equipes"')[1].split("</details>")[0]
        assert "personne n’a répondu" in replie
        assert f"Personne n’a donné : {' ; '.join(equipes.vides)}." in html.unescape(replie)
        assert "<table" not in replie
        assert re.findall(r'<details class="repli" id="([a-z-]*)" open', text(page)) == [
            "enquete-recettes"
        ]  # the first that says something
        assert "modes de gestion du FSE" in chapitres["enquete-fse"].vides  # the question, not each of its answers
        assert "enquete-reponses" not in chapitres  # it asks nothing
        lignes = csv.DictReader(
            statisticienne.get(f"/campagnes/{campagne.uuid}/enquete.csv").content.decode("utf-8-sig").splitlines(),
            delimiter=";",
        )
        [ligne] = [one for one in lignes if one["code"] == "enquete.entreprises"]
        assert (ligne["valeur"], ligne["repondants"]) == ("400", "2")

    def test_un_taux_dit_combien_ont_donne_ses_deux_termes(self, statisticienne, campagne):
        make_reponse(campagne, make_dispositif(), fse_enveloppe=200, fse_programme=150, portage="etat")
        make_reponse(campagne, make_dispositif(), fse_enveloppe=900, portage="etat")
        page = statisticienne.get(f"/campagnes/{campagne.uuid}/enquete/")
        found = {(li.mesure.code, li.cellule.modalite): li for one in page.context["chapitres"] for li in one.rapports}
        programmation = found["enquete.programmation", ""]
        assert (programmation.valeur, programmation.repondants) == (75, 1)
        assert (found["enquete.portages", "etat"].valeur, found["enquete.portages", "etat"].repondants) == (100, 2)
        assert ("enquete.paiement", "") not in found
        [fse] = [one for one in page.context["chapitres"] if one.code == "enquete-fse"]
        assert "taux de paiement du FSE" in fse.vides

    def test_un_delai_dit_ses_operations_puis_ses_dispositifs(self, statisticienne, campagne):
        for nombre, jours in ((10, 30), (30, 70)):
            make_reponse(
                campagne, make_dispositif(), delai_comite=nombre, delai_comite_moyenne=jours, delai_comite_mediane=jours
            )
        page = statisticienne.get(f"/campagnes/{campagne.uuid}/enquete/")
        [delais] = [one for one in page.context["chapitres"] if one.nombre]
        found = {li.mesure.code: (li.valeur, li.repondants) for li in delais.rapports}
        assert found == {
            "enquete.delai_comite.moyen": (60, 2), "enquete.delai_comite.median": (50, 2), "enquete.delai_comite.p90": (70, 2),
        }  # fmt: skip
        assert [(li.mesure.code, li.valeur) for li in delais.seules] == [("enquete.delai_comite", 40)]
        assert "une médiane ne s’additionne pas" in text(page).lower()

    def test_l_equipement_se_compte_sur_qui_a_dit_ses_logiciels(self, statisticienne, campagne):
        """Four open PLIE: one with the software of the trade, one with another, two that said nothing. One left it since."""
        plies = [make_dispositif() for _ in range(4)]
        for plie, usage, au in (
            (plies[0], UsageLogiciel.PARCOURS, None), (plies[1], UsageLogiciel.GESTION, None),
            (plies[2], UsageLogiciel.PARCOURS, date(ANNEE - 1, 12, 31)),
        ):  # fmt: skip
            Logiciel.objects.create(
                dispositif=plie, usage=usage, nom="Logiciel d’essai", du=date(ANNEE - 3, 1, 1), au=au
            )
        found = statisticienne.get(f"/campagnes/{campagne.uuid}/enquete/").context["equipement"]
        attendus = Dispositif.objects.filter(type=TypeDispositif.PLIE, is_fictif=True).count()
        assert (found["taux"], found["equipees"], found["connues"], found["structures"]) == (50, 1, 2, attendus)
        Logiciel.objects.all().delete()
        assert "le taux d’équipement n’est pas connu" in text(
            statisticienne.get(f"/campagnes/{campagne.uuid}/enquete/")
        )

    def test_le_nombre_de_requetes_ne_depend_pas_des_reponses(self, statisticienne, campagne):
        counts = []
        for rang in range(20):
            make_reponse(campagne, make_dispositif(), fse=rang)
            if rang in (1, 19):
                counts.append(len(count_queries(statisticienne, f"/campagnes/{campagne.uuid}/enquete/")))
        assert counts[0] == counts[1]
