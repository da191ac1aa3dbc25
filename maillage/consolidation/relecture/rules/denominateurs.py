"""A rate says what it is a part of; and a sentence does not lend it another population."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from maillage.consolidation.relecture.nomenclatures import Gravite, Regle
from maillage.consolidation.relecture.rules.chiffres import Chiffre, Constat, Paragraphe, Rapport, reproach
from maillage.consolidation.relecture.rules.ecritures import read_nombre
from maillage.consolidation.relecture.rules.extraits import quote
from maillage.consolidation.relecture.rules.lexique import SANS_DENOMINATEUR
from maillage.socle.typographie import fold

POPULATIONS = {
    "participants": re.compile(r"\b(participants?|personnes accompagnees|accompagnes)\b(?! (entres|sortis))"),
    "entrées": re.compile(r"\b(entrees?|entrants?|entres|entrees en parcours)\b"),
    "sorties": re.compile(r"\b(sorties?|sortis|sortants?)\b"),
}
PART = re.compile(r"(?P<part>\d+(?:[.,]\d+)?)[ \u202f\u00a0]?%(?P<suite>[^.;%]{0,160})")
REPRISE = re.compile(r"^\s*(?:seulement )?d entre (?:eux|elles)")
ISSUE = re.compile(r"\b(abandonn\w*|trouv\w+|retrouv\w+|valid\w+|sorti\w*|debouch\w*|quitt\w+)\b")
MOT = re.compile(r"[a-z]{6,}|\brsa\b|\bdeld\b|\biae\b|\bqpv\b")


def check_bases(rapport: Rapport) -> Iterator[Constat]:
    for chiffre in rapport.remplis:
        possible = SANS_DENOMINATEUR.get(chiffre.code)
        if possible and chiffre.is_pourcentage and not chiffre.base:
            yield reproach(
                Regle.DENOMINATEUR, Gravite.BLOQUANT, chiffre,
                f"{chiffre.imprime} est imprimé sans dire à quoi il se rapporte ({possible})",
                "imprimez le dénominateur et son effectif à côté du taux",
            )  # fmt: skip


class Dite(NamedTuple):
    """A share in a sentence. `population`: of what the sentence says it is a part."""

    ecrite: str
    population: str
    suite: str
    debut: int
    fin: int


def check_phrases(rapport: Rapport) -> Iterator[Constat]:
    for paragraphe in rapport.paragraphes:
        for dite in list_parts(paragraphe):
            nombre = read_nombre(dite.ecrite)
            if nombre is None:
                continue
            same = [
                (chiffre, get_population(chiffre)) for chiffre in rapport.remplis
                if chiffre.is_pourcentage and chiffre.valeur == nombre.valeur and is_about(chiffre, dite, paragraphe)
            ]  # fmt: skip
            known = [(chiffre, population) for chiffre, population in same if population]
            if known and all(population != dite.population for _, population in known):
                chiffre, population = known[0]
                yield Constat(
                    Regle.DENOMINATEUR, Gravite.BLOQUANT, paragraphe.ou, quote(paragraphe.texte, dite.debut, dite.fin),
                    f"la phrase rapporte {dite.ecrite} % aux {dite.population}, alors que {chiffre.nom} le rapporte aux {population} "
                    f"({chiffre.ou})",
                    f"écrivez « {dite.ecrite} % des {population} », ou recalculez le taux sur les {dite.population}", paragraphe.numero,
                    (f"{dite.ecrite} %",), annee=chiffre.annee,
                )  # fmt: skip


def list_parts(paragraphe: Paragraphe) -> Iterator[Dite]:
    """« d’entre eux » is of the population named last."""
    last = ""
    for found in PART.finditer(paragraphe.texte):
        suite = fold(found["suite"])
        head = " ".join(suite.split()[:8])
        if not REPRISE.match(suite):
            named = [(place.start(), name) for name, rx in POPULATIONS.items() if (place := rx.search(head))]
            last = min(named)[1] if named else ""
            if re.search(r"participants? (entres|entrees)", head):
                last = "entrées"
        if last:
            yield Dite(found["part"], last, suite, found.start(), found.start() + len(found["part"]) + 2)


def get_population(chiffre: Chiffre) -> str:
    """Of what the table says it is a part: its base, else its modality, when they name a population."""
    for said in (chiffre.base, chiffre.modalite, chiffre.note):
        named = [(place.start(), name) for name, rx in POPULATIONS.items() if (place := rx.search(fold(said)))]
        if named:
            return min(named)[1]
    if re.match(r"taux de sorties", fold(chiffre.libelle)):
        return "sorties"
    return ""


def is_about(chiffre: Chiffre, dite: Dite, paragraphe: Paragraphe) -> bool:
    """The same subject: a word of its label in the sentence, and an outcome when the sentence tells of one."""
    label = fold(f"{chiffre.libelle} {chiffre.modalite}")
    tells_issue = bool(ISSUE.search(dite.suite))
    if tells_issue is not bool(re.search(r"sorties|abandon", label)):
        return False
    context = fold(paragraphe.texte)
    return any(word[:7] in context for word in MOT.findall(fold(chiffre.modalite)))
