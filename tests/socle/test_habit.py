"""What is dressed by the house without being written by it: account pages, refusals, failures, maintenance."""

from pathlib import Path

import pytest
from django.template.loader import get_template, render_to_string
from django.urls import reverse

from maillage.socle.roles import Role
from tests import usine
from tests.gabarits import assert_propre

RACINE = Path(__file__).resolve().parents[2]
GABARITS = sorted(
    p.relative_to(d / "templates") for d in RACINE.glob("maillage/**/") for p in d.glob("templates/**/*.html")
)
# Read from a folder: they bring their own stylesheet.
LOIN_D_UN_SERVEUR = {
    Path("restitution/lisezmoi.html"), Path("rapport/autonome.html"), Path("rapport/infographie.html"),
}  # fmt: skip


@pytest.mark.parametrize("gabarit", sorted(set(GABARITS) - LOIN_D_UN_SERVEUR), ids=str)
def test_chaque_gabarit_se_compile_et_ne_porte_ni_style_ni_script_en_ligne(gabarit):
    found = get_template(str(gabarit))
    source = Path(found.origin.name).read_text()  # type: ignore[attr-defined]
    assert " style=" not in source
    assert "<style" not in source
    assert " onclick=" not in source


@pytest.mark.django_db
@pytest.mark.parametrize("nom", ["mfa_index", "account_change_password", "usersessions_list"])
def test_les_pages_du_compte_portent_le_cadre_de_la_maison(client, nom):
    habilitation = usine.make_habilitation(Role.ELU, usine.make_dispositif())
    client.force_login(habilitation.compte, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = client.get(reverse(nom), follow=True).content.decode()
    assert "cadre-application" in page
    assert page.count("<h1") == 1
    assert 'class="formulaire"' in page or 'class="carte' in page


@pytest.mark.django_db
def test_une_page_absente_le_dit_dans_la_maison(client):
    response = client.get("/il/n-y/a/rien/")
    assert response.status_code == 404
    assert "Cette page n’existe pas" in response.content.decode()


@pytest.mark.parametrize("gabarit", ["400.html", "exploitation/erreur.html", "exploitation/indisponible.html"])
def test_une_panne_se_dit_sans_base_ni_session(gabarit):
    page = render_to_string(gabarit, {"requete": "7Q2F"})
    assert_propre(page)
    assert "page-seule" in page


def test_la_page_de_maintenance_tient_seule():
    statiques = RACINE / "maillage/socle/static"
    page = (statiques / "socle/maintenance.html").read_text()
    assert_propre(page)
    assert "<script" not in page
    for address in ("socle/marque.svg", "socle/maillage.css"):
        assert f'"/statiques/{address}"' in page
        assert (statiques / address).exists()
