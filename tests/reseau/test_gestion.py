"""« Mon dispositif »: who keeps which fiche, what is written, what the journal keeps of it."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils.timezone import localdate

from maillage.comptes.middleware import SESSION_HABILITATION
from maillage.reseau import actions, queries
from maillage.reseau.models import Organisation
from maillage.reseau.nomenclatures import (
    Couverture,
    Employeur,
    FonctionEquipe,
    NatureTerritoire,
    TypeDispositif,
    TypeOrganisation,
)
from maillage.socle.formulaires.jetons import NOM, make_jeton
from maillage.socle.journal.models import Evenement
from maillage.socle.permissions import DroitRefuse
from maillage.socle.roles import Role
from maillage.territoire.actions import import_referentiel
from maillage.territoire.models import Commune, Departement
from tests.territoire.conftest import read_petit_jeu
from tests.usine import make_acteur, make_dispositif, make_habilitation

pytestmark = pytest.mark.django_db
JOUR = date(2026, 3, 2)
SAISIE = {
    "nom": "PLIE d’essai", "sigle": "", "presentation": "", "adresse": "1 rue de l’Exemple", "code_postal": "59000",
    "code_commune": "", "telephone": "03 20 00 00 00", "courriel": "contact@exemple.fr", "site": "www.exemple.fr",
}  # fmt: skip


PORTEUR = {
    "nom": "Association d’essai", "type": "association", "siret": "732 829 320 00074", "du": "2025-01-01",
    "is_analytique": "oui",
}  # fmt: skip


@pytest.fixture
def petit_cog(db):
    import_referentiel(read_petit_jeu())


@pytest.fixture
def directrice(client):
    habilitation = make_habilitation(Role.DIRECTEUR, make_dispositif())
    return connect(client, habilitation)


def connect(client, habilitation):
    client.force_login(habilitation.compte, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session[SESSION_HABILITATION] = habilitation.pk
    session.save()
    return habilitation


def sign(habilitation, champs):
    """The form as the page shows it to this person: with its token, good for one deed."""
    return champs | {NOM: make_jeton(habilitation.compte_id)}


class TestFiche:
    def test_la_direction_enregistre_sa_fiche_et_le_journal_n_en_garde_que_les_champs(self, client, directrice):
        slug = directrice.dispositif.slug
        response = client.post(f"/reseau/dispositifs/{slug}/modifier/", sign(directrice, SAISIE))
        assert response.status_code == 302, response.context["form"].errors
        directrice.dispositif.refresh_from_db()
        assert directrice.dispositif.site == "https://www.exemple.fr"
        evenement = Evenement.objects.get(type="reseau.fiche")
        assert "adresse" in evenement.details["champs"]
        assert "Exemple" not in str(evenement.details)

    def test_la_direction_d_un_autre_dispositif_ne_trouve_pas_la_fiche(self, client, directrice):
        autre = make_dispositif()
        for page in ("", "modifier/", "portage/", "territoire/"):
            assert client.get(f"/reseau/dispositifs/{autre.slug}/{page}").status_code == 404
        assert client.post(f"/reseau/dispositifs/{autre.slug}/modifier/", sign(directrice, SAISIE)).status_code == 404
        assert client.post(f"/reseau/dispositifs/{autre.slug}/verifier/").status_code == 404

    def test_un_referent_lit_sa_page_et_ne_modifie_rien(self, client):
        habilitation = connect(client, make_habilitation(Role.REFERENT, make_dispositif()))
        slug = habilitation.dispositif.slug
        page = client.get("/mon-dispositif/", follow=True)
        assert "Modifier la fiche" not in page.content.decode()
        assert client.get(f"/reseau/dispositifs/{slug}/modifier/").status_code == 403
        with pytest.raises(DroitRefuse):
            actions.confirm_verification(
                by=make_acteur(habilitation=habilitation), dispositif=habilitation.dispositif, today=JOUR
            )

    def test_la_tete_de_reseau_modifie_toute_fiche(self, client):
        tete = connect(client, make_habilitation(Role.ANIMATEUR_RESEAU))
        dispositif = make_dispositif()
        assert client.post(f"/reseau/dispositifs/{dispositif.slug}/modifier/", sign(tete, SAISIE)).status_code == 302

    @pytest.mark.parametrize(
        ("champ", "valeur"),
        [("telephone", "12"), ("site", "javascript:alert(1)"), ("courriel", "pas une adresse"), ("code_postal", "5900"),
         ("nom", ""), ("code_commune", "introuvable")],
    )  # fmt: skip
    def test_une_saisie_refusee_revient_avec_son_texte_et_n_ecrit_rien(self, client, directrice, champ, valeur):
        adresse = f"/reseau/dispositifs/{directrice.dispositif.slug}/modifier/"
        response = client.post(adresse, sign(directrice, SAISIE | {champ: valeur}))
        assert response.status_code == 200
        assert champ in response.context["form"].errors
        directrice.dispositif.refresh_from_db()
        assert directrice.dispositif.adresse == ""

    def test_choisir_sa_commune_place_le_point_et_confirme_le_departement(self, client, directrice, petit_cog):
        adresse = f"/reseau/dispositifs/{directrice.dispositif.slug}/modifier/"
        client.post(adresse, sign(directrice, SAISIE | {"code_commune": "Lille"}))
        dispositif = directrice.dispositif
        dispositif.refresh_from_db()
        assert (dispositif.code_commune, dispositif.departement_id, dispositif.region_id) == ("59350", "59", "32")
        assert dispositif.latitude is not None
        assert not dispositif.is_repere_deduit


class TestVerification:
    def test_une_fiche_jamais_relue_est_a_faire_puis_plus_pendant_un_an(self, client, directrice):
        acteur = make_acteur(habilitation=directrice)
        today = localdate()
        assert queries.list_a_verifier(acteur, on=today) == [directrice.dispositif]
        client.post(f"/reseau/dispositifs/{directrice.dispositif.slug}/verifier/")
        assert queries.list_a_verifier(acteur, on=today) == []
        assert queries.list_a_verifier(acteur, on=today + timedelta(days=366)) == [directrice.dispositif]

    def test_la_relecture_dit_ce_qui_manque_ou_n_a_pas_bouge_a_l_equipe_seule(self, client, directrice):
        adresse = f"/reseau/dispositifs/{directrice.dispositif.slug}/"
        page = client.get(adresse).content.decode()
        for partie in ("Contacts", "Équipe", "Logiciels", "Gestion du FSE", "Territoire"):
            assert f"{partie} : rien n’est déclaré." in page
        actions.record_effectif(
            by=make_acteur(habilitation=directrice), dispositif=directrice.dispositif, fonction=FonctionEquipe.ENSEMBLE,
            employeur=Employeur.INTERNE, personnes=3, etp=Decimal(3), du=date(2020, 1, 1), today=localdate(),
        )  # fmt: skip
        assert "Équipe : rien n’a changé depuis le 01/01/2020." in client.get(adresse).content.decode()
        connect(client, make_habilitation(Role.ANIMATEUR_RESEAU))
        page = client.get(adresse).content.decode()
        assert "jamais été relue" in page
        assert "À regarder d’abord" not in page

    def test_confirmer_deux_fois_le_meme_jour_ne_fait_qu_un_evenement(self, client, directrice):
        for _ in range(2):
            client.post(f"/reseau/dispositifs/{directrice.dispositif.slug}/verifier/")
        assert Evenement.objects.filter(type="reseau.verification").count() == 1

    def test_le_suivi_montre_les_fiches_jamais_relues_d_abord(self, client):
        connect(client, make_habilitation(Role.ANIMATEUR_RESEAU))
        make_dispositif("PLIE relu", verifie_le=localdate())
        for nom in ("PLIE relu", "PLIE jamais relu"):
            dispositif = make_dispositif(nom)
            type(dispositif).objects.filter(pk=dispositif.pk).update(is_fictif=False)
        page = client.get("/reseau/fiches/").content.decode()
        assert "PLIE jamais relu" in page
        assert client.get("/reseau/fiches/?q=%00&page=x&retard=1").status_code == 200


class TestTerritoire:
    @pytest.fixture
    def acteur(self, directrice, petit_cog):
        type(directrice.dispositif).objects.filter(pk=directrice.dispositif.pk).update(is_fictif=False, region_id="32")
        return make_acteur(habilitation=directrice)

    def declare(self, acteur, dispositif, **values):
        wanted: dict[str, Any] = {"nature": NatureTerritoire.PLEIN, "du": date(2026, 1, 1)} | values
        return actions.record_territoire(by=acteur, dispositif=dispositif, today=JOUR, **wanted)

    def couverture(self, code, on=JOUR):
        return queries.get_couverture(Commune.objects.get(code=code), TypeDispositif.PLIE, on=on)

    def test_un_epci_declare_couvre_ses_communes_sauf_celle_qu_on_retire(self, directrice, acteur):
        lille = Commune.objects.get(code="59350")
        assert self.couverture("59350") is Couverture.NON_RENSEIGNE
        self.declare(acteur, directrice.dispositif, siren_epci=lille.epci_id)
        assert self.couverture("59350") is Couverture.COUVERT
        assert self.couverture("59512") is Couverture.COUVERT
        self.declare(acteur, directrice.dispositif, code_commune="59512", nature=NatureTerritoire.EXCLU)
        assert self.couverture("59512") is Couverture.NON_COUVERT
        assert self.couverture("59350") is Couverture.COUVERT

    def test_une_structure_muette_de_la_region_interdit_de_conclure(self, directrice, acteur):
        self.declare(acteur, directrice.dispositif, code_commune="59350")
        assert self.couverture("59183") is Couverture.NON_COUVERT
        departement = Departement.objects.get(code="59")
        muette = make_dispositif(departement=departement, region=departement.region)
        type(muette).objects.filter(pk=muette.pk).update(is_fictif=False)
        assert self.couverture("59183") is Couverture.NON_RENSEIGNE

    def test_changer_la_nature_ferme_l_ancienne_ligne_la_veille(self, directrice, acteur):
        first = self.declare(acteur, directrice.dispositif, code_commune="59350")
        self.declare(acteur, directrice.dispositif, code_commune="59350", nature=NatureTerritoire.QPV, du=JOUR)
        first.refresh_from_db()
        assert first.au == JOUR - timedelta(days=1)
        assert len(queries.list_territoires(directrice.dispositif, on=JOUR)) == 1

    def test_declarer_deux_fois_la_meme_chose_ne_fait_qu_une_ligne(self, directrice, acteur):
        assert self.declare(acteur, directrice.dispositif, code_commune="59350") == self.declare(
            acteur, directrice.dispositif, code_commune="59350"
        )

    @pytest.mark.parametrize(
        "values",
        [
            {"code_commune": "59350", "du": date(2026, 3, 3)},
            {"code_commune": "00000"},
            {"siren_epci": "123456789"},
            {},
            {"code_commune": "59350", "siren_epci": "245900410"},
            {"siren_epci": "200093201", "nature": NatureTerritoire.EXCLU},
        ],
    )
    def test_un_territoire_impossible_est_refuse(self, directrice, acteur, values):
        with pytest.raises(actions.TerritoireRefuse):
            self.declare(acteur, directrice.dispositif, **values)

    def test_la_page_trouve_declare_et_ferme(self, client, directrice, acteur):
        adresse = f"/reseau/dispositifs/{directrice.dispositif.slug}/territoire/"
        assert "commune:59350" in client.get(adresse + "?q=lille").content.decode()
        champs = sign(directrice, {"lieu": "commune:59350", "nature": "plein", "du": "2026-01-01"})
        response = client.post(adresse + "?q=lille", champs)
        assert response.status_code == 302
        ligne = directrice.dispositif.territoires.get()
        client.post(f"/reseau/territoires/{ligne.uuid}/fermer/", {"au": localdate().isoformat()})
        ligne.refresh_from_db()
        assert ligne.au == localdate()
        assert [e.type for e in Evenement.objects.order_by("pk")][-2:] == [
            "reseau.territoire",
            "reseau.territoire_ferme",
        ]


class TestPortage:
    def declare(self, habilitation, **values):
        wanted: dict[str, Any] = {
            "nom": "Association d’essai", "type": TypeOrganisation.ASSOCIATION, "siret": "", "du": date(2025, 1, 1),
            "is_analytique": True,
        } | values  # fmt: skip
        by = make_acteur(habilitation=habilitation)
        return actions.record_portage(by=by, dispositif=habilitation.dispositif, today=JOUR, **wanted)

    def test_une_nouvelle_structure_ferme_le_portage_precedent_la_veille(self, directrice):
        first = self.declare(directrice)
        second = self.declare(directrice, nom="Autre association", du=date(2026, 1, 1))
        first.refresh_from_db()
        assert (first.au, second.au) == (date(2025, 12, 31), None)
        assert "autre association" in type(directrice.dispositif).objects.get(pk=directrice.dispositif.pk).cle

    def test_un_siret_faux_est_refuse(self, directrice):
        with pytest.raises(actions.PortageRefuse, match="clé de contrôle"):
            self.declare(directrice, siret="73282932000075")

    def test_un_siret_connu_retrouve_la_meme_organisation(self, directrice):
        first = self.declare(directrice, siret="73282932000074")
        autre = make_habilitation(Role.DIRECTEUR, make_dispositif())
        assert self.declare(autre, nom="Écrite autrement", siret="73282932000074").organisation == first.organisation
        assert Organisation.objects.get(siret="73282932000074").siren == "732829320"

    def test_la_page_enregistre_le_porteur(self, client, directrice):
        response = client.post(
            f"/reseau/dispositifs/{directrice.dispositif.slug}/portage/",
            sign(directrice, PORTEUR),
        )
        assert response.status_code == 302
        portage = directrice.dispositif.portages.get()
        assert portage.is_analytique is True
        assert portage.organisation.siret == "73282932000074"


class TestRecherche:
    def test_la_recherche_ne_montre_pas_le_fictif_d_un_autre(self, directrice):
        autre = make_dispositif("PLIE secret")
        mien, _ = queries.search_reseau(make_acteur(habilitation=directrice), "essai")
        assert mien == [directrice.dispositif]
        assert queries.search_reseau(make_acteur(habilitation=directrice), "secret") == ([], [])
        assert queries.search_reseau(make_acteur(Role.DIRECTEUR, autre), "SECRÉT")[0] == [autre]
