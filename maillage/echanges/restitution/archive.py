"""Puts the files together: same content, same day, same bytes. Each file passes by in pieces, none is held in memory."""

import hashlib
import json
import os
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from django.template.loader import render_to_string

from maillage.echanges.restitution import fichiers, schema
from maillage.echanges.restitution.nomenclatures import AUTRES_LAISSES, LAISSES
from maillage.echanges.restitution.scelles import Sceau
from maillage.reseau.models import Dispositif
from maillage.socle.classement import name_modele
from maillage.socle.pieces import magasin
from maillage.socle.pieces.models import Piece
from maillage.socle.pieces.nomenclatures import NATURES, Etat

NOTICE, SCHEMA, EMPREINTES = "LISEZMOI.html", "schema.json", "empreintes.txt"
SIGNATURE = "# signature "
EXTENSIONS = {nature.mime: nature.extensions[0] for nature in NATURES}
GARDES = (Etat.DISPONIBLE, Etat.QUARANTAINE)


@dataclass(frozen=True, slots=True)
class Etablissement:
    """Who takes the data away, when and why: the notice bears it (R-15)."""

    par: str
    le: date
    motif: str
    historique: bool


@dataclass(frozen=True, slots=True)
class Fichier:
    """One content of the store. `nom`: its name in the archive; what waits for the antivirus opens by no double click."""

    nom: str
    sha256: str
    taille: int


def list_fichiers(dispositif: Dispositif) -> list[Fichier]:
    found: dict[str, Fichier] = {}
    rows = Piece.objects.filter(dispositif=dispositif, etat__in=GARDES).order_by("sha256", "type", "etat")
    for sha256, type, etat, taille in rows.values_list("sha256", "type", "etat", "taille"):
        suffix = ".quarantaine" if etat == Etat.QUARANTAINE else ""
        found.setdefault(sha256, Fichier(f"pieces/{sha256}{EXTENSIONS.get(type, '')}{suffix}", sha256, taille))
    return list(found.values())


def assemble(
    key: UUID, dispositif: Dispositif, sceau: Sceau, lignes: dict[str, int], etablissement: Etablissement
) -> Path:
    """The ZIP, whole or not at all: it takes its name once it is on the disk."""
    pieces = list_fichiers(dispositif)
    absentes = [p for p in pieces if magasin.check_contenu(p.sha256, p.taille) is not None]
    described = {
        "fichiers": {p.sha256: p.nom for p in pieces if p not in absentes},
        "absentes": sorted(p.sha256 for p in absentes),
    }
    said = schema.build(dispositif, lignes, historique=etablissement.historique, pieces=described)
    target = fichiers.find_archive(key)
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = target.with_suffix(".brouillon")
    with draft.open("wb") as file:
        os.fchmod(file.fileno(), 0o600)
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as bundle:
            _fill(_Sac(bundle, etablissement.le), key, said, pieces, etablissement, sceau)
        file.flush()
        os.fsync(file.fileno())
    os.replace(draft, target)
    return target


class _Sac:
    """A ZIP being written, and the fingerprint of what enters it."""

    def __init__(self, bundle: zipfile.ZipFile, le: date) -> None:
        self.bundle = bundle
        self.moment = (le.year, le.month, le.day, 12, 0, 0)
        self.empreintes: list[tuple[str, str]] = []

    def add(self, nom: str, chunks: Iterable[bytes], *, taille: int, is_compresse: bool = True) -> None:
        entry = zipfile.ZipInfo(nom, date_time=self.moment)
        entry.compress_type = zipfile.ZIP_DEFLATED if is_compresse else zipfile.ZIP_STORED
        entry.create_system, entry.external_attr = 3, 0o600 << 16
        digest = hashlib.sha256()
        with self.bundle.open(entry, "w", force_zip64=taille >= zipfile.ZIP64_LIMIT) as member:
            for chunk in chunks:
                digest.update(chunk)
                member.write(chunk)
        self.empreintes.append((nom, digest.hexdigest()))


def _fill(
    sac: _Sac, key: UUID, said: dict[str, Any], pieces: list[Fichier], etablissement: Etablissement, sceau: Sceau
) -> None:
    notice = write_notice(said, etablissement).encode()
    sac.add(NOTICE, [notice], taille=len(notice))
    content = json.dumps(said, ensure_ascii=False, indent=1).encode()
    sac.add(SCHEMA, [content], taille=len(content))
    for table in (*said["tables"], *said["historique"]):
        part = fichiers.find_partie(key, table["fichier"])
        sac.add(table["fichier"], magasin.read_chunks(part), taille=fichiers.get_taille(part))
    for piece in pieces:
        if piece.sha256 in said["pieces"]["fichiers"]:
            chunks = magasin.read_chunks(magasin.find_path(piece.sha256))
            sac.add(piece.nom, chunks, taille=piece.taille, is_compresse=False)
    listed = "".join(f"{empreinte}  {nom}\n" for nom, empreinte in sac.empreintes).encode()
    content = listed + f"{SIGNATURE}{sceau.sign(listed)}\n".encode()
    sac.add(EMPREINTES, [content], taille=len(content))


def write_notice(said: dict[str, Any], etablissement: Etablissement) -> str:
    contexte = {"schema": said, "e": etablissement, "laisses": list(list_laisses())}
    return render_to_string("restitution/lisezmoi.html", contexte)


def list_laisses() -> Iterator[tuple[str, str]]:
    """What stays, and why."""
    for model in schema.list_compartimentes():
        if (raison := LAISSES.get(model._meta.label_lower)) is not None:
            yield name_modele(model), raison
    yield from AUTRES_LAISSES
