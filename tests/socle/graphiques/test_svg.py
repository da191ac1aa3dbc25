"""What reaches the page: no style, no script, no foreign address, our own title; the same bytes every time."""

import re
from xml.etree import ElementTree

import pytest
from altair.utils.schemapi import SchemaValidationError

from maillage.socle.graphiques import Lien, aides, carte_france, cartes, grilles, magasin, plans, svg, theme
from maillage.socle.graphiques.moteur import draw
from maillage.territoire.fonds import get_fond_regions
from tests.socle.graphiques.exemples import all_specs, make_carte, make_figure

SPECS = all_specs()
AVEC_LIENS = {"carte", "choroplethe_liens"}
ADMIS = svg.ATTRIBUTS | {"class", "role", "aria-labelledby", "aria-describedby", "href"}


@pytest.fixture(autouse=True)
def _dossier(settings, tmp_path):
    settings.FIGURES_DOSSIER = tmp_path
    magasin.forget()
    yield
    magasin.forget()


@pytest.mark.parametrize(
    ("nom", "etroite"),
    [(nom, etroite) for nom in SPECS for etroite in (False, True)],
)
def test_a_drawing_holds_nothing_that_the_strict_policy_would_block(nom, etroite):
    drawn = magasin.draw(make_figure(SPECS[nom]), etroite=etroite)
    root = ElementTree.fromstring(drawn)  # noqa: S314
    for element in root.iter():
        assert element.tag.removeprefix(f"{{{svg.SVG}}}") in svg.ELEMENTS | {"title", "desc"}
        assert set(element.attrib) <= ADMIS
    assert root.get("role") == ("group" if nom in AVEC_LIENS else "img")
    assert "http" not in drawn.replace(svg.SVG, "")


def test_every_drawing_of_the_package_is_among_the_examples():
    modules = (aides, cartes, grilles)
    drawers = {value for module in modules for name, value in vars(module).items() if name.startswith("draw_")}
    assert {spec.func for spec in SPECS.values()} == drawers


@pytest.mark.parametrize("etroite", [False, True])
@pytest.mark.parametrize("nom", SPECS)
def test_what_we_write_follows_the_grammar(nom, etroite):
    """Checked here, and not at each drawing."""
    chart = make_figure(SPECS[nom]).draw(etroite=etroite).chart
    chart.to_dict()
    chart.padding = "n’importe quoi"
    with pytest.raises(SchemaValidationError):
        chart.to_dict()


@pytest.mark.parametrize("nom", ["barres", "carte", "petits_multiples"])
def test_the_same_figure_gives_the_same_bytes(nom):
    first = magasin.draw(make_figure(SPECS[nom]))
    magasin.forget()
    for file in magasin.get_dossier().iterdir():
        file.unlink()
    assert magasin.draw(make_figure(all_specs()[nom])) == first


def test_numbers_and_missing_values_are_written_in_french():
    drawn = magasin.draw(make_figure())
    assert ">31\u202f555<" in drawn
    assert ">non renseigné<" in drawn


def test_title_and_description_are_ours_and_named():
    root = ElementTree.fromstring(magasin.draw(make_figure(titre="A < B & « C »")))  # noqa: S314
    title = root.find(f"{{{svg.SVG}}}title")
    assert title is not None
    assert title.text == "A < B & « C »"
    assert root.get("aria-labelledby") == title.get("id")


def test_each_point_of_a_map_is_a_link_with_its_name():
    drawn = magasin.draw(make_carte())
    assert drawn.count("<a ") == 3
    assert '<a href="/annuaire/ici/"' in drawn
    assert "<title>PLIE d’ici &lt;&amp;&gt;</title>" in drawn


def test_two_points_at_one_place_are_both_seen():
    places = re.findall(r'<a href="[^"]+" transform="([^"]+)"', magasin.draw(make_carte()))
    assert len(places) == len(set(places)) == 3


@pytest.mark.parametrize("adresse", ["javascript:alert(1)", "//mal.test/", "http://mal.test/", "data:x", "/a b", ""])
def test_a_point_leads_only_to_our_pages_or_to_https(adresse):
    with pytest.raises(svg.DessinRefuse):
        Lien(adresse, "x")


def test_hostile_drawing_is_stripped():
    hostile = (
        '<svg xmlns="http://www.w3.org/2000/svg" onload="a()" width="9" height="9"><script>a()</script><style>p{}</style>'
        '<foreignObject/><image href="http://mal.test/x.png"/><path d="M0,0" fill="url(http://mal.test/#a)" onclick="a()"'
        ' style="stroke:#123456;behavior:url(x)"/><a href="javascript:a()"><path d="M1,1" stroke="#000"/></a></svg>'
    )
    cleaned = svg.clean(hostile, titre="t", description="d", prefixe="p")
    assert not re.search(r"<script|style|onload|onclick|mal\.test|foreignObject|image|javascript|behavior|<a", cleaned)
    assert 'stroke="#123456"' in cleaned


def test_missing_areas_are_hatched():
    drawn = magasin.draw(make_figure(SPECS["choroplethe"]))
    assert "pattern" in drawn
    assert f'fill="url(#{magasin.PREFIXE}-manque)"' in drawn


def test_the_area_a_map_is_about_stands_out_of_a_plain_ground():
    drawn = magasin.draw(make_figure(carte_france(get_fond_regions(), accent="84")))
    assert drawn.count(f'fill="{theme.DEGRADE[1]}"') == 1
    assert "pattern" not in drawn


def test_the_engine_reads_no_address():
    """A chart whose data were an address would be a door to the outside: the engine refuses it."""
    figure = make_figure()
    dessin = figure.spec()
    chart = dessin.chart.to_dict()
    chart["layer"][0]["data"] = {"url": "http://127.0.0.1:9/secret.json"}

    class Faux:
        def to_dict(self, *, validate: bool):
            return chart

    with pytest.raises(ValueError, match=r"not allowed|Failed|External"):
        draw(type(dessin)(Faux()))


def test_on_a_telephone_the_insets_go_under_the_mainland_and_letters_keep_their_size():
    fond = get_fond_regions()
    plan = plans.lay_narrow(fond.features, fond.cartouches)
    outlines = {f["properties"]["code"]: f["geometry"]["coordinates"] for f in plan.features}
    mainland = [y for code in ("11", "94") for _, y in plans.list_points(outlines[code])]
    assert all(cartouche.boite[1] > max(mainland) for cartouche in plan.cartouches)
    guyane = plan.cartouches[2]
    assert all(guyane.holds(x, y) for x, y in plans.list_points(outlines["03"]))
    assert guyane.holds(*plan.place(70, 440))
    drawn = magasin.draw(make_carte(), etroite=True)
    assert set(re.findall(r'font-size="(\d+)px"', drawn)) == {"14"}
    assert drawn.count("<a ") == 3
