"""The catalogue as the public reads it."""

from datetime import date
from functools import cache
from typing import Any

from maillage.consolidation.catalogue.plie import PLIE
from maillage.consolidation.faits.tables import TABLES
from maillage.indicateurs.dictionnaire import ChapitreDecrit, MesureDecrite, VentilationDecrite, describe, write_json
from maillage.indicateurs.tables import Table, Type
from maillage.socle.documents.rendu import render_pdf

TYPES: dict[Type, str] = {
    Type.TEXTE: "texte", Type.DATE: "date", Type.ENTIER: "nombre entier", Type.CLE: "numéro",
    Type.BOOLEEN: "oui ou non",
}  # fmt: skip


@cache
def list_chapitres() -> list[ChapitreDecrit]:
    return describe(PLIE)


def list_populations() -> list[tuple[str, str]]:
    """Each once, with its rule of the period, in the order they are first met."""
    return list({
        libelle: regle for chapitre in list_chapitres() for mesure in chapitre.mesures
        for libelle, regle in mesure.regles.items()
    }.items())  # fmt: skip


def list_ventilations() -> list[VentilationDecrite]:
    """Each once."""
    return list({v.code: v for chapitre in list_chapitres() for m in chapitre.mesures for v in m.ventilations}.values())


def list_tables() -> list[tuple[Table, list[tuple[str, str, str, str]]]]:
    """Each table with its columns: name, type, meaning, what an empty cell means."""
    return [(table, [(c.nom, TYPES[c.type], c.definition, c.inconnu) for c in table.colonnes]) for table in TABLES]


@cache
def read_json() -> dict[str, Any]:
    return write_json(PLIE, TABLES)


def print_definitions(*, adresse: str, today: date) -> bytes:
    """`adresse`: where the page is on line, so that the paper leads back to what is up to date."""
    donnees = {
        "titre": "Définitions des indicateurs",
        "sous_titre": "Consolidation des PLIE",
        "mention": adresse,
        "edite_le": today,
        "colonnes": ["Indicateur", "Ce qui est compté", "Base", "Ventilé par", "Source et réserves"],
        "chapitres": [
            {
                "libelle": chapitre.libelle,
                "presentation": chapitre.presentation,
                "lignes": [_write_ligne(mesure) for mesure in chapitre.mesures],
            }
            for chapitre in list_chapitres()
        ],
        "populations": [(libelle, f"{regle[:1].upper()}{regle[1:]}.") for libelle, regle in list_populations()],
        "ventilations": [(v.libelle, " ; ".join(v.modalites.values()) + ".") for v in list_ventilations()],
    }
    return render_pdf("portail/definitions", donnees, cree_le=today)


def _write_ligne(mesure: MesureDecrite) -> list[str]:
    unite = f", en {mesure.unite}" if mesure.unite else ""
    return [
        f"{mesure.libelle} ({mesure.nature}{unite}, version {mesure.version})",
        mesure.compte,
        " ; ".join(part for part in (mesure.base, mesure.base_ventilee) if part) or "–",
        ", ".join(v.libelle for v in mesure.ventilations) or "–",
        f"{mesure.source}. {mesure.note}".strip(),
    ]
