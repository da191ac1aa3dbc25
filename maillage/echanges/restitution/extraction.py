"""Reads a dispositif's rows, lot after lot, and writes them as CSV. One lot is held in memory, never a table.

Rows come in the order in which they were created, which is also that in which they are taken up again: an archive of
what was taken up is the same archive.
"""

import csv
import io
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet

from maillage.echanges.restitution import cellules
from maillage.echanges.restitution.nomenclatures import Genre, Portee
from maillage.echanges.restitution.scelles import Sceau
from maillage.echanges.restitution.schema import Colonne, Table, list_tables
from maillage.participants.scelle import get_coffre
from maillage.reseau.models import Dispositif

LOT = 500


@dataclass(frozen=True, slots=True)
class Lot:
    """`suite`: after which row the next lot begins; None when the table is done. `lignes`: of this lot."""

    contenu: bytes
    suite: int | None
    lignes: int


def read_lot(table: Table, dispositif: Dispositif, sceau: Sceau, *, apres: int, rang: int) -> Lot:
    """`rang`: how many rows of the table are already written; the first lot bears the headings."""
    rows = _list_lignes(table, dispositif, apres)
    noms = _name_comptes(table, rows)
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    if rang == 0:
        writer.writerow([c.nom for c in table.colonnes])
    for place, (_, *values) in enumerate(rows, start=rang + 1):
        pairs = zip(table.colonnes, values, strict=True)
        writer.writerow([_write(table, c, v, dispositif, sceau, place, noms) for c, v in pairs])
    is_last = table.portee is Portee.CITES or len(rows) < LOT
    return Lot(text.getvalue().encode(), None if is_last else rows[-1][0], len(rows))


def _list_lignes(table: Table, dispositif: Dispositif, apres: int) -> list[tuple[Any, ...]]:
    rows = filter_lignes(table, dispositif)
    sources = ("pk", *(c.source for c in table.colonnes))
    if table.portee is Portee.CITES:  # few: those that the others name, in an order that no installation changes
        return list(rows.order_by("uuid").values_list(*sources))
    return list(rows.filter(pk__gt=apres).order_by("pk").values_list(*sources)[:LOT])


def filter_lignes(table: Table, dispositif: Dispositif) -> QuerySet[Any]:
    """The rows of one dispositif, whatever the compartments that are open."""
    rows = table.modele._base_manager.all()
    match table.portee:
        case Portee.DISPOSITIF:
            return rows.filter(pk=dispositif.pk)
        case Portee.HISTORIQUE:
            return rows.filter(dispositif_id=dispositif.pk)
        case Portee.CITES:
            return rows.filter(_find_cites(table, dispositif)).exclude(
                pk=dispositif.pk if table.modele is Dispositif else None
            )
        case _:
            return rows.filter(dispositif=dispositif)


def _find_cites(table: Table, dispositif: Dispositif) -> Q:
    label = table.modele._meta.label_lower
    found = Q(pk__in=())
    for other in list_tables():
        if other.portee in {Portee.CITES, Portee.DISPOSITIF}:
            continue
        for colonne in other.colonnes:
            if colonne.vers == label or (colonne.genre is Genre.COMPTE and table.modele is get_user_model()):
                cited = filter_lignes(other, dispositif).exclude(**{colonne.champ.attname: None})
                found |= Q(pk__in=cited.values(colonne.champ.attname))
    return found


def _name_comptes(table: Table, rows: list[tuple[Any, ...]]) -> dict[int, str]:
    """Account → its public number, or its name for what is only read; those that no longer exist are left out."""
    places = [n for n, c in enumerate(table.colonnes, start=1) if c.genre in {Genre.COMPTE, Genre.AUTEUR}]
    wanted = {row[n] for row in rows for n in places} - {None}
    if not wanted:
        return {}
    comptes = get_user_model()._default_manager.filter(pk__in=wanted)
    if table.portee is Portee.HISTORIQUE:
        return {compte.pk: compte.get_full_name() for compte in comptes}
    return {pk: str(uuid) for pk, uuid in comptes.values_list("pk", "uuid")}


def _write(
    table: Table, colonne: Colonne, value: Any, dispositif: Dispositif, sceau: Sceau, rang: int, noms: dict[int, str]
) -> str:
    match colonne.genre:
        case Genre.COMPTE:
            return noms.get(value, "")
        case Genre.AUTEUR:
            return cellules.write(Genre.TEXTE, noms.get(value, ""))
        case Genre.SCELLE:
            opened = get_coffre(colonne.usage, dispositif.pk).unseal(value).decode() if value else ""
            return sceau.seal(opened, f"{table.nom}.{colonne.nom}", rang)
        case _:
            return cellules.write(colonne.genre, value)
