"""Writes a report and what goes with it in a folder, each file whole or not at all."""

import os
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from maillage.consolidation.rapport.blocs import Rapport
from maillage.consolidation.rapport.fiches import compose_fiche, name_fiche
from maillage.consolidation.rapport.livre import Livre, Ou
from maillage.consolidation.rapport.plans import Plan, compose
from maillage.consolidation.rapport.rendus import donnees, infographie, page, papier

DONNEES = "donnees"


def write_rapport(dossier: Path, livre: Livre, *, plan: Plan, edite_le: date) -> list[Path]:
    return write_fichiers(dossier, livre, compose(plan, livre, edite_le=edite_le), plan=plan)


def write_fichiers(dossier: Path, livre: Livre, rapport: Rapport, *, plan: Plan) -> list[Path]:
    """`rapport.html`, `rapport.pdf`, the one-screen picture, the data with their dictionary, the trace of every number."""
    files: dict[str, Iterable[str] | bytes] = {
        "rapport.html": [page.render_autonome(rapport, livre.consolidation.noms)],
        "rapport.pdf": papier.render_papier(rapport),
        "infographie.svg": [infographie.render_svg(livre, plan=plan)],
        "infographie.html": [infographie.render_page(livre, plan=plan)],
        f"{DONNEES}/cellules.csv": donnees.write_cellules(livre),
        f"{DONNEES}/dictionnaire.json": [donnees.write_dictionnaire_json(livre)],
        f"{DONNEES}/dictionnaire.csv": [donnees.write_dictionnaire_csv(livre)],
        f"{DONNEES}/trace.csv": [donnees.write_trace(livre, rapport)],
    }
    return [write_whole(dossier / nom, content) for nom, content in files.items()]


def write_fiche(dossier: Path, livre: Livre, ou: Ou, *, plan: Plan, edite_le: date) -> list[Path]:
    return write_fichiers_fiche(dossier, livre, ou, compose_fiche(livre, ou, plan=plan, edite_le=edite_le))


def write_fichiers_fiche(dossier: Path, livre: Livre, ou: Ou, fiche: Rapport) -> list[Path]:
    """The page of one territory, to read and to print."""
    nom = f"fiche-{name_fiche(livre, ou)}"
    return [
        write_whole(dossier / f"{nom}.html", [page.render_autonome(fiche, livre.consolidation.noms)]),
        write_whole(dossier / f"{nom}.pdf", papier.render_fiche(fiche)),
    ]


def write_whole(path: Path, content: Iterable[str] | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.ecriture")
    with aside.open("wb") as file:
        for part in (content,) if isinstance(content, bytes) else content:
            file.write(part if isinstance(part, bytes) else part.encode())
        file.flush()
        os.fsync(file.fileno())
    aside.replace(path)
    return path
