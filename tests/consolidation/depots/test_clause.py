"""Services of the clause deposit: additive cells, and who gives their hours; what they share is not added up."""

import json
from datetime import date
from random import Random

import pytest

from maillage.cli import main
from maillage.consolidation.catalogue.clause.apports import APPORTS
from maillage.consolidation.catalogue.clause.catalogue import CLAUSE
from maillage.consolidation.cellules.niveaux import Lieu, add_niveaux
from maillage.consolidation.depots.actions.depots import DepotRefuse, make_entete, receive_agrege
from maillage.consolidation.depots.catalogues import get_regles
from maillage.consolidation.depots.comptage import count_depot
from maillage.consolidation.depots.models import Depot
from maillage.consolidation.depots.nomenclatures import EtatDepot
from maillage.consolidation.depots.queries.depots import read_apports, read_avant, read_cellules, read_en_vigueur
from maillage.consolidation.depots.rules.documents import encode, read_document, write_document
from maillage.consolidation.depots.rules.sommes import add_depots
from maillage.consolidation.depots.tableaux import list_groupes
from maillage.consolidation.faits.tables_clause import TABLES_CLAUSE
from maillage.indicateurs.apports import list_cles
from maillage.socle.refus import RefusMultiples
from tests.clause.usine import make_clause
from tests.clause.usine_aval import MOIS, make_emploi, make_ligne, make_lot_notifie, make_personne
from tests.consolidation.depots.usine import NOW, make_acteur_de, receive
from tests.consolidation.depots.usine_clause import count, make_campagne, write_essai
from tests.consolidation.petit_reseau_clause import ANNEE, LIEUX, make_services
from tests.usine import make_dispositif

MOTIF = "Bilan envoyé le 12 février"


@pytest.fixture(autouse=True)
def var(settings, tmp_path):
    settings.VAR = tmp_path / "var"


def test_la_somme_des_depots_est_le_compte_de_toutes_les_lignes_dans_tout_ordre():
    """Each deposit written, checked at the door, read; above them, what several services share is nowhere."""
    services = make_services(nombre=4, lots=12, personnes=30)
    cles = [str(service.uuid) for service, _ in services]
    ensemble = {table: [row for _, rows in services for row in rows[table]] for table in TABLES_CLAUSE}
    directes, _ = count(cles, ensemble)
    lieux = {cle: Lieu(departement, region) for cle, (region, departement) in zip(cles, LIEUX, strict=False)}
    expected = {c.cle: c for c in add_niveaux(directes, lieux, catalogue=CLAUSE)}
    campagne = make_campagne_vide()
    depots = {}
    for service, rows in services:
        cellules, apports = count([str(service.uuid)], rows)
        entete = make_entete(campagne, service)
        contenu = write_document(entete, CLAUSE, cellules, apports=apports[str(service.uuid)])
        regles = get_regles("clause")
        lecture = read_document(
            contenu, attendu=entete, catalogue=CLAUSE, egalites=regles.egalites, grandeurs=regles.grandeurs
        )
        assert lecture.refus == ()
        assert len(lecture.apports) == len(list_cles(APPORTS))
        depots[str(service.uuid)] = lecture.cellules
    for order in (cles, cles[::-1], Random(1).sample(cles, len(cles))):
        found = add_depots({cle: depots[cle] for cle in order}, lieux, catalogue=CLAUSE)
        assert {c.cle: c for c in found.cellules} == expected
    assert {c.code for c in found.cellules if c.niveau == "dispositif"} == CLAUSE.mesures.keys()
    distinctes = {m.code for mesures in CLAUSE.distinctes.values() for m in mesures}
    above = {c.code for c in found.cellules if c.niveau == "france"}
    assert not above & distinctes
    assert "clause.marches_par_facilitateur" not in above
    assert {"clause.heures", "clause.participants", "clause.lots_pilotes", "clause.sortie_6_sur_cohorte"} <= above


def make_campagne_vide():
    from maillage.consolidation.depots.models import Campagne

    return Campagne(consolide="clause", millesime=ANNEE, is_fictive=False)


@pytest.mark.django_db
class TestPorte:
    @pytest.fixture
    def campagne(self):
        return make_campagne()

    def refuse(self, campagne, change) -> list[str]:
        service = make_clause()
        data = json.loads(write_essai(campagne, service, lots=6, personnes=10))
        change(data)
        with pytest.raises(RefusMultiples) as refus:
            receive(campagne, service, encode(data))
        assert not Depot.objects.exists()
        return [manque.phrase for manque in refus.value.manques]

    def test_un_depot_compte_et_garde_ses_contributeurs(self, campagne):
        service = make_clause()
        recu = receive(campagne, service, write_essai(campagne, service))
        assert (recu.depot.etat, recu.is_nouveau) == (EtatDepot.EN_VIGUEUR, True)
        assert not receive(campagne, service, write_essai(campagne, service)).is_nouveau
        [lu] = read_en_vigueur(campagne)
        assert {(one.cas, one.genre) for one in lu.apports} == set(list_cles(APPORTS))

    def test_un_plie_n_est_pas_attendu(self, campagne):
        plie = make_dispositif()
        with pytest.raises(DepotRefuse, match="celle de l’autre consolidation"):
            receive(campagne, plie, write_essai(campagne, plie, lots=6, personnes=10))

    def test_un_depot_qui_ne_dit_pas_ses_contributeurs_est_refuse(self, campagne):
        [phrase] = self.refuse(campagne, lambda data: data.pop("contributeurs"))
        assert "qui donne ses heures" in phrase

    def test_un_depot_qui_n_en_dit_qu_une_partie_est_refuse(self, campagne):
        [phrase] = self.refuse(campagne, lambda data: data["contributeurs"].pop())
        assert "qui donne ses heures" in phrase

    def test_des_contributeurs_trop_petits_pour_leurs_heures_sont_refuses(self, campagne):
        def shrink(data):
            row = next(row for row in data["contributeurs"] if row[:2] == ["clause.heures", "entreprises"])
            row[3] //= 1000

        [phrase] = self.refuse(campagne, shrink)
        assert "« clause.heures » ne peuvent pas donner" in phrase

    def test_des_heures_qui_ne_font_pas_le_total_sont_refusees(self, campagne):
        def change(data):
            next(row for row in data["cellules"] if row[:2] == ["clause.heures_en_tout", ""])[3] += 100

        assert any("Heures en tout, totaux déclarés compris" in phrase for phrase in self.refuse(campagne, change))

    def test_un_saut_des_heures_s_explique_dans_leur_unite(self, campagne):
        service = make_clause()
        avant = make_campagne(annee=ANNEE - 1)
        contenu = json.loads(write_essai(avant, service))
        receive(avant, service, encode(contenu), today=date(ANNEE, 2, 2))
        recu = receive(campagne, service, write_essai(campagne, service, personnes=30))
        assert recu.depot.etat == EtatDepot.A_EXPLIQUER
        phrases = {saut["cle"]: saut["phrase"] for saut in recu.depot.sauts}
        assert phrases["clause.heures"].startswith("Heures d’insertion validées : ")
        assert "clause.participants" in phrases
        [heures] = [
            chiffre
            for groupe in list_groupes(campagne, read_cellules(recu.depot), avant=read_avant(campagne, service))
            for chiffre in groupe.chiffres
            if chiffre.code == "clause.heures"
        ]
        assert f"{heures.avant} l’année d’avant, {heures.valeur} cette année" in phrases["clause.heures"]


@pytest.mark.django_db
class TestStructureSansMaillage:
    def test_elle_donne_ses_heures_en_un_total_et_personne_n_est_derriere(self):
        campagne, service = make_campagne(), make_clause()
        recu = receive_agrege(
            by=make_acteur_de(service), campagne=campagne, dispositif=service, totaux={"clause.heures_en_tout": 1_250_000},
            now=NOW, today=campagne.ouverte_le, motif=MOTIF, vue=0,
        )  # fmt: skip
        [lu] = read_en_vigueur(campagne)
        totaux = {c.code: c.numerateur for c in lu.cellules if not c.ventilation}
        assert totaux["clause.heures_agregees"] == totaux["clause.heures_en_tout"] == 1_250_000
        assert totaux["clause.heures"] == 0
        assert "clause.participants" not in totaux
        assert read_apports(recu.depot) == ()

    def test_elle_est_demandee_en_entier(self):
        campagne, service = make_campagne(), make_clause()
        with pytest.raises(RefusMultiples, match="même nul"):
            receive_agrege(
                by=make_acteur_de(service), campagne=campagne, dispositif=service, totaux={}, now=NOW,
                today=campagne.ouverte_le, motif=MOTIF, vue=0,
            )  # fmt: skip


@pytest.mark.django_db
class TestDesDossiers:
    def make_service(self):
        service = make_clause()
        lot = make_lot_notifie(service)
        for heures in (100, 40):
            make_ligne(make_emploi(make_personne(service), lots=[lot]), lot, heures, statut="validee")
        return service

    def test_le_depot_compte_ici_dit_les_heures_et_qui_les_donne(self):
        service = self.make_service()
        campagne = make_campagne(annee=MOIS.year)
        contenu, cellules = count_depot(campagne, service)
        assert next(c.numerateur for c in cellules if c.code == "clause.heures" and not c.ventilation) == 14_000
        found = {(cas, genre): (nombre, gros) for cas, genre, nombre, gros in json.loads(contenu)["contributeurs"]}
        assert found["clause.heures", "personnes"] == (2, 10_000)
        assert found["clause.heures", "entreprises"] == (1, 14_000)

    def test_la_commande_depose_pour_un_service_de_la_clause(self, capsys, tmp_path):
        service = self.make_service()
        sortie = tmp_path / "depot.json"
        annee = str(MOIS.year)
        assert main(["deposer", "--dispositif", service.slug, "--millesime", annee, "--sortie", str(sortie)]) == 0
        assert json.loads(sortie.read_bytes())["catalogue"] == "clause"
        assert main(["deposer", "--dispositif", service.slug, "--millesime", annee]) == 1
        assert "campagne" in capsys.readouterr().err
