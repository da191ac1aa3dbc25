"""Which conditions always have an answer: whether something is known is itself always known."""

import ibis
from ibis.common.deferred import Deferred
from ibis.expr import operations as ops

from maillage.indicateurs.periodes import COLONNES
from maillage.indicateurs.populations import Population


def has_toujours_reponse(condition: Deferred | None, population: Population) -> bool:
    """« Is the answer known? » has an answer even of a row of which nothing is known."""
    if condition is None:
        return False
    known = {**population.table.types, **COLONNES, **{lien.nom: "int64" for lien in population.liens}}
    [bound] = ibis.table(known, name=population.table.nom).bind(condition)
    return isinstance(bound.op(), ops.NotNull)
