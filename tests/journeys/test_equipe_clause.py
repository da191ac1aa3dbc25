"""The team of the clause: a facilitatrice notes her time in one button, her direction keeps the posts, a region reads totals.

MAILLAGE_CAPTURES=docs/utilisateurs/images python -m pytest tests/journeys/test_equipe_clause.py
"""

from time import monotonic
from typing import Any

import pytest
from django.utils.timezone import localdate

from maillage.clause.models import Lot, PosteFacilitateur, TempsPasse
from maillage.demonstration.actions import GRAINE
from maillage.demonstration.clause import fill_clause
from tests.journeys.demonstration import enter_as
from tests.journeys.test_marches import check
from tests.journeys.test_roles import change_for

pytestmark = pytest.mark.navigateur
VINGT_SECONDES = 20


@pytest.fixture
def clause(valombre: None) -> None:
    fill_clause(graine=GRAINE, today=localdate())


@pytest.mark.parametrize("largeur", [1280, 360])
def test_une_facilitatrice_note_son_temps_depuis_un_lot_et_relit_sa_semaine(
    clause: None, ouvrir: Any, largeur: int
) -> None:
    visite = ouvrir(largeur=largeur)
    enter_as(visite, "Aurélie Tissot")
    page = visite.page
    lot = Lot.objects.filter(etat="en_execution", dispositif__nom__startswith="Clause sociale du Pays").earliest("pk")
    avant = TempsPasse.objects.count()
    start = monotonic()
    visite.va(f"/lots/{lot.uuid}/")
    page.get_by_label("Tâche").select_option(label="Mise en relation")
    visite.suit(page.get_by_role("button", name="30\u202fmin"))
    assert monotonic() - start < VINGT_SECONDES
    assert "C’est noté." in page.locator("main").inner_text()
    check(visite)
    made = TempsPasse.objects.latest("pk")
    assert (TempsPasse.objects.count(), made.lot, made.minutes, made.tache) == (avant + 1, lot, 30, "mise_en_relation")
    visite.suit(page.locator("main").get_by_role("link", name="Ma semaine"))
    page.get_by_label("Tâche").select_option(label="Rendez-vous avec l’acheteur")
    page.get_by_label("Durée").fill("une heure")
    visite.suit(page.get_by_role("button", name="Noter", exact=True))
    assert "ne dit pas une durée" in page.locator("main").inner_text()
    check(visite)
    page.get_by_label("Durée").fill("1h15")
    page.get_by_label("Pour").select_option(index=1)
    visite.suit(page.get_by_role("button", name="Noter", exact=True))
    check(visite)
    visite.capture("ma-semaine")
    visite.suit(page.get_by_role("link", name="Corriger Rendez-vous avec l’acheteur, 1\u202fh\u202f15").first)
    check(visite)
    page.get_by_label("Durée").fill("45 min")
    visite.suit(page.get_by_role("button", name="Enregistrer", exact=True))
    assert TempsPasse.objects.latest("pk").minutes == 45
    visite.va("/mon-temps/")
    check(visite)
    visite.va("/activite-clause/temps/")
    check(visite)


@pytest.mark.parametrize("largeur", [1280, 360])
def test_la_direction_tient_les_postes_et_lit_l_activite(clause: None, ouvrir: Any, largeur: int) -> None:
    visite = ouvrir(largeur=largeur)
    enter_as(visite, "Hélène Castan")
    change_for(visite, "Clause sociale du Pays de Valombre")
    page = visite.page
    visite.va("/activite-clause/")
    check(visite)
    visite.capture("activite-clause")
    visite.suit(page.locator("main").get_by_role("link", name="Ma consolidation"))
    check(visite)
    visite.capture("ma-consolidation-clause", entiere=False)
    visite.va("/ma-consolidation/chiffres/clause.heures/")
    assert page.get_by_role("heading", name="Les lots derrière ce chiffre").is_visible()
    check(visite)
    visite.va("/activite-clause/")
    visite.suit(page.locator("main").get_by_role("link", name="Postes"))
    check(visite)
    visite.suit(page.get_by_role("link", name="Ajouter un poste"))
    page.get_by_label("Ou une personne sans compte ici").fill("Sacha Essai (personne fictive)")
    page.get_by_label("Temps de travail").fill("1,2")
    page.get_by_label("Financement principal").select_option(label="État")
    visite.suit(page.get_by_role("button", name="Enregistrer", exact=True))
    check(visite)
    page.get_by_label("Temps de travail").fill("0,25")
    visite.suit(page.get_by_role("button", name="Enregistrer", exact=True))
    assert "1,75 ETP de facilitation" in page.locator("main").inner_text().replace("\u00a0", " ")
    assert "l’un des deux est à mettre à jour" in page.locator("main").inner_text()
    check(visite)
    visite.capture("postes-clause")
    made = PosteFacilitateur.objects.latest("pk")
    assert (made.nom, str(made.quotite.normalize())) == ("Sacha Essai (personne fictive)", "0.25")


@pytest.mark.parametrize("largeur", [1280, 360])
def test_une_coordination_regionale_lit_des_totaux(clause: None, ouvrir: Any, largeur: int) -> None:
    visite = ouvrir(largeur=largeur)
    enter_as(visite, "Yann Riou")
    visite.va("/clause-du-territoire/")
    check(visite)
    told = visite.page.locator("main").inner_text()
    assert "Clause sociale du Pays de Valombre" in told
    assert "Martel" not in told
    assert "Tissot" not in told


@pytest.mark.parametrize("largeur", [1280, 360])
def test_une_coordination_departementale_lit_ses_totaux_puis_un_marche_partage(
    clause: None, ouvrir: Any, largeur: int
) -> None:
    visite = ouvrir(largeur=largeur)
    enter_as(visite, "Armelle Joubert")
    visite.va("/clause-du-territoire/")
    check(visite)
    told = visite.page.locator("main").inner_text()
    assert "Clause sociale du Pays de Valombre" in told
    assert "Haute-Sorelle" not in told  # of the other département
    visite.capture("clause-du-territoire")
    visite.suit(visite.page.get_by_role("main").get_by_role("link", name="Marchés partagés"))
    check(visite)
    visite.capture("marches-partages-du-territoire")
    visite.suit(visite.page.get_by_role("link", name="Déploiement de la fibre"))
    check(visite)
    told = visite.page.locator("main").inner_text()
    assert "Heures engagées" in told
    assert "masquées" in told
    assert "Sogetra" not in told


@pytest.mark.parametrize("largeur", [1280, 360])
def test_le_reseau_lit_ses_territoires_et_l_ecart_de_l_addition(clause: None, ouvrir: Any, largeur: int) -> None:
    visite = ouvrir(largeur=largeur)
    enter_as(visite, "Agnès Villard")
    visite.va("/clause-du-reseau/")
    check(visite)
    visite.capture("clause-dans-le-reseau")
    told = visite.page.locator("main").inner_text()
    assert "3 sur 4" in told
    assert "Pays de Valombre" not in told
    visite.suit(visite.page.get_by_role("link", name="Vallées-Unies"))
    check(visite)
    told = visite.page.locator("main").inner_text()
    assert "Haute-Sorelle" in told
    assert "masquées" in told
