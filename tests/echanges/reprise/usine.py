"""Makes files to take over, and carries the jobs they ask for."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import xlsxwriter

from maillage.echanges.reprise.actions import depots, importation
from maillage.echanges.reprise.models import Depot
from maillage.echanges.reprise.nomenclatures import Nature
from maillage.echanges.reprise.rules.gabarits import GABARITS
from maillage.reseau.models import Dispositif
from maillage.socle.acteur import Acteur
from maillage.socle.contexte import open_service
from maillage.socle.travaux import bail
from maillage.socle.travaux.execution import run_travail
from maillage.socle.travaux.models import Travail

JOUR = date(2026, 11, 28)
PERSONNE = {
    "identifiant": "A1", "nom_naissance": "Exemple", "prenoms": "Camille", "date_naissance": "17/05/1984",
}  # fmt: skip
PARCOURS = {
    "identifiant": "P1", "personne": "A1", "date_entree": "03/03/2025", "referent_nom": "Ancien",
    "referent_prenom": "Dominique",
}  # fmt: skip


def write_csv(rows: Sequence[Mapping[str, Any]], *, entetes: Iterable[str] = ()) -> bytes:
    names = list(dict.fromkeys([*entetes, *(name for row in rows for name in row)]))
    target = io.StringIO(newline="")
    writer = csv.writer(target, delimiter=";")
    writer.writerow(names)
    writer.writerows([row.get(name, "") for name in names] for row in rows)
    return target.getvalue().encode()


def write_xlsx(rows: Sequence[Sequence[Any]]) -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True, "default_date_format": "dd/mm/yyyy"}) as book:
        sheet = book.add_worksheet()
        for rang, row in enumerate(rows):
            sheet.write_row(rang, 0, row)
    return target.getvalue()


def submit(
    by: Acteur, dispositif: Dispositif, rows: Sequence[Mapping[str, Any]], *, nature: Nature = Nature.PERSONNES,
    contenu: bytes | None = None, nom: str = "essai.csv",
) -> Depot:  # fmt: skip
    contenu = write_csv(rows) if contenu is None else contenu
    return depots.submit_fichier(
        by=by, dispositif=dispositif, nature=nature, nom=nom, fichier=io.BytesIO(contenu), today=JOUR
    )


def check(by: Acteur, depot: Depot) -> Depot:
    """The dry run, with the columns as they were guessed."""
    run(depots.choose_colonnes(by=by, depot=depot, places=depot.colonnes))
    return Depot.objects.select_related("dispositif").get(pk=depot.pk)


def import_rows(
    by: Acteur, dispositif: Dispositif, rows: Sequence[Mapping[str, Any]], *, nature: Nature = Nature.PERSONNES
) -> Depot:
    depot = check(by, submit(by, dispositif, rows, nature=nature))
    assert not depot.erreurs, list(depot.anomalies.values_list("ligne", "colonne", "message"))
    run(importation.ask_import(by=by, depot=depot, confirme=True, today=JOUR))
    return Depot.objects.select_related("dispositif").get(pk=depot.pk)


def run(travail: Travail) -> Travail:
    """Until it ends; jobs asked before it are carried too."""
    while (taken := bail.take("essai")) is not None:
        run_travail(taken)
    with open_service("relevé d’un essai"):
        return Travail.objects.get(pk=travail.pk)


def list_messages(depot: Depot) -> list[tuple[int, str, str]]:
    return list(depot.anomalies.order_by("ligne", "pk").values_list("ligne", "colonne", "message"))


def list_entetes(nature: Nature) -> list[str]:
    return [colonne.libelle for colonne in GABARITS[nature].colonnes]
