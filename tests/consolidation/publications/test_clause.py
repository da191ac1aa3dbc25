"""From the deposits of the clause to its publication: hours hidden by who gives them, what is shared said to be missing."""

import csv
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from maillage.consolidation.attaque.certificats import CONFORME
from maillage.consolidation.depots.actions.depots import receive_agrege
from maillage.consolidation.depots.models import Campagne
from maillage.consolidation.publications.actions import record
from maillage.consolidation.publications.dossiers import CORPS, TELECHARGEMENTS, find_dossier
from maillage.consolidation.publications.models import ChiffrePublie, Publication
from maillage.consolidation.publications.nomenclatures import Etat, Lecteurs
from maillage.consolidation.publications.preparation import prepare
from maillage.indicateurs.valeurs import round_half_up
from tests.clause.usine import make_clause
from tests.consolidation.depots.usine import NOW, make_acteur_de, receive
from tests.consolidation.depots.usine_clause import make_campagne, write_essai
from tests.consolidation.depots.usine_totaux import DETAIL, SEULES, TOUT

pytestmark = pytest.mark.django_db
INSTANT = datetime(2026, 6, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def dossiers(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "pieces"


def make_deposee(combien: int = 4) -> Campagne:
    campagne = make_campagne()
    for rang in range(combien):
        service = make_clause()
        receive(campagne, service, write_essai(campagne, service, graine=rang))
    return campagne


def publish(campagne: Campagne, lecteurs: Lecteurs = Lecteurs.PUBLIQUE) -> Publication:
    made = Publication.objects.create(campagne=campagne, lecteurs=lecteurs, rang=1, prepare_le=NOW, prepare_par=1)
    resultat = prepare(made, now=INSTANT, today=INSTANT.date())
    assert resultat.raisons == ()
    record(made, resultat)
    made.refresh_from_db()
    return made


def test_de_la_somme_des_depots_au_rapport_et_au_registre():
    publication = publish(make_deposee())
    assert (publication.etat, publication.bilan["verdict"]) == (Etat.A_VALIDER, CONFORME)
    assert (set(TELECHARGEMENTS) - {"certificat-enquete.json"}) | {CORPS} <= set(publication.fichiers)
    rows = ChiffrePublie.objects.filter(publication=publication)
    heures = rows.get(code="clause.heures", niveau="france", ventilation="")
    assert heures.couverture == 4
    assert not heures.is_masque
    assert not rows.filter(niveau="dispositif").exists()
    dossier = find_dossier(publication.uuid)
    corps = (dossier / CORPS).read_text(encoding="utf-8")
    assert "clause sociale" in corps
    lignes = list(csv.DictReader((dossier / "cellules.csv").read_text(encoding="utf-8").splitlines()))
    codes = {ligne["code"] for ligne in lignes}
    assert "clause.heures" in codes
    assert not codes & {"clause.marches", "clause.heures_engagees"}
    assert codes >= {"clause.heures_engagees_pilotees", "clause.taux_realisation"}
    parts = list(
        rows.filter(code__in=("clause.natures", "clause.parts_donneurs", "clause.part_siae"), base__isnull=False)
    )
    assert parts
    assert all(
        part.base_imprimee == round_half_up(Decimal(part.base or 0) / 100, 0) for part in parts
    )  # hours, not hundredths
    assert not any(
        path.suffix in {".csv", ".html"} and "plus_gros" in path.read_text(encoding="utf-8")
        for path in dossier.rglob("*.*")
    )


def test_une_seule_entreprise_derriere_une_nature_d_achat_la_cache():
    """`write_essai`: of four services, few companies supply goods. What the mask hides, the register hides."""
    publication = publish(make_deposee())
    rows = ChiffrePublie.objects.filter(
        publication=publication, code="clause.heures", niveau="france", ventilation="donneur"
    )
    assert rows.filter(is_masque=True).exists()
    assert rows.filter(is_masque=False).exists()
    assert all(row.valeur is None for row in rows.filter(is_masque=True))


def test_une_diffusion_restreinte_montre_les_services_et_ce_qui_leur_est_propre():
    publication = publish(make_deposee(), Lecteurs.RESTREINTE)
    rows = ChiffrePublie.objects.filter(publication=publication)
    assert rows.filter(code="clause.heures", niveau="dispositif", ventilation="", is_masque=False).count() == 4
    assert rows.filter(code="clause.marches", niveau="dispositif", ventilation="").count() == 4
    assert not rows.filter(code="clause.marches", niveau="france").exists()


@pytest.mark.parametrize("totaux", [SEULES, SEULES | DETAIL], ids=["heures", "detail"])
@pytest.mark.parametrize("lecteurs", list(Lecteurs))
def test_une_annee_ou_personne_n_a_maillage_ni_ne_dit_ses_lots_se_publie(totaux, lecteurs):
    """What nobody told is not in the report; what everybody told is."""
    campagne = make_campagne()
    for rang in range(8):
        service = make_clause()
        receive_agrege(
            by=make_acteur_de(service), campagne=campagne, dispositif=service, totaux=totaux, now=NOW,
            today=campagne.ouverte_le, motif=f"Bilan {rang} envoyé le 12 février", vue=0,
        )  # fmt: skip
    publication = publish(campagne, lecteurs)
    codes = set(ChiffrePublie.objects.filter(publication=publication).values_list("code", flat=True))
    assert "clause.heures_en_tout" in codes
    assert "clause.lots_pilotes" not in codes
    corps = (find_dossier(publication.uuid) / CORPS).read_text(encoding="utf-8")
    assert "Ce qui n’est pas connu" in corps
    assert ('id="personnes"' in corps) is (totaux != SEULES)
    assert ('id="essentiel-personnes"' in corps) is (totaux != SEULES)
    assert 'id="marches"' not in corps


def test_une_structure_sans_maillage_entre_dans_les_heures_et_nulle_part_ailleurs():
    campagne = make_deposee()
    sans = make_clause()
    receive_agrege(
        by=make_acteur_de(sans), campagne=campagne, dispositif=sans, totaux={"clause.heures_en_tout": 4_000_000}, now=NOW,
        today=campagne.ouverte_le, motif="Bilan envoyé le 12 février", vue=0,
    )  # fmt: skip
    rows = ChiffrePublie.objects.filter(publication=publish(campagne), niveau="france", ventilation="")
    found = {row.code: row for row in rows}
    assert found["clause.participants"].couverture == 4
    assert found["clause.heures"].couverture == 5
    assert found["clause.heures_agregees"].is_masque  # one structure alone
    assert found["clause.heures_en_tout"].is_masque  # which gives it back
    assert found["clause.heures_par_participant"].couverture == 4


def test_des_annees_declarees_s_ajoutent_et_le_rapport_les_dit_declarees():
    """Three services that declare: their people and their contracts are in the sums, their hours in the coverage."""
    campagne = make_deposee()
    for _ in range(3):
        sans = make_clause()
        receive_agrege(
            by=make_acteur_de(sans), campagne=campagne, dispositif=sans, totaux=TOUT, now=NOW, today=campagne.ouverte_le,
            motif="Bilan envoyé le 12 février", vue=0,
        )  # fmt: skip
    publication = publish(campagne)
    rows = ChiffrePublie.objects.filter(publication=publication, niveau="france", ventilation="")
    found = {row.code: row for row in rows}
    assert found["clause.participants"].couverture == found["clause.heures"].couverture == 7
    couverture = found["clause.couverture_heures"]
    assert not couverture.is_masque
    assert couverture.valeur is not None
    assert couverture.valeur < 100
    assert publication.bilan["agreges"] == 3
    corps = (find_dossier(publication.uuid) / CORPS).read_text(encoding="utf-8")
    for dit in (
        "sont déclarés en totaux",
        "sans que leurs dossiers soient comptés",
        "Hors ces totaux déclarés",
    ):
        assert dit in corps
    assert (corps.count(">déclarés en totaux<"), corps.count(">comptés<")) == (3, 4)
    assert "Aucun nombre de ce rapport n’a été saisi" not in corps
