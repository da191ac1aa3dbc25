"""Who is counted: the rows of a table of facts that belong to a period, by a rule that is written down."""

from dataclasses import dataclass

from ibis.common.deferred import Deferred

from maillage.indicateurs.tables import Table

TERRITOIRE = "territoire"  # the column that says where a row counts, at the level asked


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Lien:
    """A column counted in another table: how many of its rows share `cles` and meet `condition`; none counts zero.

    `valeur`: what they add up to instead, a whole number of each row.
    """

    nom: str
    definition: str
    table: Table
    cles: tuple[str, ...]
    condition: Deferred
    valeur: Deferred | None = None


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Population:
    """`regle`: the period rule as it is printed; `condition`: the same, computed.

    `une_par`: of the rows that share these columns, only the last by `dernier`, or the first by `premier`, is kept
    (persons, not their parcours). Under `TERRITOIRE`: one in each territory of the level asked.
    """

    code: str
    libelle: str
    unite: str
    table: Table
    regle: str
    condition: Deferred
    une_par: tuple[str, ...] = ()
    dernier: tuple[str, ...] = ()
    premier: tuple[str, ...] = ()
    liens: tuple[Lien, ...] = ()

    @property
    def is_distincte(self) -> bool:
        """What two territories know counts once in the one that holds both: such counts are made at each level, and never added up."""
        return TERRITOIRE in self.une_par
