"""The format of a file of zonings, told once: for the page, for the model one downloads, for the documentation."""

import csv
import io
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ligne:
    """One column: its name in the heading, what it says, whether it must be filled, two examples."""

    colonne: str
    sens: str
    obligatoire: bool
    exemple: str
    second: str


LIGNES = (
    Ligne("type", "La liste à laquelle appartient le zonage (codes ci-dessous)", True, "qpv", "qpv"),
    Ligne("code", "Le code que lui donne sa source", True, "QN05930X", "QN05930X"),
    Ligne("libelle", "Son nom, tel qu’il sera montré", True, "Quartier d’exemple", "Quartier d’exemple"),
    Ligne("millesime", "L’année de la liste", True, "2024", "2024"),
    Ligne("du", "Premier jour où il s’applique : 2024-01-01 ou 01/01/2024", True, "2024-01-01", "2024-01-01"),
    Ligne("au", "Dernier jour ; vide s’il est toujours en vigueur", False, "", ""),
    Ligne("source", "Le texte ou le fichier qui l’établit", True, "Décret du …", "Décret du …"),
    Ligne("commune", "Code Insee d’une commune du zonage ; une ligne par commune", True, "59350", "59512"),
    Ligne("part", "Part des habitants de la commune qui y vivent, entre 0 et 1 ; vide si inconnue", False, "0,12", ""),
)


def write_modele() -> str:
    """Two communes of one zone, with the mark by which spreadsheets recognise UTF-8."""
    output = io.StringIO()
    output.write("\ufeff")
    writer = csv.writer(output, delimiter=";", lineterminator="\r\n")
    writer.writerow([ligne.colonne for ligne in LIGNES])
    writer.writerow([ligne.exemple for ligne in LIGNES])
    writer.writerow([ligne.second for ligne in LIGNES])
    return output.getvalue()
