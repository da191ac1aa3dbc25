"""The network head reads a report over, mends it on the spot, and reads that nothing is left to say."""

from typing import Any

import pytest

from tests.journeys.demonstration import enter_as

pytestmark = pytest.mark.navigateur
FAUX = """libelle;annee;modalite;valeur;unite;base;page
Référents externes;2024;moyenne;5;ETP;;§ 2.4
Référents externes;2024;;752;ETP;62 PLIE;§ 2.4
Maîtres d’ouvrage;2024;;xx;organismes;;fiche 7
"""
JUSTE = FAUX.replace(";5;", ";12,1;").replace(";xx;", ";3004;")


def test_la_tete_de_reseau_relit_un_rapport_et_le_corrige_jusqu_au_bout(valombre: None, ouvrir: Any) -> None:
    visite = ouvrir()
    enter_as(visite, "Agnès Villard")
    visite.suit(visite.page.get_by_role("link", name="Relire un rapport", exact=True).first)
    page = visite.page
    page.get_by_label("Ou collez les chiffres").fill(FAUX)
    page.get_by_label("Texte du rapport").fill("# Conclusion\nEn 2024, xx PLIE ont répondu.")
    visite.suit(page.get_by_role("button", name="Relire", exact=True))
    assert page.get_by_role("heading", name="3 constats, dont 3 bloquent la publication.").is_visible()
    assert "752 ETP / 62 = 12,1" in page.locator("main").inner_text().replace("\u202f", " ")
    assert page.get_by_label("Ou collez les chiffres").input_value().splitlines() == FAUX.splitlines()
    assert visite.list_violations() == []
    with page.expect_download() as taken:
        page.get_by_role("button", name="Télécharger les constats (CSV)").click()
    assert taken.value.suggested_filename == "constats-de-relecture.csv"
    page.get_by_label("Ou collez les chiffres").fill(JUSTE)
    page.get_by_label("Texte du rapport").fill("# Conclusion\nEn 2024, 62 PLIE ont répondu.")
    visite.suit(page.get_by_role("button", name="Relire", exact=True))
    assert page.get_by_role("heading", name="Rien à redire").is_visible()
