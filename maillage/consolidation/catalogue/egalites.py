"""Totals that must be the sum of their parts, whoever counts them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Egalite:
    """By codes of measures that are counted row by row."""

    total: str
    parts: tuple[str, ...]


PLIE: tuple[Egalite, ...] = (
    Egalite("plie.sorties", ("plie.sorties_positives", "plie.sans_suite")),
    Egalite("plie.sorties_positives", ("plie.emploi_durable", "plie.formation_validee", "plie.autres_positives")),
    Egalite("plie.sorties", ("plie.sorties_imputables", "plie.neutralisees")),
)
