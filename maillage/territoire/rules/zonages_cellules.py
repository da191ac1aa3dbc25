"""Reads the cells of one line of a file of zonings and says, for each that is wrong, what to do."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation

from maillage.territoire.nomenclatures import TypeZonage
from maillage.territoire.rules.zonages_types import OBLIGATOIRES, Erreur

MILLESIMES = range(1990, 2101)
LONGUEUR_MAX = 300
DATE_FRANCAISE = re.compile(r"(\d{2})/(\d{2})/(\d{4})")
CODE_COMMUNE = re.compile(r"\d[\dAB]\d{3}", re.ASCII)


class Cellules:
    """Reads the cells of one line and gathers what is wrong in them."""

    def __init__(self, ligne: int, row: Mapping[str, str]) -> None:
        self.ligne = ligne
        self.row = row
        self.erreurs: list[Erreur] = []

    def refuse(self, colonne: str, message: str) -> None:
        self.erreurs.append(Erreur(self.ligne, colonne, self.row.get(colonne, "")[:80], message))

    def read_texte(self, colonne: str) -> str:
        valeur = " ".join(self.row[colonne].split())
        if not valeur:
            self.refuse(colonne, "La cellule est vide : elle est obligatoire.")
        elif len(valeur) > LONGUEUR_MAX:
            self.refuse(colonne, f"Le texte dépasse {LONGUEUR_MAX} caractères : abrégez-le.")
        elif not valeur.isprintable():
            self.refuse(colonne, "Le texte contient un caractère invisible ou abîmé : retapez-le.")
        return valeur

    def read_type(self) -> str:
        valeur = self.row["type"].lower()
        if valeur not in {t.value for t in TypeZonage}:
            self.refuse("type", f"Ce type n’existe pas. Types possibles : {', '.join(t.value for t in TypeZonage)}.")
        return valeur

    def read_millesime(self) -> int:
        valeur = self.row["millesime"]
        if not (valeur.isascii() and valeur.isdigit() and len(valeur) == 4 and int(valeur) in MILLESIMES):
            self.refuse("millesime", "Le millésime est une année à quatre chiffres, par exemple 2024.")
            return 0
        return int(valeur)

    def read_date(self, colonne: str) -> date | None:
        valeur = self.row.get(colonne, "")
        if not valeur:
            if colonne in OBLIGATOIRES:
                self.refuse(colonne, "La date est obligatoire : écrivez-la 2024-01-01 ou 01/01/2024.")
            return None
        if found := DATE_FRANCAISE.fullmatch(valeur):
            valeur = "-".join(reversed(found.groups()))
        try:
            return date.fromisoformat(valeur)
        except ValueError:
            self.refuse(colonne, "Cette date n’existe pas ou est mal écrite : écrivez-la 2024-01-01 ou 01/01/2024.")
            return None

    def read_commune(self) -> str:
        valeur = self.row["commune"].upper()
        if CODE_COMMUNE.fullmatch(valeur):
            return valeur
        if valeur.isdigit() and len(valeur) == 4:
            self.refuse(
                "commune", f"Un tableur a retiré le zéro de tête : écrivez 0{valeur} (colonne au format texte)."
            )
        else:
            self.refuse(
                "commune", "Ce n’est pas un code Insee de commune : cinq caractères, par exemple 59350 ou 2A004."
            )
        return valeur

    def read_part(self) -> Decimal | None:
        valeur = self.row.get("part", "")
        if not valeur:
            return None
        try:
            part = Decimal(valeur.replace(",", "."))
        except InvalidOperation:
            part = Decimal(-1)
        part = part.quantize(Decimal("0.00001")) if part.is_finite() and abs(part) <= 1 else Decimal(-1)
        if not 0 < part <= 1:
            self.refuse(
                "part", "La part est un nombre entre 0 et 1, par exemple 0,35 pour 35 % ; vide si elle est inconnue."
            )
            return None
        return part
