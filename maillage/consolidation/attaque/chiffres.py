"""Every number that a rendered page, drawing or file lets out, and those that no shown figure explains (S10).

What is read: the text, the attributes, and the geometry of drawings: a bar says its value to whoever knows another one.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from html.parser import HTMLParser
from typing import Any

from maillage.consolidation.attaque.lecture import Dossier

NOMBRE = re.compile(
    r"(?<![\w.,])[-−]?\d{1,3}(?:[\u202f\u00a0 ]\d{3})+(?:[.,]\d+)?|(?<![\w.,])[-−]?\d+(?:[.,]\d+)?|[-−]?\d+\.\d+"
)
MESURE = re.compile(r"[-+]?\d*\.?\d+(?:e[-+]?\d+)?", re.IGNORECASE)
LUS = frozenset({"title", "alt", "value", "content", "label", "placeholder", "summary", "max", "min"})
LUS_AUSSI = ("aria-", "data-")
LONGUEURS = ("width", "height", "r")
TRACES = ("d", "points")
TOLERANCE = 0.004
SOUTIENS = 2  # written values that must fall on one scale before it is believed
CLE = "data-cle"


@dataclass
class Extrait:
    """`nombres`: read as text. `cles`: read with their cell. `longueurs`: measures of a drawing, by attribute."""

    nombres: list[Fraction] = field(default_factory=list)
    cles: dict[str, Fraction] = field(default_factory=dict)
    longueurs: dict[str, list[float]] = field(default_factory=dict)


def list_nombres(texte: str) -> Iterator[Fraction]:
    for found in NOMBRE.findall(texte):
        yield Fraction(re.sub(r"[\u202f\u00a0 ]", "", found).replace("−", "-").replace(",", "."))


class _Page(HTMLParser):
    def __init__(self, libelles: Sequence[str]) -> None:
        super().__init__(convert_charrefs=True)
        self.extrait = Extrait()
        self.libelles = libelles
        self.cle = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.cle = values.pop(CLE, "")
        is_fond = "background" in values.get("class", "").split()
        for name, value in values.items():
            if name in LONGUEURS and MESURE.fullmatch(value):
                self.extrait.longueurs.setdefault(f"{tag} {name}", []).append(float(value))
            elif name in TRACES and not is_fond:
                self._measure(tag, value)
            elif name in LUS or name.startswith(LUS_AUSSI):
                self.extrait.nombres += list_nombres(_strip(value, self.libelles))

    def handle_data(self, data: str) -> None:
        found = list(list_nombres(_strip(data, self.libelles)))
        if self.cle and found:
            self.extrait.cles[self.cle] = found[0]
        self.extrait.nombres += found
        if data.strip():
            self.cle = ""

    def _measure(self, tag: str, trace: str) -> None:
        """The sides of a path: « M x,y h w v h … », as vector drawings write bars, or its corners."""
        for lettre, reste in re.findall(r"([a-zA-Z])([^a-zA-Z]*)", trace):
            values = [abs(float(value)) for value in MESURE.findall(reste)]
            self.extrait.longueurs.setdefault(f"{tag} {lettre.lower()}", []).extend(values)


def _strip(texte: str, libelles: Iterable[str]) -> str:
    """Without the words that bear numbers of their own: « CDD de plus de 6 mois », « 2019 »."""
    for libelle in sorted(libelles, key=len, reverse=True):
        texte = texte.replace(libelle, " ")
    return texte


def read_page(page: str, libelles: Sequence[str] = ()) -> Extrait:
    """HTML or SVG."""
    reader = _Page(libelles)
    reader.feed(page)
    reader.close()
    return reader.extrait


def read_csv(texte: str, libelles: Sequence[str] = (), *, colonne: str = "valeur", cle: str = "cle") -> Extrait:
    """Every cell of the file; a column `cle` says of which cell the column `valeur` is."""
    extrait = Extrait()
    head = texte.splitlines()[0] if texte else ""
    for ligne in csv.DictReader(io.StringIO(texte), delimiter=";" if ";" in head else ","):
        for valeur in ligne.values():
            extrait.nombres += list_nombres(_strip(valeur or "", libelles))
        found = list(list_nombres(ligne.get(colonne) or ""))
        if ligne.get(cle) and found:
            extrait.cles[str(ligne[cle])] = found[0]
    return extrait


def list_inexpliques(extrait: Extrait, shown: Iterable[Fraction]) -> list[str]:
    """Numbers that no shown figure explains, in sentences; `shown`: values and percentages meant to be read."""
    known = set(shown)
    found = [
        f"Le nombre {float(n):g} n’est celui d’aucune case montrée." for n in extrait.nombres if abs(n) not in known
    ]
    for famille, mesures in sorted(extrait.longueurs.items()):
        found += [
            f"Le dessin ({famille}) laisse lire {valeur:g}, qui n’est celui d’aucune case montrée."
            for valeur in _decode(mesures, known & set(extrait.nombres) or known, known)
        ]
    return list(dict.fromkeys(found))


def _decode(mesures: Sequence[float], written: Iterable[Fraction], known: Iterable[Fraction]) -> list[int]:
    """The scale on which most written values fall, and what the other measures say on it."""
    valeurs = sorted({float(valeur) for valeur in written if valeur > 0})
    lengths = sorted({round(mesure, 4) for mesure in mesures if mesure > 0})
    best: tuple[int, float] = (0, 0.0)
    for mesure in lengths:
        for valeur in valeurs:
            scale = mesure / valeur
            soutiens = sum(any(_is_near(m, scale * v) for m in lengths) for v in valeurs)
            best = max(best, (soutiens, scale))
    soutiens, scale = best
    if soutiens < SOUTIENS:
        return []
    others = [m / scale for m in lengths if not any(_is_near(m, scale * float(v)) for v in known)]
    return [round(value) for value in others if value >= 0.5 and _is_near(value, round(value))]


def _is_near(mesure: float, attendu: float) -> bool:
    return abs(mesure - attendu) <= TOLERANCE * max(abs(mesure), abs(attendu))


def list_montres(dossier: Dossier, pourcentages: Iterable[Sequence[str]] = ()) -> set[Fraction]:
    """What a reader is meant to see of the newest release."""
    values = {dossier.connues[rang] for rang in dossier.nouvelles if rang in dossier.connues}
    return values | {Fraction(valeur) for _, _, valeur, _ in pourcentages} | {Fraction(0)}


def add_lus(data: Mapping[str, Any], extraits: Iterable[Extrait]) -> dict[str, Any]:
    """The file to attack, with every cell that the rendered artefacts let out counted as shown (S10 fed to S1)."""
    *passees, newest = data["publications"]
    lus = {cle for extrait in extraits for cle in extrait.cles}
    return {**data, "publications": [*passees, {**newest, "montrees": sorted({*newest["montrees"], *lus})}]}
