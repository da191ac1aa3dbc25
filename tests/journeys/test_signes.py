"""What makes the round look at a page again."""

import pytest

from tests.journeys.signes import list_signes

PAGE = "<body><nav><a href='/'>Accueil</a></nav><main><h1>Suivi</h1><p class='rangee'><b>Un</b></p><h2>Dates</h2></main><aside></aside></body>"


@pytest.mark.parametrize(
    ("autre", "has_nouveau"),
    [
        (PAGE, False),
        (PAGE.replace("Un", "Deux"), False),
        (PAGE.replace("<b>Un</b>", "<b>Un</b><b>Deux</b>"), False),
        (PAGE.replace("<b>Un</b>", ""), False),
        (PAGE.replace("<b>Un</b>", "<i>Un</i>"), True),
        (PAGE.replace("'rangee'", "'pile'"), True),
        (PAGE.replace("<b>Un</b>", "<b></b>"), False),
        (PAGE.replace("<b>Un</b>", "<b title='x'>Un</b>"), True),
        (PAGE.replace("<h2>Dates</h2>", "<h3>Dates</h3>"), True),
        (PAGE.replace("<h2>Dates</h2>", ""), True),
        (PAGE.replace("<nav>", "<nav aria-label='Menu'>"), True),
    ],
    ids=["la même", "un autre nom", "un de plus", "un de moins", "un autre élément", "un autre habit", "vide", "un attribut",
         "un autre niveau", "un titre de moins", "un autre cadre"],
)  # fmt: skip
def test_une_page_se_regarde_de_nouveau_quand_elle_a_du_nouveau(autre, has_nouveau):
    assert bool(list_signes("page", autre) - list_signes("page", PAGE)) is has_nouveau


def test_deux_adresses_ont_chacune_leurs_signes_et_le_meme_cadre():
    communs = list_signes("une", PAGE) & list_signes("autre", PAGE)
    assert {nom for nom, *_ in communs} == {"cadre"}
