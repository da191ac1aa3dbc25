"""The frame: what a visitor and a signed-in person find around every page."""

import re

import pytest
from django.template import Context, Template

from maillage.socle import navigation
from maillage.socle.acteur import ANONYME, Acteur
from maillage.socle.icones import IconeInconnue, draw
from maillage.socle.navigation import Entree, find_courante
from maillage.socle.roles import Role
from tests import usine
from tests.architecture.arbre import RACINE


def rendre(texte: str, **contexte: object) -> str:
    return Template(texte).render(Context(contexte))


@pytest.mark.django_db
def test_un_visiteur_voit_le_cadre_public(client):
    page = client.get("/").content.decode()
    assert "cadre-public" in page
    assert "Se connecter" in page
    assert "Votre compte" not in page


@pytest.mark.django_db
def test_une_personne_connectee_voit_ou_elle_travaille_et_comment_en_sortir(client):
    dispositif = usine.make_dispositif("PLIE du Pays de Valombre")
    habilitation = usine.make_habilitation(Role.REFERENT, dispositif)
    client.force_login(habilitation.compte, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = client.get("/").content.decode()
    assert "cadre-application" in page
    assert "PLIE du Pays de Valombre" in page
    assert 'action="/recherche/"' in page
    assert "À faire" in page
    assert "Se déconnecter" in page


@pytest.mark.parametrize(
    ("chemin", "attendue"),
    [("/", "/"), ("/annuaire/", "/annuaire/"), ("/annuaire/plie/", "/annuaire/"), ("/carte/", None), ("/ann", None),
     ("/annuaire/exports/x", "/annuaire/exports/")],
)  # fmt: skip
def test_the_current_entry_is_the_longest_address_above_the_page(chemin, attendue):
    assert find_courante(["/", "/annuaire/", "/annuaire/exports/"], chemin) == attendue


def test_la_navigation_d_un_visiteur_est_vide_et_se_range_par_groupe(monkeypatch):
    monkeypatch.setattr(navigation, "ENTREES", {})
    navigation.declare(Entree(libelle="Annuaire", url="/annuaire/", ordre=20, groupe="Réseau", publique=True))
    navigation.declare(Entree(libelle="Ma file", url="/file/", ordre=10))
    navigation.declare(Entree(libelle="Nulle part", url="une_vue_qui_n_existe_pas"))
    assert navigation.list_groupes(ANONYME, chemin="/") == []
    groupes = navigation.list_groupes(Acteur(compte=1), chemin="/file/7/")
    assert [(g.libelle, [(lien.libelle, lien.is_courant) for lien in g.liens]) for g in groupes] == [
        ("", [("Ma file", True)]),
        ("Réseau", [("Annuaire", False)]),
    ]
    assert [lien.libelle for lien in navigation.list_publiques(chemin="/")] == ["Annuaire"]


def test_an_icon_is_hidden_or_named():
    assert 'aria-hidden="true"' in rendre('{% icone "calendar" %}')
    named = rendre('{% icone "calendar" nom %}', nom='a "b" <c>')
    assert 'role="img"' in named
    assert "<c>" not in named
    assert draw("calendar") is draw("calendar"), "read once"
    with pytest.raises(IconeInconnue):
        draw("une-icone-inventee")


def test_a_slot_shows_nothing_until_someone_fills_it():
    assert rendre('{% emplacement "personne/ne_fournit.html" %}') == ""
    assert "svg" in rendre('{% emplacement "personne/ne_fournit.html" "socle/_marque.html" %}')


@pytest.mark.django_db
def test_the_frame_takes_no_name_from_the_page(rf):
    """A page may call its own things `groupes` or `liens`: the frame around it keeps to names of its own."""
    request = rf.get("/")
    page = Template(
        '{% extends "socle/base.html" %}{% block contenu %}{{ groupes }} {{ liens }} {{ titre }}{% endblock %}'
    ).render(Context({"request": request, "acteur": Acteur(compte=1), "groupes": "G1", "liens": "L1", "titre": "T1"}))
    assert "G1 L1 T1" in page


def test_every_icon_named_in_the_code_is_one_of_lucide_s_and_not_an_alias_about_to_go():
    """A name that lucide is about to drop raises here (warnings are errors), and not on somebody's page."""
    named = {
        name
        for path in [*RACINE.glob("maillage/**/*.html"), *RACINE.glob("maillage/**/*.py")]
        for name in re.findall(r'icone[= ]"([a-z0-9-]+)"', path.read_text(encoding="utf-8"))
    }
    assert len(named) > 50, "la recherche des icônes ne trouve plus les gabarits"
    for name in named:
        assert "<path" in draw(name) or "<circle" in draw(name) or "<rect" in draw(name) or "<line" in draw(name), name
