"""Reads JSON, XML and CSV as they come: one element is held at a time, and what is malformed is told with its place."""

import csv
import io
import json
import re
from collections.abc import Collection, Iterator, Mapping
from json.decoder import JSONDecodeError
from typing import IO, Any
from xml.parsers import expat

MORCEAU = 64 * 1024
ELEMENT_MAX = 4 * 1024 * 1024
PROFONDEUR_MAX = 40
MARGE = 12  # characters at the end of what was read where an error may only be that the rest has not come yet
SEPARATEURS = ",;\t|"
BLANCS = re.compile(r"\s*")
INTERDITS = re.compile("[\x00\ud800-\udfff]")  # no database keeps them
REDEMANDEZ = "redemandez le fichier, ou téléchargez-le de nouveau"
DEMESURE = "un de ses éléments est démesuré ou imbriqué sans fin, ce qu’aucun fichier public ne fait"


class FichierIllisible(ValueError):
    """Not a file of the expected layout, or one that breaks off; the sentence says where and what to do."""


class _Texte:
    """A text read piece by piece. `ligne` and `colonne` are those of the beginning of `reste`."""

    def __init__(self, flux: IO[str]) -> None:
        self.flux, self.reste, self.place = flux, "", 0
        self.ligne, self.colonne, self.is_fini = 1, 1, False
        self.decoder = json.JSONDecoder(parse_float=str, parse_constant=lambda _: None, strict=False)

    def fill(self) -> bool:
        """More of it; False at the end."""
        if self.is_fini:
            return False
        passe = self.reste[: self.place]
        lignes = passe.count("\n")
        self.colonne = len(passe) - passe.rfind("\n") if lignes else self.colonne + len(passe)
        self.ligne += lignes
        part = self.flux.read(max(MORCEAU, len(self.reste) - self.place))
        self.reste, self.place = self.reste[self.place :] + part, 0
        self.is_fini = not part
        return not self.is_fini

    def peek(self) -> str:
        """The next character that is no blank; empty at the end."""
        while True:
            found = BLANCS.match(self.reste, self.place)
            self.place = found.end() if found else self.place
            if self.place < len(self.reste):
                return self.reste[self.place]
            if not self.fill():
                return ""

    def take(self, attendus: str) -> str:
        found = self.peek()
        if not found or found not in attendus:
            raise self.fail(self.place)
        self.place += 1
        return found

    def decode(self) -> Any:
        """The value that begins here, whole."""
        self.peek()
        while True:
            try:
                value, end = self.decoder.raw_decode(self.reste, self.place)
                if end < len(self.reste) or not self.fill():
                    self.place = end
                    return value
            except JSONDecodeError as raison:
                is_coupe = raison.pos >= len(self.reste) - MARGE or raison.msg.startswith("Unterminated")
                if len(self.reste) - self.place > ELEMENT_MAX:
                    raise FichierIllisible(f"Ligne {self.find_ligne(self.place)[0]} : {DEMESURE}.") from raison
                if not is_coupe or not self.fill():
                    raise self.fail(raison.pos) from raison
            except RecursionError as raison:
                raise FichierIllisible(f"Ligne {self.find_ligne(self.place)[0]} : {DEMESURE}.") from raison

    def find_ligne(self, place: int) -> tuple[int, int]:
        passe = self.reste[:place]
        lignes = passe.count("\n")
        return self.ligne + lignes, len(passe) - passe.rfind("\n") if lignes else self.colonne + len(passe)

    def fail(self, place: int) -> FichierIllisible:
        ligne, colonne = self.find_ligne(place)
        return FichierIllisible(
            f"Le JSON est interrompu ou mal formé, ligne {ligne}, colonne {colonne} : {REDEMANDEZ}."
        )


def iter_json(flux: IO[str], listes: Collection[str]) -> Iterator[tuple[str, Any]]:
    """Every element of the lists at these paths (« marches.marche »; empty: the root itself), with its path.

    A single element written without its list is one of it.
    """
    texte = _Texte(flux)
    if not texte.peek():
        raise FichierIllisible("Le fichier est vide.")
    yield from _walk(texte, "", listes)
    if texte.peek():
        raise texte.fail(texte.place)


def _walk(texte: _Texte, chemin: str, listes: Collection[str]) -> Iterator[tuple[str, Any]]:
    first = texte.peek()
    if first == "[" and chemin in listes:
        for value in _iter_liste(texte):
            yield chemin, polish(value)
    elif first == "{" and any(liste.startswith(f"{chemin}." if chemin else "") and liste != chemin for liste in listes):
        for cle in _iter_cles(texte):
            yield from _walk(texte, f"{chemin}.{cle}" if chemin else cle, listes)
    else:
        value = texte.decode()
        if chemin in listes and isinstance(value, Mapping):
            yield chemin, polish(value)


def _iter_liste(texte: _Texte) -> Iterator[Any]:
    texte.take("[")
    if texte.peek() == "]":
        texte.take("]")
        return
    while True:
        yield texte.decode()
        if texte.take(",]") == "]":
            return


def _iter_cles(texte: _Texte) -> Iterator[str]:
    """The caller reads the value of each before asking for the next."""
    texte.take("{")
    if texte.peek() == "}":
        texte.take("}")
        return
    while True:
        cle = texte.decode()
        if not isinstance(cle, str):
            raise texte.fail(texte.place)
        texte.take(":")
        yield cle
        if texte.take(",}") == "}":
            return


def polish(value: Any, profondeur: int = 0) -> Any:
    """Without what no database keeps; refuses what is nested beyond reason: it could not even be written again."""
    if profondeur > PROFONDEUR_MAX:
        raise FichierIllisible(f"Ce fichier ne se lit pas : {DEMESURE}.")
    if isinstance(value, str):
        return INTERDITS.sub("", value)
    if isinstance(value, list):
        return [polish(item, profondeur + 1) for item in value]
    if isinstance(value, dict):
        return {polish(cle): polish(item, profondeur + 1) for cle, item in value.items()}
    return value


class _Arbre:
    """What the parser tells, made into mappings, one element after the other."""

    def __init__(self, elements: Collection[str], repetes: Collection[str]) -> None:
        self.elements, self.repetes = elements, repetes
        self.pile: list[dict[str, Any]] = []
        self.textes: list[list[str]] = []
        self.finis: list[tuple[str, Any]] = []
        self.taille = 0

    def start(self, name: str, _: dict[str, str]) -> None:
        if not self.pile and name not in self.elements:
            return  # what wraps them
        if len(self.pile) >= PROFONDEUR_MAX:
            raise FichierIllisible(f"Ce XML ne se lit pas : {DEMESURE}.")
        self.pile.append({})
        self.textes.append([])

    def end(self, name: str) -> None:
        if not self.pile:
            return
        element, text = self.pile.pop(), "".join(self.textes.pop()).strip()
        value: Any = element or text
        if not self.pile:
            self.finis.append((name, value))
            self.taille = 0
        elif name in self.repetes:
            self.pile[-1].setdefault(name, []).append(value)
        else:
            self.pile[-1][name] = value

    def keep(self, text: str) -> None:
        if self.pile:
            self.textes[-1].append(text)
            self.taille += len(text)
            if self.taille > ELEMENT_MAX:
                raise FichierIllisible(f"Ce XML ne se lit pas : {DEMESURE}.")

    def refuse(self, *_: Any) -> None:
        raise FichierIllisible(
            "Ce XML déclare un type de document, ce qu’un fichier public ne fait pas : il est refusé."
        )


def iter_xml(flux: IO[bytes], elements: Collection[str], repetes: Collection[str]) -> Iterator[tuple[str, Any]]:
    """Every element of these names. A document that declares its type, hence its entities, is refused: no bomb."""
    arbre, parser = _Arbre(elements, repetes), expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = arbre.start, arbre.end
    parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = arbre.keep, arbre.refuse
    parser.buffer_text = True
    while True:
        part = flux.read(MORCEAU)
        try:
            parser.Parse(part, not part)
        except expat.ExpatError as raison:
            raise FichierIllisible(
                f"Le XML est interrompu ou mal formé, ligne {raison.lineno}, colonne {raison.offset + 1} : {REDEMANDEZ}."
            ) from raison
        yield from arbre.finis
        arbre.finis.clear()
        if not part:
            return


def iter_table(flux: IO[str], indispensables: Collection[str], attendu: str) -> Iterator[tuple[int, dict[str, str]]]:
    """The lines of a CSV with their numbers; its headings in lower case, dots as underscores."""
    premiere = flux.readline(MORCEAU)
    separateur = max(SEPARATEURS, key=premiere.count)
    entetes = [nom.strip().lower().replace(".", "_") for nom in next(csv.reader([premiere], delimiter=separateur), [])]
    if missing := [nom for nom in indispensables if nom not in entetes]:
        raise FichierIllisible(f"Il manque la colonne {', '.join(missing)} : attendu, {attendu}.")
    lecteur = csv.reader(flux, delimiter=separateur, strict=True)
    debut = 2
    while True:
        try:
            cellules = next(lecteur, None)
        except csv.Error as raison:
            raise FichierIllisible(
                f"Un guillemet est mal placé ou pas refermé à partir de la ligne {debut} : la suite est illisible. "
                "Doublez ou retirez ce guillemet, puis redéposez le fichier."
            ) from raison
        if cellules is None:
            return
        if any(cellules):
            yield debut, dict(zip(entetes, (INTERDITS.sub("", cellule) for cellule in cellules), strict=False))
        debut = lecteur.line_num + 2


def open_texte(flux: IO[bytes], encodage: str) -> IO[str]:
    return io.TextIOWrapper(flux, encoding=encodage, errors="replace", newline="")
