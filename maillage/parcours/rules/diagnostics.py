"""What the evaluated freins say over time (domaine 01 § 6).

Each frein is read by itself: levels are compared from one day to another, never added to each other. There is no score.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby

from maillage.parcours.nomenclatures.accompagnement import (
    LIBELLES_NIVEAU_FREIN,
    NON_EVALUE,
    Frein,
    MomentDiagnostic,
    NiveauFrein,
)
from maillage.socle.dates import add_months
from maillage.socle.parametres import fixe

PRESENT = fixe(
    "parcours.frein_present", "Un frein compte comme présent à partir du niveau", "niveau", 2,
    "proposition du projet", a_confirmer=True,
)  # fmt: skip
DIAGNOSTIC_MOIS = fixe(
    "parcours.diagnostic_mois", "Un diagnostic au moins tous les", "mois", 12, "proposition du projet", a_confirmer=True
)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """One frein on one day. `rang`: the order in which those of a same day were written."""

    frein: Frein
    niveau: NiveauFrein
    le: date
    rang: int = 1


@dataclass(frozen=True, slots=True)
class Levee:
    """A frein that was present and is no more: since when, and on which day it was seen lifted."""

    frein: Frein
    present_le: date
    leve_le: date

    @property
    def jours(self) -> int:
        return (self.leve_le - self.present_le).days


@dataclass(frozen=True, slots=True)
class Moyenne:
    """A mean with its base. `valeur` is None when nobody was assessed."""

    total: int
    base: int

    @property
    def valeur(self) -> float | None:
        return self.total / self.base if self.base else None


class Sens(StrEnum):
    LEVE = "leve"
    BAISSE = "baisse"
    EGAL = "egal"
    HAUSSE = "hausse"
    PREMIER = "premier"


LIBELLES_SENS: dict[Sens, str] = {
    Sens.LEVE: "Levé",
    Sens.BAISSE: "Gêne moins",
    Sens.EGAL: "Sans changement",
    Sens.HAUSSE: "Gêne plus",
    Sens.PREMIER: "Évalué pour la première fois",
}


@dataclass(frozen=True, slots=True)
class Ecart:
    frein: Frein
    avant: NiveauFrein | None
    apres: NiveauFrein
    sens: Sens

    @property
    def libelle_sens(self) -> str:
        return LIBELLES_SENS[self.sens]

    @property
    def libelle_avant(self) -> str:
        return write_niveau(self.avant)

    @property
    def libelle_apres(self) -> str:
        return write_niveau(self.apres)


def write_niveau(niveau: NiveauFrein | None) -> str:
    return NON_EVALUE if niveau is None else LIBELLES_NIVEAU_FREIN[NiveauFrein(niveau)]


def _in_order(evaluations: Iterable[Evaluation]) -> list[Evaluation]:
    return sorted(evaluations, key=lambda e: (e.le, e.rang))


def list_niveaux(evaluations: Iterable[Evaluation], *, on: date) -> dict[Frein, NiveauFrein]:
    """The value of each frein on a day: its last evaluation of that day or before. Absent: not assessed yet."""
    return {e.frein: e.niveau for e in _in_order(evaluations) if e.le <= on}


def list_presents(niveaux: Mapping[Frein, NiveauFrein], *, on: date) -> list[Frein]:
    seuil = PRESENT.get(on=on).valeur
    return [frein for frein, niveau in niveaux.items() if niveau >= seuil]


def list_levees(evaluations: Iterable[Evaluation], *, on: date) -> list[Levee]:
    """Every passage from present to absent, in the order of the days. One that comes back may be lifted again."""
    seuil = PRESENT.get(on=on).valeur
    known = _in_order(e for e in evaluations if e.le <= on)
    levees = []
    since: dict[Frein, date] = {}
    for evaluation in known:
        if evaluation.niveau >= seuil:
            since.setdefault(evaluation.frein, evaluation.le)
        elif (begun := since.pop(evaluation.frein, None)) is not None:
            levees.append(Levee(evaluation.frein, begun, evaluation.le))
    return levees


def compute_delai(levees: Sequence[Levee]) -> Moyenne:
    """Days from the first evaluation as present to the one that finds it lifted."""
    return Moyenne(sum(levee.jours for levee in levees), len(levees))


def compute_moyenne_presents(personnes: Iterable[Mapping[Frein, NiveauFrein]], *, on: date) -> Moyenne:
    """How many freins are present per person; whoever was not assessed at all is not counted."""
    counts = [len(list_presents(niveaux, on=on)) for niveaux in personnes if niveaux]
    return Moyenne(sum(counts), len(counts))


def compare(avant: Mapping[Frein, NiveauFrein], apres: Mapping[Frein, NiveauFrein], *, on: date) -> list[Ecart]:
    """What has changed between two days, frein by frein, in the order of the grid."""
    return [
        Ecart(frein, avant.get(frein), apres[frein], _tell(avant.get(frein), apres[frein], on=on))
        for frein in Frein
        if frein in apres
    ]


def _tell(before: NiveauFrein | None, after: NiveauFrein, *, on: date) -> Sens:
    seuil = PRESENT.get(on=on).valeur
    if before is None:
        return Sens.PREMIER
    if before >= seuil > after:
        return Sens.LEVE
    if after == before:
        return Sens.EGAL
    return Sens.BAISSE if after < before else Sens.HAUSSE


def list_jours(evaluations: Iterable[Evaluation]) -> list[date]:
    return [day for day, _ in groupby(_in_order(evaluations), key=lambda e: e.le)]


def compute_echeance(dernier: date | None, *, entree: date, on: date) -> date:
    """The day by which the next diagnostic is due; without any, the day of the entry."""
    return entree if dernier is None else add_months(dernier, DIAGNOSTIC_MOIS.get(on=on).valeur)


def check_diagnostic(
    *, moment: MomentDiagnostic, le: date, precedents: Sequence[date], is_ouvert: bool, today: date
) -> tuple[str, str] | None:
    """The field to correct and why. `precedents`: the days of the earlier versions."""
    if le > today:
        return "le", f"Le {le:%d/%m/%Y} est dans le futur : datez le diagnostic du jour où il a été fait."
    if precedents and le < (last := max(precedents)):
        return "le", f"Le dernier diagnostic est du {last:%d/%m/%Y} : celui-ci ne peut pas le précéder."
    if moment is MomentDiagnostic.INITIAL and precedents:
        return "moment", "Le diagnostic initial existe déjà : établissez un diagnostic intermédiaire."
    if moment is not MomentDiagnostic.INITIAL and not precedents:
        return "moment", "Le premier diagnostic est le diagnostic initial."
    if not is_ouvert and moment is not MomentDiagnostic.FINAL:
        return "moment", "Ce parcours est terminé : seul un diagnostic final s’y ajoute."
    return None
