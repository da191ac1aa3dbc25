"""Icons and charts are SVG to a browser, whatever another library did to the registry of the process before."""

from xml.etree import ElementTree

import pytest

from maillage.socle import icones
from maillage.socle.espace_svg import SVG
from maillage.socle.graphiques.svg import clean


@pytest.fixture(autouse=True)
def _autre_bibliotheque():
    """What qrcode does when the page of the second factor is first opened."""
    icones._read.cache_clear()
    icones.draw.cache_clear()
    ElementTree.register_namespace("svg", SVG)


def test_une_icone_dessinee_apres_n_a_pas_de_prefixe():
    told = icones.draw("calendar")
    assert "<path" in told
    assert "svg:" not in told


def test_un_graphique_dessine_apres_n_a_pas_de_prefixe():
    told = clean(f'<svg xmlns="{SVG}"><g><path d="M0,0L1,1"/></g></svg>', titre="Un trait", description="", prefixe="f")
    assert "<path" in told
    assert "svg:" not in told
