"""Writes contracts as one official JSON file, some at a time."""

import json
import tempfile
from collections.abc import Iterable
from typing import IO, Any

MEMOIRE = 1024**2  # a smaller file does not touch the disk


def write_officiel(elements: Iterable[dict[str, Any]]) -> IO[bytes]:
    """The root of the layout 2.0.x; concessions apart from the other contracts, as it asks. Ready to be read."""
    target = tempfile.SpooledTemporaryFile(max_size=MEMOIRE)  # noqa: SIM115  closed by whoever reads it
    concessions = tempfile.SpooledTemporaryFile(max_size=MEMOIRE)  # noqa: SIM115
    comptes = {False: 0, True: 0}
    target.write(b'{"marches":{"marche":[')
    with concessions:
        for element in elements:
            is_concession = "autoriteConcedante" in element
            part = concessions if is_concession else target
            part.write(b",\n" if comptes[is_concession] else b"\n")
            part.write(json.dumps(element, ensure_ascii=False).encode())
            comptes[is_concession] += 1
        target.write(b"]")
        if comptes[True]:
            concessions.seek(0)
            target.write(b',"contrat-concession":[')
            while chunk := concessions.read(MEMOIRE):
                target.write(chunk)
            target.write(b"]")
    target.write(b"}}")
    target.seek(0)
    return target
