"""A cell comes back as it was written, and a spreadsheet takes none for a formula."""

import csv
import io
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.echanges.restitution import cellules
from maillage.echanges.restitution.nomenclatures import Genre

# What a database holds: no lone surrogate; PostgreSQL keeps no zero byte.
textes = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))
DANGERS = ("=1+1", "+33 6", "-2", "@a", "\t=1", "\r\n=1", "'=1", "''=1", "'", "", " =1", "＝1", "l’été", 'a"b', "a,b;c")


def through_csv(cell: str) -> str:
    file = io.StringIO(newline="")
    csv.writer(file, lineterminator="\r\n").writerow([cell, "fin"])
    file.seek(0)
    (row,) = list(csv.reader(file))
    assert row[1] == "fin"
    return row[0]


def again(genre: Genre, value: object, *, is_nullable: bool = False) -> object:
    return cellules.read(genre, through_csv(cellules.write(genre, value)), is_nullable=is_nullable)


@given(textes)
def test_n_importe_quel_texte_revient_tel_quel(texte):
    assert again(Genre.TEXTE, texte) == texte


@pytest.mark.parametrize("texte", DANGERS)
def test_ce_qui_ressemble_a_une_formule_revient_tel_quel(texte):
    assert again(Genre.TEXTE, texte) == texte


@given(textes)
def test_aucune_case_ne_commence_comme_une_formule(texte):
    assert not cellules.write(Genre.TEXTE, texte).lstrip(" ").startswith(("=", "+", "-", "@", "\t=", "\r="))


@given(
    st.recursive(st.none() | st.booleans() | st.integers() | textes, lambda x: st.lists(x) | st.dictionaries(textes, x))
)
def test_n_importe_quelle_fiche_json_revient_telle_quelle(fiche):
    if fiche is not None:  # the column itself is empty then
        assert again(Genre.JSON, fiche) == fiche


@pytest.mark.parametrize(
    ("genre", "value"),
    [
        (Genre.ENTIER, 0),
        (Genre.NOMBRE, Decimal("0.50")),
        (Genre.NOMBRE, Decimal("-1E+3")),
        (Genre.REEL, 0.1 + 0.2),
        (Genre.OUI_NON, False),
        (Genre.OUI_NON, True),
        (Genre.DATE, date(2024, 2, 29)),
        (Genre.HORODATAGE, datetime(2026, 1, 1, 8, 30, 0, 123456, tzinfo=UTC)),
        (Genre.HORODATAGE, datetime(2026, 7, 1, 8, 30, tzinfo=timezone(timedelta(hours=2)))),
        (Genre.NUMERO, uuid4()),
    ],
)
def test_chaque_genre_revient_tel_quel_et_vide_reste_vide(genre, value):
    assert again(genre, value) == value
    assert again(genre, None, is_nullable=True) is None


@pytest.mark.parametrize(
    ("genre", "cell"), [(Genre.ENTIER, "douze"), (Genre.OUI_NON, "Oui"), (Genre.DATE, "29/02/2024"), (Genre.DATE, ""), (Genre.NOMBRE, "1,5"), (Genre.NUMERO, "1"), (Genre.JSON, "{")],
)  # fmt: skip
def test_une_case_illisible_est_dite(genre, cell):
    with pytest.raises(cellules.CelluleIllisible):
        cellules.read(genre, cell, is_nullable=False)
