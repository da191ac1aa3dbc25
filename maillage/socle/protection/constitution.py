"""Gathers the archive of one person, table after table; hands it over as a JSON for machines and a PDF to read.

What was gathered is kept as it was found. What protects other people is hidden in the copy handed over, each time.
"""

import io
import json
import zipfile
from collections.abc import Collection
from dataclasses import asdict
from datetime import date
from uuid import UUID

from django.apps import apps
from django.db.models import Model

from maillage.socle.coffre import Coffre
from maillage.socle.documents.rendu import render_pdf
from maillage.socle.protection import archive, complements, masques, personnes
from maillage.socle.protection.masques import Cible, Tables
from maillage.socle.protection.models import DemandeAcces

COFFRE = Coffre("maillage.socle.archive")
LOT = 6  # tables of one step
TAILLE = 30 * 1024 * 1024
NOTE = (
    "Cette archive réunit ce que Maillage garde de vous dans ce dispositif, textes libres compris, avec la durée prévue. "
    "Elle ne contient ni ce qui prouve votre identité (mot de passe, second facteur), ni vos brouillons et vos réglages, "
    "que vous seul pouvez ouvrir : vous les trouvez à la page « Mes données »."
)

NOTE_MASQUES = (
    "Certains éléments y sont masqués parce qu’ils concernent d’autres personnes, dont les droits sont protégés aussi "
    "(article 15, paragraphe 4 du RGPD). Vous pouvez contester ce choix auprès du délégué à la protection des données, "
    "puis de la CNIL."
)


class ArchiveTropLourde(Exception):
    """What was gathered no longer fits in one archive."""


def gather(demande: DemandeAcces, *, rang: int, dispositifs: frozenset[int], on: date) -> int | None:
    """Adds `LOT` tables from `rang` on; returns the rank where the next step begins, None when all are there."""
    tables = read_tables(demande)
    modeles = archive.list_remis(demande.suivie)
    for model in modeles[rang : rang + LOT]:
        table = archive.read_table(model, demande.personne_id, on=on, dispositifs=dispositifs, suivie=demande.suivie)
        if table is not None:
            tables.append(asdict(table))
    is_last = rang + LOT >= len(modeles)
    if is_last and demande.suivie is not None:
        tables += [asdict(table) for table in _list_complements(demande.suivie, modeles, dispositifs, on) if table]
    _write(demande, json.dumps(tables, ensure_ascii=False).encode())
    return None if is_last else rang + LOT


def _list_complements(
    suivie: UUID, modeles: list[type[Model]], dispositifs: frozenset[int], on: date
) -> list[archive.Table | None]:
    """Who consulted any object of the file, and its pièces (R-45)."""
    cles = [
        cle
        for model in modeles
        if (condition := personnes.link(model, suivie)) is not None
        for cle in complements.list_cles(model, condition)
    ]
    structures = {
        row.pk: str(row) for row in apps.get_model("reseau", "Dispositif")._default_manager.filter(pk__in=dispositifs)
    }
    return [
        complements.build_consultations(cles, structures, on=on),
        complements.build_pieces(personnes.list_pieces(suivie), on=on),
    ]


def build_archive(demande: DemandeAcces, cibles: Collection[Cible], *, responsable: str, on: date) -> bytes:
    """The file handed over: a ZIP of what was gathered, less what is hidden."""
    note = f"{NOTE} {NOTE_MASQUES}" if cibles else NOTE
    tables = masques.apply(read_tables(demande), cibles)
    told = {t["modele"]: {name: t[name] for name in archive.DECRITS} for t in tables}
    content = json.dumps({"etabli_le": on.isoformat(), "note": note, "tables": told}, ensure_ascii=False, indent=2)
    files = {"donnees.json": content.encode(), "donnees.pdf": _print(tables, note, responsable, on)}
    return _zip(files | complements.read_fichiers(tables), on)


def _print(tables: Tables, note: str, responsable: str, on: date) -> bytes:
    donnees = {
        "titre": "Les données qui vous concernent",
        "sous_titre": responsable,
        "mention": "Réponse à une demande d’accès (art. 15 du RGPD)",
        "edite_le": on,
        "note": note,
        "tables": [
            {
                "titre": t["libelle"][:1].upper() + t["libelle"][1:],
                "durees": " ; ".join(t["durees"]),
                "reste": max(0, len(t["lignes"]) - len(t["lisibles"])),
                "lignes": archive.list_fiches(t["colonnes"], t["lisibles"]),
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


def read_tables(demande: DemandeAcces) -> Tables:
    if demande.contenu is None:
        return []
    tables: Tables = json.loads(COFFRE.unseal(demande.contenu))
    return tables


def _write(demande: DemandeAcces, content: bytes) -> None:
    if len(content) > TAILLE:
        raise ArchiveTropLourde
    demande.contenu = COFFRE.seal(content)
    demande.save(update_fields=["contenu"])
