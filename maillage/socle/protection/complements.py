"""What an archive tells beside the rows of a file: who consulted it, by role and structure (R-45), and its pièces."""

from collections import Counter
from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Model
from django.utils.timezone import localdate

from maillage.socle.classement import Categorie
from maillage.socle.conservation import MINUTERIES
from maillage.socle.journal.models import Acces
from maillage.socle.pieces import magasin
from maillage.socle.pieces.models import Piece
from maillage.socle.pieces.nomenclatures import Etat
from maillage.socle.protection.archive import LIMITE, LISIBLES, Table
from maillage.socle.roles import FONCTIONS, Role

CONSULTATIONS, PIECES = "journal.acces", "pieces.piece"
SYSTEME = "l’installation elle-même"


def build_consultations(cles: Collection[UUID], structures: dict[int, str], *, on: date) -> Table | None:
    """Per day, role and structure, how often; never who (R-45). `cles`: the objects of the file."""
    counts: Counter[tuple[date, str, str]] = Counter()
    rows = Acces.objects.filter(cible_cle__in=[str(cle) for cle in cles], dispositif_id__in=structures)
    for moment, role, dispositif in rows.values_list("horodatage", "role", "dispositif_id").order_by("pk")[:LIMITE]:
        counts[localdate(moment), _name_role(role), structures[dispositif]] += 1
    lignes = [
        {"le": le.isoformat(), "role": role, "structure": structure, "consultations": count}
        for (le, role, structure), count in sorted(counts.items())
    ]
    colonnes = {"le": "jour", "role": "rôle", "structure": "structure", "consultations": "nombre de consultations"}
    return _build(CONSULTATIONS, "consultations de votre dossier", Categorie.JOURNAUX, "T10", colonnes, lignes, on)


def _name_role(role: str) -> str:
    return FONCTIONS[Role(role)].libelle if role in set(Role) else SYSTEME


def build_pieces(pieces: Collection[Piece], *, on: date) -> Table | None:
    lignes = [
        {
            "uuid": str(p.uuid),
            "nom": p.nom,
            "deposee_le": localdate(p.deposee_le).isoformat(),
            "classe": p.classe_libelle,
        }
        for p in pieces
    ]
    colonnes = {"uuid": "numéro public", "nom": "nom du fichier", "deposee_le": "déposée le", "classe": "nature"}
    return _build(PIECES, "pièces de votre dossier", Categorie.PIECES, "T4", colonnes, lignes, on)


def _build(
    modele: str, libelle: str, categorie: Categorie, duree: str, colonnes: dict[str, str], lignes: list[dict[str, Any]],
    on: date,
) -> Table | None:  # fmt: skip
    if not lignes:
        return None
    durees = [f"{duree} : {MINUTERIES[duree].describe(on=on)}"]
    lisibles = [
        {champ: _say(value) for champ, value in ligne.items() if champ != "uuid"} for ligne in lignes[:LISIBLES]
    ]
    return Table(modele, libelle, [categorie.value], durees, colonnes, lignes, lisibles)


def _say(value: Any) -> str:
    try:
        return (
            f"{date.fromisoformat(str(value)):%d/%m/%Y}" if isinstance(value, str) and len(value) == 10 else str(value)
        )
    except ValueError:  # a text of ten letters
        return str(value)


def read_fichiers(tables: list[dict[str, Any]]) -> dict[str, bytes]:
    """The pièces told by the copy handed over, by their name in it; one whose name is hidden is left out with it."""
    told = {row["uuid"]: row["nom"] for t in tables if t["modele"] == PIECES for row in t["lignes"]}
    found = {}
    for piece in Piece.objects.filter(uuid__in=_list_uuids(told), etat=Etat.DISPONIBLE).order_by("pk"):
        if told[str(piece.uuid)] == piece.nom:
            content = b"".join(magasin.read_chunks(magasin.find_path(piece.sha256)))
            found[f"pieces/{str(piece.uuid)[:8]}-{piece.nom}"] = content
    return found


def _list_uuids(told: dict[str, Any]) -> list[UUID]:
    """A hidden number is the sentence that hides it, and leads nowhere."""
    found = []
    for text in told:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found


def list_cles(model: type[Model], condition: Any) -> list[UUID]:
    """The public numbers of the rows of one table; none when the table has no public number."""
    if not any(field.name == "uuid" for field in model._meta.concrete_fields):
        return []
    return list(model._default_manager.filter(condition).values_list("uuid", flat=True).distinct())
