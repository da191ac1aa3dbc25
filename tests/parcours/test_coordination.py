"""The boards of the coordination: the numbers lead to their lists, the lists say why, the référent is asked."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maillage.parcours.actions.dormants import request_contacts
from maillage.parcours.afaire.dormants import list_a_faire
from maillage.parcours.models import DemandeDeContact, Parcours, Positionnement
from maillage.parcours.nomenclatures.etats import EtatParcours
from maillage.parcours.queries.dormants import read_raisons, select_dormants
from maillage.parcours.queries.personne import read_fiche
from maillage.parcours.queries.qualite import read_constats
from maillage.parcours.rules import dormants as rules
from maillage.socle.journal.models import Acces, Evenement
from maillage.socle.permissions import DroitRefuse
from maillage.socle.roles import Role
from maillage.socle.typographie import lower_initiale
from tests.parcours.usine import make_coordinateur, make_parcours, make_referent
from tests.parcours.usine_sorties import make_sortie_proposee, set_etat
from tests.usine import make_acteur, make_dispositif, make_habilitation

pytestmark = pytest.mark.django_db


@pytest.fixture
def dispositif():
    return make_dispositif("PLIE d’essai")


@pytest.fixture
def coordination(client, dispositif):
    client.force_login(make_habilitation(Role.COORDINATEUR, dispositif).compte)
    return client


def read(client: Any, adresse: str) -> str:
    response = client.get(adresse)
    assert response.status_code == 200
    return str(response.content.decode())


def ago(days: int | None) -> date | None:
    return None if days is None else localdate() - timedelta(days=days)


def make_positionnement(parcours: Parcours, **values: Any) -> Positionnement:
    return Positionnement.objects.create(
        dispositif_id=parcours.dispositif_id,
        parcours=parcours,
        type="MOB-ACC",
        intitule="Atelier",
        propose_le=parcours.date_entree,
        **values,
    )


def make_dormant(dispositif: Any, *, jours: int = 100, **values: Any) -> Parcours:
    entree = localdate() - timedelta(days=jours)
    return make_parcours(dispositif, entree=entree, etat=EtatParcours.ACTIF, **values)


class TestDormants:
    def test_la_page_dit_sur_combien_de_personnes(self, coordination, dispositif):
        make_dormant(dispositif)
        make_parcours(dispositif, entree=localdate() - timedelta(days=1))
        assert "1 sur 2 personnes en file active." in read(coordination, "/dossiers-dormants/?referent=aucun")

    def test_la_liste_dit_pourquoi_et_a_qui(self, coordination, dispositif):
        referent = make_referent(dispositif)
        dormant = make_dormant(dispositif, jours=100, referent=referent)
        vu = make_dormant(dispositif, jours=100, referent=referent, dernier_contact=localdate())
        page = read(coordination, "/dossiers-dormants/")
        assert "Aucun contact depuis l’entrée, il y a 100 jours" in page
        assert str(dormant.personne) in page
        assert str(vu.personne) not in page
        assert f"/dossiers/{dormant.uuid}/" in page

    def test_une_etape_en_cours_reveille_un_dossier(self, coordination, dispositif):
        dormant = make_dormant(dispositif, jours=300, dernier_contact=localdate())
        assert "Aucune étape depuis l’entrée" in read(coordination, "/dossiers-dormants/?raison=etape")
        make_positionnement(dormant, etat="en_cours", debut=localdate() - timedelta(days=250))
        assert str(dormant.personne) not in read(coordination, "/dossiers-dormants/")

    @settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(
        entree=st.integers(0, 400), contact=st.none() | st.integers(0, 400), etape=st.none() | st.integers(0, 400),
        etat=st.sampled_from([e for e in EtatParcours if not e.startswith("sorti_")]), en_cours=st.booleans(),
    )  # fmt: skip
    def test_la_base_choisit_comme_la_regle(self, dispositif, entree, contact, etape, etat, en_cours):
        """Same thresholds, same files, on both engines."""
        today = localdate()
        du = today - timedelta(days=entree)
        parcours = make_parcours(dispositif, entree=du, etat=etat, dernier_contact=ago(contact))
        if etape is not None:
            values = {"etat": "en_cours", "debut": ago(etape)} if en_cours else {
                "etat": "termine", "debut": ago(etape), "fin": ago(etape)}  # fmt: skip
            make_positionnement(parcours, **values)
        etape_le = today if en_cours and etape is not None else ago(etape)
        activite = rules.Activite(EtatParcours(etat), du, ago(contact), etape_le)
        expected = rules.list_raisons(activite, on=today)
        found = select_dormants(make_coordinateur(dispositif), on=today).filter(pk=parcours.pk).first()
        assert (read_raisons(found, on=today) if found else []) == expected

    def test_demander_a_un_referent_de_reprendre_contact(self, coordination, dispositif):
        habilitation = make_habilitation(Role.REFERENT, dispositif)
        referent = make_referent(dispositif, compte=habilitation.compte)
        dormants = [make_dormant(dispositif, referent=referent) for _ in range(2)]
        query = "&".join(f"p={p.uuid}" for p in dormants)
        page = read(coordination, f"/dossiers-dormants/demander/?{query}")
        assert all(str(p.personne) in page for p in dormants)
        response = coordination.post("/dossiers-dormants/demander/", {"p": [str(p.uuid) for p in dormants]})
        assert response.status_code == 302
        assert "Contact demandé le" in read(coordination, "/dossiers-dormants/")
        acteur = make_acteur(habilitation=habilitation)
        titres = [chose.titre for chose in list_a_faire(acteur, localdate())]
        assert titres == [f"Reprendre contact avec {p.personne}" for p in dormants]
        Parcours.objects.filter(pk=dormants[0].pk).update(dernier_contact=localdate())
        assert len(list_a_faire(acteur, localdate())) == 1
        assert Evenement.objects.filter(type="parcours.demande_contact").count() == 2

    def test_demander_deux_fois_le_meme_jour_n_est_qu_une_demande(self, dispositif):
        by, dormant = make_coordinateur(dispositif), make_dormant(dispositif)
        assert request_contacts(by=by, parcours=[dormant], today=localdate()) == 1
        assert request_contacts(by=by, parcours=[dormant], today=localdate()) == 0
        assert DemandeDeContact.objects.count() == 1

    def test_seule_la_coordination_du_dispositif_demande(self, dispositif):
        dormant = make_dormant(dispositif)
        for by in (make_acteur(Role.DIRECTEUR, dispositif), make_coordinateur(make_dispositif("Un autre"))):
            with pytest.raises(DroitRefuse):
                request_contacts(by=by, parcours=[dormant], today=localdate())

    def test_un_dossier_d_ailleurs_ou_un_numero_faux_sont_ignores(self, coordination):
        ailleurs = make_dormant(make_dispositif("PLIE voisin"))
        page = read(coordination, f"/dossiers-dormants/demander/?p={ailleurs.uuid}&p=rien")
        assert "Personne n’est choisi" in page
        coordination.post("/dossiers-dormants/demander/", {"p": [str(ailleurs.uuid), "rien"]})
        assert not DemandeDeContact.objects.exists()

    def test_la_direction_lit_sans_pouvoir_demander(self, client, dispositif):
        make_dormant(dispositif)
        client.force_login(make_habilitation(Role.DIRECTEUR, dispositif).compte)
        page = read(client, "/dossiers-dormants/")
        assert "Aucun contact" in page
        assert "reprendre contact" not in page
        assert 'type="checkbox" name="p"' not in page
        assert client.post("/dossiers-dormants/demander/").status_code == 403

    def test_la_liste_coute_autant_a_2_et_a_20_dossiers(self, coordination, dispositif):
        assert_constant(coordination, "/dossiers-dormants/", lambda: make_dormant(dispositif))

    def test_l_export_demande_un_motif_et_laisse_sa_trace(self, coordination, dispositif):
        make_dormant(dispositif)
        assert coordination.get("/dossiers-dormants/export.csv").status_code == 302
        response = coordination.get("/dossiers-dormants/export.csv?motif=Point+mensuel")
        assert b"aucun contact" in b"".join(response.streaming_content).lower()
        assert Acces.objects.filter(type="export").count() == 1


class TestQualite:
    def test_la_liste_nomme_ce_qui_est_a_corriger(self, coordination, dispositif):
        late = make_parcours(dispositif, entree=localdate() - timedelta(days=40))
        page = read(coordination, "/qualite/")
        assert str(late.personne) in page
        assert "Contrat non signé" in page
        assert "Diagnostic initial attendu" in page
        assert "Pour le FSE, manque" in page

    def test_le_filtre_par_nature_et_par_referent(self, coordination, dispositif):
        referent = make_referent(dispositif)
        late = make_parcours(dispositif, referent=referent, entree=localdate() - timedelta(days=40))
        recent = make_parcours(dispositif, entree=localdate())
        page = read(coordination, "/qualite/?nature=contrat")
        assert str(late.personne) in page
        assert str(recent.personne) not in page
        page = read(coordination, f"/qualite/?referent={recent.referent.pk}")
        assert str(late.personne) not in page
        assert str(recent.personne) in page

    @pytest.mark.parametrize("tri", ["nature", "-nature", "referent", "nombre", "personne", "entree"])
    def test_la_liste_se_trie(self, coordination, dispositif, tri):
        for days in (1, 40, 60):
            make_parcours(dispositif, entree=localdate() - timedelta(days=days))
        page = read(coordination, f"/qualite/?tri={tri}")
        badges = re.findall(r"(Contrat non signé|Diagnostic initial absent)</", page)
        if tri == "nature":
            assert badges == ["Contrat non signé"] * 2 + ["Diagnostic initial absent"]
        assert len(badges) == 3

    def test_une_sortie_proposee_sans_ses_pieces(self, coordination, dispositif):
        parcours = set_etat(make_parcours(dispositif), EtatParcours.ACTIF)
        make_sortie_proposee(parcours, on=localdate())
        assert "La sortie proposée attend" in read(coordination, "/qualite/?nature=pieces")

    def test_une_reponse_sensible_connue_ne_sort_pas_de_la_lecture(self, dispositif):
        """Only whether it is known is told."""
        make_parcours(dispositif)
        (constats,) = read_constats(make_coordinateur(dispositif), on=localdate()).values()
        assert any("handicap" in constat.phrase or "autres réponses" in constat.phrase for constat in constats)

    def test_la_liste_dit_ce_que_dit_la_barre_du_dossier(self, dispositif):
        """One table of what is expected, read twice: for one file, and for all at once."""
        parcours = make_parcours(dispositif)
        today = localdate()
        (constats,) = read_constats(make_coordinateur(dispositif), on=today).values()
        told = {constat.anomalie.value for constat in constats}
        etats = {etat.usage.value: etat for etat in read_fiche(parcours.personne, on=today).completude}
        assert {usage for usage in ("fse", "consolidation") if not etats[usage].is_complet} == told & set(etats)
        first = etats["fse"].manquants[0].libelle
        assert any(f"Pour le FSE, manque : {lower_initiale(first)}" in constat.phrase for constat in constats)

    def test_le_dossier_d_un_autre_dispositif_n_y_est_pas(self, coordination, dispositif):
        ailleurs = make_parcours(make_dispositif("PLIE voisin"))
        assert str(ailleurs.personne) not in read(coordination, "/qualite/")

    def test_la_liste_coute_autant_a_2_et_a_20_dossiers(self, coordination, dispositif):
        assert_constant(coordination, "/qualite/", lambda: make_parcours(dispositif))

    def test_l_export_donne_le_detail(self, coordination, dispositif):
        make_parcours(dispositif, entree=localdate() - timedelta(days=40))
        response = coordination.get("/qualite/export.csv?motif=Relance+des+r%C3%A9f%C3%A9rents")
        assert "Contrat à signer avant" in b"".join(response.streaming_content).decode()


class TestTableauDeBord:
    def test_chaque_nombre_est_celui_de_la_liste_ou_il_mene(self, coordination, dispositif):
        for days in (1, 100, 200):
            make_dormant(dispositif, jours=days)
        make_parcours(dispositif, entree=localdate() - timedelta(days=40))
        page = read(coordination, "/tableau-de-bord/")
        links = re.findall(
            r'<a href="(/(?:dossiers-dormants|qualite)/[^"]*)"><strong class="chiffres">(\d+)</strong>', page
        )
        assert len(links) >= 5
        for adresse, nombre in links:
            listed = read(coordination, adresse.replace("&amp;", "&") + ("&" if "?" in adresse else "?") + "par=100")
            found = re.search(r"<caption>[^<]*<span class=\"discret\">(\d+) dossier", listed)
            assert (adresse, found.group(1) if found else "0") == (adresse, nombre)

    def test_il_dit_ce_qui_attend_et_ce_qui_presse(self, coordination, dispositif):
        make_sortie_proposee(set_etat(make_parcours(dispositif), EtatParcours.ACTIF), on=localdate())
        page = read(coordination, "/tableau-de-bord/")
        assert '<strong class="chiffres">1</strong> sortie à valider' in page
        assert '<strong class="chiffres">0</strong> orientation à étudier' in page
        assert "Aucune commission n’est planifiée" in page

    def test_chaque_nombre_se_lit_avec_sa_base(self, coordination, dispositif):
        for days in (1, 100, 200):
            make_dormant(dispositif, jours=days)
        set_etat(make_parcours(dispositif), EtatParcours.SUSPENDU)
        make_sortie_proposee(set_etat(make_parcours(dispositif), EtatParcours.ACTIF), on=localdate())
        page = read(coordination, "/tableau-de-bord/")
        assert "Sur 4 personnes en file active." in page
        assert re.search(r">\d+</strong> incomplets pour le FSE</a> <span[^>]*>sur 5 ouverts<", page)
        assert "sur 5 parcours ouverts" in page
        for bloc in re.findall(r"<h2 id=\"bloc-\d\">.*?</ul>", page, re.S):
            lines = re.findall(r"<li>(.*?)</li>", bloc, re.S)
            assert 'petit">Sur ' in bloc or all(re.search(r"petit\">(sur|à côté de) ", line) for line in lines), bloc

    def test_il_coute_autant_a_2_et_a_20_dossiers(self, coordination, dispositif):
        assert_constant(coordination, "/tableau-de-bord/", lambda: make_dormant(dispositif))

    def test_la_direction_a_pilotage_pas_ce_tableau(self, client, dispositif):
        client.force_login(make_habilitation(Role.DIRECTEUR, dispositif).compte)
        assert client.get("/tableau-de-bord/").status_code == 403


def assert_constant(client: Any, adresse: str, make: Any) -> None:
    counts = []
    for number in (2, 18):
        for _ in range(number):
            make()
        read(client, adresse)
        with CaptureQueriesContext(connection) as captured:
            read(client, adresse)
        counts.append(len(captured))
    assert counts[0] == counts[1]
