"""Every number of the report comes from a cell, a parameter, a date or a label of the catalogue: all of them, one by one."""

import io
import re

import pytest
from pypdf import PdfReader

from maillage.consolidation.attaque.chiffres import list_inexpliques, list_nombres, read_page
from maillage.consolidation.rapport.blocs import Dessin, list_phrases
from maillage.consolidation.rapport.fiches import compose_fiche
from maillage.consolidation.rapport.nombres import name_cle, read_texte
from maillage.consolidation.rapport.plans.plie import PLAN
from maillage.consolidation.rapport.rendus.infographie import render_page
from maillage.consolidation.rapport.rendus.page import render_autonome
from maillage.consolidation.rapport.rendus.papier import render_papier
from maillage.consolidation.rapport.trace import list_imprimes
from maillage.socle.typographie import write_date
from maillage.territoire import ATTRIBUTION
from tests.consolidation.rapport.exemple import JOUR
from tests.consolidation.rapport.lecture import Page, list_ecrits

# In a PDF the thousands keep their narrow space: a plain one sets two numbers apart.
ECRIT = re.compile(r"\d+(?:[\u202f\u00a0]\d{3})*(?:,\d+)?")


def read_ecrits(texte: str) -> set[str]:
    return {re.sub(r"[\u202f\u00a0]", "", ecrit) for ecrit in ECRIT.findall(texte)}


@pytest.fixture(scope="module")
def page(rapport, livre) -> Page:
    return Page(render_autonome(rapport, livre.consolidation.noms))


def test_aucun_nombre_de_la_page_n_est_libre(page):
    assert [texte for texte in page.libres if list_ecrits(texte)] == []


def test_l_attaque_ne_lit_rien_d_autre_dans_les_textes_et_les_attributs(rapport, livre):
    """Our own attack reads the whole file, attributes and titles included (S10); lengths are read picture by picture."""
    html = re.sub(r"<style>.*?</style>", "", render_autonome(rapport, livre.consolidation.noms), flags=re.DOTALL)
    extrait = read_page(html)
    extrait.longueurs.clear()
    said = " ; ".join([*(one.texte for one in list_imprimes(rapport)), ATTRIBUTION, write_date(JOUR)])
    assert len(extrait.nombres) > 900
    assert list_inexpliques(extrait, {abs(nombre) for nombre in list_nombres(said)}) == []


def test_chaque_nombre_imprime_est_une_case_du_livre(livre, rapport):
    known = {name_cle(cle) for cle in livre.by_cle}
    for annee in livre.precedents:
        known |= {
            name_cle((code, lue.version, str(annee.millesime), *ou)) for (code, *ou), lue in annee.chiffres.items()
        }
    found = [one for one in list_imprimes(rapport) if one.origine == "cellule"]
    assert len(found) > 400
    assert [one for one in found if not one.sources or any(source not in known for source in one.sources)] == []
    assert {one.origine for one in list_imprimes(rapport)} == {"cellule", "parametre", "date", "catalogue", "echelle"}


def test_ce_que_la_page_lie_est_la_trace(page, livre, rapport):
    """As many, of the same cells, in the same order."""
    noms = livre.consolidation.noms
    expected = [
        ("|".join(noms.get(part, part) for part in one.sources[0].split("|")), one.texte)
        for one in list_imprimes(rapport)
        if one.origine == "cellule" and len(one.sources) == 1
    ]
    bound = [(cle, texte) for cle, texte in page.lies if "|" in cle]
    assert set(bound) == set(expected)
    assert len(bound) > 400


def test_les_nombres_d_un_dessin_sont_ceux_de_sa_phrase_et_de_son_tableau(page, rapport):
    known = {
        ecrit for bloc in rapport.list_blocs() if isinstance(bloc, Dessin) for phrase in list_phrases(bloc)
        for ecrit in list_ecrits(read_texte(phrase))
    }  # fmt: skip
    drawn = [ecrit for texte in page.dessins for ecrit in list_ecrits(texte)]
    assert len(drawn) > 100
    assert [ecrit for ecrit in drawn if ecrit not in known] == []


def test_le_papier_n_imprime_rien_de_plus_que_la_page(rapport):
    """Page numbers apart, and the date at the head of each sheet."""
    known = {ecrit for one in list_imprimes(rapport) for ecrit in read_ecrits(one.texte)}
    reader = PdfReader(io.BytesIO(render_papier(rapport)))
    pages = len(reader.pages)
    known |= {str(n) for n in range(1, pages + 1)} | {
        f"{JOUR.day:02}",
        f"{JOUR.month:02}",
        str(JOUR.year),
        str(JOUR.day),
        "2026",
    }
    free = set()
    for sheet in reader.pages:
        found = read_ecrits(sheet.extract_text())
        assert found
        free |= found - known
    assert free == set()


def test_la_fiche_d_un_territoire_et_l_infographie_aussi(livre):
    fiche = compose_fiche(livre, ("dispositif", "plie-030"), plan=PLAN, edite_le=JOUR)
    read = Page(render_autonome(fiche, livre.consolidation.noms))
    assert [texte for texte in read.libres if list_ecrits(texte)] == []
    known = {e for one in list_imprimes(fiche) for e in list_ecrits(one.texte)}
    assert known >= {e for texte in read.dessins for e in list_ecrits(texte)}
    screen = Page(render_page(livre, plan=PLAN))
    assert [texte for texte in screen.libres if list_ecrits(texte)] == []
    bound = {e for _, texte in screen.lies for e in list_ecrits(texte)}
    assert bound >= {e for texte in screen.dessins for e in list_ecrits(texte)}  # its title and its description
    assert {cle.split("|")[0] for cle, _ in screen.lies} >= {"plie.entrees", "plie.issues", "plie.taux_brut", "date"}
