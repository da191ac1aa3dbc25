"""A figure in its page, and its PNG."""

import pytest
from django.template import Context, Template
from django.test import RequestFactory

from maillage.socle.acteur import ANONYME, Acteur
from maillage.socle.graphiques import FigureIncomplete, magasin
from maillage.socle.graphiques.acces import is_jeton, make_jeton
from tests.gabarits import assert_propre
from tests.socle.graphiques.exemples import make_carte, make_figure

PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture(autouse=True)
def _dossier(settings, tmp_path):
    settings.FIGURES_DOSSIER = tmp_path
    magasin.forget()
    yield
    magasin.forget()


def render(*figures, acteur=ANONYME) -> str:
    request = RequestFactory().get("/")
    template = Template("{% for f in figures %}{% figure f %}{% endfor %}")
    return template.render(Context({"figures": figures, "request": request, "acteur": acteur}))


def test_the_table_comes_before_the_picture_and_says_what_is_missing():
    html = render(make_figure())
    assert html.index("<table") < html.index('class="dessin"')
    assert "31\u202f555" in html
    assert "non renseigné" in html
    assert "Source : exemple" in html


def test_the_same_picture_twice_keeps_its_identifiers_apart():
    assert_propre(render(make_figure(), make_figure(), make_carte()))


def test_a_map_can_be_skipped_by_keyboard():
    html = render(make_carte())
    assert "Passer la carte (3 liens)" in html
    assert 'id="figure-1-fin" tabindex="-1"' in html


def test_a_figure_without_its_table_source_or_description_is_refused():
    for fields in ({"source": ""}, {"description": ""}, {"titre": ""}, {"lignes": [("CDI",)]}):
        with pytest.raises(FigureIncomplete):
            make_figure(**fields)


def test_the_fingerprint_changes_with_the_content_and_only_with_it():
    assert make_figure().empreinte == make_figure().empreinte
    assert make_carte().empreinte == make_carte().empreinte
    assert len({make_figure().empreinte, make_figure(titre="Autre").empreinte, make_carte().empreinte}) == 3


@pytest.mark.django_db
def test_the_png_exists_once_a_page_has_shown_the_picture(client):
    figure = make_figure()
    address = f"/figures/{figure.empreinte}.png"
    assert client.get(address).status_code == 404
    assert address in render(figure)
    first = client.get(address)
    assert first.content.startswith(PNG)
    assert "immutable" in first["Cache-Control"]
    assert client.get(address).content == first.content


@pytest.mark.django_db
@pytest.mark.parametrize("nom", ["x", "0" * 63, "0" * 64, "..%2F..%2Fetc%2Fpasswd", "A" * 64, "0" * 64 + "%0A"])
def test_an_address_never_describes_a_picture_or_a_file(client, nom):
    assert client.get(f"/figures/{nom}.png").status_code == 404


@pytest.mark.django_db
def test_a_reserved_picture_is_not_found_under_a_public_address(client):
    figure = make_figure(publique=False)
    render(figure, acteur=Acteur(compte=1, dispositif=2))
    assert client.get(f"/figures/{figure.empreinte}.png").status_code == 404


def test_a_reserved_address_serves_one_person_in_one_compartment():
    one, other = Acteur(compte=1, dispositif=2), Acteur(compte=1, dispositif=3)
    jeton = make_jeton(one, "a" * 64)
    assert is_jeton(one, "a" * 64, jeton)
    assert not is_jeton(other, "a" * 64, jeton)
    assert not is_jeton(Acteur(compte=9, dispositif=2), "a" * 64, jeton)
    assert not is_jeton(one, "b" * 64, jeton)


def test_the_store_is_bounded(settings):
    settings.FIGURES_OCTETS = 40_000
    for rang in range(12):
        magasin.draw(make_figure(titre=f"Titre {rang}"))
    assert sum(f.stat().st_size for f in magasin.get_dossier().iterdir()) <= 40_000


def test_a_closed_disk_costs_the_cache_not_the_page(settings, tmp_path):
    (tmp_path / "fichier").write_text("")
    settings.FIGURES_DOSSIER = tmp_path / "fichier" / "impossible"
    assert "<svg" in magasin.draw(make_figure())
