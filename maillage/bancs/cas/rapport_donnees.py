"""The report of the case: its cells, its book, and whether a PDF holds every number of it."""

import io
import json
import os
import re
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

JOUR = date(2026, 6, 1)
ESPACES = re.compile(r"\s+")


def find_cellules() -> Path:
    return Path(os.environ["MAILLAGE_VAR"]) / "cellules.json"


def write_cellules() -> None:
    """The cells of 127 dispositifs of a year, by the whole catalogue; tables that nobody drew are empty."""
    from maillage.bancs.consolidation import faits
    from maillage.consolidation.catalogue.plie import PLIE
    from maillage.consolidation.faits.tables import ETAPES, PARCOURS, TABLES
    from maillage.indicateurs.calcul import compute
    from maillage.indicateurs.moteurs.parquet import MoteurDuckdb

    dossier = find_cellules().parent
    faits.write_annees(dossier, 1)
    drawn = {table: faits.list_fichiers(dossier, table) for table in (PARCOURS, ETAPES)}
    with MoteurDuckdb({table: drawn.get(table, []) for table in TABLES}) as moteur:
        cellules = compute(PLIE, moteur, faits.list_annees(1), faits.DISPOSITIFS)
    find_cellules().write_text(json.dumps(cellules), encoding="utf-8")


def read_cellules() -> list[Any]:
    from maillage.indicateurs.cellules import Cellule

    rows: list[list[Any]] = json.loads(find_cellules().read_text(encoding="utf-8"))
    found = []
    for *row, histogramme in rows:
        row.append(tuple((value, count) for value, count in histogramme))
        found.append(Cellule(*row))
    return found


def compose_rapport(cellules: Sequence[Any]) -> Any:
    """Added up, level by level, then every part, sentence and table."""
    from maillage.bancs.consolidation.faits import DISPOSITIFS, PREMIERE
    from maillage.consolidation.cellules.comptage import Consolidation
    from maillage.consolidation.cellules.niveaux import Lieu, add_niveaux
    from maillage.consolidation.rapport.branchement import name_lieux
    from maillage.consolidation.rapport.livre import Livre, Parametre, Participant
    from maillage.consolidation.rapport.plans import compose
    from maillage.consolidation.rapport.plans.plie import PLAN
    from maillage.demonstration.reseau.lieux import list_places

    places = dict(zip(DISPOSITIFS, list_places(len(DISPOSITIFS)), strict=True))
    lieux = {cle: Lieu(place.departement, place.region) for cle, place in places.items()}
    noms = {cle: f"PLIE fictif {place.rang}" for cle, place in places.items()}
    livre = Livre(
        Consolidation(PREMIERE, add_niveaux(cellules, lieux), noms, is_fictive=True, lieux=lieux),
        participants=[Participant(cle, noms[cle], lieu.region, lieu.departement) for cle, lieu in lieux.items()],
        lieux=name_lieux(),
        parametres=(Parametre("recenses", "PLIE recensés", 146, "annuaire du réseau"),),
    )
    return compose(PLAN, livre, edite_le=JOUR)


@contextmanager
def open_figures() -> Iterator[None]:
    """A place of its own for pictures: nobody finds there what was drawn before."""
    from django.conf import settings

    with tempfile.TemporaryDirectory() as dossier:
        before, settings.FIGURES_DOSSIER = settings.FIGURES_DOSSIER, dossier
        yield
        settings.FIGURES_DOSSIER = before


def run(render: Callable[[], bytes], rapport: Any) -> None:
    """The first document of this process: Typst remembers what it laid out. Reports which numbers of the report are missing
    from it, or come from nowhere."""
    from maillage.bancs.coureur import measure, report
    from maillage.socle.memoire import settle

    settle()  # as the worker that prints it does
    cpu, pdf = measure(render, repetitions=1)
    manques, combien = list_manques(rapport, pdf)
    report(cpu, [manques, combien], dit=f"{count_pages(pdf)} pages, {combien} nombres imprimés, chacun avec sa source")


def list_manques(rapport: Any, pdf: bytes) -> tuple[list[str], int]:
    """The numbers that a reader of text would not find, those that no cell, parameter, date nor label explains; how many there are."""
    from pypdf import PdfReader

    from maillage.consolidation.rapport.trace import list_imprimes

    read = ESPACES.sub("", "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages))
    imprimes = list(list_imprimes(rapport))
    return (
        [one.texte for one in imprimes if ESPACES.sub("", one.texte) not in read or not all(one.sources)],
        len(imprimes),
    )


def count_pages(pdf: bytes) -> int:
    from pypdf import PdfReader

    return len(PdfReader(io.BytesIO(pdf)).pages)


if __name__ == "__main__":
    import django

    django.setup()
    write_cellules()
