"""Sentences: words written here, numbers that come from cells. A digit written in the words is refused. Pure."""

import re
from collections.abc import Iterable
from string import Formatter

from maillage.consolidation.rapport.mots import choose_pluriel
from maillage.consolidation.rapport.nombres import CHIFFRE, Etat, Nombre, Phrase, Segment
from maillage.socle.typographie import FINE

_ESPACES = re.compile(r" (?=[;:!?»])|(?<=«) ")
_PIECES = Formatter()


class ChiffreLibre(Exception):
    """A number that comes from no cell, no parameter and no date: it is not printed."""


def write(modele: str, **valeurs: Segment | Phrase) -> Phrase:
    """« {entrees} parcours ont commencé »: each name in braces is a value given beside."""
    found: list[Segment] = []
    for words, name, form, conversion in _PIECES.parse(modele):
        if words:
            found.append(_check(words, modele))
        if name is None:
            continue
        if form or conversion or name not in valeurs:
            raise ChiffreLibre(f"« {modele} » : « {{{name}}} » n’est donné par aucune case.")
        value = valeurs[name]
        found += [
            _check(part, modele) if isinstance(part, str) else part
            for part in (value if isinstance(value, tuple) else (value,))
        ]
    return _join(found)


def tell(modele: str, *, sujet: Segment, **valeurs: Segment | Phrase) -> Phrase:
    """The sentence; or, when one of its numbers is hidden or not known, that and nothing more."""
    etats = {part.etat for value in valeurs.values() for part in _list_nombres(value)}
    if Etat.MASQUE in etats:
        return write("{sujet} : masqué, pour que personne ne puisse être reconnu.", sujet=sujet)
    if Etat.INCOMPLET in etats:
        return write("{sujet} : non publié, car toutes les structures ne l’ont pas dit.", sujet=sujet)
    if Etat.INCONNU in etats:
        return write("{sujet} : non renseigné.", sujet=sujet)
    return write(modele, **valeurs)


def say_nombre(nombre: Nombre, singulier: str, pluriel: str) -> Phrase:
    """« 1 marché », « 12 marchés »; plural begins at two."""
    return write("{nombre} {mot}", nombre=nombre, mot=choose_pluriel(nombre.valeur, singulier, pluriel))


def join(phrases: Iterable[Phrase], separateur: str = " ") -> Phrase:
    found: list[Segment] = []
    for phrase in phrases:
        if phrase:
            found += [separateur, *phrase] if found else list(phrase)
    return _join(found)


def enumerate_phrases(phrases: Iterable[Phrase]) -> Phrase:
    """« a ; b ; c »: labels have commas of their own."""
    return join(phrases, f"{FINE}; ")


def _list_nombres(value: Segment | Phrase) -> list[Nombre]:
    return [part for part in (value if isinstance(value, tuple) else (value,)) if isinstance(part, Nombre)]


def _check(words: str, modele: str) -> str:
    if CHIFFRE.search(words):
        raise ChiffreLibre(f"« {words.strip()} » porte un chiffre qui ne vient d’aucune case (« {modele} »).")
    return words


def _join(parts: Iterable[Segment]) -> Phrase:
    """Words side by side are one; high punctuation keeps to its word."""
    found: list[Segment] = []
    for part in parts:
        if isinstance(part, str) and found and isinstance(found[-1], str):
            found[-1] += part
        else:
            found.append(part)
    return tuple(_ESPACES.sub(FINE, part) if isinstance(part, str) else part for part in found)
