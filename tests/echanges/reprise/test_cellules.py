"""A cell is read whatever the spreadsheet made of it, or refused with what to write instead."""

from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.echanges.reprise.rules import cellules as c
from maillage.participants.nomenclatures.identite import LIBELLES_NATIONALITE, LIBELLES_SEXE

ANNEES = st.dates(date(1900, 1, 1), date(2100, 12, 31))
NIR = "1 84 05 78 006 084 43"


@given(jour=ANNEES)
def test_une_date_se_lit_de_meme_en_francais_en_iso_et_en_cellule_date(jour):
    lues = {
        c.read_date(f"{jour:%d/%m/%Y}"), c.read_date(f" {jour.isoformat()} "), c.read_date(jour),
        c.read_date(datetime(jour.year, jour.month, jour.day)),  # noqa: DTZ001  as spreadsheets give them
        c.read_date(f"{jour.day}.{jour.month}.{jour.year}"),
    }  # fmt: skip
    assert lues == {jour}


@pytest.mark.parametrize(
    ("cellule", "dit"),
    [
        ("31/02/2024", "n’existe pas dans le calendrier"), ("12/24", "écrivez-la 31/12/2025, l’année sur quatre chiffres"),
        (45231.0, "format date"), ("01/01/1066", "impossible"), (date(1899, 12, 31), "impossible"),
    ],
)  # fmt: skip
def test_une_date_fausse_dit_comment_l_ecrire(cellule, dit):
    with pytest.raises(c.CelluleRefusee, match=dit):
        c.read_date(cellule)


@pytest.mark.parametrize(
    ("cellule", "niveau"),
    [
        ("V bis", (2, False)), ("Vbis", (2, False)), ("niveau v", (3, False)), ("VI", (1, False)), ("I", (7, True)),
        (4.0, (4, False)), ("7", (7, False)), ("III", (5, False)),
    ],
)  # fmt: skip
def test_un_ancien_niveau_i_est_repris_en_7_a_verifier(cellule, niveau):
    assert c.read_niveau(cellule) == niveau


@pytest.mark.parametrize("cellule", ["9", "0", "bac", "VII"])
def test_un_niveau_inconnu_est_refuse(cellule):
    with pytest.raises(c.CelluleRefusee, match="VI, V bis"):
        c.read_niveau(cellule)


def test_aucun_numero_de_securite_sociale_n_entre():
    with pytest.raises(c.CelluleRefusee, match="Sécurité sociale"):
        c.read_identifiant(NIR)


def test_un_zero_de_tete_perdu_par_le_tableur_est_rendu():
    assert (c.read_code_postal(1000.0), c.read_code_postal("59 000")) == ("01000", "59000")
    assert c.read_telephone(612345678.0) == "0612345678"
    with pytest.raises(c.CelluleRefusee, match="cinq chiffres"):
        c.read_code_postal("5")


def test_un_code_se_lit_par_son_libelle_avec_ou_sans_accent():
    lire = c.read_code(LIBELLES_NATIONALITE, {"fr": "francaise"})
    assert {lire("Française"), lire("FRANCAISE"), lire(" fr ")} == {"francaise"}
    with pytest.raises(c.CelluleRefusee, match="Codes possibles : francaise, ue"):
        lire("belge")


def test_une_heure_se_lit_avec_le_jour_ou_vaut_neuf_heures():
    assert c.read_instant("03/03/2025 14h30") == c.read_instant("2025-03-03T14:30:00") == datetime(2025, 3, 3, 14, 30)  # noqa: DTZ001
    assert c.read_instant("03/03/2025") == datetime(2025, 3, 3, 9)  # noqa: DTZ001
    assert c.read_heures("3,5") == Decimal("3.50")


@given(cellule=st.one_of(st.text(max_size=40), st.floats(), st.booleans(), st.dates(), st.datetimes()))
def test_aucune_cellule_ne_fait_tomber_la_lecture(cellule):
    lectures = (
        c.read_texte, c.read_nom, c.read_identifiant, c.read_date, c.read_instant, c.read_code_postal, c.read_telephone,
        c.read_courriel, c.read_entier(range(10)), c.read_heures, c.read_niveau, c.read_code(LIBELLES_SEXE),
    )  # fmt: skip
    for lire in lectures:
        with suppress(c.CelluleRefusee):
            lire(cellule)
