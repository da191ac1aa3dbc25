"""Gathers the archive of one person, table after table, and closes it: a JSON for machines, a PDF to read."""

import io
import json
import zipfile
from dataclasses import asdict
from datetime import date
from typing import Any

from maillage.socle.coffre import Coffre
from maillage.socle.documents.rendu import render_pdf
from maillage.socle.protection import archive
from maillage.socle.protection.models import DemandeAcces

COFFRE = Coffre("maillage.socle.archive")
LOT = 6  # tables of one step
TAILLE = 30 * 1024 * 1024
NOTE = (
    "Cette archive réunit ce que Maillage garde de vous dans ce dispositif, textes libres compris, avec la durée prévue. "
    "Elle ne contient ni ce qui prouve votre identité (mot de passe, second facteur), ni vos brouillons et vos réglages, "
    "que vous seul pouvez ouvrir : vous les trouvez à la page « Mes données »."
)


class ArchiveTropLourde(Exception):
    """What was gathered no longer fits in one archive."""


def gather(demande: DemandeAcces, *, rang: int, dispositifs: frozenset[int], on: date) -> int | None:
    """Adds `LOT` tables from `rang` on; returns the rank where the next step begins, None when all are there."""
    tables = _read(demande)
    modeles = archive.list_remis()
    for model in modeles[rang : rang + LOT]:
        table = archive.read_table(model, demande.personne_id, on=on, dispositifs=dispositifs)
        if table is not None:
            tables.append(asdict(table))
    _write(demande, json.dumps(tables, ensure_ascii=False).encode())
    return rang + LOT if rang + LOT < len(modeles) else None


def close(demande: DemandeAcces, *, responsable: str, on: date) -> None:
    tables = _read(demande)
    told = {t["modele"]: {name: t[name] for name in archive.DECRITS} for t in tables}
    content = json.dumps({"etabli_le": on.isoformat(), "note": NOTE, "tables": told}, ensure_ascii=False, indent=2)
    _write(demande, _zip({"donnees.json": content.encode(), "donnees.pdf": _print(tables, responsable, on)}, on))


def read_archive(demande: DemandeAcces) -> bytes:
    assert demande.contenu is not None, "une archive téléchargeable a un contenu"
    return COFFRE.unseal(demande.contenu)


def _print(tables: list[dict[str, Any]], responsable: str, on: date) -> bytes:
    donnees = {
        "titre": "Les données qui vous concernent",
        "sous_titre": responsable,
        "mention": "Réponse à une demande d’accès (art. 15 du RGPD)",
        "edite_le": on,
        "note": NOTE,
        "tables": [
            {
                "titre": t["libelle"][:1].upper() + t["libelle"][1:],
                "durees": " ; ".join(t["durees"]),
                "reste": max(0, len(t["lignes"]) - len(t["lisibles"])),
                "lignes": [[[nom, valeur] for nom, valeur in ligne] for ligne in t["lisibles"]],
            }
            for t in tables
        ],
    }
    return render_pdf("protection/archive", donnees, cree_le=on)


def _zip(files: dict[str, bytes], on: date) -> bytes:
    """Dated by the day it was made, so that the same content gives the same bytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, date_time=(on.year, on.month, on.day, 12, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            bundle.writestr(entry, content)
    return made.getvalue()


def _read(demande: DemandeAcces) -> list[dict[str, Any]]:
    if demande.contenu is None:
        return []
    tables: list[dict[str, Any]] = json.loads(COFFRE.unseal(demande.contenu))
    return tables


def _write(demande: DemandeAcces, content: bytes) -> None:
    if len(content) > TAILLE:
        raise ArchiveTropLourde
    demande.contenu = COFFRE.seal(content)
    demande.save(update_fields=["contenu"])
