"""Three years of the clause at Valombre: what the domain would take, in the published shares, on a first page that stays calm."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection, transaction

from maillage.clause.models import (
    Bilan,
    Eligibilite,
    EntrepriseDuLot,
    LigneHeures,
    Lot,
    Marche,
    MiseEmploi,
    Penalite,
    StatutEntreprise,
    SuiviSortie,
)
from maillage.clause.nomenclatures.emplois import Profil
from maillage.clause.nomenclatures.marches import TypeAchat, TypeDonneurOrdre
from maillage.clause.queries.activite import read_service
from maillage.clause.queries.alertes import list_lots_en_alerte
from maillage.clause.queries.deroulement import RIEN, sum_heures
from maillage.clause.queries.lots import list_versions
from maillage.clause.rules.activite.comptages import count
from maillage.clause.rules.alertes import Code
from maillage.clause.rules.postes import Periode
from maillage.comptes.models import Habilitation
from maillage.comptes.queries import build_acteur
from maillage.demonstration.actions import GRAINE, make_demonstration
from maillage.demonstration.clause import fill_clause
from maillage.participants.models import Information, Personne, Situation
from maillage.reseau.models import Dispositif
from maillage.socle.acteur import Acteur
from maillage.socle.afaire.queries import list_a_faire
from tests.demonstration.controles_clause import list_infractions

pytestmark = pytest.mark.django_db
JOUR = date(2026, 11, 25)
FINIES = (2024, 2025)


@pytest.fixture(scope="module")
def fiction(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Made once for the module, then undone."""
    with django_db_blocker.unblock(), transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT set_config('maillage.portee', 'service', true)")
        make_demonstration(today=JOUR)
        fill_clause(graine=GRAINE, today=JOUR)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def valombre(fiction: None) -> Dispositif:
    return Dispositif.objects.get(slug="fictif-clause-valombre")


@pytest.fixture
def facilitatrice(valombre: Dispositif) -> Acteur:
    found = Habilitation.objects.get(compte__nom="Tissot")
    return build_acteur(found.compte, found, on=JOUR, adresse="", requete="")


def test_le_domaine_aurait_tout_accepte(fiction):
    services = Dispositif.objects.filter(type="clause", is_fictif=True)
    assert {str(service): list_infractions(service, today=JOUR) for service in services} == {
        str(service): [] for service in services
    }
    assert LigneHeures.objects.count() > 800  # there was something to look at


def test_la_demonstration_ne_se_fait_qu_une_fois(fiction):
    before = (Marche.objects.count(), LigneHeures.objects.count(), Bilan.objects.count())
    assert fill_clause(graine=GRAINE, today=JOUR + timedelta(days=9)) == 0
    assert (Marche.objects.count(), LigneHeures.objects.count(), Bilan.objects.count()) == before


class TestMarches:
    def test_chaque_annee_a_ses_marches_et_une_saison(self, valombre):
        debuts = [d for d in Marche.objects.filter(dispositif=valombre).values_list("debut", flat=True) if d]
        annees, mois = Counter(d.year for d in debuts), Counter(d.month for d in debuts)
        assert all(25 <= annees[annee] <= 35 for annee in FINIES)
        assert 20 <= annees[JOUR.year] <= 35
        assert mois[8] * 2 < max(mois[3], mois[9])

    def test_tout_s_achete_et_par_toutes_sortes_d_acheteurs(self, valombre):
        rows = Marche.objects.filter(dispositif=valombre)
        achats = Counter(rows.values_list("achat", flat=True))
        assert set(achats) == set(TypeAchat)
        assert 0.40 < achats[TypeAchat.TRAVAUX] / rows.count() < 0.68
        assert 0.25 < achats[TypeAchat.SERVICES] / rows.count() < 0.55
        types = set(rows.values_list("acheteur__type", flat=True))
        assert len(types & set(TypeDonneurOrdre)) >= 9

    def test_groupements_sous_traitants_et_structures_d_insertion(self, valombre):
        roles = Counter(EntrepriseDuLot.objects.filter(dispositif=valombre).values_list("role", flat=True))
        assert roles["mandataire"] >= 5
        assert roles["cotraitant"] >= roles["mandataire"]
        siae = StatutEntreprise.objects.filter(dispositif=valombre, statut__in=("ei", "aci")).values("entreprise")
        assert EntrepriseDuLot.objects.filter(entreprise__in=siae, role="sous_traitant").count() >= 5
        formes = Lot.objects.filter(dispositif=valombre).values_list("formes", flat=True)
        assert any("reserve_iae" in of for of in formes)
        statuts = set(
            StatutEntreprise.objects.filter(entreprise__mises_emploi__dispositif=valombre).values_list(
                "statut", flat=True
            )
        )
        assert statuts >= {"etti", "geiq", "ai", "ei", "aci", "rq", "ett"}

    def test_chaque_etat_est_represente(self, valombre):
        etats = Counter(Lot.objects.filter(dispositif=valombre).values_list("etat", flat=True))
        assert set(etats) >= {
            "repere", "diagnostique", "clause_proposee", "clause_validee", "sans_clause", "publie", "infructueux",
            "attribue", "planifie", "en_execution", "suspendu", "a_solder", "solde", "clos", "resilie",
        }  # fmt: skip
        assert etats["clos"] > 40

    def test_des_lots_depassent_d_autres_sont_courts_et_l_acheteur_tranche(self, valombre):
        taux = []
        for lot in Lot.objects.filter(dispositif=valombre, etat="clos"):
            versions = list_versions(lot)
            if versions:
                taux.append(sum_heures([lot.pk]).get(lot.pk, RIEN).total / versions[-1].heures)
        assert sum(un > Decimal("1.15") for un in taux) >= 4
        assert sum(un < Decimal("0.95") for un in taux) >= 4
        assert sum(Decimal(1) <= un <= Decimal("1.15") for un in taux) > len(taux) / 2
        statuts = set(Penalite.objects.filter(dispositif=valombre).values_list("statut", flat=True))
        assert statuts == {"proposee", "appliquee", "remise", "sans_objet"}


class TestHeures:
    def test_les_annees_ont_la_meme_taille_et_les_parts_publiees(self, facilitatrice):
        comptes = []
        for annee in (*FINIES, JOUR.year):
            periode = Periode(date(annee, 1, 1), min(JOUR, date(annee, 12, 31)))
            comptes.append(count(read_service(facilitatrice, periode=periode), periode))
        heures = [un.heures for un in comptes]
        assert min(heures) > 12_000
        assert max(heures) < min(heures) * 2
        total = sum(heures)
        assert Decimal("0.25") < sum(un.heures_siae for un in comptes) / total < Decimal("0.60")  # published: 44.8 %
        assert all(50 <= un.participants <= 150 for un in comptes)
        assert all(1 < Decimal(un.contrats_actifs) / un.participants < Decimal("1.8") for un in comptes)

    def test_les_personnes_ont_les_profils_publies_et_parfois_plusieurs_contrats(self, valombre):
        contrats = Counter(MiseEmploi.objects.filter(dispositif=valombre).values_list("personne", flat=True))
        assert 0.12 < sum(n > 1 for n in contrats.values()) / len(contrats) < 0.45
        sexes = Counter(Personne.objects.filter(pk__in=contrats).values_list("sexe", flat=True))
        assert 0.10 < sexes["f"] / len(contrats) < 0.32  # published: 18 %
        profils = Counter(code for emploi in MiseEmploi.objects.filter(dispositif=valombre) for code in emploi.profil)
        total = sum(contrats.values())
        for code, part in (("deld", 0.46), ("brsa", 0.25), ("qpv", 0.23), ("niveau_3", 0.84)):
            assert abs(profils[Profil(code)] / total - part) < 0.13, code

    def test_des_reponses_manquent_expres(self, valombre):
        emplois = MiseEmploi.objects.filter(dispositif=valombre)
        personnes = Personne.objects.filter(dispositif=valombre, mises_emploi__isnull=False)
        assert emplois.filter(temps_hebdo=None).exists()
        assert emplois.filter(code_rome="").exists()
        assert personnes.filter(date_naissance=None).exists()
        assert Situation.objects.filter(dispositif=valombre, niveau=None).exists()
        assert personnes.exclude(pk__in=Information.objects.values("personne")).exists()
        assert personnes.exclude(pk__in=Eligibilite.objects.values("personne")).exists()
        situations = SuiviSortie.objects.filter(dispositif=valombre)
        assert situations.filter(situation="injoignable").exists()
        assert situations.exclude(situation="").count() > 60


class TestBilans:
    def test_les_annees_finies_ont_leur_bilan_fige_transmis_et_encore_vrai(self, facilitatrice, valombre):
        for annee in FINIES:
            bilan = Bilan.objects.get(dispositif=valombre, perimetre="structure", type="annuel", du=date(annee, 1, 1))
            assert bilan.is_intact
            assert bilan.extrait_le.year == annee + 1
            assert bilan.transmis_le is not None
            periode = Periode(bilan.du, bilan.au)
            assert bilan.heures == count(read_service(facilitatrice, periode=periode), periode).heures.quantize(
                Decimal("0.01")
            )
        finals = Bilan.objects.filter(dispositif=valombre, type="final").exclude(transmis_le=None)
        assert finals.count() == 3
        assert {Lot.objects.get(uuid=bilan.cible).etat for bilan in finals} == {"clos"}


class TestAccueil:
    def test_la_premiere_page_reste_calme(self, facilitatrice):
        choses = list_a_faire(facilitatrice, today=JOUR)
        assert 10 <= len(choses) <= 28  # the home page shows three a heading, and says how many more
        assert sum(chose.echeance is not None and chose.echeance < JOUR for chose in choses) <= 3

    def test_peu_de_lots_alertent_et_de_chaque_sorte(self, facilitatrice):
        alertes = list_lots_en_alerte(facilitatrice, on=JOUR)
        assert 6 <= len(alertes) <= 18
        codes = Counter(alerte.code for found in alertes.values() for alerte in found)
        assert set(codes) >= {Code.RETARD, Code.RISQUE, Code.PIECES, Code.ELIGIBILITE, Code.AVENANT, Code.PLAN}
