"""The fictitious network: its flows join up, its totals are those published, done twice it does nothing."""

from collections import Counter
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest

from maillage.cli import main
from maillage.consolidation.depots.models import Campagne
from maillage.consolidation.enquetes.models import Reponse
from maillage.consolidation.enquetes.rules.questions import NOMBRES, QUESTIONS
from maillage.consolidation.enquetes.rules.reponses import check_reponses
from maillage.consolidation.faits.extraction import extract_faits, find_racine
from maillage.consolidation.faits.fichiers import read_manifeste
from maillage.demonstration.reseau.actions import fill_reponses, fill_reseau
from maillage.demonstration.reseau.annees import PUBLIEE, list_annees
from maillage.demonstration.reseau.enquete import draw_reponses
from maillage.demonstration.reseau.lieux import PLIE, TerritoireAbsent, list_places, make_reseau
from maillage.demonstration.reseau.parcours import draw_reseau
from maillage.parcours.nomenclatures.sorties import Classe
from maillage.reseau.models import Dispositif
from maillage.territoire.models import Departement, Region

SERIE = list_annees(2014, 2025)


def test_le_stock_de_chaque_annee_est_celui_d_avant_plus_les_entrees_moins_les_sorties():
    for avant, apres in pairwise(SERIE):
        assert apres.stock_avant == avant.stock_avant + avant.entrees - avant.total_sorties


def test_les_annees_publiees_disent_ce_qui_a_ete_publie():
    par_annee = {one.annee: one for one in SERIE}
    assert (par_annee[2014].accompagnes, par_annee[2014].entrees, par_annee[2014].positives) == (
        114_146,
        34_633,
        14_446,
    )
    assert par_annee[2014].stock == 73_818
    assert (par_annee[2019].accompagnes, par_annee[2019].entrees, par_annee[2019].positives) == (
        131_000,
        33_711,
        14_766,
    )
    assert par_annee[2019].sorties[Classe.EMPLOI_DURABLE] == 11_786
    assert (par_annee[2020].entrees, round(100 * par_annee[2020].positives / par_annee[2020].total_sorties)) == (
        28_403,
        45,
    )
    assert (par_annee[2021].accompagnes, par_annee[2021].entrees, par_annee[2021].positives) == (
        131_000,
        32_700,
        13_850,
    )
    assert round(100 * par_annee[2018].positives / par_annee[2018].total_sorties) == 48
    assert [one.annee for one in SERIE if one.origine == PUBLIEE] == [2014, 2019]


def test_127_plie_dans_les_regions_de_l_annuaire():
    places = list_places()
    assert [place.rang for place in places] == list(range(1, PLIE + 1))
    regions = Counter(place.region for place in places)
    assert regions.most_common(1)[0][0] == "32"
    assert regions["53"] == 2


def test_chaque_annee_a_ses_entrees_et_ses_sorties_et_chacun_est_entre_avant_de_sortir():
    annees = list_annees(2018, 2020, 40)
    plies = draw_reseau(annees, 12, graine=5)
    suivis = [suivi for plie in plies for suivi in plie.suivis]
    for one in annees:
        assert sum(suivi.entree.year == one.annee for suivi in suivis) == one.entrees
        assert sum(suivi.sortie is not None and suivi.sortie.year == one.annee for suivi in suivis) == one.total_sorties
    assert all(suivi.sortie is None or suivi.entree <= suivi.sortie for suivi in suivis)
    assert draw_reseau(annees, 12, graine=5) == plies
    sizes = sorted(len(plie.suivis) for plie in plies)
    assert sizes[0] * 3 < sizes[-1]


@pytest.mark.parametrize("combien", [6, 12, 127])
def test_les_reponses_a_l_enquete_sont_de_celles_que_l_enquete_accepte(combien):
    for told in draw_reponses(combien, graine=combien):
        assert set(told) <= set(QUESTIONS)
        assert check_reponses({code: Decimal(value) for code, value in told.items() if code in NOMBRES}) == {}


def test_a_l_echelle_du_pays_ce_sont_les_totaux_publies():
    """Consolidation des PLIE 2019, § 2.4: 74, 62, 70, 68, 62 and 64 answers."""
    told = draw_reponses(127, graine=2026)

    def add(code):
        own = [int(one[code]) for one in told if code in one]
        return len(own), sum(own)

    assert (add("fse"), add("alloues"), add("iae")) == ((74, 54_100_000), (62, 59_080_000), (62, 13_000_000))
    assert (add("interne"), add("referents_externes"), add("entreprises")) == ((70, 651), (62, 901), (64, 10_063))


@pytest.fixture
def regions(settings, tmp_path):
    settings.VAR = tmp_path
    for place in list_places():
        region, _ = Region.objects.get_or_create(code=place.region, defaults={"nom": f"Région {place.region}"})
        Departement.objects.get_or_create(
            code=place.departement, defaults={"nom": place.departement, "region": region, "zone": "metro"}
        )


@pytest.mark.django_db
class TestEcriture:
    def test_deux_fois_rien_de_plus_et_la_nuit_n_efface_rien(self, regions):
        annees = list_annees(2019, 2019, 20)
        first = list(fill_reseau(annees, graine=1, diviseur=20))
        assert sum(pas.parcours for pas in first) == annees[0].accompagnes
        made = Dispositif.objects.filter(slug__startswith="fictif-reseau-")
        assert all(one.is_fictif and "fictif" in one.nom for one in made)
        before = {one.pk: read_manifeste(find_racine(), one.uuid) for one in made}
        assert not any(pas.parcours for pas in fill_reseau(annees, graine=1, diviseur=20))
        assert not any(extract_faits(dispositif=one).is_ecrite for one in made)
        assert {one.pk: read_manifeste(find_racine(), one.uuid) for one in made} == before

    def test_les_memes_plie_repondent_a_l_enquete_une_fois(self, regions):
        today = date(2026, 3, 2)
        assert fill_reponses(2025, graine=1, today=today, diviseur=10) == Reponse.objects.count() > 3
        assert fill_reponses(2025, graine=1, today=today, diviseur=10) == 0
        campagne = Campagne.objects.get()
        assert campagne.is_fictive
        assert all(row.transmise_le and "fictives" in row.precision for row in Reponse.objects.all())

    def test_d_autres_annees_reecrivent_les_faits(self, regions):
        list(fill_reseau(list_annees(2019, 2019, 40), graine=1, diviseur=40))
        again = list(fill_reseau(list_annees(2018, 2019, 40), graine=1, diviseur=40))
        assert all(pas.parcours for pas in again)

    def test_sans_le_referentiel_il_n_y_a_nulle_part_ou_les_mettre(self, settings, tmp_path):
        settings.VAR = tmp_path
        Departement.objects.all().delete()
        with pytest.raises(TerritoireAbsent, match="maillage preparer"):
            make_reseau(6, graine=1)

    @pytest.mark.parametrize("annees", ["2019-2020", "2025..2019", "1999..2000", "2019..2099"])
    def test_des_annees_qui_n_en_sont_pas(self, annees, capsys):
        assert main(["demo", "--reseau", annees]) == 1
        assert "attend des années finies" in capsys.readouterr().err
