"""The peers of the case « journal » are honest: they see the touched row that ours must see too."""

import json
import sqlite3
from pathlib import Path

import pytest

from maillage.bancs.pairs import journal_en_base, journal_en_memoire


@pytest.fixture
def base(tmp_path: Path) -> Path:
    path = tmp_path / "maillage.sqlite3"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE journal_bloc (id integer, dispositif_id integer, chaine text, numero integer)")
        connection.execute(
            "CREATE TABLE journal_acces (id integer, uuid, dispositif_id integer, horodatage, compte_id integer, role, "
            "type, cible, cible_cle, details, requete, adresse, sceau, bloc_id integer, rang integer)"
        )
        for dispositif in (1, 2):
            chaine = f"acces/{dispositif}"
            connection.execute("INSERT INTO journal_bloc VALUES (?, ?, ?, 1)", (dispositif, dispositif, chaine))
            for rang in range(1, 5):
                row = (rang, f"u{rang}", dispositif, "le", 7, *"abcdefgh", dispositif, rang)
                connection.execute(f"INSERT INTO journal_acces VALUES ({', '.join('?' * 15)})", row)
    journal_en_base.write_tetes(path)
    return path


def test_a_touched_row_breaks_the_chain_of_its_dispositif_alone(base: Path):
    assert journal_en_base.tell(base) == {"1": "intacte", "2": "intacte"}
    with sqlite3.connect(base) as connection:
        connection.execute("UPDATE journal_acces SET compte_id = 8 WHERE dispositif_id = 2 AND rang = 3")
    assert journal_en_base.tell(base) == {"1": "intacte", "2": "touchée"}


def test_both_peers_hash_the_same_messages(base: Path):
    journal_en_memoire.write_messages(base)
    tetes = json.loads(base.with_name(journal_en_base.TETES).read_text())
    messages = journal_en_memoire.load_messages(base)
    assert [len(rows) for rows in messages.values()] == [4, 4]
    assert journal_en_memoire.tell(messages, tetes) == journal_en_base.tell(base)
