"""What a service of the clause that declares its totals says: its questions, what is refused of its answers, the deposit they make."""

from collections.abc import Mapping
from dataclasses import dataclass

from maillage.consolidation.catalogue.clause.declarations import SECTIONS
from maillage.consolidation.catalogue.declarations import Section
from maillage.consolidation.depots.rules import clause_cellules, clause_totaux
from maillage.indicateurs.apports import Apport, Grandeur
from maillage.indicateurs.catalogue import Catalogue
from maillage.indicateurs.cellules import Cellule


@dataclass(frozen=True)
class DeclarationClause:
    catalogue: Catalogue
    grandeurs: tuple[Grandeur, ...]

    def list_sections(self) -> tuple[Section, ...]:
        return SECTIONS

    def check(self, totaux: Mapping[str, int]) -> dict[str, str]:
        return clause_totaux.check(totaux)

    def expand(self, totaux: Mapping[str, int], *, millesime: int, dispositif: str) -> list[Cellule]:
        return clause_cellules.expand(totaux, self.catalogue, millesime=millesime, dispositif=dispositif)

    def list_apports(self, totaux: Mapping[str, int]) -> tuple[Apport, ...] | None:
        return clause_cellules.list_apports(totaux, self.grandeurs)
