"""The facts of a service of the clause: coded, its own only; what it shares with another counts once above them."""

from datetime import date
from decimal import Decimal
from typing import Any

import pyarrow.parquet as pq
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from maillage.clause.models import Engagement, EntrepriseDuLot, PassageLot, StatutEntreprise, SuiviLot
from maillage.clause.nomenclatures.emplois import Profil
from maillage.clause.nomenclatures.engagements import Origine
from maillage.clause.nomenclatures.partage import RoleSuivi
from maillage.clause.rules.activite.histoire import SuiviDate, date_suivis, date_versions
from maillage.clause.rules.engagements import Version
from maillage.consolidation.catalogue.clause.catalogue import CLAUSE
from maillage.consolidation.catalogue.plie import PLIE
from maillage.consolidation.cellules.comptage import count_millesime, keep_tenus
from maillage.consolidation.cellules.fichiers import write_cellules
from maillage.consolidation.cellules.niveaux import Lieu, add_niveaux
from maillage.consolidation.faits.codage_clause import find_tranche
from maillage.consolidation.faits.extraction import LECTEURS, extract_faits, find_racine, list_dispositifs, read_faits
from maillage.consolidation.faits.fichiers import find_dossier, list_sources, read_manifeste
from maillage.consolidation.faits.tables import TABLES
from maillage.consolidation.faits.tables_clause import CONTRATS, HEURES, REALISES, REDEVABLES, TABLES_CLAUSE
from maillage.indicateurs.calcul import compute
from maillage.indicateurs.moteurs.parquet import MoteurDuckdb
from maillage.indicateurs.periodes import make_annee
from maillage.reseau.nomenclatures import TypeDispositif
from maillage.territoire.models import Departement, Region
from tests.clause.usine import make_clause, make_donneur, make_marche
from tests.clause.usine_agreges import make_agrege
from tests.clause.usine_aval import MOIS, make_emploi, make_entreprise, make_ligne, make_lot_notifie, make_personne
from tests.clause.usine_postes import make_poste
from tests.parcours.usine import make_parcours
from tests.usine import make_dispositif

ANNEE = 2026
SIRET = "73282932000074"


@pytest.fixture(autouse=True)
def var(settings, tmp_path):
    settings.VAR = tmp_path


def read_lignes(dispositif, table) -> list[dict[str, Any]]:
    (path,) = list_sources(find_racine(), [dispositif.uuid], tables=TABLES_CLAUSE)[table]
    return pq.read_table(path).to_pylist()


def work(dispositif, lot, heures=100, *, personne=None, **values):
    """A validated month of one contract on this lot."""
    emploi = make_emploi(personne or make_personne(dispositif), lots=[lot])
    return make_ligne(emploi, lot, heures, statut="validee", **values)


def count(*services) -> dict[tuple[str, str, str], int]:
    """By level, territory and measure, what is not broken down."""
    for service in services:
        extract_faits(dispositif=service)
    found = count_millesime(services, millesime=ANNEE, catalogue=CLAUSE)
    return {
        (c.niveau, found.noms.get(c.territoire, c.territoire), c.code.removeprefix("clause.")): c.numerateur
        for c in found.cellules
        if not c.ventilation
    }


class TestDates:
    def test_un_pilotage_dure_jusqu_a_la_veille_du_suivant(self):
        miens = [SuiviDate(1, RoleSuivi.PILOTE, date(2025, 1, 1)), SuiviDate(1, RoleSuivi.PILOTE, date(2026, 1, 1))]
        rows = date_suivis(1, miens, [date(2025, 1, 1), date(2025, 7, 1), date(2026, 1, 1)])
        assert [(row.du, row.au) for row in rows] == [(date(2025, 1, 1), date(2025, 6, 30)), (date(2026, 1, 1), None)]

    def test_de_deux_versions_du_meme_jour_la_derniere_seule_est_en_vigueur(self):
        versions = [
            Version(1, date(2025, 1, 1), Decimal(100), Origine.INITIAL), Version(2, date(2025, 1, 1), Decimal(90), Origine.AVENANT),
            Version(3, date(2025, 6, 1), Decimal(80), Origine.AVENANT),
        ]  # fmt: skip
        assert [(row.du, row.au, row.heures) for row in date_versions(1, versions)] == [
            (date(2025, 1, 1), date(2025, 5, 31), 90), (date(2025, 6, 1), None, 80),
        ]  # fmt: skip
        assert date_versions(1, []) == []

    @pytest.mark.parametrize(
        ("effectif", "tranche"),
        [(None, None), (0, "moins_200"), (199, "moins_200"), (200, "200_249"), (250, "250_plus")],
    )
    def test_l_effectif_d_une_entreprise_ne_sort_que_par_tranche(self, effectif, tranche):
        assert find_tranche(effectif) == tranche


@pytest.mark.django_db
class TestExtraction:
    def test_un_service_a_les_tables_de_la_clause_et_un_plie_les_siennes(self):
        service, plie = make_clause(), make_dispositif()
        assert [*extract_faits(dispositif=service).manifeste.lignes] == [table.nom for table in TABLES_CLAUSE]
        assert [*extract_faits(dispositif=plie).manifeste.lignes] == [table.nom for table in TABLES]
        assert list_sources(find_racine(), [service.uuid]) == {table: [] for table in TABLES}
        assert {*list_dispositifs(types=LECTEURS.keys())} == {service, plie}
        assert list_dispositifs(types=[TypeDispositif.CLAUSE]) == [service]

    def test_la_meme_base_ne_reecrit_rien(self):
        service = make_clause()
        lot = make_lot_notifie(service)
        work(service, lot)
        assert extract_faits(dispositif=service).is_ecrite
        assert not extract_faits(dispositif=service).is_ecrite
        work(service, lot, 20)
        assert extract_faits(dispositif=service).is_ecrite
        assert len(read_lignes(service, HEURES)) == 2

    def test_rien_ne_nomme_ni_une_personne_ni_une_entreprise_ni_un_marche(self):
        service = make_clause()
        acheteur = make_donneur(service, nom="Ville de Quatremer", siret=SIRET)
        marche = make_marche(service, acheteur=acheteur, objet="Gymnase Albertine", numero="2026-QTM-7")
        entreprise = make_entreprise(service, nom="Durandal Peinture", siret="55210055400013", effectif=37)
        lot = make_lot_notifie(
            service, marche=marche, entreprise=entreprise, secteur="Peinture fine", intitule="Vestiaires"
        )
        personne = make_personne(service, nom_naissance="Montespan", prenoms="Ulysse")
        emploi = make_emploi(personne, lots=[lot], metier="Peintre d’enseigne", code_rome="F1606", fin_reelle=date(2026, 5, 2),
                             motif_fin="rupture_salarie")  # fmt: skip
        make_ligne(emploi, lot, 80, statut="validee")
        make_ligne(emploi, lot, 30, statut="rejetee", mois=date(2026, 5, 1))
        make_poste(service, nom="Capucine Facilitatrice")
        extract_faits(dispositif=service)
        written = b"".join(path.read_bytes() for path in find_dossier(find_racine(), service.uuid).iterdir())
        for said in (
            "Quatremer", "Albertine", "QTM", "Durandal", "Vestiaires", "Peinture", "Montespan", "Ulysse", "enseigne", "F1606",
            "rupture", "hors_eligibilite", "Capucine", SIRET, SIRET[:9], "55210055400013"[:9], str(lot.uuid), str(emploi.uuid),
        ):  # fmt: skip
            assert said.encode() not in written, said
        (row,) = read_lignes(service, HEURES)
        assert list(row) == list(HEURES.types)
        assert (row["centiemes"], row["effectif"], row["domaine"]) == (8000, "moins_200", "F")
        assert {row["lot"], row["contrat"], row["personne"], row["marche"]}.isdisjoint(
            {lot.pk, emploi.pk, personne.pk, marche.pk}
        )

    def test_un_profil_non_demande_n_est_pas_un_non(self):
        service = make_clause()
        lot = make_lot_notifie(service)
        work(service, lot)
        emploi = make_emploi(make_personne(service), lots=[lot], debut=date(2026, 5, 4))
        emploi.profil = [Profil.FEMME, Profil.BRSA]
        emploi.save()
        extract_faits(dispositif=service)
        sans, avec = sorted(read_lignes(service, CONTRATS), key=lambda row: row["rang"])
        assert {sans[profil.value] for profil in Profil} == {None}
        assert {profil for profil in Profil if avec[profil.value]} == {Profil.FEMME, Profil.BRSA}
        assert avec["handicap"] is False

    def test_un_service_ne_lit_que_ses_lignes(self):
        service, autre = make_clause(), make_clause()
        work(service, make_lot_notifie(service))
        make_poste(service)
        alone = read_faits(service)
        work(autre, make_lot_notifie(autre))
        make_poste(autre)
        assert read_faits(service) == alone
        extract_faits(dispositif=autre)
        for table in TABLES_CLAUSE:
            assert {row["dispositif"] for row in read_lignes(autre, table)} <= {str(autre.uuid)}

    def test_une_personne_n_a_pas_le_meme_numero_dans_deux_services_une_entreprise_si(self):
        services = [make_clause(), make_clause()]
        rows = []
        for service in services:
            lot = make_lot_notifie(service, entreprise=make_entreprise(service, siret=SIRET))
            work(service, lot, personne=make_personne(service, nom_naissance="Essai", prenoms="Léa"))
            extract_faits(dispositif=service)
            rows += read_lignes(service, HEURES)
        assert rows[0]["personne"] != rows[1]["personne"]
        assert rows[0]["entreprise"] == rows[1]["entreprise"]

    def test_l_extraction_coute_autant_de_requetes_a_2_et_a_20_contrats(self):
        service = make_clause()
        counts = []
        for number in (2, 18):
            for _ in range(number):
                lot = make_lot_notifie(service)
                Engagement.objects.create(dispositif=service, lot=lot, numero=1, du=date(2026, 3, 2), heures=900)
                work(service, lot)
                make_poste(service, quotite="0.1")
            with CaptureQueriesContext(connection) as captured:
                extract_faits(dispositif=service)
            counts.append(len(captured))
        assert counts[0] == counts[1]

    def test_qui_repond_d_un_engagement_et_de_qui_sont_les_heures_faites(self):
        """Numbers, the same as those of the hours: the company by its SIREN, the person of this service."""
        service = make_clause()
        lot = make_lot_notifie(service, entreprise=make_entreprise(service, siret=SIRET))
        cotraitante = make_entreprise(service, siret="55210055400013")
        EntrepriseDuLot.objects.create(
            dispositif=service, lot=lot, entreprise=cotraitante, role="cotraitant", du=date(2026, 3, 2)
        )
        Engagement.objects.create(dispositif=service, lot=lot, numero=1, du=date(2026, 3, 2), heures=900)
        work(service, lot, 60)
        make_agrege(lot, heures=120)
        extract_faits(dispositif=service)
        redevables = {row["is_tete"]: row for row in read_lignes(service, REDEVABLES)}
        assert redevables[True]["entreprise"] == next(
            row["entreprise"] for row in read_lignes(service, HEURES) if not row["is_agregee"]
        )
        assert redevables[False]["entreprise"] != redevables[True]["entreprise"]
        assert {row["centiemes"] for row in redevables.values()} == {90_000}
        realises = {row["personne"]: row["centiemes"] for row in read_lignes(service, REALISES)}
        personne = next(row["personne"] for row in read_lignes(service, HEURES) if not row["is_agregee"])
        assert realises == {personne: 6_000, None: 12_000}


@pytest.mark.django_db
class TestPartage:
    """A lot led by one, that another takes part in; each reads it under its own rights (ADR 0020)."""

    @pytest.fixture
    def trio(self):
        region, _ = Region.objects.get_or_create(code="9X", defaults={"nom": "Région d’essai"})
        departements = [
            Departement.objects.get_or_create(code=code, defaults={"nom": f"Essai {code}", "region": region})[0]
            for code in ("9A", "9B")
        ]
        pilote, participante, observatrice = (
            make_dispositif(
                f"Clause {rang}", type=TypeDispositif.CLAUSE, region=region, departement=departements[rang > 0]
            )
            for rang in range(3)
        )
        acheteur = make_donneur(pilote, siret=SIRET)
        lot = make_lot_notifie(pilote, marche=make_marche(pilote, acheteur=acheteur, numero="2026-1"))
        Engagement.objects.create(dispositif=pilote, lot=lot, numero=1, du=date(2026, 3, 2), heures=900)
        for structure, role in ((participante, "participante"), (observatrice, "observatrice")):
            SuiviLot.objects.create(dispositif=pilote, lot=lot, structure=structure, role=role, du=date(2026, 3, 2))
        return lot, pilote, participante, observatrice

    def test_un_lot_partage_compte_chez_chacun_et_une_fois_au_dessus(self, trio):
        lot, pilote, participante, observatrice = trio
        work(pilote, lot, 60)
        found = count(pilote, participante, observatrice)
        noms = [one.slug for one in (pilote, participante, observatrice)]
        for code in ("marches", "lots", "donneurs", "maitres_ouvrage", "entreprises"):
            assert [found["dispositif", nom, code] for nom in noms] == [1, 1, 0], code
            assert found["departement", "9A", code] == found["departement", "9B", code] == 1, code
            assert found["region", "9X", code] == found["france", "FR", code] == 1, code
        assert [found["dispositif", nom, "heures_engagees"] for nom in noms] == [90_000, 90_000, 0]
        assert found["france", "FR", "heures_engagees"] == 90_000

    def test_ce_qui_se_transmet_s_additionne_chez_le_pilote(self, trio):
        _lot, pilote, participante, observatrice = trio
        found = count(pilote, participante, observatrice)
        noms = [one.slug for one in (pilote, participante, observatrice)]
        assert [found["dispositif", nom, "lots_pilotes"] for nom in noms] == [1, 0, 0]
        assert found["france", "FR", "lots_pilotes"] == 1
        assert found["france", "FR", "heures_engagees_pilotees"] == 90_000

    def test_les_heures_vont_a_qui_en_a_le_credit_et_celles_agregees_au_pilote(self, trio):
        lot, pilote, participante, observatrice = trio
        work(pilote, lot, 60)
        make_agrege(lot, heures=120)
        found = count(pilote, participante, observatrice)
        assert found["dispositif", pilote.slug, "heures"] == 6_000
        assert found["dispositif", pilote.slug, "heures_agregees"] == 12_000
        assert found["dispositif", participante.slug, "heures_en_tout"] == 0
        assert found["france", "FR", "heures_en_tout"] == 18_000

    def test_le_meme_marche_saisi_par_deux_services_en_est_un_pour_la_region(self, trio):
        _lot, pilote, participante, observatrice = trio
        acheteur = make_donneur(observatrice, siret=SIRET)
        make_lot_notifie(observatrice, marche=make_marche(observatrice, acheteur=acheteur, numero="2026-1"))
        found = count(pilote, participante, observatrice)
        assert found["dispositif", observatrice.slug, "marches"] == 1
        assert (found["france", "FR", "marches"], found["france", "FR", "lots"]) == (1, 2)
        assert found["france", "FR", "donneurs"] == 1

    def test_sans_les_faits_des_autres_les_depots_ne_font_pas_de_total_faux(self, trio):
        """Cells of dispositifs, added up: what is shared has no cell above them, and neither have the rates made of it."""
        _lot, pilote, participante, observatrice = trio
        services = [pilote, participante, observatrice]
        for one in services:
            extract_faits(dispositif=one)
        sources = list_sources(find_racine(), [one.uuid for one in services], tables=TABLES_CLAUSE)
        with MoteurDuckdb(sources) as moteur:
            seules = compute(CLAUSE, moteur, [make_annee(ANNEE)], [str(one.uuid) for one in services])
        found = add_niveaux(seules, {str(one.uuid): Lieu() for one in services}, catalogue=CLAUSE)
        codes = {cellule.code for cellule in found if cellule.niveau == "france"}
        assert {"clause.heures", "clause.lots_pilotes", "clause.participants"} <= codes
        assert codes.isdisjoint({"clause.marches", "clause.lots", "clause.marches_par_facilitateur"})

    def test_qui_passe_la_main_ne_compte_plus_le_lot_comme_sien(self, trio):
        lot, pilote, participante, observatrice = trio
        SuiviLot.objects.filter(lot=lot, structure=participante).update(au=date(2026, 5, 31))
        SuiviLot.objects.create(dispositif=pilote, lot=lot, structure=participante, role="pilote", du=date(2026, 6, 1))
        found = count(pilote, participante, observatrice)
        assert found["dispositif", participante.slug, "lots_pilotes"] == 1
        assert found["dispositif", pilote.slug, "lots_pilotes"] == found["dispositif", pilote.slug, "lots"] == 0


@pytest.mark.django_db
class TestComptage:
    def test_qui_n_a_ni_lot_ni_heure_n_est_pas_couvert(self):
        tient, rien, plie = make_clause(), make_clause(), make_dispositif()
        make_lot_notifie(tient)
        make_poste(rien)
        make_parcours(plie)
        for one in (tient, rien, plie):
            extract_faits(dispositif=one)
        assert keep_tenus([tient, rien, plie], catalogue=CLAUSE) == [tient]
        assert keep_tenus([tient, rien, plie]) == keep_tenus([tient, rien, plie], catalogue=PLIE) == [plie]
        assert read_manifeste(find_racine(), rien.uuid) is not None

    def test_le_fichier_des_cellules_dit_les_libelles_du_catalogue_compte(self, tmp_path):
        service = make_clause()
        work(service, make_lot_notifie(service), 1607)
        extract_faits(dispositif=service)
        found = count_millesime([service], millesime=ANNEE, catalogue=CLAUSE)
        assert write_cellules(tmp_path / "cellules.csv", found) == len(found.cellules)
        lignes = (tmp_path / "cellules.csv").read_text(encoding="utf-8").splitlines()
        assert any(
            li.startswith("clause.heures,Heures d’insertion validées,2026,france,FR,,,1607,heures,1,") for li in lignes
        )
        assert any(li.startswith("clause.etp,") and ",2026,france,FR,,,1.0,ETP,1," in li for li in lignes)

    def test_les_lots_echus_se_comptent_chez_qui_les_pilote_chacun_pour_ce_qu_il_engage(self):
        service, autre = make_clause(), make_clause()
        for engagees, faites in ((100, 160), (200, 50)):
            lot = make_lot_notifie(service)
            Engagement.objects.create(dispositif=service, lot=lot, numero=1, du=date(2026, 3, 2), heures=engagees)
            SuiviLot.objects.create(
                dispositif=service, lot=lot, structure=autre, role="participante", du=date(2026, 3, 2)
            )
            PassageLot.objects.create(dispositif=service, lot=lot, vers="solde", le=date(2026, 9, 1), rang=2)
            work(service, lot, faites)
        found = count(service, autre)
        for cle in (("dispositif", service.slug), ("france", "FR")):
            assert found[(*cle, "lots_echus")] == 2
            assert found[(*cle, "lots_tenus")] == 1
            assert found[(*cle, "taux_realisation")] == 15_000  # 100 of 100, and 50 of 200
            assert found[(*cle, "heures_engagees_echues")] == 30_000
            assert found[(*cle, "heures_realisees_echues")] == 21_000
            assert (found[(*cle, "heures_manquantes")], found[(*cle, "heures_excedentaires")]) == (15_000, 6_000)
            assert found[(*cle, "lots_echus_sans_entreprise")] == 0
        assert found["dispositif", autre.slug, "lots_echus"] == 0

    def test_un_lot_fini_une_autre_annee_ne_compte_pas_dans_celle_ci(self):
        service = make_clause()
        lot = make_lot_notifie(service)
        Engagement.objects.create(dispositif=service, lot=lot, numero=1, du=date(2026, 3, 2), heures=100)
        PassageLot.objects.create(dispositif=service, lot=lot, vers="solde", le=date(2026, 9, 1), rang=2)
        extract_faits(dispositif=service)
        for annee, attendu in ((2026, 1), (2027, 0)):
            found = count_millesime([service], millesime=annee, catalogue=CLAUSE)
            assert {c.numerateur for c in found.cellules if c.code == "clause.lots_echus"} == {attendu}, annee

    def test_un_contrat_fini_dure_jusqu_a_sa_fin_reelle_et_celle_qui_n_est_que_prevue_n_est_pas_connue(self):
        service = make_clause()
        lot = make_lot_notifie(service)
        for fin in (
            {"fin_reelle": date(2026, 3, 18), "motif_fin": "rupture_salarie"},
            {"fin_prevue": date(2026, 4, 9)},
        ):
            make_emploi(make_personne(service), lots=[lot], debut=date(2026, 3, 9), **fin)
        make_emploi(make_personne(service), lots=[lot], debut=date(2026, 3, 9), fin_prevue=None, type_contrat="cdi")
        extract_faits(dispositif=service)
        rows = sorted(read_lignes(service, CONTRATS), key=lambda row: str(row["fin"]))
        assert [(row["fin"], row["is_fin_dite"]) for row in rows] == [
            (date(2026, 3, 18), True), (date(2026, 4, 9), False), (None, False),
        ]  # fmt: skip
        found = {
            c.code.removeprefix("clause."): c
            for c in count_millesime([service], millesime=ANNEE, catalogue=CLAUSE).cellules
            if c.niveau == "france" and not c.ventilation
        }
        assert found["contrats_finis"].numerateur == 2
        moyenne, mediane = found["duree_contrats_moyenne"], found["duree_contrats_mediane"]
        assert (moyenne.numerateur, moyenne.base, moyenne.non_reponse) == (10, 1, 1)
        assert mediane.histogramme == ((10, 1),)

    def test_un_lot_sans_clause_ne_compte_pas_ses_heures(self):
        service = make_clause()
        lot = make_lot_notifie(service)
        work(service, lot)
        lot.etat = "sans_clause"
        lot.save()
        assert count(service)["france", "FR", "heures"] == 0

    def test_la_part_des_structures_d_insertion_suit_le_statut_du_mois(self):
        service = make_clause()
        ligne = work(service, make_lot_notifie(service), 70)
        make_ligne(ligne.mise_emploi, ligne.lot, 30, statut="validee", mois=date(2026, 6, 1))
        StatutEntreprise.objects.create(
            dispositif=service, entreprise=ligne.mise_emploi.employeur, statut="ei", du=date(2026, 5, 1)
        )
        found = count(service)
        assert found["france", "FR", "part_siae"] == found["france", "FR", "part_siae_marche"] == 3_000
        assert date(2026, 5, 1) > MOIS
