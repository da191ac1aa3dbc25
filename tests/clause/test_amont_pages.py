"""Before the consultation, by the pages: donneurs d'ordre, operations, the board, what a step lacks and where."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from maillage.clause.afaire.amont import list_a_faire
from maillage.clause.models import ContactDonneur, Convention, Engagement, Lot, Marche, Operation, Question
from maillage.clause.purges.contacts import erase_contact, list_contacts_dus
from maillage.socle.journal.models import Evenement
from maillage.socle.protection import tombes
from maillage.socle.roles import Role
from tests.clause.usine import PRET, make_clause, make_donneur, make_facilitateur, make_lot, make_marche
from tests.parcours.suivi.pages import count_queries, fill, open_page
from tests.usine import make_acteur, make_compte, make_habilitation

pytestmark = pytest.mark.django_db


@pytest.fixture
def dispositif():
    return make_clause()


@pytest.fixture
def connectee(client, dispositif):
    client.force_login(make_habilitation(Role.FACILITATEUR, dispositif).compte)
    return client


def make_contact(donneur, **values):
    defaults = {"nom": "Camille Essai", "fonction": "Achats", "courriel": "c@exemple.test", "du": date(2026, 1, 1)}
    return ContactDonneur.objects.create(
        dispositif=donneur.dispositif, donneur=donneur, modifie_le=localdate(), **defaults | values
    )


def make_operation(dispositif, **values):
    values.setdefault("maitre_ouvrage", None)
    values["maitre_ouvrage"] = values["maitre_ouvrage"] or make_donneur(dispositif)
    return Operation.objects.create(dispositif=dispositif, **{"intitule": "Quartier des Forges", **values})


# --- Donneurs d'ordre


def test_un_contact_s_ajoute_se_corrige_et_s_efface_sans_que_le_journal_garde_son_nom(connectee, dispositif):
    donneur = make_donneur(dispositif)
    page = f"/donneurs-d-ordre/{donneur.uuid}/"
    fill(connectee, f"{page}contacts/ajouter/", nom="Dominique Essai", fonction="Achats", telephone="01 99 00 00 00",
         is_referent="on")  # fmt: skip
    contact = ContactDonneur.objects.get()
    assert contact.is_referent
    shown = connectee.get(page).content.decode()
    assert "Dominique Essai" in shown
    assert "référent de la clause" in shown
    fill(connectee, f"/contacts-d-acheteurs/{contact.uuid}/", fonction="Commande publique")
    contact.refresh_from_db()
    assert contact.fonction == "Commande publique"
    assert connectee.get(f"/contacts-d-acheteurs/{contact.uuid}/effacer/").status_code == 200
    connectee.post(f"/contacts-d-acheteurs/{contact.uuid}/effacer/")
    assert not ContactDonneur.objects.exists()
    assert not any("Dominique" in str(e.details) for e in Evenement.objects.all())


@pytest.mark.parametrize(
    ("said", "champ", "dit"),
    [
        ({"telephone": ""}, "courriel", "Donnez un téléphone ou une adresse"),
        ({"telephone": "12"}, "telephone", "pas un numéro français"),
        ({"telephone": "01 99 00 00 00", "au": "2020-01-01"}, "courriel", "précède son début"),
    ],
)
def test_un_contact_injoignable_ou_mal_date_est_refuse_a_son_champ(connectee, dispositif, said, champ, dit):
    donneur = make_donneur(dispositif)
    page = fill(connectee, f"/donneurs-d-ordre/{donneur.uuid}/contacts/ajouter/", nom="A", fonction="B", **said)
    assert dit in page.context["form"].errors[champ][0]
    assert not ContactDonneur.objects.exists()


def test_un_donneur_d_ordre_n_a_qu_un_referent_de_la_clause(connectee, dispositif):
    donneur = make_donneur(dispositif)
    make_contact(donneur, is_referent=True)
    page = fill(connectee, f"/donneurs-d-ordre/{donneur.uuid}/contacts/ajouter/", nom="A", fonction="B",
                telephone="01 99 00 00 00", is_referent="on")  # fmt: skip
    assert "a déjà un référent" in str(page.context["form"].errors)


def test_un_contact_parti_depuis_un_an_ou_jamais_relu_depuis_trois_ans_s_efface(dispositif):
    donneur = make_donneur(dispositif)
    on = date(2026, 9, 1)
    parti = make_contact(donneur, nom="Parti", au=date(2025, 8, 31), du=date(2020, 1, 1))
    vieux = make_contact(donneur, nom="Vieux", du=date(2020, 1, 1))
    ContactDonneur.objects.filter(pk=vieux.pk).update(modifie_le=date(2023, 8, 31))
    make_contact(donneur, nom="Présent")
    dus = list(list_contacts_dus(on))
    assert {c.pk for c in dus} == {parti.pk, vieux.pk}
    for contact in dus:
        tombes.bury(contact, regle="T7", on=on)
        erase_contact(contact)
    assert [c.nom for c in ContactDonneur.objects.all()] == ["Présent"]


def test_une_convention_qui_se_termine_est_dite_a_faire_et_ouvre_la_liste_des_siens(connectee, dispositif):
    today = localdate()
    donneur, autre, suivi = (make_donneur(dispositif) for _ in range(3))
    fill(connectee, f"/donneurs-d-ordre/{donneur.uuid}/conventions/ajouter/", objet="Clause", niveau="national",
         modele="Réseau fictif", du="2025-01-01", au=(today + timedelta(days=30)).isoformat())  # fmt: skip
    common = {"dispositif": dispositif, "objet": "C", "niveau": "local", "du": date(2025, 1, 1)}
    Convention.objects.create(**common, donneur=autre, au=today + timedelta(days=300))
    Convention.objects.create(**common, donneur=suivi, au=today + timedelta(days=30))
    Convention.objects.create(**common, donneur=suivi)  # the next one is signed already
    (chose,) = list_a_faire(make_facilitateur(dispositif), today)
    assert chose.detail == "1 convention à renouveler."
    liste = connectee.get(chose.url).context["liste"]
    assert [row.pk for row in liste.page] == [donneur.pk]
    assert "se termine dans 30 jours" in connectee.get(f"/donneurs-d-ordre/{donneur.uuid}/").content.decode()


def test_la_page_d_un_donneur_d_ordre_montre_ce_qu_il_achete_et_ce_qui_se_fait_pour_lui(connectee, dispositif):
    moa, acheteur = make_donneur(dispositif, nom="Commune"), make_donneur(dispositif, nom="Centrale")
    make_lot(dispositif, marche=make_marche(dispositif, objet="Halle", acheteur=acheteur, maitre_ouvrage=moa))
    lot = make_lot(dispositif, etat="notifie", marche=make_marche(dispositif, acheteur=moa))
    make_lot(dispositif, etat="clos", marche=make_marche(dispositif, acheteur=moa))
    for numero, heures in ((1, 100), (2, 120)):
        Engagement.objects.create(dispositif=dispositif, lot=lot, numero=numero, du=date(2026, 4, 1), heures=heures)
    answer = connectee.get(f"/donneurs-d-ordre/{moa.uuid}/")
    page = answer.content.decode()
    assert answer.context["comptes"] == {"lots": 3, "en_cours": 2, "heures": 120}
    (notifies,) = [
        c
        for p in connectee.get("/marches/tableau/").context["phases"]
        for c in p["colonnes"]
        if c["libelle"] == "Notifié"
    ]
    assert notifies["engagees"] == 120
    assert "Halle" in page
    assert "Acheteur\u202f: Centrale" in page.replace("&nbsp;", "\u202f").replace("\xa0", "\u202f")


# --- Opérations


def test_une_operation_groupe_des_marches_et_son_etat_est_celui_du_moins_avance_de_ses_lots(connectee, dispositif):
    moa = make_donneur(dispositif, nom="Habitat")
    made = fill(connectee, "/operations/nouvelle/", intitule="Les Forges", maitre_ouvrage=str(moa.pk),
                programme="npnru", montant_previsionnel="9000000", lancement_prevu="2027-03-01")  # fmt: skip
    operation = Operation.objects.get()
    assert made.url == f"/operations/{operation.uuid}/"
    assert "Aucun marché" in connectee.get(made.url).content.decode()
    opened = open_page(connectee, f"/marches/nouveau/?operation={operation.uuid}")
    assert opened["donneur"] == "Habitat"
    connectee.post(
        "/marches/nouveau/", {**opened, "operation": str(operation.pk), "objet": "Voirie", "achat": "travaux"}
    )
    make_lot(dispositif, marche=make_marche(dispositif, operation=operation), etat="publie", **PRET)
    page = connectee.get(made.url)
    assert page.context["etat"] == "Repéré"
    assert page.context["totaux"].calculees == Decimal("833.33")
    assert page.context["totaux"].sans_heures == 1
    assert Marche.objects.get(objet="Voirie").suivi_par is not None


def test_une_operation_inconnue_ou_d_un_autre_service_n_est_pas_reprise(connectee, dispositif):
    ailleurs = make_operation(make_clause())
    for adresse in ("/marches/nouveau/?operation=abc", f"/marches/nouveau/?operation={ailleurs.uuid}"):
        assert "operation" not in open_page(connectee, adresse)
    assert connectee.get(f"/operations/{ailleurs.uuid}/").status_code == 404


def test_une_operation_ne_se_rattache_pas_a_un_donneur_d_ordre_d_ailleurs(connectee):
    autre = make_donneur(make_clause())
    page = fill(connectee, "/operations/nouvelle/", intitule="X", maitre_ouvrage=str(autre.pk))
    assert "maitre_ouvrage" in page.context["form"].errors


# --- Le tableau


def test_le_tableau_range_les_lots_par_etat_et_marque_les_retards(connectee, dispositif):
    today = localdate()
    hier = today - timedelta(days=1)
    tard = make_lot(dispositif, marche=make_marche(dispositif, publication_prevue=hier))
    make_lot(dispositif, etat="publie", marche=make_marche(dispositif, limite_le=today))
    make_lot(dispositif, etat="notifie", marche=make_marche(dispositif, debut=hier))
    make_lot(dispositif, etat="sans_clause")
    page = connectee.get("/marches/tableau/")
    assert page.context["total"] == 3
    cartes = {
        c["lot"].etat: c["retard"] for p in page.context["phases"] for col in p["colonnes"] for c in col["cartes"]
    }
    assert cartes == {"repere": True, "publie": False, "notifie": False}
    seul = connectee.get("/marches/tableau/?retard=1")
    assert seul.context["total"] == 1
    (carte,) = [c for p in seul.context["phases"] for col in p["colonnes"] for c in col["cartes"]]
    assert carte["vers"] == f"/lots/{tard.uuid}/passer/diagnostique/"


def test_le_tableau_prend_le_lancement_de_l_operation_quand_aucune_publication_n_est_prevue(connectee, dispositif):
    operation = make_operation(dispositif, lancement_prevu=localdate() - timedelta(days=3))
    make_lot(dispositif, marche=make_marche(dispositif, operation=operation))
    assert connectee.get("/marches/tableau/?retard=1").context["total"] == 1
    assert [c.detail for c in list_a_faire(make_facilitateur(dispositif), localdate())] == ["1 lot pas encore publié."]


def test_le_tableau_se_filtre_par_acheteur_operation_et_qui_suit(connectee, dispositif):
    compte = make_compte()
    operation = make_operation(dispositif)
    vise = make_marche(dispositif, operation=operation, suivi_par=compte.pk)
    make_lot(dispositif, marche=vise)
    make_lot(dispositif)
    for query in (f"acheteur={vise.acheteur.uuid}", f"operation={operation.uuid}", f"suivi={compte.pk}"):
        assert connectee.get(f"/marches/tableau/?{query}").context["total"] == 1, query
    assert connectee.get("/marches/tableau/?acheteur=abc&suivi=x").context["total"] == 2
    assert connectee.get("/marches/tableau/?suivi=99999999999999999999999").context["total"] == 2


def test_le_tableau_montre_quelques_lots_par_etat_et_dit_combien_restent(connectee, dispositif):
    for _ in range(8):
        make_lot(dispositif)
    colonne = connectee.get("/marches/tableau/").context["phases"][0]["colonnes"][0]
    assert (len(colonne["cartes"]), colonne["reste"], colonne["total"]) == (6, 2, 8)


@pytest.mark.parametrize("adresse", ["/marches/tableau/", "/operations/"])
def test_le_tableau_et_les_operations_posent_le_meme_nombre_de_requetes_a_2_et_20(connectee, dispositif, adresse):
    counts = []
    for rang, more in enumerate((2, 18)):
        for n in range(more):
            operation = make_operation(dispositif, intitule=f"O {rang} {n}")
            make_lot(dispositif, marche=make_marche(dispositif, operation=operation), etat="publie", **PRET)
        counts.append(len(count_queries(connectee, adresse)))
    assert counts[0] == counts[1]


def test_les_pages_d_un_donneur_et_d_une_operation_posent_le_meme_nombre_de_requetes_a_2_et_12(connectee, dispositif):
    donneur = make_donneur(dispositif)
    operation = make_operation(dispositif, maitre_ouvrage=donneur)
    for adresse in (f"/donneurs-d-ordre/{donneur.uuid}/", f"/operations/{operation.uuid}/"):
        counts = []
        for more in (2, 10):
            for n in range(more):
                make_lot(dispositif, marche=make_marche(dispositif, acheteur=donneur, operation=operation), **PRET)
                make_contact(donneur, nom=f"Contact {n}")
            counts.append(len(count_queries(connectee, adresse)))
        assert counts[0] == counts[1], adresse


# --- À faire, et ce qui manque à un pas


def test_a_faire_dit_questions_et_avenants_en_une_requete_et_ouvre_ces_lots_la(connectee, dispositif):
    today = localdate()
    lot = make_lot(dispositif, etat="publie")
    make_lot(dispositif, etat="publie")
    Question.objects.create(dispositif=dispositif, marche=lot.marche, recue_le=today, de="Martel", question="Combien ?")
    acteur = make_facilitateur(dispositif)
    with CaptureQueriesContext(connection) as asked:
        found = list_a_faire(acteur, today)
    assert len(asked) == 1
    assert [c.detail for c in found] == ["1 question sans réponse."]
    assert [row.uuid for row in connectee.get(found[0].url).context["liste"].page] == [lot.uuid]
    assert list_a_faire(make_acteur(Role.DIRECTEUR, dispositif), today) == []
    assert list_a_faire(make_facilitateur(make_clause()), today) == []


def test_un_pas_refuse_mene_au_champ_ou_ce_qu_il_demande_se_saisit(connectee, dispositif):
    lot = make_lot(dispositif)
    page = fill(connectee, f"/lots/{lot.uuid}/passer/diagnostique/", le=localdate().isoformat())
    clause = f"/lots/{lot.uuid}/clause/"
    assert [adresse for _, adresse in page.context["manques"]] == [
        f"{clause}#id_secteur", f"{clause}#id_publics_0", f"{clause}#id_part_main_oeuvre",
    ]  # fmt: skip
    shown = connectee.get(clause).content.decode()
    for _, adresse in page.context["manques"]:
        assert f'id="{adresse.split("#")[1]}"' in shown
    assert page.context["manques"] == connectee.get(f"/lots/{lot.uuid}/").context["manques"]


def test_chaque_pas_nomme_son_jour(connectee, dispositif):
    lot = make_lot(dispositif, etat="clause_validee", **PRET)
    assert connectee.get(f"/lots/{lot.uuid}/passer/publie/").context["form"]["le"].label == "Date de la publication"
    page = fill(connectee, f"/lots/{lot.uuid}/passer/publie/", le=localdate().isoformat())
    assert page.context["manques"] == []  # both are asked on this very page
    assert set(page.context["form"].errors) == {"avis", "limite_le"}
    assert Lot.objects.get().etat == "clause_validee"


def test_un_critere_demande_l_avis_du_facilitateur_pour_ouvrir_l_analyse(connectee, dispositif):
    marche = make_marche(dispositif, limite_le=localdate() - timedelta(days=2), avis="A-1")
    lot = make_lot(dispositif, etat="publie", marche=marche, **PRET | {"formes": ["condition_execution", "critere"]})
    adresse = f"/lots/{lot.uuid}/passer/analyse/"
    page = fill(connectee, adresse, le=localdate().isoformat())
    assert "votre avis sur ce critère" in page.context["form"].errors["avis_critere"][0]
    assert fill(connectee, adresse, le=localdate().isoformat(), avis_critere="Deux offres au-dessus").status_code == 302
    lot.refresh_from_db()
    assert (lot.etat, lot.avis_critere) == ("analyse", "Deux offres au-dessus")
