"""The model that one downloads: a sheet to fill, with an example that is never taken over, and the notice of its columns."""

import io
from datetime import date

import xlsxwriter

from maillage.echanges.reprise.rules.colonnes import Gabarit

FORMAT_DATE = "dd/mm/yyyy"
NOTICE = ("Colonne", "Obligatoire", "Ce qu’elle dit", "Format", "Codes possibles")


def write_modele(gabarit: Gabarit) -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        titre = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        fort = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top", "bg_color": "#F3E6D8"})
        jour, ligne = (
            book.add_format({"num_format": FORMAT_DATE}),
            book.add_format({"text_wrap": True, "valign": "top"}),
        )
        sheet = book.add_worksheet(gabarit.nature.value.capitalize())
        sheet.freeze_panes(1, 1)
        for rang, colonne in enumerate(gabarit.colonnes):
            sheet.set_column(rang, rang, max(14, len(colonne.libelle) + 2))
            sheet.write_string(0, rang, colonne.libelle, fort if colonne.obligatoire else titre)
            if isinstance(colonne.exemple, date):
                sheet.write_datetime(1, rang, colonne.exemple, jour)
            elif isinstance(colonne.exemple, int):
                sheet.write_number(1, rang, colonne.exemple)
            else:
                sheet.write_string(1, rang, colonne.exemple)
        notice = book.add_worksheet("Notice")
        for rang, (largeur, texte) in enumerate(zip((28, 12, 60, 34, 60), NOTICE, strict=True)):
            notice.set_column(rang, rang, largeur)
            notice.write_string(0, rang, texte, titre)
        for rang, colonne in enumerate(gabarit.colonnes, 1):
            codes = "\n".join(f"{code} : {libelle}" for code, libelle in colonne.codes.items())
            cells = (colonne.libelle, "oui" if colonne.obligatoire else "non", colonne.sens, colonne.genre.value, codes)
            for place, texte in enumerate(cells):
                notice.write_string(rang, place, texte, ligne)
    return target.getvalue()
