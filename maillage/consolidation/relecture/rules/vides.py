"""Blanks left to be filled: in a cell, or in a sentence."""

import re
from collections.abc import Iterator

from maillage.consolidation.relecture.nomenclatures import Gravite, Regle
from maillage.consolidation.relecture.rules.chiffres import Chiffre, Constat, Paragraphe, Rapport, reproach
from maillage.consolidation.relecture.rules.extraits import quote

TROU = re.compile(
    r"\b[xX]{2,}\b ?%?|[…_]{1,} ?%|\.{3,} ?%|_{3,}|\[[^\]]*(?:compléter|à venir|à préciser)[^\]]*\]|\?{2,}"
    r"|\bTODO\b|\bN[ \u00a0\u202f]?%|\b[àÀ] compléter\b"
)
REMEDE = "écrivez la valeur, ou retirez la phrase"


def check_cases(rapport: Rapport) -> Iterator[Constat]:
    for chiffre in rapport.chiffres:
        if chiffre.valeur is None:
            yield say_case(chiffre)


def say_case(chiffre: Chiffre) -> Constat:
    constat = (
        f"« {chiffre.ecrit} » est resté à la place de la valeur" if chiffre.ecrit else "la valeur n’est pas remplie"
    )
    return reproach(
        Regle.BLANC,
        Gravite.BLOQUANT,
        chiffre,
        constat,
        "écrivez la valeur, ou retirez la ligne",
        valeurs=[chiffre.ecrit],
    )


def check_phrases(rapport: Rapport) -> Iterator[Constat]:
    for paragraphe in rapport.paragraphes:
        for found in TROU.finditer(paragraphe.texte):
            yield say_phrase(paragraphe, found)


def say_phrase(paragraphe: Paragraphe, found: re.Match[str]) -> Constat:
    return Constat(
        Regle.BLANC, Gravite.BLOQUANT, paragraphe.ou, quote(paragraphe.texte, found.start(), found.end()),
        f"« {found.group().strip()} » est resté à la place d’un nombre", REMEDE, paragraphe.numero, (found.group().strip(),),
    )  # fmt: skip
