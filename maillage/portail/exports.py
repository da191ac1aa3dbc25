"""The directory as files: one table of columns, read by the CSV and the workbook alike.

CSV: comma, UTF-8, no byte order mark (RFC 4180), what scripts expect. With `pour=tableur`: semicolon and byte order
mark, what a French Excel opens by a double click. A cell that a spreadsheet would compute is neutralised (R-15).
"""

import csv
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import xlsxwriter
from django.urls import reverse

from maillage.reseau import queries
from maillage.reseau.nomenclatures import DOCUMENTS, Source
from maillage.reseau.queries import Filtre, LigneExport
from maillage.socle.tableaux.cellules import neutralise

Cellule = str | float | None


@dataclass(frozen=True, slots=True)
class Colonne:
    """`read` takes the row and the site's address (for links)."""

    nom: str
    definition: str
    read: Callable[[LigneExport, str], Cellule]
    largeur: int = 16


def _oui(value: bool) -> str:
    return "oui" if value else "non"


COLONNES: tuple[Colonne, ...] = (
    Colonne("identifiant", "Clé stable, fin de l’adresse de la page.", lambda r, _: r.dispositif.slug, 36),
    Colonne("type", "PLIE, MDE (Maison de l’emploi) ou Clause sociale.", lambda r, _: r.dispositif.sigle_type, 8),
    Colonne("nom", "Nom imprimé par la source la plus récente, ou corrigé par la structure.", lambda r, _: r.dispositif.nom, 48),
    Colonne("sigle", "Sigle, si la structure l’a donné.", lambda r, _: r.dispositif.sigle),
    Colonne("intitule", "Intitulé développé.", lambda r, _: r.dispositif.intitule, 30),
    Colonne("region", "Région (découpage de 2016).", lambda r, _: r.dispositif.region.nom if r.dispositif.region else "", 26),
    Colonne("code_region", "Code Insee de la région.", lambda r, _: r.dispositif.region_id or "", 8),
    Colonne("departement", "Département.", lambda r, _: r.dispositif.departement.nom if r.dispositif.departement else "", 22),
    Colonne("code_departement", "Code Insee du département.", lambda r, _: r.dispositif.departement_id or "", 8),
    Colonne("departement_deduit", "« oui » : déduit du nom, la source ne le donne pas.", lambda r, _: _oui(r.dispositif.is_departement_deduit), 8),
    Colonne("commune_repere", "Commune où le point est posé : ce n’est pas l’adresse.", lambda r, _: r.dispositif.commune, 24),
    Colonne("code_insee_repere", "Code Insee de cette commune.", lambda r, _: r.dispositif.code_commune, 8),
    Colonne("repere_deduit", "« oui » : déduit du nom, à confirmer par la structure.", lambda r, _: _oui(r.dispositif.is_repere_deduit), 8),
    Colonne("latitude", "Mairie de la commune de repère (WGS 84).", lambda r, _: r.dispositif.latitude, 10),
    Colonne("longitude", "Mairie de la commune de repère (WGS 84).", lambda r, _: r.dispositif.longitude, 10),
    Colonne("porteur", "Structure porteuse, si un document ou la structure la nomme.", lambda r, _: r.porteur, 30),
    Colonne("siren_porteur", "SIREN de la structure porteuse.", lambda r, _: r.siren, 11),
    Colonne("siret_porteur", "SIRET de la structure porteuse.", lambda r, _: r.siret, 16),
    Colonne("adresse", "Adresse d’accueil, déclarée par la structure.", lambda r, _: r.dispositif.adresse, 30),
    Colonne("code_postal", "Code postal de cette adresse.", lambda r, _: r.dispositif.code_postal, 8),
    Colonne("telephone", "Standard, déclaré par la structure.", lambda r, _: r.dispositif.telephone),
    Colonne("courriel", "Adresse électronique générique, déclarée par la structure.", lambda r, _: r.dispositif.courriel, 26),
    Colonne("site", "Site, déclaré par la structure.", lambda r, _: r.dispositif.site, 26),
    Colonne("etat", "Ouvert ; ou, à part, cité en 2019 seulement.", lambda r, _: r.dispositif.libelle_etat, 12),
    Colonne("derniere_verification", "Jour où la structure a relu sa fiche ; vide : jamais.", lambda r, _: _jour(r.dispositif.verifie_le), 12),
    Colonne("source", "Document le plus récent qui cite la structure.", lambda r, _: DOCUMENTS[Source(r.dispositif.source)].citation, 40),
    Colonne("remarque", "Anomalie ou doute relevé dans les sources.", lambda r, _: r.dispositif.remarque, 40),
    Colonne("page", "Adresse de la page publique.", lambda r, site: site + reverse("portail:fiche", args=[r.dispositif.slug]), 40),
)  # fmt: skip


def _jour(value: Any) -> str:
    return value.isoformat() if value else ""


def protect(value: Cellule) -> Cellule:
    """A text that a spreadsheet would read as a formula is shown as a text (R-15), by the rule of every export."""
    return neutralise(value) if isinstance(value, str) else value


def iterate_rows(filtre: Filtre, site: str) -> Iterator[list[Cellule]]:
    yield [colonne.nom for colonne in COLONNES]
    for row in queries.iterate_export(filtre):
        yield [colonne.read(row, site) for colonne in COLONNES]


class _Echo:
    """`csv.writer` writes here; what it wrote is what it returns."""

    def write(self, value: str) -> str:
        return value


def stream_csv(filtre: Filtre, *, site: str, tableur: bool) -> Iterator[str]:
    """Runs after the view, outside its transaction: the directory is public and has no compartment to open.

    No transaction is held from one line to the next: a reader who leaves in the middle leaves nothing open.
    """
    writer: Any = csv.writer(_Echo(), delimiter=";" if tableur else ",", lineterminator="\r\n")
    if tableur:
        yield "\ufeff"
    for row in iterate_rows(filtre, site):
        yield writer.writerow([_decimal(protect(cell), tableur=tableur) for cell in row])


def _decimal(value: Cellule, *, tableur: bool) -> Cellule:
    return str(value).replace(".", ",") if tableur and isinstance(value, float) else value


def write_xlsx(filtre: Filtre, *, site: str) -> BytesIO:
    """A workbook whose rows are written one after the other; a second sheet gives each column's meaning."""
    stream = BytesIO()
    book = xlsxwriter.Workbook(
        stream,
        {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
    )
    bold = book.add_format({"bold": True, "bg_color": "#E3F0EE", "bottom": 1})
    sheet = book.add_worksheet("Annuaire")
    for rank, colonne in enumerate(COLONNES):
        sheet.set_column(rank, rank, colonne.largeur)
    sheet.freeze_panes(1, 3)
    last = _write(sheet, iterate_rows(filtre, site), bold)
    sheet.autofilter(0, 0, max(last, 1), len(COLONNES) - 1)
    notice_rows: list[list[Cellule]] = [["colonne", "définition"]]
    notice_rows += [[c.nom, c.definition] for c in COLONNES]
    notice = book.add_worksheet("Définitions")
    notice.set_column(0, 0, 24)
    notice.set_column(1, 1, 80)
    _write(notice, notice_rows, bold)
    book.close()
    stream.seek(0)
    return stream


def _write(sheet: Any, rows: Iterable[list[Cellule]], bold: Any) -> int:
    rank = 0
    for rank, row in enumerate(rows):
        for column, cell in enumerate(row):
            if isinstance(cell, float):
                sheet.write_number(rank, column, cell)
            elif cell:
                sheet.write_string(rank, column, cell, bold if rank == 0 else None)
    return rank
