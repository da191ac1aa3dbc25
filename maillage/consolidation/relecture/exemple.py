"""The published figures of 2019 that ship with the package: what the proofreading is shown on."""

from datetime import date
from importlib.resources import files

from maillage.consolidation.relecture.lecture import read_fichier, read_paragraphes
from maillage.consolidation.relecture.rules.chiffres import Rapport

DONNEES = files(__package__) / "donnees"
CHIFFRES = ("rapport-2019.csv", "autres-documents.csv")
TEXTE = "rapport-2019.txt"


def read_exemple(*, aujourd_hui: date) -> Rapport:
    lus = [read_fichier((DONNEES / nom).read_bytes(), nom=nom) for nom in CHIFFRES]
    paragraphes = read_paragraphes((DONNEES / TEXTE).read_text(encoding="utf-8"))
    return Rapport(tuple(c for lu in lus for c in lu.chiffres), tuple(paragraphes), aujourd_hui=aujourd_hui)
