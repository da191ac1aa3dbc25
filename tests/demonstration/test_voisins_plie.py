"""The fictitious PLIE beside Valombre: what they deposit, and a report that a newcomer can read."""

from datetime import UTC, date, datetime

import pytest

from maillage.consolidation.depots.catalogues import get_regles
from maillage.consolidation.depots.models import Campagne, Depot
from maillage.consolidation.depots.nomenclatures import Consolide, EtatDepot, Origine
from maillage.consolidation.depots.queries.depots import read_cellules
from maillage.consolidation.publications.actions import record
from maillage.consolidation.publications.models import Publication
from maillage.consolidation.publications.nomenclatures import Etat, Lecteurs
from maillage.consolidation.publications.preparation import prepare
from maillage.demonstration.depots_voisins_plie import VOISINS, declare_plie, deposit_plies
from maillage.demonstration.personnages import DEPARTEMENT, REGION
from maillage.territoire.models import Departement, Region

ANNEE = 2024
DITES = ("plie.entrees", "plie.accompagnes", "plie.etapes")
REGIONS = {
    **dict.fromkeys(("38", "42", "69", "73"), "84"), **dict.fromkeys(("59", "62", "80", "60"), "32"),
    **dict.fromkeys(("29", "35", "56", "22"), "53"),
}  # fmt: skip
INSTANT = datetime(2026, 6, 1, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def campagne():
    for code, region in ((DEPARTEMENT[0], REGION[0]), *REGIONS.items()):
        here, _ = Region.objects.get_or_create(code=region, defaults={"nom": f"Région {region}"})
        Departement.objects.get_or_create(code=code, defaults={"nom": code, "region": here})
    made = Campagne.objects.create(
        consolide=Consolide.PLIE,
        millesime=ANNEE,
        is_fictive=True,
        ouverte_le=date(2025, 2, 1),
        close_le=date(2025, 3, 31),
    )
    assert deposit_plies(made, graine=1, le=made.ouverte_le) == len(VOISINS)
    return made


def test_les_plie_voisins_deposent_les_uns_comptes_les_autres_declares(campagne):
    depots = Depot.objects.filter(campagne=campagne)
    assert set(depots.values_list("etat", flat=True)) == {EtatDepot.EN_VIGUEUR}
    assert depots.filter(origine=Origine.AGREGE).count() == sum(not voisin.is_equipe for voisin in VOISINS) == 2


def test_ce_qu_un_plie_declare_est_ce_que_l_on_compterait(campagne):
    """But durations, jobs, who leaves: a structure that declares is not asked."""
    depot = Depot.objects.filter(campagne=campagne, origine=Origine.FICHIER).first()
    assert depot is not None
    comptees = read_cellules(depot)
    totaux = declare_plie(comptees)
    declaration = get_regles("plie").declaration
    assert declaration.check(totaux) == {}
    declares = {c.cle: c for c in declaration.expand(totaux, millesime=ANNEE, dispositif=str(depot.dispositif.uuid))}
    dites = [c for c in comptees if c.code.startswith(DITES)]
    assert len(dites) > 80
    assert [c for c in dites if declares[c.cle] != c] == []


@pytest.mark.lent
def test_la_campagne_des_plie_voisins_se_publie_puis_se_lit_en_diffusion_restreinte(campagne, settings, tmp_path):
    """In the order a newcomer tries: what is public is then known to whoever reads the restricted release."""
    settings.MEDIA_ROOT = tmp_path / "pieces"
    for lecteurs in (Lecteurs.PUBLIQUE, Lecteurs.RESTREINTE):
        made = Publication.objects.create(
            campagne=campagne, lecteurs=lecteurs, rang=1, prepare_le=INSTANT, prepare_par=1
        )
        resultat = prepare(made, now=INSTANT, today=INSTANT.date())
        assert resultat.raisons == ()
        nationaux = [one for one in resultat.chiffres if one.niveau == "france"]
        assert sum(one.is_masque for one in nationaux) * 4 < len(nationaux)
        record(made, resultat)
        Publication.objects.filter(pk=made.pk).update(etat=Etat.PUBLIEE, publie_le=INSTANT, valide_par=2)
