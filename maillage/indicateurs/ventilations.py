"""By what a figure is broken down: categories that exclude one another, or publics to which one may belong at once."""

from collections.abc import Mapping
from dataclasses import dataclass

from ibis import ifelse
from ibis.common.deferred import Deferred

INCONNU = ""  # the modality of those whose answer is not known
LIBELLE_INCONNU = "Non renseigné"
ET = "|"


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Ventilation:
    """One category each. `colonne`: its code as text, empty where the answer is not known."""

    code: str
    libelle: str
    colonne: Deferred
    modalites: Mapping[str, str]
    source: str = ""

    def name(self, modalite: str) -> str:
        return self.modalites.get(modalite, LIBELLE_INCONNU)


@dataclass(frozen=True, eq=False, slots=True)
class Question:
    """Yes, no, or empty: not known, which is not « no »."""

    libelle: str
    condition: Deferred


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Publics:
    """Several answers each: every share stands alone, together they may exceed a hundred."""

    code: str
    libelle: str
    questions: Mapping[str, Question]
    source: str = ""

    def name(self, modalite: str) -> str:
        return self.questions[modalite].libelle


AnyVentilation = Ventilation | Publics


def list_modalites(ventilation: AnyVentilation) -> list[str]:
    """In the order they are printed; those not known last, where they are a category of their own."""
    if isinstance(ventilation, Publics):
        return list(ventilation.questions)
    return [*ventilation.modalites, INCONNU]


def cross(code: str, libelle: str, first: Ventilation, second: Ventilation, *, source: str = "") -> Ventilation:
    """Both at once; not known as soon as one of them is not."""
    couple = ifelse(
        first.colonne.isnull() | second.colonne.isnull(), None, first.colonne.concat(ET, second.colonne)
    ).cast("string")
    return Ventilation(
        code=code, libelle=libelle, colonne=couple, source=source,
        modalites={
            f"{one}{ET}{two}": f"{nom}, {autre[:1].lower()}{autre[1:]}"
            for one, nom in first.modalites.items()
            for two, autre in second.modalites.items()
        },
    )  # fmt: skip
