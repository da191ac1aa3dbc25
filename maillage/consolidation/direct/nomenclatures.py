"""How a missing answer is described, who may read it of a person, what becomes of it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

AUSSITOT = "Une réponse donnée change le chiffre aussitôt."


@dataclass(frozen=True, slots=True)
class Description:
    """`singulier`, `pluriel`: the answer as a sentence counts it. `source`: where it is kept. `si`: asked only where this other
    column is known.

    `colonnes`: of the facts, that bear it (its own name, when none is said). `manque`: what its absence is, when it is not that
    they are empty. `univers`: of which rows it is asked where a base leaves out those who did not answer, `base` in words;
    `sauf_connus`: no figure of such a base is said to need it. `cle`: what lacks it, when it is not what the figure is made of.
    `conseil`: what giving it takes for the figure to change, when it is not what the métier says of all.
    `is_reservee`: of one person, only whoever keeps their file reads it; the direction reads its totals (domaine 05 § 3).
    """

    libelle: str
    singulier: str
    pluriel: str
    source: StrEnum
    is_feminin: bool = False
    is_reservee: bool = True
    conseil: str = ""
    si: str = ""
    colonnes: tuple[str, ...] = ()
    manque: Any = None
    univers: Any = None
    base: str = ""
    sauf_connus: bool = False
    cle: str = ""


class Etat(StrEnum):
    """What can be done of an answer that is missing."""

    A_REPORTER = "a_reporter"
    A_COMPLETER = "a_completer"
    REFUS = "refus"
    SANS_OBJET = "sans_objet"
    FIGE = "fige"


TONS_ETAT: dict[Etat, tuple[str, str]] = {
    Etat.A_REPORTER: ("information", "corner-down-right"),
    Etat.A_COMPLETER: ("attention", "circle-alert"),
    Etat.REFUS: ("neutre", "circle-minus"),
    Etat.SANS_OBJET: ("neutre", "circle-slash"),
    Etat.FIGE: ("neutre", "lock"),
}
CORRIGEABLES = frozenset({Etat.A_REPORTER, Etat.A_COMPLETER})
