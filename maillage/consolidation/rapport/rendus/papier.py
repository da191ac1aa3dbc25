"""The report on paper, PDF/A and PDF/UA: the same parts, sentences, tables and pictures as the page."""

from collections.abc import Mapping, Sequence
from typing import Any

from maillage.consolidation.rapport.blocs import (
    Bloc,
    ChiffreCle,
    ChiffresCles,
    Definitions,
    Dessin,
    Encadre,
    Liste,
    Rapport,
    Tableau,
    Texte,
)
from maillage.consolidation.rapport.nombres import Nombre, Phrase, read_texte
from maillage.socle.documents.rendu import describe_figure, render_pdf
from maillage.socle.typographie import write_date


def render_papier(rapport: Rapport) -> bytes:
    return render_pdf("rapport/rapport", describe(rapport), cree_le=rapport.edite_le)


def render_fiche(rapport: Rapport) -> bytes:
    """On one page."""
    donnees = {**describe(rapport), "sous_titre": read_texte(rapport.chapeau)}
    return render_pdf("rapport/fiche", donnees, cree_le=rapport.edite_le)


def describe(rapport: Rapport) -> dict[str, Any]:
    return {
        "titre": f"{rapport.titre} {rapport.millesime}", "chapeau": write(rapport.chapeau), "mention": rapport.mention,
        "rappel": rapport.rappel, "is_interne": rapport.is_interne, "edition": write_date(rapport.edite_le), "edite_le": rapport.edite_le,
        "parties": [
            {
                "titre": partie.titre, "annexe": partie.is_annexe, "blocs": [show(bloc) for bloc in partie.blocs],
                "rubriques": [
                    {"titre": rubrique.titre, "blocs": [show(bloc) for bloc in rubrique.blocs]} for rubrique in partie.rubriques
                ],
            }
            for partie in rapport.parties
        ],
    }  # fmt: skip


def write(phrase: Phrase) -> list[Mapping[str, Any]]:
    """Words, and numbers apart: bold where they are read in a sentence."""
    return [
        {"t": part.texte, "n": part.etat.value} if isinstance(part, Nombre)
        else {"t": part if isinstance(part, str) else part.texte, "n": ""}
        for part in phrase
    ]  # fmt: skip


def show(bloc: Bloc) -> dict[str, Any]:
    match bloc:
        case Texte():
            return {"genre": "texte", "phrase": write(bloc.phrase)}
        case Liste():
            return {"genre": "liste", "phrases": [write(phrase) for phrase in bloc.phrases]}
        case Encadre():
            return {"genre": "encadre", "titre": bloc.titre, "phrase": write(bloc.phrase)}
        case ChiffresCles():
            columns = 3 if len(bloc.chiffres) % 3 == 0 else 4
            listed = [show_cle(chiffre) for chiffre in bloc.chiffres]
            return {"genre": "cles", "rangs": [listed[i : i + columns] for i in range(0, len(listed), columns)]}
        case Tableau():
            return {"genre": "tableau", "tableau": show_tableau(bloc)}
        case Dessin():
            figure = {
                key: value for key, value in describe_figure(bloc.figure).items() if key not in ("colonnes", "lignes")
            }
            return {
                "genre": "dessin", "figure": {**figure, "note": ""}, "tableau": show_tableau(bloc.tableau),
                "carte": bool(bloc.echelle),
            }  # fmt: skip
        case Definitions():
            return {
                "genre": "definitions", "legende": read_texte(bloc.legende), "communs": write_champs(bloc.communs),
                "definitions": [
                    {"titre": read_texte(d.titre), "champs": write_champs(d.champs)} for d in bloc.definitions
                ],
            }  # fmt: skip


def write_champs(champs: Sequence[tuple[str, Phrase]]) -> list[tuple[str, str]]:
    return [(nom, read_texte(valeur)) for nom, valeur in champs]


def show_cle(chiffre: ChiffreCle) -> dict[str, str]:
    return {
        "valeur": chiffre.valeur.texte, "libelle": read_texte(chiffre.libelle), "base": read_texte(chiffre.base),
    }  # fmt: skip


def show_tableau(tableau: Tableau) -> dict[str, Any]:
    return {
        "legende": read_texte(tableau.legende), "colonnes": [read_texte(cell) for cell in tableau.colonnes],
        "lignes": [[read_texte(cell) for cell in ligne] for ligne in tableau.lignes], "nombres": _write_rangs(tableau),
        "notes": [read_texte(note) for note in tableau.notes], "sens": [read_texte(sens) for sens in tableau.sens],
    }  # fmt: skip


def _write_rangs(tableau: Tableau) -> list[bool]:
    """One a column: numbers would reach the template as French text."""
    return [rank in tableau.nombres for rank in range(len(tableau.colonnes))]
