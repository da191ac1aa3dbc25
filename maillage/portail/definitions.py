"""The catalogues as the public reads them."""

from datetime import date
from functools import cache
from typing import Any

from maillage.consolidation.catalogue.recueils import RECUEILS, Recueil
from maillage.indicateurs.dictionnaire import ChapitreDecrit, MesureDecrite, VentilationDecrite, describe, write_json
from maillage.indicateurs.tables import Table, Type
from maillage.socle.documents.rendu import render_pdf

TYPES: dict[Type, str] = {
    Type.TEXTE: "texte", Type.DATE: "date", Type.ENTIER: "nombre entier", Type.CLE: "grand nombre entier",
    Type.BOOLEEN: "oui ou non",
}  # fmt: skip


@cache
def list_recueils() -> list[tuple[Recueil, list[ChapitreDecrit]]]:
    return [(recueil, describe(recueil.catalogue)) for recueil in RECUEILS]


def list_mesures() -> list[MesureDecrite]:
    return [mesure for _, chapitres in list_recueils() for chapitre in chapitres for mesure in chapitre.mesures]


def list_populations() -> list[tuple[str, str]]:
    """Each once, with its rule of the period, in the order they are first met."""
    return list({libelle: regle for mesure in list_mesures() for libelle, regle in mesure.regles.items()}.items())


def list_ventilations() -> list[VentilationDecrite]:
    """Each once."""
    return list({v.code: v for mesure in list_mesures() for v in mesure.ventilations}.values())


def list_tables() -> list[tuple[Table, list[tuple[str, str, str, str]]]]:
    """Each table with its columns: name, type, meaning, what an empty cell means."""
    tables = dict.fromkeys(table for recueil in RECUEILS for table in recueil.tables)
    return [(table, [(c.nom, TYPES[c.type], c.definition, c.inconnu) for c in table.colonnes]) for table in tables]


@cache
def read_json() -> dict[str, Any]:
    """One list of chapters: a code names one measure, whatever the catalogue."""
    ecrits = [(recueil, write_json(recueil.catalogue, recueil.tables)) for recueil in RECUEILS]
    return {
        "chapitres": [
            {"consolidation": recueil.libelle, **chapitre}
            for recueil, ecrit in ecrits
            for chapitre in ecrit["chapitres"]
        ],
        "tables": [
            {"consolidation": recueil.libelle, **table} for recueil, ecrit in ecrits for table in ecrit["tables"]
        ],
    }


def print_definitions(*, adresse: str, today: date) -> bytes:
    """`adresse`: where the page is on line, so that the paper leads back to what is up to date."""
    donnees = {
        "titre": "Définitions des indicateurs",
        "sous_titre": " ; ".join(recueil.libelle for recueil in RECUEILS),
        "mention": adresse,
        "edite_le": today,
        "colonnes": ["Indicateur", "Ce qui est compté", "Base", "Ventilé par", "Source et réserves"],
        "recueils": [
            {
                "libelle": recueil.libelle,
                "chapitres": [
                    {
                        "libelle": chapitre.libelle,
                        "presentation": chapitre.presentation,
                        "lignes": [_write_ligne(mesure) for mesure in chapitre.mesures],
                    }
                    for chapitre in chapitres
                ],
            }
            for recueil, chapitres in list_recueils()
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
