"""What the answers of a dispositif must be, and what those of the network add up to: each figure with its respondents."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from maillage.consolidation.enquetes.rules.questions import PARTS, QUESTIONS, Question, Section, Unite

Reponses = Mapping[str, Decimal]
CENTIEME = Decimal("0.01")


def check_reponses(reponses: Reponses) -> dict[str, str]:
    """What to mend, by question. Only what is answered is checked: an empty answer is « not known », which is not zero."""
    found: dict[str, str] = {}
    for code, value in reponses.items():
        if value < 0:
            found[code] = "Ce nombre ne peut pas être négatif."
    for part, whole in PARTS:
        if part in reponses and whole in reponses and reponses[part] > reponses[whole]:
            found[part] = f"C’est plus que « {QUESTIONS[whole].libelle} » : corrigez l’un ou l’autre."
    for question in QUESTIONS.values():
        own, people = reponses.get(question.code), reponses.get(question.personnes)
        if own is not None and people is not None and own > people:
            found[question.code] = "Plus d’équivalents temps plein que de personnes : corrigez l’un ou l’autre."
    return found


@dataclass(frozen=True, slots=True)
class Resultat:
    """`repondants`: how many answered this very question. The mean is the sum over them: they are printed together."""

    question: Question
    somme: Decimal
    repondants: int

    @property
    def moyenne(self) -> Decimal | None:
        return round_as(self.question.unite, self.somme / self.repondants) if self.repondants else None


def add_reponses(all_reponses: Iterable[Reponses]) -> list[Resultat]:
    """In the order they are asked."""
    kept = list(all_reponses)
    return [
        Resultat(question, sum((one[code] for one in kept if code in one), Decimal()), sum(code in one for one in kept))
        for code, question in QUESTIONS.items()
    ]


def add_section(section: Section, reponses: Reponses) -> Decimal | None:
    """The total of what is answered of a section that adds up; None when nothing is."""
    answered = [reponses[question.code] for question in section.questions if question.code in reponses]
    return sum(answered, Decimal()) if section.total and answered else None


@dataclass(frozen=True, slots=True)
class Part:
    """A share of a section, over the dispositifs that answered every question of it."""

    question: Question
    part: Decimal


def share(section: Section, all_reponses: Iterable[Reponses]) -> tuple[list[Part], int, Decimal]:
    """The shares, how many dispositifs they are of, and the total they divide: 55 % of what 74 of them told."""
    codes = [question.code for question in section.questions]
    whole = [one for one in all_reponses if all(code in one for code in codes)]
    total = sum((one[code] for one in whole for code in codes), Decimal())
    if not total:
        return [], len(whole), total
    return [
        Part(question, (100 * sum((one[question.code] for one in whole), Decimal()) / total).quantize(Decimal(1), ROUND_HALF_UP))
        for question in section.questions
    ], len(whole), total  # fmt: skip


def round_as(unite: Unite, value: Decimal) -> Decimal:
    return value.quantize(CENTIEME if unite is Unite.ETP else Decimal(1), ROUND_HALF_UP)
