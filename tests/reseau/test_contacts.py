"""The people to call: written by their team, dated, erased when they ask, never named in the journal."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone
from django.utils.timezone import localdate

from maillage.reseau import actions
from maillage.reseau.models import Contact
from maillage.reseau.nomenclatures import Fonction
from maillage.reseau.purges import list_contacts_dus
from maillage.socle.formulaires.jetons import NOM, make_jeton
from maillage.socle.journal.models import Evenement
from maillage.socle.permissions import DroitRefuse
from maillage.socle.protection import purge
from maillage.socle.protection.models import Lot
from maillage.socle.roles import Role
from tests.reseau.test_gestion import connect, sign
from tests.usine import make_acteur, make_dispositif, make_habilitation

pytestmark = pytest.mark.django_db
JOUR = date(2026, 3, 2)
SAISIE = {
    "fonction": "direction", "nom": "Zoé Zcontact", "precision": "", "telephone": "03 20 11 22 33", "courriel": "",
    "du": "2026-01-01", "consenti_le": "",
}  # fmt: skip


@pytest.fixture
def directrice(client):
    return connect(client, make_habilitation(Role.DIRECTEUR, make_dispositif()))


def add(habilitation, **values):
    wanted: dict[str, Any] = {
        "fonction": Fonction.DIRECTION, "nom": "Zoé Zcontact", "precision": "", "telephone": "03 20 11 22 33",
        "courriel": "", "du": date(2026, 1, 1), "consenti_le": None, "today": JOUR,
    } | values  # fmt: skip
    by = make_acteur(habilitation=habilitation)
    return actions.record_contact(by=by, dispositif=habilitation.dispositif, **wanted)


class TestEcriture:
    def test_la_direction_ajoute_un_contact_et_deux_envois_n_en_font_qu_un(self, client, directrice):
        adresse = f"/reseau/dispositifs/{directrice.dispositif.slug}/contacts/ajouter/"
        assert client.get(adresse).status_code == 200
        champs = sign(directrice, SAISIE)
        assert [client.post(adresse, champs).status_code for _ in range(2)] == [302, 302]
        assert Contact.objects.get().nom == "Zoé Zcontact"
        page = client.get(f"/reseau/dispositifs/{directrice.dispositif.slug}/").content.decode()
        assert "Zoé Zcontact" in page
        assert "Pas d’accord pour être public" in page

    def test_le_journal_ne_nomme_personne(self, client, directrice):
        contact = add(directrice, consenti_le=JOUR)
        acteur = make_acteur(habilitation=directrice)
        modifie: dict[str, Any] = {
            "fonction": Fonction.FSE,
            "nom": "Zoé Zmariee",
            "precision": "",
            "telephone": "",
            "courriel": "z@exemple.fr",
        }
        actions.modify_contact(by=acteur, contact=contact, **modifie, du=contact.du, consenti_le=None, today=JOUR)
        actions.end_contact(by=acteur, contact=contact, au=JOUR, today=JOUR)
        actions.erase_contact(by=acteur, contact=contact)
        events = list(Evenement.objects.filter(type__startswith="reseau.contact").order_by("pk"))
        assert [e.type.removeprefix("reseau.contact") for e in events] == [
            "", "_accord", "_modifie", "_sans_accord", "_termine", "_efface",
        ]  # fmt: skip
        assert not any(word in str([e.details for e in events]) for word in ("Zoé", "Zmariee", "exemple", "03 20"))
        histoire = client.get(f"/historique/reseau.dispositif/{directrice.dispositif.uuid}/").content.decode()
        assert "a effacé un contact (Gestion FSE)" in histoire
        assert "Zoé" not in histoire

    @pytest.mark.parametrize(
        ("champ", "valeur"),
        [("telephone", "12"), ("courriel", "x"), ("nom", ""), ("fonction", "roi"), ("du", "2999-01-01"),
         ("consenti_le", "2999-01-01"), ("telephone", "")],
    )  # fmt: skip
    def test_une_saisie_refusee_revient_avec_son_texte(self, client, directrice, champ, valeur):
        adresse = f"/reseau/dispositifs/{directrice.dispositif.slug}/contacts/ajouter/"
        response = client.post(adresse, sign(directrice, SAISIE | {champ: valeur}))
        assert response.status_code == 200
        assert response.context["form"].errors
        assert not Contact.objects.exists()

    def test_corriger_terminer_effacer_depuis_la_page(self, client, directrice):
        contact = add(directrice)
        adresse = f"/reseau/contacts/{contact.uuid}/"
        assert "Zoé Zcontact" in client.get(adresse).content.decode()
        assert client.post(adresse, sign(directrice, SAISIE | {"nom": "Zoé Autre"})).status_code == 302
        for _ in range(2):
            assert client.post(f"{adresse}terminer/", {"au": localdate().isoformat()}).status_code == 302
        contact.refresh_from_db()
        assert (contact.nom, contact.au) == ("Zoé Autre", localdate())
        assert Evenement.objects.filter(type="reseau.contact_termine").count() == 1
        client.post(f"{adresse}terminer/", {"au": (localdate() + timedelta(days=9)).isoformat()})
        client.post(f"{adresse}terminer/", {"au": "jamais"})
        contact.refresh_from_db()
        assert contact.au == localdate()
        assert client.post(f"{adresse}effacer/").status_code == 302
        assert not Contact.objects.exists()
        assert client.post(f"{adresse}effacer/").status_code == 404

    def test_les_contacts_d_un_autre_n_existent_pas(self, client, directrice):
        ailleurs = add(make_habilitation(Role.DIRECTEUR, make_dispositif()))
        for suite in ("", "terminer/", "effacer/"):
            champs = {NOM: make_jeton(directrice.compte_id), "au": "2026-02-02"}
            assert client.post(f"/reseau/contacts/{ailleurs.uuid}/{suite}", champs).status_code == 404
        assert Contact.objects.filter(pk=ailleurs.pk, au=None).exists()

    def test_la_tete_de_reseau_n_ecrit_pas_le_nom_des_gens_des_autres(self, directrice):
        with pytest.raises(DroitRefuse):
            actions.record_contact(
                by=make_acteur(Role.ANIMATEUR_RESEAU), dispositif=directrice.dispositif, fonction=Fonction.FSE, nom="x",
                precision="", telephone="03 20 11 22 33", courriel="", du=JOUR, consenti_le=None, today=JOUR,
            )  # fmt: skip


class TestDuree:
    def dus(self, on):
        return [contact.nom for contact in list_contacts_dus(on)]

    def test_un_contact_parti_est_efface_un_an_apres(self, directrice):
        contact = add(directrice)
        Contact.objects.filter(pk=contact.pk).update(au=JOUR)
        assert self.dus(date(2027, 3, 1)) == []
        assert self.dus(date(2027, 3, 2)) == ["Zoé Zcontact"]

    def test_un_contact_que_plus_personne_ne_verifie_est_efface_trois_ans_apres(self, directrice):
        add(directrice)
        assert self.dus(date(2029, 3, 1)) == []
        assert self.dus(date(2029, 3, 2)) == ["Zoé Zcontact"]
        actions.confirm_verification(
            by=make_acteur(habilitation=directrice), dispositif=directrice.dispositif, today=date(2028, 1, 1)
        )
        assert self.dus(date(2029, 3, 2)) == []

    def test_la_purge_efface_apres_deux_validations_puis_seule(self, directrice, settings, tmp_path):
        settings.JOURNAL_ANCRES = tmp_path
        contact = add(directrice)
        Contact.objects.filter(pk=contact.pk).update(au=JOUR)
        on = date(2027, 3, 2)
        purge.purge(on=on)
        assert Contact.objects.exists()
        maintenant = timezone.now()
        Lot.objects.filter(regle="T15").update(premier=1, premier_le=maintenant, second=2, second_le=maintenant)
        purge.purge(on=on)
        assert not Contact.objects.exists()
