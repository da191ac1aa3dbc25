"""Every number of the report of the clause comes from a cell, a parameter, a date or a label; and a hidden one is written nowhere."""

import io
import re
from dataclasses import replace
from random import Random

import pytest
from pypdf import PdfReader

from maillage.consolidation.attaque.chiffres import list_inexpliques, list_nombres, read_page
from maillage.consolidation.rapport.blocs import Dessin, list_phrases
from maillage.consolidation.rapport.fiches import compose_fiche
from maillage.consolidation.rapport.nombres import name_cle, read_texte
from maillage.consolidation.rapport.plans import compose
from maillage.consolidation.rapport.plans.clause import PLAN
from maillage.consolidation.rapport.rendus.infographie import render_page, render_svg
from maillage.consolidation.rapport.rendus.page import render_autonome
from maillage.consolidation.rapport.rendus.papier import render_fiche as print_fiche
from maillage.consolidation.rapport.rendus.papier import render_papier
from maillage.consolidation.rapport.trace import list_imprimes
from maillage.socle.typographie import write_date
from maillage.territoire import ATTRIBUTION
from tests.consolidation.rapport.exemple import JOUR
from tests.consolidation.rapport.lecture import Page, list_ecrits

SERVICE = ("dispositif", "service-03")
LIEUX = [SERVICE, ("region", "32"), ("departement", "69"), ("france", "FR")]


@pytest.fixture(scope="module")
def page(rapport_clause, clause) -> Page:
    return Page(render_autonome(rapport_clause, clause.consolidation.noms))


def read_pdf(pdf: bytes) -> str:
    return "\n".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(pdf)).pages)


def test_aucun_nombre_de_la_page_n_est_libre(page):
    assert [texte for texte in page.libres if list_ecrits(texte)] == []


def test_chaque_nombre_imprime_est_une_case_du_livre(clause, rapport_clause):
    known = {name_cle(cle) for cle in clause.by_cle}
    for annee in clause.precedents:
        known |= {
            name_cle((code, lue.version, str(annee.millesime), *ou)) for (code, *ou), lue in annee.chiffres.items()
        }
    found = [one for one in list_imprimes(rapport_clause) if one.origine == "cellule"]
    assert len(found) > 500
    assert [one for one in found if not one.sources or not known.issuperset(one.sources)] == []
    assert {one.origine for one in list_imprimes(rapport_clause)} == {
        "cellule", "parametre", "date", "catalogue", "echelle",
    }  # fmt: skip


def test_l_attaque_ne_lit_rien_d_autre_dans_les_textes_et_les_attributs(rapport_clause, clause):
    html = re.sub(
        r"<style>.*?</style>", "", render_autonome(rapport_clause, clause.consolidation.noms), flags=re.DOTALL
    )
    extrait = read_page(html)
    extrait.longueurs.clear()
    said = " ; ".join([*(one.texte for one in list_imprimes(rapport_clause)), ATTRIBUTION, write_date(JOUR)])
    assert len(extrait.nombres) > 900
    assert list_inexpliques(extrait, {abs(nombre) for nombre in list_nombres(said)}) == []


def test_les_nombres_d_un_dessin_sont_ceux_de_sa_phrase_et_de_son_tableau(page, rapport_clause):
    known = {
        ecrit for bloc in rapport_clause.list_blocs() if isinstance(bloc, Dessin) for phrase in list_phrases(bloc)
        for ecrit in list_ecrits(read_texte(phrase))
    }  # fmt: skip
    drawn = [ecrit for texte in page.dessins for ecrit in list_ecrits(texte)]
    assert len(drawn) > 100
    assert [ecrit for ecrit in drawn if ecrit not in known] == []


def test_chaque_dessin_a_son_titre_sa_description_et_ses_chiffres(rapport_clause):
    dessins = [bloc for bloc in rapport_clause.list_blocs() if isinstance(bloc, Dessin)]
    assert len(dessins) > 20
    for dessin in dessins:
        assert dessin.figure.titre
        assert dessin.figure.description.endswith(".")
        assert dessin.tableau.lignes
        assert read_texte(dessin.base)
    assert len({dessin.figure.titre for dessin in dessins}) == len(dessins)


@pytest.mark.parametrize("ou", LIEUX)
def test_la_fiche_d_un_territoire(clause, ou):
    fiche = compose_fiche(clause, ou, plan=PLAN, edite_le=JOUR)
    read = Page(render_autonome(fiche, clause.consolidation.noms))
    assert [texte for texte in read.libres if list_ecrits(texte)] == []
    known = {ecrit for one in list_imprimes(fiche) for ecrit in list_ecrits(one.texte)}
    assert known >= {ecrit for texte in read.dessins for ecrit in list_ecrits(texte)}
    assert len(PdfReader(io.BytesIO(print_fiche(fiche))).pages) == 1


def test_l_infographie(clause):
    screen = Page(render_page(clause, plan=PLAN))
    assert [texte for texte in screen.libres if list_ecrits(texte)] == []
    bound = {ecrit for _, texte in screen.lies for ecrit in list_ecrits(texte)}
    assert bound >= {ecrit for texte in screen.dessins for ecrit in list_ecrits(texte)}
    assert {cle.split("|")[0] for cle, _ in screen.lies} >= {
        "clause.heures",
        "clause.natures",
        "clause.profils",
        "date",
    }
    assert "PLIE" not in render_svg(clause, plan=PLAN, police=False)


def test_tout_cacher_laisse_un_rapport_qui_ne_dit_plus_aucun_compte(clause_seule):
    hidden = replace(clause_seule, masquees=frozenset(clause_seule.by_cle))
    found = compose(PLAN, hidden, edite_le=JOUR)
    assert {one.texte for one in list_imprimes(found) if one.origine == "cellule"} == {"masqué"}
    fiche = compose_fiche(hidden, SERVICE, plan=PLAN, edite_le=JOUR)
    assert {one.texte for one in list_imprimes(fiche) if one.origine == "cellule"} == {"masqué"}
    assert "masqué" in render_svg(hidden, plan=PLAN)
    assert "masqué" in read_pdf(render_papier(found))


@pytest.mark.parametrize("graine", range(4))
def test_quoi_que_l_on_cache_aucune_case_cachee_ne_s_imprime(clause_seule, graine):
    cles = sorted(cle for cle in clause_seule.by_cle if cle[3] in ("france", "region"))
    picked = frozenset(Random(graine).sample(cles, 200))
    hidden = replace(clause_seule, masquees=picked)
    named = {name_cle(cle) for cle in picked}
    found = [one for one in list_imprimes(compose(PLAN, hidden, edite_le=JOUR)) if one.origine == "cellule"]
    assert any(one.texte == "masqué" for one in found)
    assert [one for one in found if named & set(one.sources) and one.texte != "masqué"] == []


def test_un_total_cache_emporte_les_parts_qui_le_laisseraient_retrouver(clause_seule):
    """A share worked out from two counts hides with either."""
    heures = clause_seule.get_case("clause.heures")
    hidden = replace(clause_seule, masquees=frozenset({heures.cle}))
    sources = [
        one for one in list_imprimes(compose(PLAN, hidden, edite_le=JOUR)) if name_cle(heures.cle) in one.sources
    ]
    assert sources
    assert {one.texte for one in sources} == {"masqué"}
