"""Nothing leaks from what is rendered: text, attributes, bars, files (S10)."""

from datetime import UTC, datetime
from fractions import Fraction

import pytest

from maillage.consolidation.attaque.certificats import certify
from maillage.consolidation.attaque.chiffres import (
    add_lus,
    list_inexpliques,
    list_montres,
    list_nombres,
    read_csv,
    read_page,
)
from maillage.consolidation.attaque.lecture import read_dossier
from maillage.consolidation.secret.dossiers import write_dossier
from maillage.consolidation.secret.nomenclatures import Diffusion
from maillage.consolidation.secret.tableaux import Publication
from maillage.socle.graphiques.aides import Barre, draw_barres
from maillage.socle.graphiques.moteur import draw
from tests.consolidation.petits_tableaux import EXEMPLE, LIEUX, SEUILS, SORTIES, make_tableau, release

TABLEAU = make_tableau((LIEUX, SORTIES), EXEMPLE)
MASQUE, SORTIE = release(Publication("v1", (TABLEAU,)))
DOSSIER = write_dossier([SORTIE], SEUILS, diffusion=Diffusion.RESTREINTE)
MONTRES = list_montres(read_dossier(DOSSIER))
LIBELLES = ("CDD de plus de 6 mois", "2019")
CONTRATS = SORTIES.feuilles
PETITE = TABLEAU.get_cle(("A", "autres"))


def write_page(lire):
    lignes = (
        "<tr><th>CDD de plus de 6 mois</th>"
        + "".join(
            f'<td data-cle="{c}">{lire(c)}</td>' for c in (TABLEAU.get_cle((lieu, s)) for s in ("total", *CONTRATS))
        )
        + "</tr>"
        for lieu in LIEUX.modalites
    )
    return f"<h2>Sorties 2019</h2><table>{''.join(lignes)}</table>"


def write_svg(lieu, lire):
    """Our own bars, drawn by our own engine; what is hidden has no value."""
    barres = tuple(Barre(s, lire(TABLEAU.get_cle((lieu, s)))) for s in CONTRATS)
    return draw(draw_barres(barres, format=",.0f", accent="", largeur=640))


def get_vraie(cle):
    return next(TABLEAU.get(place).valeur for place in TABLEAU.list_places() if TABLEAU.get_cle(place) == cle)


@pytest.mark.parametrize(
    ("texte", "nombres"),
    [
        ("31\u202f555 sorties, 46,8\u202f%", [31555, Fraction("46.8")]),
        ("1 234,50 h et −3", [Fraction("1234.5"), -3]),
        ("lot r1, x3", []),
        ("12 345 678", [12345678]),
    ],
)
def test_les_nombres_se_lisent_comme_ils_s_ecrivent(texte, nombres):
    assert list(list_nombres(texte)) == nombres


def test_s10_la_page_masquee_ne_laisse_rien_lire_et_repasse_l_attaque():
    page = read_page(write_page(MASQUE.read), LIBELLES)
    assert len(page.cles) == 16
    assert list_inexpliques(page, MONTRES) == []
    assert certify(add_lus(DOSSIER, [page]), now=datetime(2026, 6, 1, tzinfo=UTC))["verdict"] == "conforme"


def test_s10_une_case_oubliee_par_une_page_fait_echouer_l_attaque():
    page = read_page(write_page(lambda cle: get_vraie(cle) if cle == PETITE else MASQUE.read(cle)), LIBELLES)
    assert list_inexpliques(page, MONTRES) == ["Le nombre 3 n’est celui d’aucune case montrée."]
    assert certify(add_lus(DOSSIER, [page]), now=datetime(2026, 6, 1, tzinfo=UTC))["verdict"] == "refusé"


@pytest.mark.parametrize(
    "page", ['<td title="3 personnes">masqué</td>', '<td data-tri="3">masqué</td>', '<meter value="3"></meter>']
)
def test_s10_un_attribut_qui_garde_la_valeur_est_vu(page):
    assert list_inexpliques(read_page(page), MONTRES) == ["Le nombre 3 n’est celui d’aucune case montrée."]


def test_s10_un_dessin_masque_ne_laisse_rien_mesurer():
    assert list_inexpliques(read_page(write_svg("A", lambda cle: MASQUE.read(cle).valeur)), MONTRES) == []


def test_s10_une_barre_sans_son_chiffre_se_mesure_encore():
    """The number is not written, the bar is drawn: the scale of the others gives it."""
    svg = write_svg("A", get_vraie)
    muet = svg.replace(">3</text>", "></text>").replace("valeur: 3", "")
    assert muet != svg
    assert any("laisse lire 3," in phrase for phrase in list_inexpliques(read_page(muet), MONTRES))


def test_s10_un_fichier_csv_se_relit():
    def write(lire):
        lignes = (f"{cle};{lire(cle)}" for cle in map(TABLEAU.get_cle, TABLEAU.list_places()))
        return "\n".join(["cle;valeur", *lignes])

    sur = read_csv(write(MASQUE.read), ("sorties|2019",))
    assert list_inexpliques(sur, MONTRES) == []
    assert len(sur.cles) == 16
    nu = read_csv(write(get_vraie), ("sorties|2019",))
    assert list_inexpliques(nu, MONTRES)
    assert certify(add_lus(DOSSIER, [nu]), now=datetime(2026, 6, 1, tzinfo=UTC))["verdict"] == "refusé"
