"""The ages of the children a person answers for, from years of birth: a year does not grow old, an age does."""

import re
from datetime import date

AGE_MAX = 30
TRANCHES: tuple[tuple[str, int, int], ...] = (
    ("moins de 3 ans", 0, 2),
    ("3 à 5 ans", 3, 5),
    ("6 à 11 ans", 6, 11),
    ("12 à 17 ans", 12, 17),
    ("18 ans et plus", 18, AGE_MAX),
)


class AnneesIllisibles(Exception):
    """The message says which word is not a year of birth, and how to write it."""


def read_annees(texte: str, *, today: date) -> tuple[int, ...]:
    """« 2019, 2015 » gives 2015 and 2019; two children of one year are said twice."""
    annees = []
    for mot in re.split(r"[\s,;/]+", texte.strip()):
        if not mot:
            continue
        if not re.fullmatch(r"\d{4}", mot) or not today.year - AGE_MAX <= int(mot) <= today.year:
            raise AnneesIllisibles(
                f"« {mot} » n’est pas l’année de naissance d’un enfant : écrivez par exemple 2015, 2019."
            )
        annees.append(int(mot))
    return tuple(sorted(annees))


def write_annees(annees: tuple[int, ...]) -> str:
    """As they are stored, and typed again."""
    return ", ".join(str(annee) for annee in annees)


def check_nombre(annees: tuple[int, ...], enfants: int | None) -> str | None:
    """The reason why these years and this number do not go together; fewer years than children is only incomplete."""
    if enfants is not None and len(annees) > enfants:
        return (
            f"Vous donnez {len(annees)} années de naissance pour {enfants} enfants à charge : corrigez l’un ou l’autre."
        )
    return None


def count_par_tranche(annees: tuple[int, ...], *, on: date) -> dict[str, int]:
    """By the age reached during the year; empty classes are left out."""
    counts = {nom: sum(1 for annee in annees if low <= on.year - annee <= high) for nom, low, high in TRANCHES}
    return {nom: count for nom, count in counts.items() if count}


def describe_enfants(enfants: int | None, texte: str, *, on: date) -> str | None:
    """« 3, dont 1 de moins de 3 ans et 2 de 6 à 11 ans »; years recorded long ago are read all the same."""
    if enfants is None:
        return None
    annees = tuple(int(mot) for mot in texte.split(", ") if mot)
    parts = [f"{count} de {nom}" for nom, count in count_par_tranche(annees, on=on).items()]
    if not parts:
        return str(enfants)
    return f"{enfants}, dont {' et '.join([', '.join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)}"
