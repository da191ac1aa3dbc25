"""What the answers of a dispositif must be, and what follows from them. What they add up to is counted by the catalogue."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from maillage.consolidation.enquetes.rules.delais import DELAIS, JOURS_RARES, Delai, check_delai
from maillage.consolidation.enquetes.rules.questions import DETAILS, HABITUELS, NOMBRES, PARTS, Detail, Section, Unite
from maillage.socle.typographie import write_nombre

Reponses = Mapping[str, Decimal]
CENTIEMES = 100


def check_reponses(reponses: Reponses) -> dict[str, str]:
    """What to mend, by question. Only what is answered is checked: an empty answer is « not known », which is not zero."""
    found: dict[str, str] = {}
    for code, value in reponses.items():
        if value < 0:
            found[code] = "Ce nombre ne peut pas être négatif."
    known = complete(reponses)
    for part, whole in PARTS:
        if part in known and whole in known and known[part] > known[whole]:
            given = "C’est" if part in reponses else "Son détail fait"
            found.setdefault(part, f"{given} plus que « {NOMBRES[whole].libelle} » : corrigez l’un ou l’autre.")
    for question in NOMBRES.values():
        own, people = reponses.get(question.code), reponses.get(question.personnes)
        if own is not None and people is not None and own > people:
            found[question.code] = "Plus d’équivalents temps plein que de personnes : corrigez l’un ou l’autre."
    for detail in DETAILS:
        for tout, parts in _list_totaux(detail):
            if tout not in found and (phrase := _check_detail(tout, parts, reponses)):
                found[tout] = phrase
    for delai in DELAIS:
        found = {**_check_delai(delai, reponses), **found}
    return found


def _check_delai(delai: Delai, reponses: Reponses) -> dict[str, str]:
    nombre, moyenne, mediane = (int(reponses[code]) if code in reponses else None for code in delai.codes)
    return {f"{delai.code}_{champ}": phrase for champ, phrase in check_delai(nombre, moyenne, mediane).items()}


def _list_totaux(detail: Detail) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield from detail.groupes.items()
    yield detail.tout, detail.parts


def _check_detail(tout: str, parts: tuple[str, ...], reponses: Reponses) -> str | None:
    if tout not in reponses:
        return None
    known = [reponses[part] for part in parts if part in reponses]
    if sum(known) > reponses[tout]:
        return "Le détail donné dépasse ce total : corrigez l’un ou l’autre."
    if len(known) == len(parts) and sum(known) < reponses[tout]:
        return "Le détail donné ne fait pas ce total : corrigez l’un ou l’autre."
    return None


def complete(reponses: Reponses) -> dict[str, Decimal]:
    """With the totals that a whole detail gives, where they were left empty."""
    found = dict(reponses)
    for detail in DETAILS:
        for tout, parts in _list_totaux(detail):
            if tout not in found and all(part in found for part in parts):
                found[tout] = sum((found[part] for part in parts), Decimal())
    return found


def list_a_verifier(reponses: Reponses) -> dict[str, str]:
    """What is unusual without being wrong: a question to whoever answered, by question."""
    found = {
        code: f"C’est plus que « {NOMBRES[other].libelle} ». {question}"
        for code, other, question in HABITUELS
        if code in reponses and other in reponses and reponses[code] > reponses[other]
    }
    for delai in DELAIS:
        for code in (delai.moyenne, delai.mediane):
            if reponses.get(code, 0) > JOURS_RARES:
                found[code] = f"C’est plus de {write_nombre(JOURS_RARES)} jours. Est-ce bien en jours ?"
        if delai.moyenne in reponses and delai.code not in reponses:
            found[delai.code] = "Combien ? Sans ce nombre, votre délai moyen ne compte pas dans celui du réseau."
    return found


def add_section(section: Section, reponses: Reponses) -> Decimal | None:
    """The total of what is answered of a section that adds up; None when nothing is."""
    answered = [reponses[question.code] for question in section.questions if question.code in reponses]
    return sum(answered, Decimal()) if section.total and answered else None


def count_entiers(reponses: Reponses) -> dict[str, int]:
    """As they are counted: euros and persons as they are, working time in hundredths of a full time."""
    return {
        code: int(value * CENTIEMES) if NOMBRES[code].unite is Unite.ETP else int(value)
        for code, value in complete(reponses).items()
        if code in NOMBRES
    }


@dataclass(frozen=True, slots=True)
class ReponseLue:
    """What one dispositif handed over. `cle`: its public number; `region`: its code, empty when nobody said."""

    cle: str
    region: str
    nombres: Reponses
    choix: Mapping[str, str]

    @property
    def entiers(self) -> dict[str, int]:
        return count_entiers(self.nombres)
