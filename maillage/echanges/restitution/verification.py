"""Opens an archive received: whole, unaltered, of a version that is known, under the right phrase. Writes nothing."""

import csv
import hashlib
import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from maillage.echanges.restitution.archive import EMPREINTES, SCHEMA, SIGNATURE
from maillage.echanges.restitution.nomenclatures import VERSION
from maillage.echanges.restitution.scelles import Sceau, make_sceau
from maillage.echanges.restitution.schema import Table, list_tables
from maillage.socle.pieces.magasin import MORCEAU

CASE_MAX = 50 * 1024 * 1024
_LIGNE = re.compile(r"([0-9a-f]{64})  (.+)")
# What reading an altered ZIP may raise, from its headers to its compressed bytes.
ILLISIBLES = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, UnicodeDecodeError)


class ArchiveRefusee(Exception):
    """Nothing was written; the message is one French sentence, fit for the person."""


@dataclass(frozen=True, slots=True)
class Archive:
    bundle: zipfile.ZipFile
    schema: dict[str, Any]
    sceau: Sceau

    @property
    def dispositif(self) -> dict[str, str]:
        found: dict[str, str] = self.schema["dispositif"]
        return found

    def read_lignes(self, table: Table) -> Iterator[tuple[int, list[str]]]:
        """(rank from 1, cells) of each row, one after the other."""
        csv.field_size_limit(CASE_MAX)
        with self.bundle.open(table.fichier) as member:
            rows = csv.reader(io.TextIOWrapper(member, encoding="utf-8", newline=""))
            next(rows)
            yield from enumerate(rows, start=1)

    def read_piece(self, nom: str) -> Iterator[bytes]:
        with self.bundle.open(nom) as member:
            while chunk := member.read(MORCEAU):
                yield chunk


@contextmanager
def open_archive(path: Path, phrase: str) -> Iterator[Archive]:
    try:
        with zipfile.ZipFile(path) as bundle:
            schema = _check(bundle)
            sceau = make_sceau(phrase, UUID(schema["dispositif"]["uuid"]))
            _check_signature(bundle, sceau)
            _check_tables(schema)
            yield Archive(bundle, schema, sceau)
    except ILLISIBLES as error:
        raise ArchiveRefusee(
            f"« {path.name} » n’est pas une archive lisible : le fichier est abîmé ou incomplet. Téléchargez-le de nouveau."
        ) from error


def _check(bundle: zipfile.ZipFile) -> dict[str, Any]:
    names = bundle.namelist()
    if EMPREINTES not in names or SCHEMA not in names:
        raise ArchiveRefusee("Ce fichier n’est pas une archive complète de Maillage : il y manque son schéma.")
    listed = _read_empreintes(bundle)
    if missing := sorted(set(listed) - set(names)):
        raise ArchiveRefusee(
            f"Il manque « {missing[0]} » dans l’archive : elle a été modifiée. Téléchargez-la de nouveau."
        )
    if len(names) != len(set(names)) or (extra := sorted(set(names) - set(listed) - {EMPREINTES})):
        raise ArchiveRefusee(
            f"« {extra[0] if len(names) == len(set(names)) else 'un fichier en double'} » ne fait pas partie de "
            "l’archive d’origine : elle a été modifiée. Téléchargez-la de nouveau."
        )
    for name, empreinte in listed.items():
        if _hash(bundle, name) != empreinte:
            raise ArchiveRefusee(f"« {name} » a été modifié ou abîmé. Téléchargez de nouveau l’archive.")
    schema: dict[str, Any] = json.loads(bundle.read(SCHEMA))
    if schema["version"] > VERSION:
        raise ArchiveRefusee(
            f"Cette archive est au format {schema['version']}, et cette installation ne lit que le format {VERSION} : "
            f"mettez-la à jour vers Maillage {schema['maillage']} ou plus récent, puis recommencez."
        )
    return schema


def _read_empreintes(bundle: zipfile.ZipFile) -> dict[str, str]:
    lines = bundle.read(EMPREINTES).decode().splitlines()
    found = [_LIGNE.fullmatch(line) for line in lines[:-1]]
    if not found or None in found or not lines[-1].startswith(SIGNATURE):
        raise ArchiveRefusee("La liste des empreintes de l’archive est abîmée. Téléchargez de nouveau l’archive.")
    return {m[2]: m[1] for m in found if m}


def _hash(bundle: zipfile.ZipFile, name: str) -> str:
    digest = hashlib.sha256()
    with bundle.open(name) as member:
        while chunk := member.read(MORCEAU):
            digest.update(chunk)
    return digest.hexdigest()


def _check_signature(bundle: zipfile.ZipFile, sceau: Sceau) -> None:
    listed, _, signature = bundle.read(EMPREINTES).decode().rpartition(SIGNATURE)
    if not sceau.is_signed(listed.encode(), signature.strip()):
        raise ArchiveRefusee(
            "La phrase n’est pas celle de cette archive, ou l’archive a été refaite par quelqu’un d’autre : vérifiez la "
            "phrase auprès du délégué à la protection des données qui la tient."
        )


def _check_tables(schema: dict[str, Any]) -> None:
    """The same tables and columns as here: another version of Maillage may write them otherwise."""
    theirs = {t["table"]: [c["nom"] for c in t["colonnes"]] for t in schema["tables"]}
    for table in list_tables():
        if theirs.pop(table.nom, None) != [c.nom for c in table.colonnes]:
            raise ArchiveRefusee(_say_autre_version(table.nom, schema["maillage"]))
    if theirs:
        raise ArchiveRefusee(_say_autre_version(min(theirs), schema["maillage"]))


def _say_autre_version(table: str, version: str) -> str:
    return (
        f"La table « {table} » de l’archive n’est pas celle de cette installation : reprenez l’archive avec "
        f"Maillage {version}, puis mettez l’installation à jour."
    )
