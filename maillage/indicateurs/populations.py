"""Who is counted: the rows of a table of facts that belong to a period, by a rule that is written down."""

from dataclasses import dataclass

from ibis.common.deferred import Deferred

from maillage.indicateurs.tables import Table


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Lien:
    """A column counted in another table: how many of its rows share `cles` and meet `condition`; none counts zero."""

    nom: str
    definition: str
    table: Table
    cles: tuple[str, ...]
    condition: Deferred


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Population:
    """`regle`: the period rule as it is printed; `condition`: the same, computed.

    `une_par`: of the rows that share these columns, only the last by `dernier` is kept (persons, not their parcours).
    """

    code: str
    libelle: str
    unite: str
    table: Table
    regle: str
    condition: Deferred
    une_par: tuple[str, ...] = ()
    dernier: tuple[str, ...] = ()
    liens: tuple[Lien, ...] = ()
