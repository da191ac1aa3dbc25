"""The peer: the same rows read from the same base with the bare driver, each hashed with the hash before it."""

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

COLONNES = (
    "id, uuid, dispositif_id, horodatage, compte_id, role, type, cible, cible_cle, details, requete, adresse, sceau"
)
TETES = "tetes.json"


def read_messages(base: Path) -> dict[int, Iterator[bytes]]:
    connection = sqlite3.connect(base)
    query = f"SELECT {COLONNES} FROM journal_acces WHERE bloc_id = ? ORDER BY bloc_id, rang"
    blocs: dict[int, list[int]] = {}
    for dispositif, bloc in connection.execute(
        "SELECT dispositif_id, id FROM journal_bloc WHERE chaine LIKE 'acces/%' AND dispositif_id NOT NULL "
        "ORDER BY dispositif_id, numero"
    ):
        blocs.setdefault(dispositif, []).append(bloc)

    def rows(keys: list[int]) -> Iterator[bytes]:
        for key in keys:
            for row in connection.execute(query, (key,)):
                yield "|".join(map(str, row)).encode()

    return {dispositif: rows(keys) for dispositif, keys in blocs.items()}


def chain(messages: Iterable[bytes]) -> str:
    before = b""
    for message in messages:
        before = hashlib.sha256(before + message).digest()
    return before.hex()


def write_tetes(base: Path) -> None:
    tetes = {str(dispositif): chain(messages) for dispositif, messages in read_messages(base).items()}
    base.with_name(TETES).write_text(json.dumps(tetes))


def tell(base: Path) -> dict[str, str]:
    tetes = json.loads(base.with_name(TETES).read_text())
    return {
        str(dispositif): "intacte" if chain(messages) == tetes[str(dispositif)] else "touchée"
        for dispositif, messages in read_messages(base).items()
    }


if __name__ == "__main__":
    import os

    from maillage.bancs.cas.journal import REPETITIONS
    from maillage.bancs.coureur import measure, report

    base = Path(os.environ["MAILLAGE_VAR"]) / "maillage.sqlite3"
    tell(base)
    cpu, intacte = measure(lambda: tell(base), repetitions=REPETITIONS)
    report(cpu, [intacte, tell(base.with_name("touche.sqlite3"))])
