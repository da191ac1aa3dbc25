"""Periods, and how a condition names the period under way: `PERIODE.debut`, `PERIODE.fin`."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from ibis import _
from ibis.common.deferred import Deferred


@dataclass(frozen=True, slots=True, order=True)
class Periode:
    """From `debut` to `fin`, both included; `code` is how its cells are told from those of another."""

    code: str
    debut: date
    fin: date

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[0-9A-Za-z-]+", self.code):
            raise ValueError(f"« {self.code} » ne peut pas nommer une période : des lettres, des chiffres, des tirets.")
        if self.fin < self.debut:
            raise ValueError(f"La période « {self.code} » finit ({self.fin}) avant de commencer ({self.debut}).")


def make_annee(annee: int) -> Periode:
    return Periode(str(annee), date(annee, 1, 1), date(annee, 12, 31))


class _PeriodeEnCours:
    """Two columns that each row is read beside, so that several periods are counted in one pass."""

    debut: Final[Deferred] = _.periode_debut
    fin: Final[Deferred] = _.periode_fin


PERIODE = _PeriodeEnCours()
COLONNES: dict[str, str] = {"periode": "string", "periode_debut": "date", "periode_fin": "date"}
