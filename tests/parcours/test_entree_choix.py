"""What the pages of the way in say before one chooses: the promised day, the load of who welcomes, the only answer."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from maillage.parcours.nomenclatures.etats import EtatOrientation
from maillage.parcours.rules.orientation import get_echeance
from maillage.socle.roles import Role
from tests.parcours.test_orientation_pages import act, commune, count_queries, dispositif, open_as
from tests.parcours.usine import make_parcours, make_personne, make_referent
from tests.parcours.usine_orientations import make_orientation
from tests.usine import make_dispositif

__all__ = ["commune", "dispositif"]  # the fixtures of the way in
pytestmark = pytest.mark.django_db
E = EtatOrientation


def show_entree(dispositif, orientation) -> str:
    client, _ = open_as(Role.COORDINATEUR, dispositif)
    return client.get(reverse("parcours:entree", args=[orientation.uuid])).content.decode()


class TestReponsePromise:
    @pytest.fixture
    def mienne(self, dispositif):
        """Three of mine: late, in time, answered."""
        client, habilitation = open_as(Role.PRESCRIPTEUR, dispositif)
        today = localdate()
        for nom, jours, etat in (("Tard", 45, E.TRANSMISE), ("Temps", 3, E.TRANSMISE), ("Fini", 60, E.RECEVABLE)):
            make_orientation(
                dispositif, auteur=habilitation.compte_id, nom_naissance=nom, etat=etat,
                date_prescription=today - timedelta(days=jours),
            )  # fmt: skip
        return client

    def test_la_liste_dit_le_jour_promis_et_le_retard_en_mots(self, mienne):
        page = mienne.get(reverse("parcours:orientations")).content.decode()
        today = localdate()
        late, due = (get_echeance(today - timedelta(days=jours), None) for jours in (45, 3))
        assert f"le {late:%d/%m/%Y}, en retard de {(today - late).days} jours" in page
        assert f"le {due:%d/%m/%Y}" in page

    def test_la_liste_se_trie_par_jour_promis(self, mienne):
        page = mienne.get(reverse("parcours:orientations"), {"tri": "promise"}).content.decode()
        assert page.index("Alix Tard") < page.index("Alix Temps")
        page = mienne.get(reverse("parcours:orientations"), {"tri": "-promise"}).content.decode()
        assert page.index("Alix Temps") < page.index("Alix Tard")

    def test_l_export_porte_le_jour_promis(self, mienne):
        values = {"motif": "Préparer la réunion avec le PLIE"}
        answer = mienne.get(reverse("parcours:orientations_export", args=["csv"]), values)
        text = b"".join(answer.streaming_content).decode("utf-8-sig")
        assert text.startswith("personne,etat,promise,")
        assert "en retard de" in text

    def test_la_page_d_une_orientation_dit_le_retard(self, mienne):
        page = mienne.get(reverse("parcours:orientations")).content.decode()
        adresse = re.search(r'href="(/orientations/[0-9a-f-]{36}/)"[^>]*>Alix Tard', page)
        assert adresse is not None
        assert "en retard de" in mienne.get(adresse[1]).content.decode()

    def test_la_liste_lit_autant_a_vingt_orientations_qu_a_deux(self, dispositif):
        client, habilitation = open_as(Role.PRESCRIPTEUR, dispositif)
        counts = []
        for rows in (2, 18):
            for _ in range(rows):
                make_orientation(dispositif, auteur=habilitation.compte_id)
            client.get(reverse("parcours:orientations"))
            counts.append(count_queries(client, "parcours:orientations"))
        assert counts[0] == counts[1]


class TestQuiAccueille:
    def test_chaque_referent_vient_avec_sa_charge_les_mieux_places_d_abord(self, dispositif):
        plein, libre = make_referent(dispositif, etp="0.02"), make_referent(dispositif, etp="0.02")
        for _ in range(2):
            make_parcours(dispositif, referent=plein)
        page = show_entree(dispositif, make_orientation(dispositif, etat=E.RECEVABLE))
        assert "plus de place (2 suivies" in page
        assert "2 places (0 suivies" in page
        assert page.index(f'value="{libre.pk}"') < page.index(f'value="{plein.pk}"')

    def test_un_seul_referent_est_deja_choisi(self, dispositif):
        seul = make_referent(dispositif)
        page = show_entree(dispositif, make_orientation(dispositif, etat=E.RECEVABLE))
        assert re.search(rf'name="referent" value="{seul.pk}"[^>]* checked', page)

    def test_sans_choix_rien_ne_s_ouvre(self, dispositif):
        make_referent(dispositif)
        orientation = make_orientation(dispositif, etat=E.RECEVABLE)
        page = act(dispositif, orientation, geste="accueillir").content.decode()
        assert "Choisissez qui accueille la personne." in page

    def test_celui_d_un_autre_dispositif_n_est_pas_un_choix(self, dispositif):
        make_referent(dispositif)
        ailleurs = make_referent(make_dispositif())
        orientation = make_orientation(dispositif, etat=E.RECEVABLE)
        act(dispositif, orientation, geste="accueillir", referent=ailleurs.pk)
        orientation.refresh_from_db()
        assert orientation.etat == E.RECEVABLE

    def test_la_page_lit_autant_a_vingt_referents_qu_a_deux(self, dispositif):
        client, _ = open_as(Role.COORDINATEUR, dispositif)
        orientation = make_orientation(dispositif, etat=E.RECEVABLE)
        counts = []
        for rows in (2, 18):
            for _ in range(rows):
                make_parcours(dispositif, referent=make_referent(dispositif))
            client.get(reverse("parcours:entree", args=[orientation.uuid]))
            counts.append(count_queries(client, "parcours:entree", orientation.uuid))
        assert counts[0] == counts[1]


class TestQuiEstCe:
    def test_personne_ne_lui_ressemble_une_seule_reponse_deja_choisie(self, dispositif):
        page = show_entree(dispositif, make_orientation(dispositif))
        assert re.search(r'name="identite" value="nouvelle"[^>]* checked', page)

    def test_des_qu_une_personne_lui_ressemble_un_humain_choisit(self, dispositif):
        orientation = make_orientation(dispositif)
        make_personne(
            dispositif, nom_naissance=orientation.nom_naissance, prenoms=orientation.prenoms,
            date_naissance=orientation.date_naissance,
        )  # fmt: skip
        page = show_entree(dispositif, orientation)
        assert 'value="nouvelle"' in page
        assert not re.search(r'name="identite"[^>]* checked', page)


@pytest.mark.parametrize("adresse", ["parcours:etape_proposer", "parcours:etape_proposer_libre"])
def test_proposer_une_etape_n_a_pas_de_choix_vide_non_renseigne(dispositif, adresse):
    client, _ = open_as(Role.COORDINATEUR, dispositif)
    page = client.get(reverse(adresse, args=[make_parcours(dispositif).uuid])).content.decode()
    assert "Non renseigné" not in page
    assert re.search(r"<option[^>]*>(Choisi|Aucun)", page)
