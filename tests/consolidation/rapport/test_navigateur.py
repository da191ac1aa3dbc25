"""The files of the report opened from a disk: axe, two widths, no request, tables as cards on a telephone."""

import pytest

from maillage.consolidation.rapport.ecriture import write_fiche, write_rapport
from maillage.consolidation.rapport.plans.clause import PLAN as CLAUSE
from maillage.consolidation.rapport.plans.plie import PLAN
from tests.consolidation.rapport.exemple import JOUR

pytestmark = pytest.mark.navigateur


@pytest.fixture(scope="module")
def pages(livre, tmp_path_factory):
    return list_pages(tmp_path_factory.mktemp("pages"), livre, PLAN, "plie-030")


@pytest.fixture(scope="module")
def pages_clause(clause, tmp_path_factory):
    return list_pages(tmp_path_factory.mktemp("clause"), clause, CLAUSE, "service-03")


def list_pages(made, livre, plan, dispositif):
    paths = [
        *write_rapport(made, livre, plan=plan, edite_le=JOUR),
        *write_fiche(made, livre, ("dispositif", dispositif), plan=plan, edite_le=JOUR),
    ]
    return [path.as_uri() for path in paths if path.suffix == ".html"]


@pytest.mark.parametrize("nom", ["pages", "pages_clause"])
@pytest.mark.parametrize("largeur", [1280, 360, 320])
def test_axe_ne_trouve_rien_et_rien_ne_deborde(ouvrir, request, nom, largeur):
    pages = request.getfixturevalue(nom)
    visite = ouvrir(largeur)
    found = []
    for adresse in pages:
        visite.page.goto(adresse)
        found += [f"{adresse} {violation}" for violation in (*visite.list_violations(), *visite.list_debordements())]
    assert len(pages) == 3
    assert not found, "\n".join(found)


def test_au_telephone_chaque_valeur_porte_le_nom_de_sa_colonne(ouvrir, pages):
    visite = ouvrir(360)
    visite.page.goto(next(adresse for adresse in pages if "fiche" in adresse))
    cell = visite.page.locator("td[data-colonne='Base']").first
    assert cell.evaluate("(e) => getComputedStyle(e, '::before').content") == '"Base"'
    assert visite.page.locator(".rapport-etroite svg").first.is_visible()
    assert not visite.page.locator(".rapport-large svg").first.is_visible()


def test_les_chiffres_d_un_dessin_sont_a_un_clic(ouvrir, pages):
    visite = ouvrir(1280)
    visite.page.goto(next(adresse for adresse in pages if adresse.endswith("rapport.html")))
    figure = visite.page.locator("figure", has_text="32 % des étapes".replace(" %", "\u202f%")).first
    assert not figure.locator("table").is_visible()
    figure.get_by_text("Voir les chiffres").click()
    assert figure.get_by_role("row", name="Mobilisation").is_visible()


@pytest.mark.parametrize("largeur", [1280, 360])
def test_une_definition_visee_s_ouvre_et_le_sommaire_reste_a_portee(ouvrir, pages, largeur):
    visite = ouvrir(largeur)
    page = visite.page
    page.goto(next(adresse for adresse in pages if adresse.endswith("rapport.html")))
    definition = page.locator("#definition-plie\\.entrees")
    assert not definition.is_visible()
    page.locator("a[href='#definition-plie.entrees']").first.press("Enter")
    page.wait_for_function("document.querySelector(':target')?.checkVisibility()")
    page.wait_for_function("Math.abs(document.querySelector(':target').getBoundingClientRect().top) < innerHeight")
    assert "entrées" in definition.inner_text()
    retour = page.locator(".rapport-sommaire a").first if largeur == 1280 else page.locator(".rapport-retour a")
    assert retour.evaluate(
        "e => { const r = e.getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight; }"
    )
    assert not visite.list_violations()
    retour.press("Enter")
    page.wait_for_function("location.hash !== '#definition-plie.entrees'")


def test_imprime_tout_est_deplie(ouvrir, pages):
    visite = ouvrir(1280)
    visite.page.goto(next(adresse for adresse in pages if adresse.endswith("rapport.html")))
    visite.page.emulate_media(media="print")
    assert visite.page.locator("#definition-plie\\.entrees").is_visible()
    assert visite.page.get_by_role("heading", name="Entrées, sorties, accompagnés").is_visible()
    assert not visite.page.locator(".rapport-retour").is_visible()
