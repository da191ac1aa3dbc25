"""The fictitious country, at one part in two hundred: the published volumes and shares come out of the indicators."""

from collections.abc import Iterator
from datetime import date
from random import Random
from typing import Any

import pytest
from django.db import connection, transaction

from maillage.comptes.models import Compte, Habilitation
from maillage.demonstration.actions import GRAINE, make_demonstration
from maillage.demonstration.france.actions import fill_france, list_plie
from maillage.demonstration.france.calage import SORTIES_2019, make_calage
from maillage.demonstration.france.noms import COMMUNS, PAYS
from maillage.demonstration.parcours.noms import NOMS
from maillage.parcours.models import Parcours, Referent
from maillage.parcours.nomenclatures.etapes import Famille
from maillage.parcours.queries.indicateurs import list_etapes, list_parcours
from maillage.parcours.rules.indicateurs import etapes, flux, profils, suivi
from maillage.parcours.rules.indicateurs.nombres import make_annee
from maillage.reseau.models import Dispositif
from maillage.socle.acteur import Acteur
from maillage.socle.roles import Role
from tests.usine import make_acteur

pytestmark = pytest.mark.django_db
JOUR, ANNEE = date(2026, 11, 25), 2025
DIVISEUR = 200
PERIODE = make_annee(ANNEE)


def fill() -> list[Any]:
    return list(fill_france(make_calage(DIVISEUR), graine=GRAINE, annee=ANNEE, today=JOUR))


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
def acteurs(france) -> list[Acteur]:
    plie = Dispositif.objects.filter(slug__startswith="fictif-france-").order_by("slug")
    return [make_acteur(Role.DIRECTEUR, dispositif) for dispositif in plie]


@pytest.fixture
def faits(acteurs):
    return [fait for acteur in acteurs for fait in list_parcours(acteur)]


@pytest.fixture
def rows(acteurs):
    found = [etape for acteur in acteurs for etape in list_etapes(acteur)]
    return etapes.list_etapes(found, PERIODE)


class TestCalage:
    def test_le_pays_entier_a_les_volumes_publies(self):
        calage = make_calage()
        assert (calage.plie, calage.suivis, calage.entrees, calage.total_sorties) == (127, 131_000, 33_711, 31_555)
        assert sum(SORTIES_2019.values()) == 31_555
        assert sum(count for code, count in calage.sorties.items() if code.startswith("ED-")) == 11_786

    def test_ce_qui_est_reparti_entre_les_plie_refait_le_tout(self):
        calage = make_calage()
        plie = list_plie(calage, Random(1))
        assert sum(len(fiche.sorties) for fiche in plie) == calage.total_sorties
        assert sum(fiche.ouverts for fiche in plie) == calage.ouverts
        assert sum(fiche.entrees for fiche in plie) == calage.entrees
        assert min(fiche.ouverts for fiche in plie) * 4 < max(fiche.ouverts for fiche in plie)


class TestVolumes:
    def test_les_entrees_les_sorties_et_les_suivis_sont_exacts(self, france, faits):
        calage = make_calage(DIVISEUR)
        sorties = flux.count_sorties(faits, PERIODE)
        assert flux.count_accompagnes(faits, PERIODE) == calage.suivis == sum(pas.personnes for pas in france)
        assert flux.count_entrees(faits, PERIODE) == calage.entrees
        assert (sorties.total, flux.count_stock(faits, PERIODE.fin)) == (calage.total_sorties, calage.ouverts)
        assert flux.count_stock(faits, JOUR) == calage.ouverts

    def test_les_taux_publies_reviennent(self, faits):
        sorties = flux.count_sorties(faits, PERIODE)
        assert sorties.taux.pourcentage in (46, 47, 48)
        assert sorties.taux_neutralise.pourcentage in (49, 50, 51)
        assert sorties.part_emploi.pourcentage in range(78, 82)

    def test_la_duree_moyenne_est_celle_publiee(self, faits):
        moyenne = suivi.compute_durees(faits, PERIODE).brute.moyenne
        assert moyenne is not None
        assert 22 <= moyenne <= 29

    def test_les_etapes_sont_aussi_nombreuses_que_publie(self, faits, rows):
        par_participant = etapes.compute_par_participant(rows, flux.count_accompagnes(faits, PERIODE)).taux
        assert par_participant is not None
        assert 1.15 <= par_participant <= 1.55
        familles = etapes.share_familles(rows)
        for famille, publie in ((Famille.MOBILISATION, 32), (Famille.MEDIATION, 16), (Famille.FORMATION, 13)):
            assert abs((familles[famille].pourcentage or 0) - publie) <= 7, famille
        # One PLIE found 40 % and set out to bring it down (domaine 01 § 9); a country where files do not sleep has fewer.
        assert (etapes.compute_sans_etape(faits, rows, PERIODE).pourcentage or 0) in range(8, 40)

    def test_les_entrants_ont_le_profil_publie(self, faits):
        """Of 168 entrants: four standard deviations allowed, so that a new draw of the fiction is not a failure."""
        profil = profils.describe_entrees(faits, PERIODE)
        for part, publie in (
            (profil.femmes, 54), (profil.brsa, 44), (profil.peu_qualifies, 63), (profil.ages["45 ans et plus"], 32),
        ):  # fmt: skip
            assert abs((part.pourcentage or 0) - publie) <= 15
        assert profil.peu_qualifies.inconnus


class TestNoms:
    def test_les_noms_sont_ceux_d_un_pays(self):
        assert len(set(PAYS.noms)) > 4000
        assert len(set(PAYS.prenoms_f)) > 150
        assert len(set(PAYS.prenoms_h)) > 150
        assert PAYS.noms.count(NOMS[0]) == COMMUNS
        drawn = [Random(n).choice(PAYS.noms) for n in range(2000)]
        assert 0.2 < sum(nom in NOMS for nom in drawn) / len(drawn) < 0.5


class TestMarque:
    def test_tout_dit_qu_il_est_fictif(self, acteurs):
        assert not Dispositif.objects.filter(is_fictif=False).exists()
        assert all("fictif" in d.nom for d in Dispositif.objects.filter(slug__startswith="fictif-france-"))
        assert all("fictif" in r.nom for r in Referent.objects.filter(dispositif__slug__startswith="fictif-france-"))
        assert not Compte.objects.filter(email__startswith="france.", is_demonstration=False).exists()

    def test_on_peut_entrer_dans_le_premier_plie(self, france):
        rows = Habilitation.objects.filter(dispositif__slug="fictif-france-001")
        assert set(rows.values_list("role", flat=True)) == {Role.REFERENT, Role.COORDINATEUR, Role.DIRECTEUR}
        assert Referent.objects.get(compte__email="france.referent@demonstration.invalid").parcours.exists()

    def test_relancee_elle_reprend_ou_elle_en_etait_et_n_ajoute_rien(self, france):
        before = Parcours.objects.count()
        assert all(pas.lignes == 0 for pas in fill())
        assert Parcours.objects.count() == before


def test_lire_les_faits_ne_coute_pas_une_question_par_dossier(acteurs, django_assert_num_queries):
    for acteur in acteurs:
        with django_assert_num_queries(4):
            assert list_parcours(acteur)
        with django_assert_num_queries(1):
            assert list_etapes(acteur)
