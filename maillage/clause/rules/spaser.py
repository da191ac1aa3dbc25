"""What a buyer publishes of its social purchases over a calendar year (code de la commande publique, L. 2111-3, D. 2111-3).

Counted on what the service knows, never on all that the buyer bought: the base is told with the share.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from maillage.clause.nomenclatures.lots import SANS_ENGAGEMENT, FormeClause


class Consideration(StrEnum):
    """As the essential data of the public purchase name them."""

    CLAUSE = "clause"
    CRITERE = "critere"
    CLAUSE_ET_CRITERE = "clause_et_critere"
    RESERVE = "reserve"
    AUCUNE = "aucune"


LIBELLES_CONSIDERATION: dict[Consideration, str] = {
    Consideration.CLAUSE: "Clause sociale",
    Consideration.CRITERE: "Critère social",
    Consideration.CLAUSE_ET_CRITERE: "Clause et critère",
    Consideration.RESERVE: "Marché réservé ou service d’insertion",
    Consideration.AUCUNE: "Pas de considération sociale",
}


@dataclass(frozen=True, slots=True)
class Contrat:
    """`montant`: awarded, else estimated (`is_estime`); None: not known."""

    formes: Sequence[FormeClause]
    montant: Decimal | None
    is_estime: bool = False
    is_sans_clause: bool = False


@dataclass(frozen=True, slots=True)
class Ligne:
    consideration: Consideration
    contrats: int
    montant: Decimal

    @property
    def libelle(self) -> str:
        return LIBELLES_CONSIDERATION[self.consideration]


@dataclass(frozen=True, slots=True)
class Bilan:
    """`inconnus`: contracts whose value nobody knows, in the number and not in the value; `estimes`: of those in it."""

    lignes: tuple[Ligne, ...]
    contrats: int
    montant: Decimal
    sociaux: int
    montant_social: Decimal
    inconnus: int
    estimes: int

    @property
    def part_contrats(self) -> Decimal | None:
        return Decimal(self.sociaux) / self.contrats if self.contrats else None

    @property
    def part_montant(self) -> Decimal | None:
        return self.montant_social / self.montant if self.montant else None


def find_consideration(contrat: Contrat) -> Consideration:
    formes = set(contrat.formes)
    if contrat.is_sans_clause or not formes:
        return Consideration.AUCUNE
    if formes & SANS_ENGAGEMENT:
        return Consideration.RESERVE
    if FormeClause.CRITERE not in formes:
        return Consideration.CLAUSE
    return Consideration.CRITERE if formes == {FormeClause.CRITERE} else Consideration.CLAUSE_ET_CRITERE


def sum_contrats(contrats: Iterable[Contrat]) -> Bilan:
    rows = [(find_consideration(contrat), contrat) for contrat in contrats]
    lignes = tuple(
        Ligne(
            consideration,
            sum(1 for kind, _ in rows if kind is consideration),
            sum((c.montant or Decimal(0) for kind, c in rows if kind is consideration), Decimal(0)),
        )
        for consideration in Consideration
    )
    sociales = [ligne for ligne in lignes if ligne.consideration is not Consideration.AUCUNE]
    return Bilan(
        lignes, len(rows), sum((ligne.montant for ligne in lignes), Decimal(0)),
        sum(ligne.contrats for ligne in sociales), sum((ligne.montant for ligne in sociales), Decimal(0)),
        sum(1 for _, c in rows if c.montant is None), sum(1 for _, c in rows if c.montant is not None and c.is_estime),
    )  # fmt: skip
