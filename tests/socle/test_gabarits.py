"""The guard of the pages: what it refuses, what it lets through, and that the test client uses it."""

import pytest

from tests.gabarits import assert_propre, find_fautes


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>",
        "<style>p{color:red}</style>",
        '<p style="color:red">a</p>',
        '<button onclick="x()">a</button>',
        '<a href="javascript:x()">a</a>',
        "<p>{{ nom }}</p>",
        "<p>{% if a %}</p>",
        '<p class="{% a %}">a</p>',
        '<p id="a">1</p><p id="a">2</p>',
        "<html><h1>a</h1><h1>b</h1></html>",
        '<img src="/a.png">',
    ],
)
def test_a_fault_is_found(html):
    assert find_fautes(html)


@pytest.mark.parametrize(
    "html",
    [
        '<script src="/a.js" defer></script>',
        '<script type="application/json" id="d">{"a": {"b": 1}}</script>',
        "<code>{{ nom }}</code>",
        "<p>l’accolade { seule } passe</p>",
        '<img src="/a.png" alt="">',
        '<textarea name="t">{{ nom }}</textarea>',
    ],
)
def test_what_is_right_passes(html):
    assert_propre(html)


@pytest.mark.django_db
def test_the_test_client_refuses_a_faulty_page(client, settings):
    settings.ROOT_URLCONF = "tests.socle.urls_fautives"
    with pytest.raises(AssertionError, match="un script dans la page"):
        client.get("/fautive/")
    assert client.get("/juste/").status_code == 200
