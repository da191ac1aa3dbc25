"""Where the facts of each dispositif lie: one folder each. Its tables change together, or none does.

The files of an extraction bear its stamp; `manifeste.json` says which ones are in force, and is replaced last. One page may read
them while another writes: writers take turns, and the files that were in force stay for whoever has begun to read them.
"""

import fcntl
import json
import os
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from uuid import UUID

from maillage.consolidation.faits.codage import Faits
from maillage.consolidation.faits.tables import TABLES
from maillage.indicateurs.ecriture import write_parquet
from maillage.indicateurs.tables import Table

MANIFESTE, VERROU = "manifeste.json", ".verrou"
SURSIS = 3600  # seconds: no count lasts as long


@dataclass(frozen=True, slots=True)
class Manifeste:
    """`lignes`: how many rows each table has. `origine`: who wrote them, when they do not come from the dossiers kept here."""

    dispositif: str
    empreinte: str
    lignes: dict[str, int]
    origine: str = ""


class FaitsIllisibles(Exception):
    """The manifest of a dispositif does not read, or names files that are not there."""


def find_dossier(racine: Path, dispositif: UUID) -> Path:
    return racine / str(dispositif)


def read_manifeste(racine: Path, dispositif: UUID) -> Manifeste | None:
    """None: nothing was extracted yet."""
    path = find_dossier(racine, dispositif) / MANIFESTE
    if not path.exists():
        return None
    try:
        return Manifeste(**json.loads(path.read_text(encoding="utf-8")))
    except (ValueError, TypeError) as error:
        raise FaitsIllisibles(
            f"Le manifeste des faits est abîmé ({path}). Supprimez ce dossier : l’extraction le refera entier."
        ) from error


def find_fichier(racine: Path, manifeste: Manifeste, table: Table) -> Path:
    return racine / manifeste.dispositif / f"{table.nom}-{manifeste.empreinte[:16]}.parquet"


def write_faits(racine: Path, dispositif: UUID, faits: Faits, *, origine: str = "") -> tuple[Manifeste, bool]:
    """The manifest in force, and whether anything was written: the same facts are not written twice."""
    comptes = {t.nom: len(lignes) for t, lignes in faits.lignes.items()}
    made = Manifeste(str(dispositif), faits.empreinte, comptes, origine)
    dossier = find_dossier(racine, dispositif)
    dossier.mkdir(mode=0o700, parents=True, exist_ok=True)
    fichiers = {table: find_fichier(racine, made, table) for table in faits.lignes}
    with _hold(dossier):
        before = read_manifeste(racine, dispositif)
        is_nouveau = before != made or not all(path.exists() for path in fichiers.values())
        if is_nouveau:
            if before is not None:
                _delay(dossier, before)
            for table, lignes in faits.lignes.items():
                write_parquet(table, lignes, fichiers[table])
            _replace(dossier / MANIFESTE, json.dumps(asdict(made), ensure_ascii=False, indent=1) + "\n")
        _tidy(dossier, {path.name for path in fichiers.values()})
    return made, is_nouveau


@contextmanager
def _hold(dossier: Path) -> Iterator[None]:
    """One writer at a time; whoever is killed lets go."""
    with (dossier / VERROU).open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _replace(path: Path, texte: str) -> None:
    aside = path.with_name(f".{path.name}.ecriture")
    with aside.open("w", encoding="utf-8") as file:
        file.write(texte)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(path)


def _delay(dossier: Path, manifeste: Manifeste) -> None:
    """The files that were in force until now are of now: somebody may have just begun to read them."""
    for path in dossier.glob(f"*-{manifeste.empreinte[:16]}.parquet"):
        path.touch()


def _tidy(dossier: Path, kept: set[str]) -> None:
    """The files of earlier extractions, once nobody reads them any more, and what one that was killed left half-written."""
    for path in dossier.iterdir():
        if path.name not in kept | {MANIFESTE, VERROU} and path.stat().st_mtime < time.time() - SURSIS:
            path.unlink(missing_ok=True)


def list_sources(
    racine: Path, dispositifs: Iterable[UUID], *, tables: Sequence[Table] = TABLES
) -> dict[Table, list[Path]]:
    """The files in force of these dispositifs, by table: what an engine is opened on. One of another type has none."""
    found: dict[Table, list[Path]] = {table: [] for table in tables}
    for dispositif in dispositifs:
        manifeste = read_manifeste(racine, dispositif)
        if manifeste is None or manifeste.lignes.keys().isdisjoint(table.nom for table in tables):
            continue
        for table in tables:
            path = find_fichier(racine, manifeste, table)
            if not path.exists():
                raise FaitsIllisibles(
                    f"Le fichier {path.name} manque au dossier des faits ({path.parent}). "
                    "Refaites l’extraction de ce dispositif."
                )
            found[table].append(path)
    return found
