"""What a breadcrumb names is its own: a block of a template does not see what another has set, and a link to it leads nowhere."""

import re
from pathlib import Path

import pytest

from tests.architecture.arbre import RACINE

GABARITS = sorted((RACINE / "maillage").rglob("*.html"))
BLOC = re.compile(r"{% block fil %}(.*?){% endblock %}", re.DOTALL)
NOMME = re.compile(r"{% url [^%]* as (\w+) %}")


def list_perdues(gabarit: str) -> list[str]:
    """The addresses that only the breadcrumb sets, and that the rest of the page leads to."""
    fil = "".join(BLOC.findall(gabarit))
    reste = BLOC.sub("", gabarit)
    lues = set(re.findall(r"href=\"?(?:{{ ?)?(\w+)", reste))
    return sorted((set(NOMME.findall(fil)) & lues) - set(NOMME.findall(reste)))


def test_une_adresse_que_seul_le_fil_pose_se_voit():
    fil = "{% block fil %}{% url 'clause:lot' lot.uuid as retour %}{% maillon lot retour %}{% endblock %}"
    page = '{% block contenu %}<a href="{{ retour }}">Annuler</a>{% endblock %}'
    assert list_perdues(fil + page) == ["retour"]
    assert list_perdues(fil + page.replace("%}<", "%}{% url 'clause:lots' as retour %}<")) == []
    assert list_perdues(fil + "{% include 'vide.html' with href=retour only %}") == ["retour"]


@pytest.mark.parametrize("page", GABARITS, ids=lambda page: page.stem)
def test_aucun_lien_d_une_page_ne_compte_sur_son_fil(page: Path):
    assert not list_perdues(page.read_text(encoding="utf-8")), "Reposez l’adresse au début du bloc « contenu »."
