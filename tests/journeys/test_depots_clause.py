"""The direction of a service of the clause reads her hours, has a month validated, deposits; the network types a neighbour's totals."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils.timezone import localdate

from maillage.clause.models import LigneHeures
from maillage.consolidation.depots.models import Depot
from maillage.consolidation.depots.nomenclatures import EtatDepot, Origine
from maillage.consolidation.depots.queries.depots import read_cellules
from maillage.consolidation.depots.rules.clause_totaux import QUESTIONS
from maillage.reseau.models import Dispositif
from tests.clause.usine_aval import make_emploi, make_ligne, make_lot_notifie, make_personne
from tests.consolidation.depots.usine_clause import make_campagne
from tests.consolidation.depots.usine_totaux import DETAIL, SEULES
from tests.journeys.demonstration import enter_as
from tests.journeys.test_roles import change_for

pytestmark = pytest.mark.navigateur
ANNEE = localdate().year - 1
SERVICE = "Clause sociale du Pays de Valombre"
FIN_DE_PAGE = "D’où viennent ces totaux"


@pytest.fixture
def en_attente(valombre: None) -> LigneHeures:
    """Two people of last year: a month of hers still waits for somebody to validate it. The campaign of the clause is open."""
    today = localdate()
    make_campagne(annee=ANNEE, ouverte_le=today - timedelta(days=10), close_le=today + timedelta(days=20))
    service = Dispositif.objects.get(nom=SERVICE)
    lot = make_lot_notifie(service)
    juin = {"mois": date(ANNEE, 6, 1)}
    first, second = (make_emploi(make_personne(service), lots=[lot], debut=date(ANNEE, 5, 4)) for _ in range(2))
    for emploi, heures in ((first, 100), (second, 40)):
        make_ligne(emploi, lot, heures, statut="validee", **juin)
    return make_ligne(second, lot, 60, mois=date(ANNEE, 7, 1))


def check(visite: Any) -> None:
    visite.assert_accessible()
    visite.assert_sans_defilement_horizontal()


def check_mots(visite: Any) -> str:
    """What a service reads of its deposits: its own words."""
    said: str = visite.page.get_by_role("main").inner_text()
    assert "dispositif" not in said
    assert "parcours" not in said
    return said.replace("\u202f", " ")


@pytest.mark.parametrize("largeur", [1280, 360])
def test_la_direction_d_un_service_relit_ses_heures_les_corrige_et_depose(
    en_attente: LigneHeures, ouvrir: Any, largeur: int
) -> None:
    visite = ouvrir(largeur=largeur)
    page = visite.page
    enter_as(visite, "Hélène Castan")
    change_for(visite, SERVICE)
    visite.va("/mes-depots/")
    assert "que votre service remet au réseau" in check_mots(visite)
    check(visite)
    visite.suit(page.get_by_role("link", name="Compter et relire"))
    said = check_mots(visite)
    assert "dans vos heures, vos contrats et vos lots" in said
    heures = page.get_by_role("row", name="Heures d’insertion validées").first
    assert "140" in heures.inner_text()
    check(visite)
    LigneHeures.objects.filter(pk=en_attente.pk).update(statut="validee", decidee_le=date(ANNEE, 8, 2))  # meanwhile
    visite.suit(page.get_by_role("button", name="Déposer ces chiffres"))
    assert "Vos heures, vos contrats et vos lots ont changé depuis" in page.locator("body").inner_text()
    assert "200" in page.get_by_role("row", name="Heures d’insertion validées").first.inner_text()
    assert not Depot.objects.exists()
    visite.suit(page.get_by_role("button", name="Déposer ces chiffres"))
    assert page.get_by_role("heading", name=f"{SERVICE}, année {ANNEE}", level=1).is_visible()
    check_mots(visite)
    check(visite)
    with page.expect_download() as taken:
        page.get_by_role("link", name="Reçu signé").click()
    depot = Depot.objects.get()
    assert (depot.etat, depot.origine) == (EtatDepot.EN_VIGUEUR, Origine.INSTALLATION)
    assert depot.empreinte in taken.value.path().read_text(encoding="utf-8")
    assert next(c.numerateur for c in read_cellules(depot) if c.code == "clause.heures" and not c.ventilation) == 20_000
    visite.va("/verifier-un-recu/")
    page.get_by_label("Reçu à vérifier").set_input_files(taken.value.path())
    visite.suit(page.get_by_role("button", name="Vérifier", exact=True))
    assert "Ce reçu est authentique" in page.get_by_role("main").inner_text()


def fill(page: Any, cle: str, valeur: int) -> None:
    """As it is typed: hours, with a comma where they have hundredths."""
    texte = str(Decimal(valeur) / QUESTIONS[cle].diviseur).replace(".", ",")
    page.locator(f'[name="{cle}"]').fill(texte)


@pytest.mark.parametrize("largeur", [1280, 360])
def test_le_reseau_saisit_les_totaux_d_un_service_sans_maillage(
    en_attente: LigneHeures, ouvrir: Any, largeur: int
) -> None:
    visite = ouvrir(largeur=largeur)
    page, main = visite.page, visite.page.get_by_role("main")
    enter_as(visite, "Agnès Villard")
    visite.va("/campagnes/")
    visite.suit(page.get_by_role("link", name=f"Consolidation de la clause sociale, année {ANNEE}"))
    assert "Un service vous envoie ses totaux" in main.inner_text()
    check(visite)
    visite.suit(main.get_by_role("link", name=SERVICE))
    check(visite)
    for partie in (
        "Heures : ce qui s’achète, qui achète",
        "Heures : qui emploie",
        "Les personnes employées",
        "Les contrats",
        "Les contrats signés",
    ):
        main.locator("summary", has_text=partie).first.click() if partie != "Les contrats" else main.get_by_text(
            partie, exact=True
        ).first.click()
    check(visite)
    for cle, valeur in (SEULES | DETAIL | {"clause.heures:achat:services": 400_000}).items():
        fill(page, cle, valeur)
    visite.suit(page.get_by_role("button", name="Enregistrer ces totaux"))
    said = main.inner_text().replace("\u202f", " ")
    assert "il manque 500 heures. Corrigez une ligne, ou le total." in said
    assert "Dites d’où viennent ces totaux" in said
    assert page.locator('[name="clause.heures:donneur:commune"]').input_value() == "7000"  # nothing typed is lost
    check(visite)
    fill(page, "clause.heures:achat:services", 450_000)
    page.get_by_label(FIN_DE_PAGE).fill("Bilan annuel envoyé en février (fictif)")
    visite.suit(page.get_by_role("button", name="Enregistrer ces totaux"))
    depot = Depot.objects.get()
    assert depot.origine == Origine.AGREGE
    totaux = {c.code: c.numerateur for c in read_cellules(depot) if not c.ventilation}
    assert (totaux["clause.heures"], totaux["clause.participants"], totaux["clause.contrats_actifs"]) == (
        1_250_000,
        40,
        55,
    )
    assert "totaux déclarés au réseau" in main.inner_text()
    check(visite)
