"""The peer: what is sent by mail. The same count, row by row in a workbook; whoever receives it opens it and stores its rows."""

import io
import json
from typing import Any

COLONNES = ("indicateur", "ventilation", "modalité", "effectif", "base", "inconnus", "répartition")


def write_classeur(cellules: Any) -> bytes:
    import xlsxwriter

    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Dépôt")
        sheet.write_row(0, 0, COLONNES)
        for rang, c in enumerate(cellules, 1):
            values = json.dumps([list(pair) for pair in c.histogramme])
            sheet.write_row(rang, 0, (c.code, c.ventilation, c.modalite, c.numerateur, c.base, c.non_reponse, values))
    return target.getvalue()


def read_classeur(contenu: bytes) -> list[list[Any]]:
    import python_calamine

    rows: list[list[Any]] = (
        python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(contenu)).get_sheet_by_name("Dépôt").to_python()
    )
    return sorted(
        [code, ventilation, modalite, *(int(nombre) for nombre in nombres), json.loads(values)]
        for code, ventilation, modalite, *nombres, values in rows[1:]
    )


if __name__ == "__main__":
    import django

    django.setup()
    from maillage.bancs.cas.depot_travail import count_annee, run
    from maillage.bancs.pairs.depot_nu import put

    def store(campagne: Any, dispositif: Any) -> None:
        _, cellules = count_annee(campagne, dispositif)
        lignes = read_classeur(write_classeur(cellules))
        put(campagne, dispositif, json.dumps({"cellules": lignes}).encode(), len(lignes))

    run(store)
