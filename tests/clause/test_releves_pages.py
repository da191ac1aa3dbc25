"""« Relevés du mois »: ask, see who answered, compare, validate, send back; companies and their contacts."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core import mail
from django.test import Client
from django.utils.timezone import localdate

from maillage.clause.actions import relances
from maillage.clause.actions.courriels import TRAVAIL, send_courriel
from maillage.clause.afaire.releves import list_a_faire
from maillage.clause.declaration import name_case
from maillage.clause.models import ContactEntreprise, EmbaucheSignalee, LigneHeures, LigneReleve, Releve
from maillage.clause.nomenclatures.heures import TypeHeures
from maillage.clause.nomenclatures.releves import Courriel
from maillage.clause.purges.contacts import erase_contact, list_contacts_dus
from maillage.clause.purges.personnes import end_personne
from maillage.clause.rules.releves import find_mois_du
from maillage.socle.dates import add_months
from maillage.socle.journal.models import Acces, Evenement
from maillage.socle.roles import Role
from maillage.socle.travaux.models import Travail
from tests.clause.usine import make_clause, make_facilitateur
from tests.clause.usine_aval import make_ligne
from tests.clause.usine_releves import follow, get_mois, make_chantier, make_contact, make_releve
from tests.parcours.suivi.pages import count_queries, fill, open_page
from tests.usine import make_habilitation

pytestmark = pytest.mark.django_db
T = TypeHeures.TRAVAIL


@pytest.fixture
def dispositif():
    return make_clause()


@pytest.fixture
def connectee(client, dispositif):
    client.force_login(make_habilitation(Role.FACILITATEUR, dispositif).compte)
    return client


@pytest.fixture
def chantier(dispositif):
    return make_chantier(dispositif)


def declare(django_client, releve, chantier, *heures):
    """The company types and sends, from its own browser."""
    page = follow(django_client, releve)
    typed = {name_case(e.uuid, T): h for e, h in zip(chantier.emplois, heures, strict=True)}
    answer = django_client.post(page, {**open_page(django_client, page), **typed, "geste": "envoyer"})
    assert answer.status_code == 302, answer.context["form"].errors
    releve.refresh_from_db()


@pytest.fixture
def entreprise_client():
    return Client()


def va(releve, suite=""):
    return f"/releves/{releve.uuid}/{suite}"


def text(answer):
    return answer.content.decode()


def said(answer):
    return " ".join(str(m) for m in answer.context["messages"])


def run_courriels():
    """What the job would do of those that wait."""
    for travail in Travail.objects.filter(code=TRAVAIL, etat="attente").order_by("pk"):
        asked = travail.parametres
        send_courriel(asked["releve"], asked["rang"], Courriel(asked["quoi"]))
        Travail.objects.filter(pk=travail.pk).update(etat="fini")


# Asking


def test_la_page_du_mois_liste_chaque_entreprise_et_chaque_lot_qui_doivent_des_heures(connectee, chantier):
    make_chantier(make_clause())  # another service's
    groupes = connectee.get("/releves/").context["groupes"]
    assert [(g.code, [(d.entreprise, d.contrats) for d in g.dus]) for g in groupes] == [
        ("a_demander", [(chantier.entreprise, 2)])
    ]
    assert not connectee.get("/releves/?mois=2019-01").context["groupes"]


def test_demander_un_releve_envoie_un_lien_sans_nommer_personne(connectee, chantier, settings):
    settings.ADRESSE_PUBLIQUE = "https://maillage.test"
    make_contact(chantier.entreprise)
    url = f"/lots/{chantier.lot.uuid}/releves/{chantier.entreprise.uuid}/"
    answer = fill(connectee, url, mois=get_mois().isoformat(), contact=chantier.entreprise.contacts.get().pk)
    releve = Releve.objects.get()
    assert answer.url == va(releve)
    run_courriels()
    [message] = mail.outbox
    assert message.to == ["paie@entreprise.test"]
    assert "https://maillage.test/declarer/" in message.body
    for emploi in chantier.emplois:
        assert emploi.mise_emploi.personne.nom_naissance not in message.body
        assert emploi.mise_emploi.personne.prenoms not in message.body
    assert "Dominique" not in message.body


def test_un_double_envoi_demande_une_fois_et_le_mois_a_venir_est_refuse(connectee, chantier):
    url = f"/lots/{chantier.lot.uuid}/releves/{chantier.entreprise.uuid}/"
    form = {**open_page(connectee, url), "mois": get_mois().isoformat(), "contact": ""}
    for _ in range(2):
        assert connectee.post(url, form).status_code == 302
    assert Releve.objects.get().lien_rang == 1
    assert not Travail.objects.filter(code=TRAVAIL).exists()  # nobody to write to: the link is given by hand
    assert "Lien à remettre" in text(connectee.get(va(Releve.objects.get())))


def test_une_entreprise_qui_n_emploie_personne_ce_mois_la_n_est_pas_demandee(connectee, chantier):
    ancien = add_months(localdate().replace(day=1), -11)
    page = fill(
        connectee, f"/lots/{chantier.lot.uuid}/releves/{chantier.entreprise.uuid}/", mois=ancien.isoformat(), contact=""
    )
    assert "n’emploie personne sur ce lot" in str(page.context["form"].errors)
    assert not Releve.objects.exists()


def test_demander_tous_les_releves_ecrit_une_fois_a_qui_a_une_adresse(connectee, dispositif, chantier):
    make_contact(chantier.entreprise)
    make_chantier(dispositif)  # without contact
    for _ in range(2):
        connectee.post("/releves/demander/", {"mois": f"{get_mois():%Y-%m}"})
    assert [r.entreprise for r in Releve.objects.all()] == [chantier.entreprise]
    run_courriels()
    assert len(mail.outbox) == 1


def test_la_liste_et_le_releve_se_lisent_en_autant_de_requetes_pour_peu_ou_beaucoup(connectee, dispositif):
    liste, page = [], []
    for combien in (2, 20):
        for _ in range(combien):
            make_contact(make_chantier(dispositif, personnes=1).entreprise)
        liste.append(len(count_queries(connectee, "/releves/")))
    for combien in (2, 50):
        made = make_releve(make_chantier(dispositif, personnes=combien), etat="envoye")
        for emploi in made.lot.emplois.all():
            make_ligne(emploi.mise_emploi, made.lot, 10, mois=get_mois(), source="entreprise")
        page.append(len(count_queries(connectee, va(made))))
    assert liste[0] == liste[1]
    assert page[0] == page[1]


# Examining


def test_la_facilitatrice_compare_valide_et_le_releve_est_traite(connectee, entreprise_client, chantier):
    releve = make_releve(chantier)
    declare(entreprise_client, releve, chantier, "100", "50,5")
    shown = connectee.get(va(releve))
    assert Acces.objects.filter(type="clause.releve_lu", cible_cle=str(releve.uuid)).exists()
    assert [(li.declarees, li.notees, li.is_ecart) for li in shown.context["examen"].lignes] == [
        (100, 100, False), (50.5, 50.5, False),
    ]  # fmt: skip
    assert chantier.emplois[0].mise_emploi.personne.nom_naissance in text(shown)
    connectee.post(va(releve, "valider/"))
    releve.refresh_from_db()
    assert (releve.etat, releve.traite_le) == ("traite", localdate())
    assert set(LigneHeures.objects.values_list("statut", flat=True)) == {"validee"}


def test_un_ecart_se_voit_et_les_heures_de_l_entreprise_se_prennent_d_un_geste(connectee, entreprise_client, chantier):
    make_ligne(chantier.emplois[0].mise_emploi, chantier.lot, 90, mois=get_mois())
    releve = make_releve(chantier)
    declare(entreprise_client, releve, chantier, "100", "50")
    shown = connectee.get(va(releve))
    assert [li.is_ecart for li in shown.context["examen"].lignes] == [True, False]
    for _ in range(2):
        connectee.post(va(releve, "reprendre/"))
    assert sorted(LigneHeures.objects.values_list("heures_reelles", flat=True)) == [50, 100]
    assert not any(li.is_ecart for li in connectee.get(va(releve)).context["examen"].lignes)


def test_renvoyer_avec_un_motif_donne_un_nouveau_lien_et_rend_le_brouillon(connectee, entreprise_client, chantier):
    make_contact(chantier.entreprise)
    releve = make_releve(chantier, contact=chantier.entreprise.contacts.get())
    declare(entreprise_client, releve, chantier, "100", "50")
    ancienne = follow(entreprise_client, releve)
    page = fill(connectee, va(releve, "renvoyer/"), motif="  ")
    assert page.context["form"].errors["motif"]
    assert fill(connectee, va(releve, "renvoyer/"), motif="Alix E. était en congé le 12.").status_code == 302
    assert entreprise_client.get(ancienne).status_code == 410
    assert set(LigneHeures.objects.values_list("statut", flat=True)) == {"brouillon"}
    releve.refresh_from_db()
    url = follow(entreprise_client, releve)
    assert "Alix E. était en congé le 12." in text(entreprise_client.get(url))
    assert b"cong" not in bytes(releve.motif_scelle)
    run_courriels()
    assert "à corriger" in mail.outbox[-1].subject
    assert "congé" not in mail.outbox[-1].body
    declare(entreprise_client, releve, chantier, "93", "50")
    assert sorted(LigneHeures.objects.values_list("heures_reelles", "statut")) == [(50, "declaree"), (93, "declaree")]


def test_ce_qui_est_valide_ne_bouge_pas_quand_le_releve_est_renvoye(connectee, entreprise_client, chantier):
    releve = make_releve(chantier)
    declare(entreprise_client, releve, chantier, "100", "50")
    connectee.post(va(releve, "valider/"))
    fill(connectee, va(releve, "renvoyer/"), motif="Une facture manque.")
    assert set(LigneHeures.objects.values_list("statut", flat=True)) == {"validee"}


def test_un_brouillon_est_a_l_entreprise_tant_que_son_lien_ouvre_puis_se_lit(connectee, entreprise_client, chantier):
    releve = make_releve(chantier)
    page = follow(entreprise_client, releve)
    typed = {name_case(chantier.emplois[0].uuid, T): "77"}
    entreprise_client.post(page, {**open_page(entreprise_client, page), **typed, "geste": "brouillon"})
    assert not connectee.get(va(releve)).context["examen"].lignes
    Releve.objects.update(lien_jusqu_au=localdate() - timedelta(days=1))
    assert [li.declarees for li in connectee.get(va(releve)).context["examen"].lignes] == [77]
    assert LigneHeures.objects.count() == 0


def test_une_personne_signalee_attend_sa_suite_et_son_nom_s_efface(connectee, entreprise_client, chantier):
    releve = make_releve(chantier)
    page = f"{follow(entreprise_client, releve)}embauche/"
    jour = localdate().isoformat()
    entreprise_client.post(page, {**open_page(entreprise_client, page), "personne": "Sacha Nouveau", "debut": jour})
    declare(entreprise_client, releve, chantier, "100", "50")
    answer = connectee.post(va(releve, "valider/"), follow=True)
    assert "n’a pas encore de suite" in said(answer)
    assert "Sacha Nouveau" in text(answer)
    signalee = EmbaucheSignalee.objects.get()
    connectee.post(f"/releves/embauches/{signalee.uuid}/suite/", {f"e{signalee.pk}-suite": "non_eligible"})
    signalee.refresh_from_db()
    assert (signalee.suite, signalee.personne, bytes(signalee.personne_scelle)) == ("non_eligible", "", b"")
    connectee.post(va(releve, "valider/"))
    releve.refresh_from_db()
    assert releve.etat == "traite"


def test_un_lien_retire_n_ouvre_plus_et_garde_le_brouillon(connectee, entreprise_client, chantier):
    releve = make_releve(chantier)
    page = follow(entreprise_client, releve)
    typed = {name_case(chantier.emplois[0].uuid, T): "77"}
    entreprise_client.post(page, {**open_page(entreprise_client, page), **typed, "geste": "brouillon"})
    connectee.post(va(releve, "lien/retirer/"))
    assert entreprise_client.get(page).status_code == 410
    assert connectee.get(va(releve)).context["examen"].is_lisible


# Reminders


def test_le_travail_relance_deux_fois_a_ses_jours_et_jamais_deux_fois_le_meme(chantier, dispositif):
    make_contact(chantier.entreprise)
    mois = find_mois_du(localdate())
    make_releve(chantier, contact=chantier.entreprise.contacts.get(), demande_le=add_months(mois, 1))
    by, debut = make_facilitateur(dispositif), add_months(mois, 1)
    for jour in range(40):
        today = debut + timedelta(days=jour)
        Releve.objects.update(lien_jusqu_au=today)
        for key in [*relances.list_attendus(apres=0, today=today), *relances.list_attendus(apres=0, today=today)]:
            relances.remind(by, key, today=today)
    run_courriels()
    assert [m.subject.split(" :")[0] for m in mail.outbox] == ["Rappel", "Second rappel"]
    assert Evenement.objects.filter(type="clause.releve_relance").count() == 2


def test_qui_a_repondu_n_est_pas_relance_ni_par_un_courriel_deja_prepare(chantier, dispositif):
    make_contact(chantier.entreprise)
    today = add_months(get_mois(), 1) + timedelta(days=20)
    releve = make_releve(
        chantier, contact=chantier.entreprise.contacts.get(), demande_le=get_mois(), lien_jusqu_au=today
    )
    assert relances.remind(make_facilitateur(dispositif), releve.pk, today=today)
    Releve.objects.update(etat="envoye")
    assert not relances.list_attendus(apres=0, today=today)
    run_courriels()
    assert not mail.outbox


def test_a_faire_dit_les_releves_recus_en_retard_a_demander_et_les_personnes_signalees(dispositif, chantier):
    by = make_facilitateur(dispositif)
    assert [chose.titre for chose in list_a_faire(by, localdate())] == ["Des relevés sont à demander"]
    releve = make_releve(chantier, etat="envoye")
    EmbaucheSignalee.objects.create(dispositif=dispositif, releve=releve, debut=localdate())
    make_releve(make_chantier(dispositif), relances=2)
    found = {chose.titre: chose.url for chose in list_a_faire(by, localdate())}
    assert set(found) == {
        "Des entreprises ont envoyé leurs heures", "Des entreprises n’ont pas répondu",
        "Des personnes signalées attendent une suite",
    }  # fmt: skip
    assert list_a_faire(make_facilitateur(make_clause()), localdate()) == []


# Companies


def test_une_entreprise_montre_ses_contacts_ses_lots_ses_heures_et_ses_releves(connectee, chantier):
    make_ligne(chantier.emplois[0].mise_emploi, chantier.lot, 90, mois=get_mois(), statut="validee")
    make_ligne(chantier.emplois[1].mise_emploi, chantier.lot, 30, mois=get_mois())
    make_releve(chantier)
    make_contact(chantier.entreprise)
    shown = connectee.get(f"/entreprises/{chantier.entreprise.uuid}/")
    assert [(m.validees, m.declarees) for _, m in shown.context["mois"]] == [(90, 30)]
    assert "Dominique Essai" in text(shown)
    assert chantier.emplois[0].mise_emploi.personne.nom_naissance not in text(shown)
    assert chantier.entreprise.nom in text(connectee.get("/entreprises/"))


def test_un_contact_s_inscrit_se_modifie_et_s_efface_sans_que_le_journal_le_nomme(connectee, chantier):
    base = f"/entreprises/{chantier.entreprise.uuid}/"
    url = f"{base}contacts/ajouter/"
    page = fill(connectee, url, nom="Dominique Essai", fonction="paie")
    assert "Donnez un téléphone ou une adresse électronique" in str(page.context["form"].errors)
    assert fill(connectee, url, nom="Dominique Essai", fonction="paie", courriel="paie@entreprise.test").url == base
    contact = ContactEntreprise.objects.get()
    assert contact.is_declarant  # the first one answers the statements
    page = fill(connectee, url, nom="Autre", fonction="direction", telephone="01 99 00 00 01", is_declarant="on")
    assert "répond déjà aux relevés" in page.context["form"].errors["is_declarant"][0]
    fill(connectee, f"/entreprises/contacts/{contact.uuid}/", fonction="conduite de travaux")
    releve = make_releve(chantier, contact=contact)
    connectee.post(f"/entreprises/contacts/{contact.uuid}/effacer/")
    releve.refresh_from_db()
    assert releve.contact is None
    assert not ContactEntreprise.objects.exists()
    assert "Essai" not in str(list(Evenement.objects.values_list("details", flat=True)))


def test_la_liste_des_entreprises_se_lit_en_autant_de_requetes_pour_deux_ou_vingt(connectee, dispositif):
    counts = []
    for combien in (2, 18):
        for _ in range(combien):
            make_contact(make_chantier(dispositif, personnes=1).entreprise)
        counts.append(len(count_queries(connectee, "/entreprises/")))
    assert counts[0] == counts[1]


def test_t6_l_oubli_d_une_personne_emporte_ce_que_l_entreprise_avait_tape_d_elle(chantier):
    releve = make_releve(chantier, etat="traite")
    releve.motif = "Une facture manque."
    releve.save()
    for emploi in chantier.emplois:
        LigneReleve.objects.create(
            dispositif=releve.dispositif, releve=releve, emploi=emploi, saisie="10", heures=Decimal(10)
        )
    end_personne(chantier.emplois[0].mise_emploi.personne)
    assert [ligne.emploi for ligne in LigneReleve.objects.all()] == [chantier.emplois[1]]
    releve.refresh_from_db()
    assert releve.motif == "Une facture manque."  # somebody else's hours still need it
    end_personne(chantier.emplois[1].mise_emploi.personne)
    releve.refresh_from_db()
    assert releve.motif == ""


def test_t7_un_contact_que_personne_ne_relit_s_oublie_et_les_releves_restent(chantier):
    vieux = make_contact(chantier.entreprise, modifie_le=add_months(localdate(), -37))
    releve = make_releve(chantier, contact=vieux)
    assert list(list_contacts_dus(localdate())) == [vieux]
    erase_contact(vieux)
    releve.refresh_from_db()
    assert releve.contact is None
    assert not list(list_contacts_dus(localdate()))
