"""The fictitious services of the clause: their totals are those published; declared by hand, their year is the one counted."""

from datetime import UTC, date, datetime
from random import Random

import pytest

from maillage.consolidation.catalogue.clause.catalogue import CLAUSE
from maillage.consolidation.depots.catalogues import get_regles
from maillage.consolidation.depots.models import Campagne, Depot
from maillage.consolidation.depots.nomenclatures import Consolide, EtatDepot, Origine
from maillage.consolidation.faits.extraction import extract_faits, find_racine
from maillage.consolidation.faits.fichiers import read_manifeste
from maillage.consolidation.publications.models import Publication
from maillage.consolidation.publications.nomenclatures import Lecteurs
from maillage.consolidation.publications.preparation import prepare
from maillage.demonstration.depots_voisins import VOISINS, count_exercice, deposit_voisins
from maillage.demonstration.personnages import DEPARTEMENT, REGION
from maillage.demonstration.reseau.actions import fill_services
from maillage.demonstration.reseau.annees_clause import (
    PETIT,
    SERIE,
    SERVICES,
    count_services,
    list_annees_clause,
    share_annees,
)
from maillage.demonstration.reseau.lieux import ILE_DE_FRANCE, list_places_clause
from maillage.demonstration.reseau.lignes_clause import write_service
from maillage.demonstration.totaux import declare
from maillage.indicateurs.mesures import list_comptees
from maillage.reseau.models import Dispositif
from maillage.territoire.models import Departement, Region

ANNEE = 2019
INSTANT = datetime(2026, 6, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def compte():
    """Nine services of 2019, at a four-hundredth of the country, counted in one pass."""
    annees = list_annees_clause(ANNEE, ANNEE, 400)
    services = [Dispositif(nom=f"Service {rang}") for rang in range(PETIT)]
    parts = share_annees(annees, PETIT, Random(3))
    faits = [
        write_service(str(one.uuid), rang, own, Random(rang))
        for rang, (one, own) in enumerate(zip(services, parts, strict=True), 1)
    ]
    return annees[0], *count_exercice(ANNEE, [str(one.uuid) for one in services], faits)


def add(cellules, code, ventilation="", modalite=""):
    return sum(
        c.numerateur
        for own in cellules.values()
        for c in own
        if (c.code, c.ventilation, c.modalite) == (code, ventilation, modalite)
    )


def test_les_totaux_de_2019_sont_ceux_qui_ont_ete_publies():
    assert SERIE[2019][1][:6] == (18_640_857, 61_886, 45_210, 48_586, 14_123, 3_004)
    parts = share_annees(list_annees_clause(2019, 2021), SERVICES, Random(1))
    for rang, annee in enumerate((2019, 2020, 2021)):
        assert tuple(sum(own[rang].volumes[i] for own in parts) for i in range(7)) == SERIE[annee][1]
    assert max(own[0].heures for own in parts) > 5 * min(own[0].heures for own in parts)


@pytest.mark.parametrize("diviseur", [5_000, 100_000, 10_000_000])
def test_si_petit_qu_il_soit_un_service_se_tient(diviseur):
    """Its hours are of somebody, under a contract, of a market; what it would declare is taken."""
    annees = list_annees_clause(ANNEE, ANNEE, diviseur)
    services = [Dispositif(nom=f"Service {rang}") for rang in range(PETIT)]
    parts = share_annees(annees, PETIT, Random(3))
    faits = [write_service(str(one.uuid), rang, parts[rang - 1], Random(rang)) for rang, one in enumerate(services, 1)]
    cellules, apports = count_exercice(ANNEE, [str(one.uuid) for one in services], faits)
    assert add(cellules, "clause.heures") == annees[0].heures * 100
    for cle, own in cellules.items():
        assert get_regles("clause").declaration.check(declare(own, apports[cle])) == {}


def test_ce_qui_est_compte_est_ce_qui_a_ete_tire(compte):
    annee, cellules, _ = compte
    assert add(cellules, "clause.heures") == annee.heures * 100
    assert add(cellules, "clause.contrats_actifs") == add(cellules, "clause.contrats_signes") == annee.contrats
    assert add(cellules, "clause.participants") == annee.personnes
    assert add(cellules, "clause.lots_pilotes") == annee.marches
    assert add(cellules, "clause.etp_facilitateurs") == annee.etp * 10_000
    assert add(cellules, "clause.etp_coordinateurs") > 0
    travaux = add(cellules, "clause.heures", "achat", "travaux") / annee.heures
    femmes, connues = (
        add(cellules, "clause.participants", "profils", "femme"),
        add(cellules, "clause.participants", "renseignement_clause", "profil"),
    )
    siae = add(cellules, "clause.heures_siae") / annee.heures
    assert (round(travaux), round(100 * femmes / connues), round(siae)) == (
        pytest.approx(56, abs=9),
        pytest.approx(18, abs=4),
        pytest.approx(45, abs=6),
    )


def test_l_ile_de_france_a_un_service_sur_cinq():
    places = list_places_clause(SERVICES)
    assert [place.rang for place in places] == list(range(1, SERVICES + 1))
    assert sum(place.region == ILE_DE_FRANCE for place in places) == 72


# Nobody asks them: hours by who works, people by contract, contracts by who signs, coordination by who pays.
DES_PERSONNES = {"sexe_embauche", "age_embauche", "niveau_embauche", "profils", "qpv_adresse"}
DES_CONTRATS = {"contrat_clause", "mode", "domaine"}
NON_DEMANDEES = {
    "clause.heures": DES_PERSONNES | DES_CONTRATS | {"type_heures"}, "clause.contrats_actifs": DES_PERSONNES,
    "clause.participants": DES_CONTRATS, "clause.etp_coordinateurs": {"financement"},
}  # fmt: skip


DUREES = {"clause.contrats_finis", "clause.duree_contrats_moyenne", "clause.duree_contrats_mediane"}


def is_demandee(cellule):
    return (
        cellule.ventilation not in NON_DEMANDEES.get(cellule.code, ())
        and (cellule.ventilation, cellule.modalite) != ("renseignement_clause", "metier")
        and cellule.code != "clause.heures_une_a_une"
    )


def test_une_annee_declaree_est_l_annee_comptee(compte):
    """Whole cells; but of hours, and of situations, the rows behind the number are not told. How long contracts last is not asked."""
    _, cellules, apports = compte
    declaration = get_regles("clause").declaration
    distinctes = {m.code for mesures in CLAUSE.distinctes.values() for m in mesures}
    heures = {m.code for m in list_comptees(CLAUSE.mesures).values() if m.population.code == "heures"}
    for cle, own in cellules.items():
        totaux = declare(own, apports[cle])
        assert declaration.check(totaux) == {}
        declares = {c.cle: c for c in declaration.expand(totaux, millesime=ANNEE, dispositif=cle)}
        told = [c for c in own if c.code not in distinctes | DUREES]
        assert {c.cle for c in told} == declares.keys()
        for one in filter(is_demandee, told):
            found = declares[one.cle]
            if one.code == "clause.lots_echus_sans_entreprise":
                assert found.numerateur == found.base == one.base
            elif one.code in heures or one.ventilation in ("situation_sortie", "financement"):
                assert found.numerateur == one.numerateur, one
            else:
                assert found == one, one
        bornes = {(one.cas, one.genre): one for one in declaration.list_apports(totaux) or ()}
        for one in apports[cle]:
            if "suivi" not in one.cas and one.nombre:
                borne = bornes[one.cas, one.genre]
                assert borne.nombre <= one.nombre
                assert borne.plus_gros >= one.plus_gros


@pytest.mark.django_db
class TestReseau:
    @pytest.fixture
    def territoire(self):
        for place in list_places_clause(SERVICES):
            region, _ = Region.objects.get_or_create(code=place.region, defaults={"nom": f"Région {place.region}"})
            Departement.objects.get_or_create(
                code=place.departement, defaults={"nom": place.departement, "region": region}
            )

    @pytest.mark.usefixtures("territoire")
    def test_les_services_sont_ecrits_une_fois_et_l_extraction_les_laisse(self, settings, tmp_path):
        settings.VAR = tmp_path
        annees = list_annees_clause(2018, 2019, 2000)
        assert count_services(2000) == PETIT
        first = list(fill_services(annees, graine=4, diviseur=2000))
        assert (first[-1].fait, sum(pas.lignes for pas in first) > 100) == (PETIT, True)
        assert sum(pas.lignes for pas in fill_services(annees, graine=4, diviseur=2000)) == 0
        one = Dispositif.objects.filter(slug="fictif-reseau-clause-001").get()
        assert not extract_faits(dispositif=one).is_ecrite
        manifeste = read_manifeste(find_racine(), one.uuid)
        assert manifeste is not None
        assert manifeste.lignes["clause_lots"] > 0


def make_campagne():
    """In the valley of the demonstration."""
    region, _ = Region.objects.get_or_create(code=REGION[0], defaults={"nom": REGION[1]})
    Departement.objects.get_or_create(code=DEPARTEMENT[0], defaults={"nom": DEPARTEMENT[1], "region": region})
    return Campagne.objects.create(
        consolide=Consolide.CLAUSE,
        millesime=2024,
        is_fictive=True,
        ouverte_le=date(2025, 2, 1),
        close_le=date(2025, 3, 31),
    )


@pytest.mark.django_db
def test_les_voisins_deposent_les_uns_comptes_les_autres_declares():
    campagne = make_campagne()
    assert deposit_voisins(campagne, graine=1, le=campagne.ouverte_le) == len(VOISINS)
    depots = Depot.objects.filter(campagne=campagne)
    assert set(depots.values_list("etat", flat=True)) == {EtatDepot.EN_VIGUEUR}
    assert depots.filter(origine=Origine.AGREGE).count() == sum(not voisin.is_equipe for voisin in VOISINS) == 3


@pytest.mark.lent
@pytest.mark.django_db
@pytest.mark.parametrize("lecteurs", list(Lecteurs))
def test_la_campagne_des_voisins_se_prepare_en_public_et_en_diffusion_restreinte(lecteurs, settings, tmp_path):
    """A newcomer can read the report of the clause."""
    settings.MEDIA_ROOT = tmp_path / "pieces"
    campagne = make_campagne()
    deposit_voisins(campagne, graine=1, le=campagne.ouverte_le)
    made = Publication.objects.create(campagne=campagne, lecteurs=lecteurs, rang=1, prepare_le=INSTANT, prepare_par=1)
    resultat = prepare(made, now=INSTANT, today=INSTANT.date())
    assert resultat.raisons == ()
    nationaux = [one for one in resultat.chiffres if one.niveau == "france"]
    assert sum(one.is_masque for one in nationaux) * 4 < len(nationaux)
