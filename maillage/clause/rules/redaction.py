"""Fills the variables of a text; what nobody knows yet stays visible, in brackets, never as a blank."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

VARIABLES: dict[str, str] = {
    "acheteur": "l’acheteur",
    "maitre_ouvrage": "le maître d’ouvrage",
    "objet": "l’objet du marché",
    "lot": "le lot",
    "perimetre": "le périmètre de la clause",
    "heures": "les heures demandées",
    "heures_qpv": "les heures des habitants de quartiers prioritaires",
    "publics": "les publics éligibles",
    "facilitateur": "les coordonnées du facilitateur",
    "ponderation": "le poids du critère d’insertion",
}
_VARIABLE = re.compile(r"\{([^{}\n]*)\}")


@dataclass(frozen=True, slots=True)
class Rempli:
    """`manquantes`: names of variables without a value; `inconnues`: between braces, and no variable at all."""

    texte: str
    manquantes: tuple[str, ...]
    inconnues: tuple[str, ...]

    @property
    def paragraphes(self) -> list[str]:
        return [part.strip() for part in re.split(r"\n\s*\n", self.texte) if part.strip()]


def fill(texte: str, valeurs: Mapping[str, str]) -> Rempli:
    """A value is put in as it is: braces inside it name nothing."""
    manquantes: dict[str, None] = {}
    inconnues: dict[str, None] = {}

    def replace(found: re.Match[str]) -> str:
        nom = found[1].strip()
        if nom not in VARIABLES:
            inconnues.setdefault(nom)
            return found[0]
        if valeur := valeurs.get(nom, "").strip():
            return valeur
        manquantes.setdefault(nom)
        return f"[à compléter : {VARIABLES[nom]}]"

    return Rempli(_VARIABLE.sub(replace, texte.replace("\r\n", "\n")), tuple(manquantes), tuple(inconnues))
