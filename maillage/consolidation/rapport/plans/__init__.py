"""A plan is a list of chapters bound to a catalogue. Other packages add theirs with `add_chapitre`, a second plan is a second list."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from maillage.consolidation.rapport.blocs import Partie, Rapport
from maillage.consolidation.rapport.citees import keep_citees
from maillage.consolidation.rapport.dites import keep_dites
from maillage.consolidation.rapport.essentiel import Essentiel
from maillage.consolidation.rapport.livre import Livre
from maillage.consolidation.rapport.nombres import Phrase
from maillage.indicateurs.catalogue import Catalogue

RESEAU = "Alliance Villes Emploi"


class Chapitre(Protocol):
    """`write` gives nothing when the book has nothing to say there."""

    @property
    def code(self) -> str: ...

    def write(self, livre: Livre) -> Partie | None: ...


@dataclass(frozen=True)
class Ecrit:
    """A chapter as a function."""

    code: str
    redige: Callable[[Livre], Partie | None]

    def write(self, livre: Livre) -> Partie | None:
        return self.redige(livre)


@dataclass(frozen=True)
class Plan:
    code: str
    titre: str
    catalogue: Catalogue
    chapeau: Callable[[Livre], Phrase]
    chapitres: tuple[Chapitre, ...]
    essentiel: Essentiel

    def insert(self, chapitre: Chapitre, *, apres: str) -> "Plan":
        codes = [one.code for one in self.chapitres]
        if apres not in codes:
            raise PlanSansChapitre(f"Le plan « {self.titre} » n’a pas de chapitre « {apres} ».")
        rank = codes.index(apres) + 1
        return replace(self, chapitres=(*self.chapitres[:rank], chapitre, *self.chapitres[rank:]))


class PlanSansChapitre(Exception):
    """A chapter asks to follow one that the plan does not have."""


_AJOUTS: dict[str, list[tuple[Chapitre, str]]] = {}


def add_chapitre(plan: str, chapitre: Chapitre, *, apres: str) -> None:
    """To be called once, when an application is ready. Declared again, a chapter replaces itself."""
    kept = [(one, where) for one, where in _AJOUTS.get(plan, []) if one.code != chapitre.code]
    _AJOUTS[plan] = [*kept, (chapitre, apres)]


def remove_chapitre(plan: str, code: str) -> None:
    _AJOUTS[plan] = [(one, where) for one, where in _AJOUTS.get(plan, []) if one.code != code]


def compose(plan: Plan, livre: Livre, *, edite_le: date) -> Rapport:
    """Every chapter that has something to say, in order. A book may hold more than its plan asks: the survey of the year."""
    if not plan.catalogue.mesures.items() <= livre.catalogue.mesures.items():
        raise PlanSansChapitre(f"Le plan « {plan.titre} » ne se lit pas dans ce livre : leurs catalogues diffèrent.")
    for chapitre, apres in _AJOUTS.get(plan.code, []):
        plan = plan.insert(chapitre, apres=apres)
    written = (chapitre.write(livre) for chapitre in plan.chapitres)
    return Rapport(
        plan.code, plan.titre, livre.millesime, edite_le, livre.mention, livre.rappel, livre.is_a_decider,
        plan.chapeau(livre), keep_citees(keep_dites(livre, (partie for partie in written if partie is not None))), surtitre=RESEAU,
    )  # fmt: skip
