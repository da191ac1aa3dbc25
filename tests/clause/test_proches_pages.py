"""Who lives near a market: the service reads its own, a PLIE reads its own, and nobody goes from one to the other."""

from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate

from maillage.clause.queries import proches as queries
from maillage.clause.queries.voisins import list_voisins
from maillage.participants.models import Adresse, Projet, Situation
from maillage.reseau.models import Organisation, Portage
from maillage.reseau.nomenclatures import TypeDispositif
from maillage.socle.contexte import open_contexte
from maillage.socle.journal.models import Acces
from maillage.socle.roles import Role
from tests.clause.usine import make_clause, make_facilitateur, make_lot, make_marche
from tests.clause.usine_aval import make_eligibilite, make_emploi, make_personne
from tests.clause.usine_lieux import make_commune
from tests.parcours.suivi.pages import count_queries
from tests.parcours.usine import make_parcours, make_referent
from tests.usine import make_acteur, make_compte, make_dispositif, make_habilitation

pytestmark = pytest.mark.django_db
JOUR = date(2026, 1, 5)


@pytest.fixture
def communes():
    return {
        nom: make_commune(f"5900{n}", nom, km=km)
        for n, (nom, km) in enumerate((("Bourg", 0), ("Neuville", 8), ("Loin", 60)))
    }


@pytest.fixture
def clause():
    return make_clause()


@pytest.fixture
def plie(clause):
    """Carried by the same organisation as the service of the clause."""
    found = make_dispositif(type=TypeDispositif.PLIE)
    organisation = Organisation.objects.create(nom="Valombre Emploi")
    for dispositif in (found, clause):
        Portage.objects.create(dispositif=dispositif, organisation=organisation, du=JOUR)
    return found


@pytest.fixture
def lot(clause, communes):
    marche = make_marche(clause, objet="Halle", lieu_commune=communes["Bourg"])
    return make_lot(clause, etat="notifie", secteur="Peinture", marche=marche)


def live(personne, commune, **situation):
    common = {"dispositif_id": personne.dispositif_id, "personne": personne, "du": JOUR}
    Adresse.objects.create(**common, commune=commune)
    Situation.objects.create(**common, **situation)
    return personne


def follow(plie, nom, commune, *, compte=None, etat="actif", **situation):
    """Somebody followed in the PLIE, by this account."""
    personne = live(make_personne(plie, nom_naissance=nom), commune, **situation)
    referent = make_referent(plie, compte=compte) if compte else make_referent(plie)
    return make_parcours(plie, personne=personne, referent=referent, entree=JOUR, etat=etat)


@pytest.fixture
def referente(client, plie):
    compte = make_compte(nom="Garrec")
    make_habilitation(Role.REFERENT, plie, compte=compte)
    client.force_login(compte)
    return compte


def names(page):
    return [
        row.personne.nom_naissance if hasattr(row, "personne") else row.nom_naissance
        for row in page.context["liste"].page
    ]


class TestService:
    @pytest.fixture
    def connectee(self, client, clause):
        client.force_login(make_habilitation(Role.FACILITATEUR, clause).compte)
        return client

    def test_la_page_range_par_degre_puis_par_distance_et_dit_pourquoi(self, connectee, clause, lot, communes):
        live(make_personne(clause, nom_naissance="Loin"), communes["Loin"], brsa="oui")
        live(make_personne(clause, nom_naissance="Sans"), communes["Bourg"], brsa="non")
        live(
            make_personne(clause, nom_naissance="Rsa"),
            communes["Bourg"],
            brsa="oui",
            permis="valide",
            vehicule="voiture",
        )
        inscrit = localdate() - timedelta(days=340)
        live(
            make_personne(clause, nom_naissance="Bientot"),
            communes["Bourg"],
            emploi="demandeur_emploi",
            inscrit_le=inscrit,
        )
        constatee = live(make_personne(clause, nom_naissance="Constatee"), communes["Neuville"])
        make_eligibilite(constatee)
        occupe = live(make_personne(clause, nom_naissance="Occupe"), communes["Bourg"], brsa="oui")
        make_emploi(occupe, lots=(), fin_prevue=None, type_contrat="cdi")
        ailleurs = live(make_personne(make_clause(), nom_naissance="Ailleurs"), communes["Bourg"], brsa="oui")
        page = connectee.get(f"/lots/{lot.uuid}/proches/")
        assert names(page) == ["Constatee", "Rsa", "Bientot"]
        shown = page.content.decode()
        for dit in (
            "Bénéficiaire du RSA\u00a0; permis et voiture.",
            "Un an sans emploi le",
            "Éligibilité constatée le 02/03/2026",
        ):
            assert dit in shown
        assert str(ailleurs.uuid) not in shown
        assert f"?lot={lot.uuid}" in shown  # the person chosen goes on to this lot
        assert names(connectee.get(f"/lots/{lot.uuid}/proches/?degre=bientot")) == ["Bientot"]
        assert names(connectee.get(f"/lots/{lot.uuid}/proches/?tri=km")) == ["Rsa", "Bientot", "Constatee"]
        assert Acces.objects.filter(type="clause.proches").count() == 3

    def test_personne_du_plie_ne_s_y_lit_et_la_page_dit_qui_les_connait(self, connectee, plie, lot, communes):
        follow(plie, "Desmoulins", communes["Bourg"], brsa="oui")
        page = connectee.get(f"/lots/{lot.uuid}/proches/")
        assert names(page) == []
        shown = page.content.decode()
        assert "Desmoulins" not in shown
        assert plie.nom in shown

    def test_sans_lieu_la_page_le_demande_et_ne_cache_personne(self, connectee, clause, communes):
        lot = make_lot(clause, etat="notifie")
        live(make_personne(clause, nom_naissance="Rsa"), communes["Loin"], brsa="oui")
        page = connectee.get(f"/lots/{lot.uuid}/proches/")
        assert names(page) == ["Rsa"]
        assert "pas de commune d’exécution" in page.content.decode()

    def test_les_metiers_faits_ici_se_disent_et_filtrent(self, connectee, clause, lot, communes):
        peintre = live(make_personne(clause, nom_naissance="Peintre"), communes["Bourg"], brsa="oui")
        make_emploi(peintre, debut=JOUR, fin_prevue=date(2026, 2, 1), fin_reelle=date(2026, 2, 1), motif_fin="terme")
        live(make_personne(clause, nom_naissance="Autre"), communes["Bourg"], brsa="oui")
        page = connectee.get(f"/lots/{lot.uuid}/proches/?secteur=oui")
        assert names(page) == ["Peintre"]
        assert "a déjà travaillé comme : « Peintre »" in page.content.decode()

    def test_un_lot_qui_n_embauche_pas_ou_qu_on_observe_n_a_pas_cette_page(self, connectee, clause):
        for etat in ("repere", "clos"):
            assert connectee.get(f"/lots/{make_lot(clause, etat=etat).uuid}/proches/").status_code == 404
        assert connectee.get(f"/lots/{make_lot(make_clause(), etat='notifie').uuid}/proches/").status_code == 404

    def test_l_export_demande_un_motif(self, connectee, clause, lot, communes):
        live(make_personne(clause, nom_naissance="Rsa"), communes["Bourg"], brsa="oui")
        assert connectee.get(f"/lots/{lot.uuid}/proches/export.csv").status_code == 302
        answer = connectee.get(f"/lots/{lot.uuid}/proches/export.csv?motif=Proposer+des+candidats")
        assert "Bénéficiaire du RSA" in b"".join(answer.streaming_content).decode()

    def test_le_meme_nombre_de_requetes_a_2_et_20_personnes(self, connectee, clause, lot, communes):
        counts = []
        for more in (2, 18):
            for _ in range(more):
                found = live(make_personne(clause), communes["Neuville"], brsa="oui", emploi="sans_emploi_non_inscrit")
                make_eligibilite(found)
            counts.append(len(count_queries(connectee, f"/lots/{lot.uuid}/proches/")))
        assert counts[0] == counts[1]


class TestPlie:
    def test_une_referente_voit_les_marches_pres_de_ses_participants_et_pourquoi(
        self, client, referente, plie, lot, communes
    ):
        mine = follow(plie, "Bellamy", communes["Neuville"], compte=referente, brsa="oui")
        Projet.objects.create(dispositif=plie, personne=mine.personne, du=JOUR, intitule="Peintre en bâtiment")
        follow(plie, "Dautrui", communes["Bourg"], brsa="oui")
        follow(plie, "Employe", communes["Bourg"], compte=referente, etat="en_emploi_suivi", brsa="oui")
        page = client.get("/parcours/marches-proches/")
        assert [(p.voisin.objet, p.personnes, p.du_secteur) for p in page.context["proches"]] == [("Halle", 1, 1)]
        page = client.get(f"/parcours/marches-proches/{lot.uuid}/")
        assert names(page) == ["Bellamy"]
        shown = page.content.decode()
        assert "Bénéficiaire du RSA\u00a0; projet : « Peintre en bâtiment »." in shown
        assert "Dautrui" not in shown

    def test_la_coordination_voit_ceux_de_tout_le_plie(self, client, plie, lot, communes):
        for nom in ("Bellamy", "Dautrui"):
            follow(plie, nom, communes["Bourg"], brsa="oui")
        client.force_login(make_habilitation(Role.COORDINATEUR, plie).compte)
        assert sorted(names(client.get(f"/parcours/marches-proches/{lot.uuid}/"))) == ["Bellamy", "Dautrui"]

    @pytest.mark.parametrize(
        "role", [Role.DIRECTEUR, Role.REFERENT_ETAPE, Role.PRESCRIPTEUR, Role.GESTIONNAIRE_FSE, Role.ELU]
    )
    def test_les_autres_roles_n_y_entrent_pas(self, client, plie, lot, role):
        client.force_login(make_habilitation(role, plie).compte)
        for adresse in ("/parcours/marches-proches/", f"/parcours/marches-proches/{lot.uuid}/"):
            assert client.get(adresse).status_code in (403, 404)

    def test_un_marche_d_une_autre_organisation_ou_pas_encore_notifie_n_existe_pas(
        self, client, referente, plie, clause, lot
    ):
        etranger = make_lot(make_clause(), etat="notifie")
        prepare = make_lot(clause, etat="clause_validee")
        for found in (etranger, prepare):
            assert client.get(f"/parcours/marches-proches/{found.uuid}/").status_code == 404
        assert client.get(f"/parcours/marches-proches/{lot.uuid}/").status_code == 200

    def test_un_portage_fini_ne_montre_plus_rien(self, plie, clause, lot):
        acteur = make_acteur(Role.REFERENT, plie)
        with open_contexte(acteur):
            assert [v.objet for v in list_voisins(acteur, on=localdate())] == ["Halle"]
        Portage.objects.filter(dispositif=clause).update(au=localdate() - timedelta(days=1))
        with open_contexte(acteur):
            assert list_voisins(acteur, on=localdate()) == []

    @pytest.mark.parametrize("adresse", ["", "{lot}/"])
    def test_le_meme_nombre_de_requetes_a_2_et_20(self, client, referente, plie, clause, lot, communes, adresse):
        counts = []
        for more in (2, 18):
            for rang in range(more):
                found = follow(
                    plie,
                    f"P{more}{rang}",
                    communes["Bourg"],
                    compte=referente,
                    emploi="sans_emploi_non_inscrit",
                    brsa="oui",
                )
                Projet.objects.create(dispositif=plie, personne=found.personne, du=JOUR, intitule="Peintre")
                make_lot(clause, etat="notifie", marche=make_marche(clause, lieu_commune=communes["Bourg"]))
            counts.append(len(count_queries(client, f"/parcours/marches-proches/{adresse.format(lot=lot.uuid)}")))
        assert counts[0] == counts[1]


def test_au_dela_de_la_limite_les_premiers_selon_la_regle_sont_gardes(clause, communes):
    for commune in ("Neuville", "Bourg", "Neuville"):
        live(make_personne(clause), communes[commune], brsa="oui")
    acteur = make_facilitateur(clause)
    rows = queries.select_du_service(acteur)
    habitants = queries.read_habitants(acteur, list(rows), en_parcours=False, on=localdate())
    found = queries.find_proches(habitants, lieu=communes["Bourg"], secteur="", on=localdate())
    kept = queries.order_rows(rows, found, champ="pk", limite=2).order_by("rang")
    assert [row.km for row in kept] == [0, 8]
