"""Which structures that orient people may be one and the same, however they are written; and what nature an employer has."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

from maillage.parcours.nomenclatures.orientation import TypePrescripteur
from maillage.reseau.nomenclatures import TypeOrganisation
from maillage.reseau.rules.annuaire import normalize_texte

POINTS = re.compile(r"(?<!\w)(?:\w\.){2,}\w?(?!\w)")
PROCHES = 0.88  # of a word changed by a slip: « secour » and « secours »
VIDES = frozenset({"de", "du", "des", "d", "la", "le", "les", "l", "et", "a", "au", "aux", "en", "pour", "sur"})

NATURES: dict[TypeOrganisation, TypePrescripteur] = {
    TypeOrganisation.ASSOCIATION: TypePrescripteur.ASSOCIATION,
    TypeOrganisation.CCAS: TypePrescripteur.CCAS,
    TypeOrganisation.COMMUNE: TypePrescripteur.CCAS,
    TypeOrganisation.DEPARTEMENT: TypePrescripteur.DEPARTEMENT,
    TypeOrganisation.MISSION_LOCALE: TypePrescripteur.MISSION_LOCALE,
    TypeOrganisation.SIAE: TypePrescripteur.SIAE,
    TypeOrganisation.REGIE_DE_QUARTIER: TypePrescripteur.SIAE,
    TypeOrganisation.FRANCE_TRAVAIL: TypePrescripteur.FRANCE_TRAVAIL,
    TypeOrganisation.CAP_EMPLOI: TypePrescripteur.CAP_EMPLOI,
    TypeOrganisation.ENTREPRISE: TypePrescripteur.ENTREPRISE,
}
"""What the network's directory says of an employer; the others are asked."""


@dataclass(frozen=True, slots=True)
class Connu:
    """A structure that orients people here already."""

    cle: int
    nom: str


def find_nature(type_organisation: str) -> TypePrescripteur | None:
    return NATURES.get(TypeOrganisation(type_organisation))


def is_meme_nom(un: str, autre: str) -> bool:
    """The same words, whatever the capitals, the accents, the punctuation, the small words and their order."""
    return bool(list_mots(un)) and sorted(list_mots(un)) == sorted(list_mots(autre))


def list_ressemblants(nom: str, connus: Iterable[Connu]) -> list[Connu]:
    """Those that may be the same, the same name first. A human says whether they are."""
    found = [connu for connu in connus if _is_proche(nom, connu.nom)]
    return sorted(found, key=lambda connu: (not is_meme_nom(nom, connu.nom), connu.nom, connu.cle))


def list_mots(nom: str) -> list[str]:
    """« C.C.A.S. » is one word."""
    whole = POINTS.sub(lambda found: found[0].replace(".", ""), nom)
    return [mot for mot in normalize_texte(whole).split() if mot not in VIDES]


def _is_proche(un: str, autre: str) -> bool:
    """The words of the shorter are all in the longer, to a slip or an acronym: « CCAS » and « CCAS de Valombre ».

    As long as each other, either may be the shorter: the answer does not depend on who is asked first.
    """
    mots, autres = list_mots(un), list_mots(autre)
    return (len(mots) <= len(autres) and _is_dans(mots, autres)) or (
        len(autres) <= len(mots) and _is_dans(autres, mots)
    )


def _is_dans(court: list[str], long: list[str]) -> bool:
    if not court:
        return False
    sigle = "".join(mot[0] for mot in long)
    return all(any(_is_meme_mot(mot, other) for other in long) or mot == sigle for mot in court) or _has_sigle(
        court, long
    )


def _has_sigle(court: list[str], long: list[str]) -> bool:
    """« CCAS Valombre » and « Centre communal d’action sociale de Valombre »: initials in a row, then the other words."""
    for mot in court:
        for start in range(len(long) - len(mot) + 1):
            taken = long[start : start + len(mot)]
            if len(mot) > 2 and "".join(other[0] for other in taken) == mot:
                left = long[:start] + long[start + len(mot) :]
                return all(any(_is_meme_mot(other, one) for one in left) for other in court if other != mot)
    return False


def _is_meme_mot(un: str, autre: str) -> bool:
    return un == autre or (min(len(un), len(autre)) > 3 and SequenceMatcher(None, un, autre).ratio() >= PROCHES)
