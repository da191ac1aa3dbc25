"""The register of processing: a summary that leads to each detail, folded on screen and whole on paper."""

import io
from typing import Any

import pytest
from pypdf import PdfReader

from maillage.socle.protection import registre
from maillage.socle.roles import Role
from tests.usine import make_dispositif, make_habilitation

pytestmark = pytest.mark.navigateur


def test_le_resume_mene_au_detail_et_le_papier_montre_tout(ouvrir: Any) -> None:
    visite = ouvrir(compte=make_habilitation(Role.DPD, make_dispositif()).compte)
    page = visite.page
    visite.va("/protection/registre/")
    traitements = registre.list_traitements()
    last = page.locator(f"#{traitements[-1].ancre}")
    assert not last.is_visible()
    page.locator(f'a[href="#{traitements[-1].ancre}"]').click()
    last.wait_for(state="visible")
    visite.assert_accessible()
    paper = "".join(p.extract_text() for p in PdfReader(io.BytesIO(page.pdf())).pages)
    assert paper.count("Tables et champs") == len(traitements)
