"""The survey part by part, as it is filled: what is answered of each, which one is open, where to go on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any

from maillage.consolidation.enquetes.forms import EnqueteForm
from maillage.consolidation.enquetes.models import Reponse
from maillage.consolidation.enquetes.rules.questions import Section
from maillage.consolidation.enquetes.rules.reponses import add_section
from maillage.socle.typographie import write_accord

SUITE = "suite:"  # of the part that is saved, before the one that opens next


@dataclass(frozen=True, slots=True)
class Bloc:
    """`groupes`: the fields asked together, under the name they share; `dit`: how much of it is answered."""

    section: Section
    groupes: Sequence[tuple[str, Sequence[Any]]]
    dit: str
    is_ouvert: bool
    total: Decimal | None

    @property
    def suite(self) -> str:
        return f"{SUITE}{self.section.code}"


def list_blocs(form: EnqueteForm, asked: Sequence[Section], row: Reponse | None, *, ouverte: str) -> list[Bloc]:
    """Those with errors are open; else the one asked for, else the first that has no answer yet."""
    known: Mapping[str, object] = {**row.read(), **row.read_choix()} if row else {}
    fautives = {
        section.code for section in asked if any(question.code in form.errors for question in section.questions)
    }
    vides = [section.code for section in asked if not any(question.code in known for question in section.questions)]
    ouvertes = fautives or {ouverte or next(iter(vides), "")}
    return [
        Bloc(
            section, _group(form, section), _say(form, section, known, is_proposee=row is None), section.code in ouvertes,
            add_section(section, row.read()) if row else None,
        )
        for section in asked
    ]  # fmt: skip


def _group(form: EnqueteForm, section: Section) -> list[tuple[str, list[Any]]]:
    return [
        (groupe, [form[question.code] for question in questions])
        for groupe, questions in groupby(section.questions, key=lambda question: question.groupe)
    ]


def _say(form: EnqueteForm, section: Section, known: Mapping[str, object], *, is_proposee: bool) -> str:
    """« 5 réponses sur 7 »; before the first save, what is proposed."""
    posees = len(section.questions)
    if is_proposee:
        proposees = sum(form.fields[question.code].initial is not None for question in section.questions)
        dit = write_accord(posees, "question")
        return f"{dit}, {write_accord(proposees, 'proposée')}" if proposees else dit
    return f"{write_accord(sum(question.code in known for question in section.questions), 'réponse')} sur {posees}"
