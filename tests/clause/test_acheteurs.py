"""The buyer's page by its signed link: totals of its own lots, no draft, nobody, none of a handful of people."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils.timezone import localdate

from maillage.clause import liens
from maillage.clause.actions.contacts import close_acces, open_acces
from maillage.clause.models import AccesDonneur, ContactDonneur, Engagement
from maillage.clause.purges.contacts import erase_contact
from maillage.socle.journal.models import Acces
from maillage.socle.roles import Role
from tests.clause.lecture import tells
from tests.clause.usine import make_clause, make_donneur, make_facilitateur, make_lot, make_marche
from tests.clause.usine_aval import make_emploi, make_ligne, make_lot_notifie, make_personne
from tests.parcours.suivi.pages import count_queries
from tests.usine import make_habilitation

pytestmark = pytest.mark.django_db


@pytest.fixture
def dispositif():
    return make_clause()


@pytest.fixture
def contact(dispositif):
    return make_contact(dispositif)


def make_contact(dispositif, **values):
    defaults = {
        "donneur": make_donneur(dispositif, nom="Ville d’essai"), "nom": "Claude Essai", "fonction": "achats",
        "courriel": "achats@ville.test", "du": date(2026, 1, 5), "modifie_le": localdate(),
    }  # fmt: skip
    return ContactDonneur.objects.create(dispositif=dispositif, **defaults | values)


def make_lot_du(contact, *, personnes, heures=100, statut="validee", **values):
    """A lot of the buyer, engaged for a thousand hours, on which so many people worked."""
    marche = make_marche(contact.dispositif, acheteur=contact.donneur)
    lot = make_lot_notifie(contact.dispositif, marche=marche, **values)
    Engagement.objects.create(dispositif=lot.dispositif, lot=lot, numero=1, du=date(2026, 3, 2), heures=Decimal(1000))
    for _ in range(personnes):
        make_ligne(make_emploi(make_personne(contact.dispositif), lots=[lot]), lot, heures, statut=statut)
    return lot


def follow(client, contact):
    acces = open_acces(by=make_facilitateur(contact.dispositif), contact=contact, today=localdate())
    return client.get(f"/acheteur/{liens.sign_acces(acces)}/").url


def text(answer):
    return answer.content.decode()


def test_l_acheteur_lit_ses_lots_par_son_lien_et_l_ouverture_laisse_une_trace(client, contact):
    lot = make_lot_du(contact, personnes=6)
    make_ligne(make_emploi(make_personne(contact.dispositif), lots=[lot]), lot, 40)
    page = client.get(follow(client, contact))
    assert page.status_code == 200
    [lu] = page.context["lecture"].lots
    assert (lu.engagees, lu.realisees, lu.taux) == (1000, 600, Decimal("0.6"))  # what is not validated is not read
    assert page["X-Robots-Tag"] == "noindex, nofollow"
    assert Acces.objects.get(type="clause.donneur_ouvert").compte_id is None
    assert AccesDonneur.objects.get().ouvert_le is not None


def test_ni_personne_ni_brouillon_ni_lot_d_un_autre(client, contact, dispositif):
    lot = make_lot_du(contact, personnes=6)
    brouillon = make_emploi(make_personne(dispositif), lots=[lot])
    make_ligne(brouillon, lot, 77, statut="brouillon")
    make_ligne(make_emploi(make_personne(dispositif), lots=[lot]), lot, 55, statut="rejetee")
    make_lot(dispositif, marche=make_marche(dispositif, acheteur=contact.donneur, objet="Encore en projet"))
    autre = make_lot_notifie(dispositif, marche=make_marche(dispositif, objet="Marché d’un autre"))
    assert autre.marche.acheteur != contact.donneur
    page = client.get(follow(client, contact))
    assert page.context["lecture"].realisees == 600
    for absent in ("Encore en projet", "Marché d’un autre", brouillon.personne.nom_naissance):
        assert absent not in text(page)
    assert not tells(text(page), "77")


def test_les_heures_de_moins_de_cinq_personnes_ne_se_lisent_pas_ni_par_soustraction(client, contact):
    """The total is of what is shown: nothing is left to subtract."""
    make_lot_du(contact, personnes=3, heures=111)
    make_lot_du(contact, personnes=7, heures=100)
    make_lot_du(contact, personnes=9, heures=100)
    page = client.get(follow(client, contact))
    lecture = page.context["lecture"]
    assert {(lu.realisees, lu.is_masque) for lu in lecture.lots} == {(None, True), (700, False), (900, False)}
    assert lecture.realisees == 1600
    body = text(page)
    assert not tells(body, "333")
    assert "des lots montrés" in body
    assert "moins de 5 personnes" in body


def test_d_un_jour_a_l_autre_un_lot_n_avance_que_de_cinq_personnes_a_la_fois(client, contact):
    lot = make_lot_du(contact, personnes=6)
    page = follow(client, contact)
    assert [lu.realisees for lu in client.get(page).context["lecture"].lots] == [600]
    nouveaux = [make_emploi(make_personne(contact.dispositif), lots=[lot]) for _ in range(5)]
    for rang, emploi in enumerate(nouveaux):
        make_ligne(emploi, lot, 10, statut="validee", decidee_le=date(2026, 5, 1 + rang))
        [lu] = client.get(page).context["lecture"].lots
        assert (lu.realisees, lu.au) == ((650, date(2026, 5, 5)) if rang == 4 else (600, date(2026, 4, 1)))


def test_un_lot_de_personne_montre_zero_heure(client, contact):
    make_lot_du(contact, personnes=0)
    [lu] = client.get(follow(client, contact)).context["lecture"].lots
    assert (lu.realisees, lu.taux) == (0, 0)


def test_un_seul_petit_lot_ne_montre_pas_non_plus_le_total(client, contact):
    make_lot_du(contact, personnes=2, heures=123)
    body = text(client.get(follow(client, contact)))
    assert not tells(body, "246")
    assert "Secret : trop peu de personnes" in body


def test_un_lien_forge_remplace_retire_ou_perime_n_ouvre_rien(client, contact):
    ancien = follow(client, contact)
    by = make_facilitateur(contact.dispositif)
    open_acces(by=by, contact=contact, today=localdate())
    assert client.get(ancien).status_code == 410
    page = follow(client, contact)
    assert client.get(page).status_code == 200
    close_acces(by=by, contact=contact)
    assert client.get(page).status_code == 410
    page = follow(client, contact)
    AccesDonneur.objects.update(lien_jusqu_au=localdate() - timedelta(days=1))
    assert client.get(page).status_code == 410
    assert client.get("/acheteur/forge/").status_code == 410
    assert client.post(follow(client, contact)).status_code == 405  # read-only


def test_qui_quitte_sa_fonction_ne_lit_plus_et_son_effacement_emporte_le_lien(client, contact):
    page = follow(client, contact)
    ContactDonneur.objects.update(au=localdate() - timedelta(days=1))
    assert client.get(page).status_code == 410
    erase_contact(contact)
    assert not AccesDonneur.objects.exists()
    assert client.get(page).status_code == 410


def test_la_page_se_lit_en_autant_de_requetes_pour_deux_ou_vingt_lots(client, contact):
    counts = []
    for combien in (2, 18):
        for _ in range(combien):
            make_lot_du(contact, personnes=1)
        counts.append(len(count_queries(client, follow(client, contact))))
    assert counts[0] == counts[1]


def test_la_facilitatrice_donne_et_retire_le_lien_une_seule_fois_par_envoi(client, contact, dispositif):
    client.force_login(make_habilitation(Role.FACILITATEUR, dispositif).compte)
    url = f"/donneurs-d-ordre/contacts/{contact.uuid}/lien/"
    jeton = text(client.get(url)).split('name="jeton" value="')[1].split('"')[0]
    for _ in range(2):
        client.post(f"{url}donner/", {"jeton": jeton})
    assert AccesDonneur.objects.get().lien_rang == 1
    assert "/acheteur/" in text(client.get(url))
    client.post(f"{url}retirer/")
    assert "n’est en vigueur" in text(client.get(url))
