"""The clause of a fictitious country, at one part in a hundred: the published volumes and shares come out, the domain takes it all."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from django.db import connection, transaction

from maillage.clause.models import Entreprise, LigneHeures, Lot, Marche, MiseEmploi, PosteFacilitateur
from maillage.clause.nomenclatures.emplois import Profil
from maillage.clause.nomenclatures.marches import COLLECTIVITES
from maillage.clause.queries.activite import read_faits
from maillage.clause.rules.activite.comptages import count
from maillage.clause.rules.activite.faits import Comptes
from maillage.clause.rules.bilans.periodes import end_month
from maillage.clause.rules.postes import Periode
from maillage.comptes.models import Compte, Habilitation
from maillage.demonstration.actions import GRAINE, make_demonstration
from maillage.demonstration.france.calage_clause import FRANCE_2021, list_services, make_calage_clause
from maillage.demonstration.france.clause import fill_france_clause, make_fenetre
from maillage.participants.models import Personne
from maillage.reseau.models import Dispositif
from tests.demonstration.controles_clause import list_infractions

pytestmark = pytest.mark.django_db
JOUR = date(2026, 11, 25)
DIVISEUR = 100
FENETRE = make_fenetre(None, today=JOUR)
CALAGE = make_calage_clause(DIVISEUR)


def fill() -> list[Any]:
    return list(fill_france_clause(CALAGE, graine=GRAINE, fenetre=FENETRE, today=JOUR))


@pytest.fixture(scope="module")
def france(django_db_setup: None, django_db_blocker: Any) -> Iterator[list[Any]]:
    """Made once for the module, then undone."""
    with django_db_blocker.unblock(), transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT set_config('maillage.portee', 'service', true)")
        make_demonstration(today=JOUR)
        yield fill()
        transaction.set_rollback(True)


@pytest.fixture
def services(france: list[Any]) -> list[Dispositif]:
    return list(Dispositif.objects.filter(slug__startswith="fictif-france-clause-").order_by("slug"))


@pytest.fixture
def comptes(services: list[Dispositif]) -> Comptes:
    periode = Periode(FENETRE.premier, end_month(FENETRE.dernier))
    return count(read_faits([service.pk for service in services], periode=periode), periode)


class TestCalage:
    def test_le_pays_entier_a_les_volumes_publies(self):
        calage = make_calage_clause()
        assert (calage.marches, calage.lignes, calage.contrats) == (58_454, 243_000, 81_000)
        assert (calage.personnes, calage.heures, calage.entreprises) == (57_231, 25_124_684, 17_766)
        assert (calage.structures, calage.facilitateurs, calage.donneurs) == (369, 583, 3_576)

    def test_ce_qui_est_reparti_entre_les_services_refait_le_tout(self):
        services = list_services(FRANCE_2021, Random(1))
        assert len(services) == FRANCE_2021.structures
        for nom in ("facilitateurs", "marches", "entreprises", "personnes", "contrats", "lignes", "heures"):
            assert sum(getattr(fiche, nom) for fiche in services) == getattr(FRANCE_2021, nom), nom
        assert sum(len(fiche.donneurs) for fiche in services) == FRANCE_2021.donneurs
        ordinaire, grand, *autres = services
        assert 1.5 < ordinaire.marches / (FRANCE_2021.marches / FRANCE_2021.structures) < 2.5
        assert grand.marches > 2 * ordinaire.marches
        assert grand.marches > max(fiche.marches for fiche in autres)

    def test_une_annee_finie_est_toute_decidee_et_les_douze_derniers_mois_ne_le_sont_pas(self):
        finie = make_fenetre(2025, today=JOUR)
        assert (finie.premier, finie.dernier) == (date(2025, 1, 1), date(2025, 12, 1))
        assert finie.recent > finie.dernier
        assert (FENETRE.premier, FENETRE.dernier) == (date(2025, 11, 1), date(2026, 10, 1))
        assert FENETRE.recent == FENETRE.dernier


class TestVolumes:
    def test_les_marches_les_lignes_les_heures_et_les_personnes_sont_exacts(self, france, services):
        lignes = LigneHeures.objects.filter(dispositif__in=services)
        assert lignes.count() == CALAGE.lignes == sum(pas.lignes_heures for pas in france)
        assert sum(lignes.values_list("heures_reelles", flat=True)) == CALAGE.heures
        assert MiseEmploi.objects.filter(dispositif__in=services).count() == CALAGE.contrats
        assert (
            abs(Personne.objects.filter(dispositif__in=services).count() - CALAGE.personnes) <= CALAGE.personnes / 100
        )

    def test_l_activite_compte_les_marches_en_cours_publies(self, comptes):
        assert (
            abs(comptes.marches - CALAGE.marches) <= CALAGE.marches * 3 // 100
        )  # some were given up, some have just begun
        assert comptes.donneurs == CALAGE.donneurs
        assert CALAGE.entreprises * 0.9 < comptes.entreprises < CALAGE.entreprises * 1.15  # with those of insertion
        assert comptes.postes == CALAGE.facilitateurs

    def test_les_parts_publiees_reviennent(self, comptes, services):
        assert abs(comptes.heures_siae / comptes.heures - Decimal("0.448")) < Decimal("0.04")
        assert abs(comptes.heures_siae_elargie / comptes.heures - Decimal("0.507")) < Decimal("0.04")
        assert abs(comptes.heures_tpe_pme / comptes.heures_effectif_connu - Decimal("0.80")) < Decimal("0.08")
        achats = Counter(Marche.objects.filter(dispositif__in=services).values_list("achat", flat=True))
        assert abs(achats["travaux"] / achats.total() - 0.555) < 0.06
        types = Counter(Marche.objects.filter(dispositif__in=services).values_list("acheteur__type", flat=True))
        assert abs(sum(types[type] for type in COLLECTIVITES) / types.total() - 0.43) < 0.15  # a handful of buyers here

    def test_les_profils_publies_reviennent(self, services):
        personnes = Personne.objects.filter(dispositif__in=services)
        assert abs(personnes.filter(sexe="f").count() / personnes.count() - 0.18) < 0.05
        profils = Counter(
            code for emploi in MiseEmploi.objects.filter(dispositif__in=services) for code in emploi.profil
        )
        for code, part in (("deld", 0.46), ("brsa", 0.25), ("qpv", 0.23), ("moins_26", 0.27), ("niveau_3", 0.84)):
            assert abs(profils[Profil(code)] / CALAGE.contrats - part) < 0.06, code

    def test_bien_des_marches_sont_petits(self, services):
        montants = list(Lot.objects.filter(dispositif__in=services).values_list("montant_ht", flat=True))
        assert sum(montant is not None and montant < 100_000 for montant in montants) > len(montants) * 0.45

    def test_du_travail_est_en_cours_et_de_tous_les_etats(self, services):
        etats = Counter(Lot.objects.filter(dispositif__in=services).values_list("etat", flat=True))
        assert etats["en_execution"] + etats["planifie"] + etats["notifie"] > etats.total() / 5
        assert set(etats) >= {"publie", "analyse", "resilie", "a_solder", "solde", "clos"}
        assert LigneHeures.objects.filter(dispositif__in=services, statut="declaree").exists()


class TestEcriture:
    def test_le_domaine_aurait_tout_accepte(self, services):
        for service in services:
            assert list_infractions(service, today=JOUR) == []

    def test_deux_services_ont_de_quoi_se_connecter(self, services):
        habilitations = Habilitation.objects.filter(compte__email__startswith="france.clause")
        assert {(h.compte.email, h.dispositif) for h in habilitations if h.role == "facilitateur"} == {
            ("france.clause.facilitateur@demonstration.invalid", services[0]),
            ("france.clause.grand.facilitateur@demonstration.invalid", services[1]),
        }  # fmt: skip
        assert not Compte.objects.filter(is_demonstration=False).exists()

    def test_arretee_elle_reprend_la_ou_elle_en_etait(self, france, services):
        """A service is written whole or not at all: done again, nothing is added; undone, only it comes back."""
        with transaction.atomic():
            assert sum(pas.lignes for pas in fill()) == 0
            before = Entreprise.objects.count()
            last = services[-1]
            for model in (LigneHeures, PosteFacilitateur):
                assert model.objects.filter(dispositif=last).exists()
            _empty(last)
            assert sum(pas.lignes for pas in fill()) == france[-1].lignes
            assert Entreprise.objects.count() == before
            transaction.set_rollback(True)


def _empty(service: Dispositif) -> None:
    from maillage.demonstration.parcours.lot import ORDRE

    for model in reversed(ORDRE):
        model._default_manager.filter(dispositif=service).delete()
