"""The structures that orient people: their nature is asked, and nobody is inscribed twice under two spellings."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import example, given
from hypothesis import strategies as st

from maillage.parcours.models import Orientation, Prescripteur
from maillage.parcours.nomenclatures.orientation import TypePrescripteur
from maillage.parcours.rules import prescripteurs as regles
from maillage.parcours.rules.prescripteurs import Connu
from maillage.reseau.models import Organisation
from maillage.reseau.nomenclatures import TypeOrganisation
from maillage.socle.roles import Role
from tests.parcours.test_orientation_pages import build_saisie, commune, dispositif, open_as, send
from tests.parcours.usine_orientations import make_prescripteur
from tests.reseau.test_gestion import connect
from tests.usine import make_dispositif, make_habilitation

__all__ = ["commune", "dispositif"]  # the fixtures of the way in


class TestRessemblance:
    @pytest.mark.parametrize(
        ("un", "autre"),
        [
            ("CCAS de Valombre", "C.C.A.S. VALOMBRE"), ("CCAS de Valombre", "ccas valombre"),
            ("CCAS", "CCAS de Valombre"), ("Secours des Vallées", "Secour des vallee"),
            ("Centre communal d’action sociale de Valombre", "CCAS Valombre"),
            ("Centre communal d'action sociale", "CCAS"), ("Mission locale Val-d’Ombre", "Mission Locale du Val d'Ombre"),
        ],
    )  # fmt: skip
    def test_deux_ecritures_d_une_meme_structure_se_rapprochent(self, un, autre):
        assert regles.list_ressemblants(un, [Connu(1, autre)])
        assert regles.list_ressemblants(autre, [Connu(1, un)])

    @pytest.mark.parametrize(
        ("un", "autre"),
        [
            ("CCAS de Valombre", "CCAS de Hautepierre"), ("Mission locale du Nord", "Mission locale du Sud"),
            ("Secours des Vallées", "Régie des Vallées"), ("", "CCAS"), ("France Travail", "Cap emploi"),
        ],
    )  # fmt: skip
    def test_deux_structures_distinctes_ne_se_rapprochent_pas(self, un, autre):
        assert not regles.list_ressemblants(un, [Connu(1, autre)])
        assert not regles.list_ressemblants(autre, [Connu(1, un)])

    def test_le_meme_nom_vient_d_abord(self):
        connus = [Connu(1, "CCAS"), Connu(2, "Valombre, C.C.A.S."), Connu(3, "Ailleurs")]
        assert [connu.cle for connu in regles.list_ressemblants("CCAS de Valombre", connus)] == [2, 1]

    @example("0", "00")
    @example("régie régie", "régie verte")
    @given(st.text(max_size=30), st.text(max_size=30))
    def test_le_rapprochement_est_le_meme_dans_les_deux_sens(self, un, autre):
        assert bool(regles.list_ressemblants(un, [Connu(1, autre)])) == bool(
            regles.list_ressemblants(autre, [Connu(1, un)])
        )

    def test_la_nature_d_un_employeur_connu_de_l_annuaire(self):
        assert regles.find_nature(TypeOrganisation.CCAS) is TypePrescripteur.CCAS
        assert regles.find_nature(TypeOrganisation.GIP) is None
        assert regles.find_nature("") is None


@pytest.mark.django_db
class TestInscrire:
    def test_la_nature_est_demandee(self, dispositif):
        client, habilitation = open_as(Role.COORDINATEUR, dispositif)
        url = reverse("parcours:prescripteur_nouveau")
        assert "Choisissez…" in client.get(url).content.decode()
        page = send(client, url, habilitation.compte_id, nom="Secours des Vallées").content.decode()
        assert 'id="id_type_erreur"' in page
        assert not Prescripteur.objects.exists()

    def test_une_structure_ressemblante_est_montree_avant_d_inscrire(self, dispositif):
        client, habilitation = open_as(Role.COORDINATEUR, dispositif)
        known = make_prescripteur(dispositif, nom="C.C.A.S. Valombre")
        url, values = reverse("parcours:prescripteur_nouveau"), {"nom": "CCAS de Valombre", "type": "ccas"}
        page = send(client, url, habilitation.compte_id, **values).content.decode()
        assert "Reprendre celui-ci" in page
        assert reverse("parcours:prescripteur", args=[known.uuid]) in page
        assert Prescripteur.objects.count() == 1
        assert send(client, url, habilitation.compte_id, **values, est_autre="on").status_code == 302
        assert Prescripteur.objects.count() == 2

    def test_les_personnes_venues_d_elles_memes_restent_ce_qu_elles_sont(self, dispositif):
        client, habilitation = open_as(Role.COORDINATEUR, dispositif)
        row = make_prescripteur(dispositif, nom="La personne elle-même", type=TypePrescripteur.PERSONNE)
        url = reverse("parcours:prescripteur", args=[row.uuid])
        assert 'value="ccas"' not in client.get(url).content.decode()
        values = {"nom": row.nom, "type": "personne", "telephone": "01 99 00 00 00"}
        assert send(client, url, habilitation.compte_id, **values).status_code == 302

    def test_celle_d_un_autre_dispositif_n_est_pas_montree(self, dispositif):
        make_prescripteur(make_dispositif(), nom="CCAS de Valombre")
        client, habilitation = open_as(Role.COORDINATEUR, dispositif)
        values = {"nom": "CCAS de Valombre", "type": "ccas"}
        done = send(client, reverse("parcours:prescripteur_nouveau"), habilitation.compte_id, **values)
        assert done.status_code == 302


@pytest.mark.django_db
class TestDepuisUnEmployeur:
    def orient(self, dispositif: Any, nom: str, type: str = "", **values: Any) -> Any:
        """The first orientation of an account whose employer is `nom`."""
        employeur, _ = Organisation.objects.get_or_create(nom=nom, type=type, is_fictive=True)
        client = Client()
        habilitation = connect(client, make_habilitation(Role.PRESCRIPTEUR, dispositif, employeur=employeur))
        url = reverse("parcours:orientation_nouvelle")
        return client.get(url).content.decode(), send(client, url, habilitation.compte_id, **build_saisie(**values))

    def test_sa_nature_est_demandee_la_premiere_fois(self, dispositif):
        vierge, refused = self.orient(dispositif, "GIP des Vallées", "gip", structure_type="")
        assert "Nature de votre structure" in vierge
        assert 'id="id_structure_type_erreur"' in refused.content.decode()
        assert not Prescripteur.objects.exists()
        self.orient(dispositif, "GIP des Vallées", "gip", structure_type="association")
        assert Prescripteur.objects.get().type == "association"
        seconde, done = self.orient(dispositif, "GIP des Vallées", "gip", structure_type="")
        assert "Nature de votre structure" not in seconde
        assert done.status_code == 302
        assert (Prescripteur.objects.count(), Orientation.objects.count()) == (1, 2)

    def test_la_nature_que_l_annuaire_connait_est_deja_choisie(self, dispositif):
        vierge, _ = self.orient(dispositif, "CCAS de Valombre", "ccas")
        assert re.search(r'<option value="ccas" selected>', vierge)

    def test_le_meme_nom_ecrit_autrement_est_repris_sans_rien_demander(self, dispositif):
        known = make_prescripteur(dispositif, nom="C.C.A.S. VALOMBRE")
        vierge, done = self.orient(dispositif, "CCAS de Valombre", "ccas", structure_type="")
        assert "Nature de votre structure" not in vierge
        assert done.status_code == 302
        known.refresh_from_db()
        assert (Prescripteur.objects.get(), known.organisation) == (known, Organisation.objects.get())
        assert Orientation.objects.get().prescripteur == known

    def test_une_structure_ressemblante_se_reprend_ou_s_ecarte(self, dispositif):
        known = make_prescripteur(dispositif, nom="CCAS")
        vierge, refused = self.orient(dispositif, "CCAS de Valombre", "ccas")
        assert "Votre structure est-elle déjà connue ici ?" in vierge
        assert 'id="id_structure_erreur"' in refused.content.decode()
        _, done = self.orient(dispositif, "CCAS de Valombre", "ccas", structure=str(known.uuid), structure_type="")
        assert done.status_code == 302
        assert Prescripteur.objects.get() == known
        self.orient(dispositif, "CCAS de Hautepierre", "ccas", structure="nouvelle")
        assert Prescripteur.objects.count() == 2

    def test_celle_qui_a_deja_son_organisation_n_est_pas_reprise_par_une_autre(self, dispositif):
        autre = Organisation.objects.create(nom="CCAS de Valombre", is_fictive=True, type="ccas", site="Annexe")
        make_prescripteur(dispositif, nom="CCAS de Valombre", organisation=autre)
        _, done = self.orient(dispositif, "CCAS Valombre", "ccas")
        assert done.status_code == 302
        assert Prescripteur.objects.count() == 2
