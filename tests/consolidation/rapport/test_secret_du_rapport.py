"""A hidden figure is in no sentence, table, drawing, map, file or paper (S10)."""

import csv
import io
import re
from dataclasses import replace
from fractions import Fraction
from random import Random

import pytest
from pypdf import PdfReader

from maillage.consolidation.attaque.chiffres import list_inexpliques, read_page
from maillage.consolidation.rapport.blocs import Dessin, list_phrases
from maillage.consolidation.rapport.fiches import compose_fiche
from maillage.consolidation.rapport.nombres import name_cle, read_texte
from maillage.consolidation.rapport.plans import compose
from maillage.consolidation.rapport.plans.plie import PLAN
from maillage.consolidation.rapport.rendus.donnees import write_cellules, write_trace
from maillage.consolidation.rapport.rendus.infographie import render_svg
from maillage.consolidation.rapport.rendus.page import render_autonome
from maillage.consolidation.rapport.rendus.papier import render_fiche as print_fiche
from maillage.consolidation.rapport.rendus.papier import render_papier
from maillage.consolidation.rapport.trace import list_imprimes
from maillage.socle.graphiques import magasin
from tests.consolidation.rapport.exemple import JOUR, hide
from tests.consolidation.rapport.lecture import list_ecrits

ABANDONS, MOBILISATION, FEMMES = 5_820, 56_173, 18_090
PLIE, CENTRE = ("dispositif", "plie-030"), "24"


def read_pdf(pdf: bytes) -> str:
    return "\n".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(pdf)).pages)


@pytest.mark.parametrize("nombre", [ABANDONS, MOBILISATION, FEMMES])
def test_un_nombre_cache_n_est_ecrit_nulle_part(livre, nombre):
    hidden = hide(livre, nombre)
    shown = compose(PLAN, livre, edite_le=JOUR)
    assert str(nombre) in list_ecrits(render_autonome(shown, {}))  # it was there before
    found = compose(PLAN, hidden, edite_le=JOUR)
    page = render_autonome(found, {})
    for rendered in (page, render_svg(hidden, plan=PLAN), read_pdf(render_papier(found)), write_trace(hidden, found)):
        assert str(nombre) not in list_ecrits(re.sub(r"url\(data:[^)]*\)", "", rendered))
    assert "masqué" in page


def test_une_part_cachee_n_a_pas_de_barre_et_le_dit(livre):
    hidden = hide(livre, ABANDONS)
    case = hidden.get_case("plie.issues", "issue", "abandon")
    assert case.is_masquee
    found = compose(PLAN, hidden, edite_le=JOUR)
    issues = next(b for b in found.list_blocs() if isinstance(b, Dessin) and "Abandon" in b.figure.description)
    drawn = magasin.draw(issues.figure)
    assert "masqué" in drawn
    assert "Abandon masqué" in issues.figure.description
    before = next(
        b
        for b in compose(PLAN, livre, edite_le=JOUR).list_blocs()
        if isinstance(b, Dessin) and "Abandon" in b.figure.description
    )
    assert count_barres(drawn) == count_barres(magasin.draw(before.figure)) - 1


def count_barres(drawn: str) -> int:
    return len(re.findall(r'<path [^>]*fill="#(?:0b625e|72b0a8)"', drawn))


def test_la_geometrie_d_un_dessin_ne_laisse_lire_que_ce_qui_est_montre(livre):
    found = compose(PLAN, hide(livre, ABANDONS), edite_le=JOUR)
    dessins = [bloc for bloc in found.list_blocs() if isinstance(bloc, Dessin) and not bloc.echelle]
    assert len(dessins) > 8
    for dessin in dessins:
        known = {
            Fraction(ecrit.replace(",", ".")) for phrase in list_phrases(dessin) for ecrit in list_ecrits(read_texte(phrase))
        }  # fmt: skip
        libelles = [read_texte(ligne[0]) for ligne in dessin.tableau.lignes]
        extrait = read_page(magasin.draw(dessin.figure), libelles)
        del extrait.longueurs["path m"]  # where each bar begins: evenly spaced, whatever it is worth
        assert extrait.longueurs.get("path h") or "Courbe" in dessin.figure.description
        assert list_inexpliques(extrait, known) == []


def test_une_region_cachee_est_hachuree_comme_celle_qui_n_a_pas_de_plie(livre):
    case = livre.get_case("plie.taux_neutralise", ou=("region", CENTRE))
    hidden = hide(livre, case.cellule.base)
    found = compose(PLAN, hidden, edite_le=JOUR)
    carte = next(bloc for bloc in found.list_blocs() if isinstance(bloc, Dessin) and bloc.echelle)
    drawn = magasin.draw(carte.figure)
    assert "masqué ou non compté" in drawn
    ligne = next(ligne for ligne in carte.tableau.lignes if read_texte(ligne[0]) == "Centre-Val de Loire")
    assert read_texte(ligne[-1]) == "masqué"


def test_le_fichier_de_donnees_tait_la_valeur_l_effectif_la_base_et_les_inconnus(livre):
    hidden = hide(livre, ABANDONS)
    rows = list(csv.DictReader(io.StringIO("".join(write_cellules(hidden)))))
    assert len(rows) == len(livre.consolidation.cellules)
    masked = [row for row in rows if row["statut"] == "masqué"]
    assert masked
    assert {(row["valeur"], row["effectif"], row["base"], row["non_reponse"]) for row in masked} == {("", "", "", "")}
    assert not any(str(ABANDONS) in (row["valeur"], row["effectif"], row["base"], row["non_reponse"]) for row in rows)
    assert {row["statut"] for row in rows} == {"masqué", "fictif"}


def test_la_page_d_un_territoire_tait_les_siens_et_ceux_qui_les_laisseraient_lire(livre):
    base = livre.get_case("plie.taux_neutralise", ou=PLIE).cellule.base
    hidden = hide(livre, base)
    fiche = compose_fiche(hidden, PLIE, plan=PLAN, edite_le=JOUR)
    for rendered in (render_autonome(fiche, {}), read_pdf(print_fiche(fiche))):
        assert str(base) not in list_ecrits(re.sub(r"url\(data:[^)]*\)|<path[^>]*>", "", rendered))
        assert "masqué" in rendered


def test_tout_cacher_laisse_un_rapport_qui_ne_dit_plus_aucun_compte(livre):
    hidden = replace(livre, masquees=frozenset(livre.by_cle), precedents=())
    found = compose(PLAN, hidden, edite_le=JOUR)
    shown = [one for one in list_imprimes(found) if one.origine == "cellule" and one.texte != "masqué"]
    assert shown == []
    assert render_papier(found).startswith(b"%PDF")
    assert "masqué" in render_svg(hidden, plan=PLAN)
    fiche = compose_fiche(hidden, PLIE, plan=PLAN, edite_le=JOUR)
    assert {one.texte for one in list_imprimes(fiche) if one.origine == "cellule"} == {"masqué"}


@pytest.mark.parametrize("graine", range(6))
def test_quoi_que_l_on_cache_aucune_case_cachee_ne_s_imprime(livre, graine):
    """Cells hidden at random: none of them, and no rate made of one of them, has a number in the report."""
    cles = sorted(cle for cle in livre.by_cle if cle[3] in ("france", "region"))
    picked = frozenset(Random(graine).sample(cles, 150))
    hidden = replace(livre, masquees=picked, precedents=())
    named = {name_cle(cle) for cle in picked}
    found = [one for one in list_imprimes(compose(PLAN, hidden, edite_le=JOUR)) if one.origine == "cellule"]
    assert any(one.texte == "masqué" for one in found)
    assert [one for one in found if named & set(one.sources) and one.texte != "masqué"] == []


def test_une_annee_sans_personne_ne_casse_rien(livre):
    cellules = [
        one._replace(numerateur=0, base=0, non_reponse=0, histogramme=()) for one in livre.consolidation.cellules
    ]
    vide = replace(livre, consolidation=replace(livre.consolidation, cellules=cellules), precedents=())
    found = compose(PLAN, vide, edite_le=JOUR)
    page = render_autonome(found, {})
    assert "non renseigné" in page
    assert "NaN" not in page
    assert render_papier(found).startswith(b"%PDF")
    assert print_fiche(compose_fiche(vide, PLIE, plan=PLAN, edite_le=JOUR)).startswith(b"%PDF")
