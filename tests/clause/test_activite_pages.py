"""« Activité de la clause », and what a region reads of it: each figure with its base; totals, nobody named."""

import csv
from datetime import date
from decimal import Decimal

import pytest
from django.utils.timezone import localdate

from maillage.clause.models import Engagement, EntrepriseDuLot, Operation, PassageLot, StatutEntreprise, SuiviLot
from maillage.clause.permissions import Droit
from maillage.clause.queries.activite import read_faits, read_service
from maillage.clause.queries.territoires import list_services, read_territoire
from maillage.clause.rules.activite.comptages import count
from maillage.clause.rules.activite.valeurs import measure
from maillage.clause.rules.postes import Periode
from maillage.reseau.models import Logiciel
from maillage.reseau.nomenclatures import TypeDispositif
from maillage.socle import permissions
from maillage.socle.journal.models import Acces
from maillage.socle.roles import Role
from maillage.territoire.models import Departement, Region
from tests.clause.usine import make_clause, make_donneur, make_facilitateur, make_marche
from tests.clause.usine_aval import make_emploi, make_entreprise, make_ligne, make_lot_notifie, make_personne
from tests.clause.usine_postes import make_direction, make_poste, make_temps
from tests.parcours.suivi.pages import count_queries
from tests.usine import make_acteur, make_dispositif, make_habilitation

pytestmark = pytest.mark.django_db
ACTIVITE, REGION = "/activite-clause/", "/clause-du-territoire/"
AN = Periode(date(2026, 1, 1), date(2026, 12, 31))
AVANT = Periode(date(2025, 1, 1), date(2025, 12, 31))
SIRET, AUTRE_SIRET = "73282932000074", "55210055400013"


@pytest.fixture
def dispositif():
    return make_clause()


@pytest.fixture
def connectee(client, dispositif):
    client.force_login(make_direction(dispositif).compte)
    return client


def make_heures(dispositif, heures=100, *, personne=None, lot=None, **values):
    """A validated month of one contract."""
    lot = lot or make_lot_notifie(dispositif)
    emploi = make_emploi(personne or make_personne(dispositif), lots=[lot], **values)
    return make_ligne(emploi, lot, heures, statut="validee")


class TestFaits:
    def test_un_service_se_compte_en_entier(self, dispositif):
        lot = make_lot_notifie(dispositif)
        Engagement.objects.create(dispositif=dispositif, lot=lot, numero=1, du=date(2026, 3, 2), heures=900)
        ligne = make_heures(dispositif, 300, lot=lot)
        StatutEntreprise.objects.create(dispositif=dispositif, entreprise=ligne.mise_emploi.employeur, statut="etti",
                                        du=date(2026, 4, 30))  # fmt: skip
        make_ligne(ligne.mise_emploi, lot, 50, mois=date(2026, 5, 1))  # declared, not validated
        make_ligne(ligne.mise_emploi, lot, 20, mois=date(2025, 12, 1), statut="validee")
        make_poste(dispositif, quotite="0.5")
        make_heures(make_clause(), 999)
        found = count(read_service(make_facilitateur(dispositif), periode=AN), AN)
        assert (found.marches, found.lots, found.donneurs, found.entreprises) == (1, 1, 1, 1)
        assert (found.heures, found.participants, found.contrats_actifs, found.contrats_signes) == (300, 1, 1, 1)
        assert (found.engagees, found.heures_siae, found.etp_facilitateurs) == (900, 300, Decimal("0.5"))
        assert measure(found)["HEURES_PAR_FACILITATEUR"].nombre == 600

    @pytest.mark.parametrize(
        ("passages", "en_cours"),
        [
            ([("resilie", date(2025, 12, 31))], 0),
            ([("resilie", date(2026, 6, 1))], 1),
            ([("solde", date(2025, 12, 31))], 0),
            ([("solde", date(2026, 6, 1))], 1),
            ([], 1),
        ],
    )
    def test_une_annee_passee_se_relit_avec_les_passages_du_lot(self, dispositif, passages, en_cours):
        lot = make_lot_notifie(dispositif, marche=make_marche(dispositif, engage_le=date(2025, 3, 1)))
        SuiviLot.objects.filter(lot=lot).update(du=date(2025, 3, 1))
        for rang, (vers, le) in enumerate(passages, 2):
            PassageLot.objects.create(dispositif=dispositif, lot=lot, vers=vers, le=le, rang=rang)
        assert count(read_faits([dispositif.pk], periode=AN), AN).marches == en_cours
        assert count(read_faits([dispositif.pk], periode=AVANT), AVANT).marches == 1

    def test_un_lot_jamais_notifie_ne_compte_pas(self, dispositif):
        lot = make_lot_notifie(dispositif)
        PassageLot.objects.filter(lot=lot).update(vers="attribue")
        assert count(read_faits([dispositif.pk], periode=AN), AN).lots == 0

    def test_deux_services_qui_connaissent_le_meme_siren_ont_un_donneur_une_entreprise_un_marche(self):
        services = [make_clause(), make_clause()]
        for service in services:
            acheteur = make_donneur(service, siret=SIRET)
            make_lot_notifie(service, marche=make_marche(service, acheteur=acheteur, numero="2026-1"),
                             entreprise=make_entreprise(service, siret=AUTRE_SIRET))  # fmt: skip
        found = count(read_faits([one.pk for one in services], periode=AN), AN)
        assert (found.marches, found.donneurs, found.entreprises, found.lots) == (1, 1, 1, 2)

    def test_une_personne_suivie_par_deux_services_est_une_au_niveau_du_reseau(self):
        services = [make_clause(), make_clause()]
        for service, prenoms in zip(services, ("Léa Marie", "lea"), strict=True):
            make_heures(service, 10, personne=make_personne(service, nom_naissance="Essai-Dupont", prenoms=prenoms))
        keys = [one.pk for one in services]
        assert count(read_faits(keys, periode=AN, is_reseau=True), AN).participants == 1
        assert count(read_faits(keys, periode=AN), AN).participants == 2

    def test_un_service_est_equipe_quand_il_tient_ses_marches_ici_ou_declare_son_logiciel(self):
        tient, declare, rien = make_clause(), make_clause(), make_clause()
        make_marche(tient)
        Logiciel.objects.create(dispositif=declare, usage="clause", nom="Un logiciel", du=date(2026, 1, 1))
        Logiciel.objects.create(dispositif=rien, usage="gestion", nom="Un autre", du=date(2026, 1, 1))
        found = count(read_faits([tient.pk, declare.pk, rien.pk], periode=AN), AN)
        assert (found.structures_equipees, found.structures) == (2, 3)

    def test_un_lot_partage_compte_pour_qui_le_pilote_ou_y_participe_et_une_fois_pour_tous(self, dispositif):
        participante, observatrice = make_clause(), make_clause()
        lot = make_lot_notifie(dispositif)
        for structure, role in ((participante, "participante"), (observatrice, "observatrice")):
            SuiviLot.objects.create(dispositif=dispositif, lot=lot, structure=structure, role=role, du=date(2026, 3, 2))
        keys = [dispositif.pk, participante.pk, observatrice.pk]
        faits = read_faits(keys, periode=AN)
        assert [count(faits.keep({key}), AN).marches for key in keys] == [1, 1, 0]
        assert [count(faits.keep({key}), AN).entreprises for key in keys] == [1, 1, 0]
        whole = count(faits, AN)
        assert (whole.marches, whole.lots, whole.entreprises) == (1, 1, 1)

    def test_le_maitre_d_ouvrage_est_a_defaut_l_acheteur_et_une_operation_en_cours_a_un_marche_en_cours(
        self, dispositif
    ):
        ville, bailleur = make_donneur(dispositif), make_donneur(dispositif)
        operation = Operation.objects.create(dispositif=dispositif, intitule="Les Forges", maitre_ouvrage=bailleur)
        make_lot_notifie(dispositif, marche=make_marche(dispositif, acheteur=ville))
        make_lot_notifie(dispositif, marche=make_marche(dispositif, acheteur=ville, maitre_ouvrage=bailleur,
                                                        operation=operation))  # fmt: skip
        found = count(read_faits([dispositif.pk], periode=AN), AN)
        assert (found.marches, found.donneurs, found.maitres_ouvrage, found.operations) == (2, 1, 2, 1)


class TestPage:
    def test_chaque_chiffre_a_sa_base_et_ce_qui_ne_se_calcule_pas_sa_raison(self, connectee, dispositif):
        make_heures(dispositif, 321)
        page = connectee.get(f"{ACTIVITE}?du=2026-01-01&au=2026-12-31")
        told = page.content.decode()
        assert "321\u202fh validées ÷ 1\u202f607" in told
        assert "Aucun poste de facilitateur n’est déclaré sur la période." in told
        assert "Chiffres extraits le" in told
        assert "du 1er janvier 2025 au 31 décembre 2025" in told
        make_poste(dispositif, quotite="0.5")
        told = connectee.get(f"{ACTIVITE}?du=2026-01-01&au=2026-12-31").content.decode()
        assert "321\u202fh ÷ 0,5" in told

    @pytest.mark.parametrize("query", ["?annee=1900", "?annee=x", "?du=2026-12-31&au=2026-01-01", "?du=x"])
    def test_une_adresse_qui_ne_dit_rien_de_sense_compte_l_annee_en_cours(self, connectee, query):
        page = connectee.get(ACTIVITE + query)
        assert page.status_code == 200
        assert page.context["choix"].periode == Periode(date(localdate().year, 1, 1), localdate())

    @pytest.mark.parametrize("format", ["csv", "xlsx", "ods"])
    def test_les_chiffres_s_exportent_avec_leur_definition_et_le_journal_s_en_souvient(
        self, connectee, dispositif, format
    ):
        make_heures(dispositif, 321)
        fichier = connectee.get(f"{ACTIVITE}export.{format}?du=2026-01-01&au=2026-12-31")
        assert fichier.status_code == 200
        assert Acces.objects.filter(type="clause.activite_export").count() == 1
        if format == "csv":
            told = b"".join(fichier).decode()
            found = next(line for line in csv.DictReader(told.splitlines()) if line["code"] == "HEURES")
            assert (Decimal(found["valeur"]), found["base"], found["version"]) == (321, "1 marché", "1")
            assert found["definition"].startswith("Σ heures réelles")
        assert connectee.get(f"{ACTIVITE}export.pdf").status_code == 404

    def test_la_facilitatrice_lit_l_activite_sans_les_postes(self, client, dispositif):
        client.force_login(make_habilitation(Role.FACILITATEUR, dispositif).compte)
        make_poste(dispositif, nom="Alix Essai")
        page = client.get(ACTIVITE)
        assert page.status_code == 200
        assert "Alix Essai" not in page.content.decode()
        assert [onglet["libelle"] for onglet in page.context["onglets"]] == ["Chiffres", "Temps passé"]
        assert client.get(f"{ACTIVITE}postes/").status_code == 403

    def test_la_direction_d_un_plie_n_a_pas_d_activite_de_la_clause(self, dispositif):
        assert not permissions.can(make_acteur(Role.DIRECTEUR, make_dispositif()), Droit.VOIR_ACTIVITE)

    def test_la_page_pose_le_meme_nombre_de_requetes_a_2_et_20(self, connectee, dispositif):
        counts = []
        for more in (2, 18):
            for _ in range(more):
                make_heures(dispositif)
                make_poste(dispositif)
                make_temps(dispositif, make_habilitation(Role.FACILITATEUR, dispositif).compte, le=localdate())
            counts.append(len(count_queries(connectee, f"{ACTIVITE}?du=2026-01-01&au=2026-12-31")))
        assert counts[0] == counts[1]


class TestRegion:
    @pytest.fixture
    def region(self):
        return Region.objects.create(code="98", nom="Région d’essai")

    @pytest.fixture
    def services(self, region):
        made = []
        for code in ("9A", "9B", "9C"):
            departement = Departement.objects.create(
                code=code, nom=f"Département {code}", region=region, zone="metropole"
            )
            made.append(
                make_dispositif(f"Clause {code}", type=TypeDispositif.CLAUSE, region=region, departement=departement)
            )
        return made  # fmt: skip

    @pytest.fixture
    def coordinatrice(self, client, region):
        client.force_login(make_habilitation(Role.COORDINATEUR_REGIONAL, region=region).compte)
        return client

    def employ(self, service, personnes):
        lot = make_lot_notifie(service)
        for _ in range(personnes):
            make_heures(service, 10, lot=lot)

    def test_elle_voit_les_services_de_sa_region_et_aucun_autre(self, region, services, coordinatrice):
        ailleurs = make_dispositif("Clause d’ailleurs", type=TypeDispositif.CLAUSE)
        make_dispositif("PLIE d’ici", region=region)
        acteur = make_acteur(habilitation=make_habilitation(Role.COORDINATEUR_REGIONAL, region=region))
        assert list_services(acteur) == services
        told = coordinatrice.get(REGION).content.decode()
        assert all(service.nom in told for service in services)
        assert ailleurs.nom not in told
        assert "PLIE d’ici" not in told.split("<main", 1)[1]

    def test_elle_ne_lit_ni_marche_ni_entreprise_ni_personne(self, services, coordinatrice):
        ligne = make_heures(services[0])
        make_poste(services[0], nom="Alix Essai")
        told = coordinatrice.get(f"{REGION}?du=2026-01-01&au=2026-12-31").content.decode()
        for secret in (ligne.lot.marche.objet, ligne.entreprise.nom, ligne.lot.marche.acheteur.nom, "Alix Essai",
                       ligne.mise_emploi.personne.nom_naissance):  # fmt: skip
            assert secret not in told
        assert coordinatrice.get("/marches/").status_code == 403
        assert coordinatrice.get(ACTIVITE).status_code == 403

    def test_un_petit_effectif_ne_se_lit_ni_ne_se_deduit_dans_aucune_vue(self, services, coordinatrice):
        for service, personnes in zip(services, (2, 6, 9), strict=True):
            self.employ(service, personnes)
        found = read_territoire(services, periode=AN, avant=AVANT)
        assert [service.is_masque for service in found.services] == [True, True, False]
        assert not found.is_masque
        for code, is_masque in (("9A", True), ("9B", True), ("9C", False)):
            one = read_territoire(services, periode=AN, avant=AVANT, departement=code)
            assert (one.is_masque, [service.is_masque for service in one.services]) == (is_masque, [is_masque])
        told = coordinatrice.get(f"{REGION}?du=2026-01-01&au=2026-12-31&departement=9B").content.decode()
        assert "60\u202fh" not in told
        fichier = b"".join(coordinatrice.get(f"{REGION}export.csv?du=2026-01-01&au=2026-12-31&departement=9B")).decode()
        ligne = next(line for line in csv.DictReader(fichier.splitlines()) if line["code"] == "HEURES")
        assert (ligne["valeur"], ligne["base"]) == (
            "",
            "Trop peu de personnes ou de services : le chiffre ne se montre pas.",
        )

    def test_deux_coordinations_qui_se_parlent_n_en_apprennent_pas_plus(self, region, services, coordinatrice):
        """What the département hides, the region hides too: the total of the one less the lines of the other says nothing."""
        voisin = make_dispositif(type=TypeDispositif.CLAUSE, region=region, departement=services[0].departement)
        for service, personnes in zip((*services, voisin), (2, 5, 9, 30), strict=True):
            self.employ(service, personnes)
        dans_la_region = read_territoire([*services, voisin], periode=AN, avant=AVANT)
        dans_le_departement = read_territoire([services[0], voisin], periode=AN, avant=AVANT)
        assert [one.is_masque for one in dans_le_departement.services] == [True, True]
        assert not dans_le_departement.is_masque
        assert [one.is_masque for one in dans_la_region.services] == [True, True, False, True]

    def test_une_petite_annee_d_avant_ne_se_lit_pas_a_cote_d_une_grande(self, services, coordinatrice):
        self.employ(services[0], 9)
        lot = make_lot_notifie(services[0])
        make_ligne(
            make_emploi(make_personne(services[0]), lots=[lot]), lot, 44, mois=date(2025, 4, 1), statut="validee"
        )
        told = coordinatrice.get(f"{REGION}?du=2026-01-01&au=2026-12-31").content.decode()
        assert "90\u202fh" in told
        assert "44\u202fh" not in told

    def test_les_ratios_se_font_sur_les_services_qui_ont_un_poste(self, services, coordinatrice):
        self.employ(services[0], 8)
        self.employ(services[1], 8)
        make_poste(services[0], quotite="0.5", du=date(2025, 1, 1))
        page = coordinatrice.get(f"{REGION}?du=2026-01-01&au=2026-12-31")
        told = page.content.decode()
        assert "80\u202fh ÷ 0,5" in told
        assert "2 services sans poste déclaré" in told
        assert page.context["territoire"].total.heures == 160
        assert Acces.objects.get(type="clause.territoire").details == {"nombre": 3}

    def test_la_page_pose_le_meme_nombre_de_requetes_a_2_et_20(self, region, services, coordinatrice):
        counts = []
        for more in (2, 18):
            for _ in range(more):
                service = make_dispositif(type=TypeDispositif.CLAUSE, region=region)
                make_heures(service)
                make_poste(service)
            counts.append(len(count_queries(coordinatrice, f"{REGION}?du=2026-01-01&au=2026-12-31")))
        assert counts[0] == counts[1]

    def test_une_coordination_sans_region_ne_voit_rien(self, client):
        client.force_login(make_habilitation(Role.COORDINATEUR_REGIONAL).compte)
        assert client.get(REGION).status_code == 403


def test_une_entreprise_arrivee_apres_la_periode_ne_compte_pas(dispositif):
    lot = make_lot_notifie(dispositif)
    EntrepriseDuLot.objects.create(dispositif=dispositif, lot=lot, entreprise=make_entreprise(dispositif),
                                   role="sous_traitant", du=date(2027, 1, 1))  # fmt: skip
    assert count(read_faits([dispositif.pk], periode=AN), AN).entreprises == 1


class TestRepartitions:
    def test_l_ecran_dit_la_nature_d_achat_le_type_de_donneur_et_l_annee_d_avant(self, connectee, dispositif):
        lot = make_lot_notifie(dispositif)
        make_heures(dispositif, 300, lot=lot)
        ancien = make_emploi(make_personne(dispositif), lots=[lot])
        make_ligne(ancien, lot, 60, mois=date(2025, 4, 1), statut="validee")
        told = connectee.get(f"{ACTIVITE}?du=2026-01-01&au=2026-12-31").content.decode()
        assert "des heures validées" in told
        assert "Un an avant" in told
        assert "+400\u202f% en un an" in told
        assert "Aucun profil n’est renseigné pour 1 personne employée" in told.replace("\xa0", " ").replace(
            "\u202f", " "
        )

    def test_les_profils_se_lisent_en_parts_et_jamais_de_trop_peu(self, connectee, dispositif):
        lot = make_lot_notifie(dispositif)
        for rang in range(12):
            emploi = make_emploi(make_personne(dispositif), lots=[lot])
            emploi.profil = ["femme" if rang < 6 else "homme", *(["handicap"] if rang < 2 else [])]
            emploi.save()
            make_ligne(emploi, lot, 10, statut="validee")
        page = connectee.get(f"{ACTIVITE}?du=2026-01-01&au=2026-12-31")
        told = page.content.decode()
        assert "12 personnes de profil connu" in told
        assert "50\u202f%" in told
        row = next(row for row in page.context["figure_profils"].lignes if row[0] == "Travailleurs handicapés")
        assert row[1:3] == ["masqué", "masqué"]

    def test_les_formules_sont_pliees_sous_comment_c_est_compte(self, connectee, dispositif):
        make_heures(dispositif, 300)
        told = connectee.get(ACTIVITE).content.decode()
        before, after = told.split("Comment c’est compté", 1)
        assert "Σ" not in before
        assert "Σ" in after

    def test_la_page_pose_le_meme_nombre_de_requetes_a_2_et_20_contrats(self, connectee, dispositif):
        counts = []
        for more in (2, 18):
            for _ in range(more):
                make_heures(dispositif)
            counts.append(len(count_queries(connectee, f"{ACTIVITE}?du=2026-01-01&au=2026-12-31")))
        assert counts[0] == counts[1]
