"""The floor: the same messages, loaded beforehand and unmeasured; only the chained hash is counted."""

import json
import pickle
from pathlib import Path

from maillage.bancs.pairs.journal_en_base import TETES, chain, read_messages

Messages = dict[int, list[bytes]]


def write_messages(base: Path) -> None:
    messages: Messages = {dispositif: list(rows) for dispositif, rows in read_messages(base).items()}
    base.with_suffix(".messages").write_bytes(pickle.dumps(messages))


def load_messages(base: Path) -> Messages:
    messages: Messages = pickle.loads(base.with_suffix(".messages").read_bytes())  # noqa: S301  we just wrote it
    return messages


def tell(messages: Messages, tetes: dict[str, str]) -> dict[str, str]:
    return {
        str(dispositif): "intacte" if chain(rows) == tetes[str(dispositif)] else "touchée"
        for dispositif, rows in messages.items()
    }


if __name__ == "__main__":
    import os

    from maillage.bancs.cas.journal import REPETITIONS
    from maillage.bancs.coureur import measure, report

    base = Path(os.environ["MAILLAGE_VAR"]) / "maillage.sqlite3"
    tetes = json.loads(base.with_name(TETES).read_text())
    messages = load_messages(base)
    tell(messages, tetes)
    cpu, intacte = measure(lambda: tell(messages, tetes), repetitions=REPETITIONS)
    report(cpu, [intacte, tell(load_messages(base.with_name("touche.sqlite3")), tetes)])
