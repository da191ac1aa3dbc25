"""The export of the journal of accesses: streamed by lots, safe in a spreadsheet (R-15)."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from django.utils.timezone import localtime

from maillage.socle.acteur import Acteur
from maillage.socle.contexte import open_contexte
from maillage.socle.journal.queries import Filtres, build_lignes, filter_acces
from maillage.socle.tableur import neutralise

LOT = 1000
COLONNES = ("date et heure", "personne", "fonction", "ce qui a été fait", "objet", "adresse réseau")


def write_csv(acteur: Acteur, filtres: Filtres) -> Iterator[bytes]:
    """Runs after the response has begun, hence in a context of its own."""
    yield "\ufeff".encode() + _line(COLONNES)
    before: int | None = None
    while True:
        with open_contexte(acteur):
            acces = filter_acces(acteur, filtres)
            lot = list((acces.filter(pk__lt=before) if before is not None else acces)[:LOT])
            lignes = build_lignes(lot, with_contenu=True)
        for ligne in lignes:
            fait = ligne.fait
            le = localtime(fait.le).strftime("%d/%m/%Y %H:%M:%S")
            yield _line((le, fait.qui, fait.fonction, fait.phrase, ligne.cible, ligne.adresse))
        if len(lot) < LOT:
            return
        before = lot[-1].pk


def write_tableau(colonnes: Sequence[str], lignes: Iterable[Sequence[str]]) -> Iterator[bytes]:
    """A whole table that fits in memory."""
    yield "\ufeff".encode() + _line(colonnes)
    for ligne in lignes:
        yield _line(ligne)


def _line(cells: Sequence[str]) -> bytes:
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=";").writerow(neutralise(cell) for cell in cells)
    return buffer.getvalue().encode()
