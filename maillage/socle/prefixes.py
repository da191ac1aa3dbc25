"""A text that begins by what was typed, found through an index beneath PostgreSQL's policies.

`LIKE 'dup%'` is not: it could tell something of a row that a policy hides, hence PostgreSQL applies the policy first, row
by row; and most collations give it no index. Two bounds compared byte by byte tell nothing, and an index of the class
`INDEX` serves them: `filter(cle__depuis=…, cle__avant=…)`. They know nothing of accents or capitals: normalise first.
"""

from typing import Any

from django.db.models import Lookup, TextField

INDEX = "text_pattern_ops"
DERNIER = "\U0010ffff"


class _Borne(Lookup):
    octets: str
    ordinaire: str

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        return self._write(compiler, connection, self.ordinaire)

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        return self._write(compiler, connection, self.octets)

    def _write(self, compiler: Any, connection: Any, operateur: str) -> tuple[str, list[Any]]:
        lhs, lhs_params = self.process_lhs(compiler, connection)
        rhs, rhs_params = self.process_rhs(compiler, connection)
        return f"{lhs} {operateur} {rhs}", [*lhs_params, *rhs_params]


@TextField.register_lookup
class Depuis(_Borne):
    lookup_name, octets, ordinaire = "depuis", "~>=~", ">="


@TextField.register_lookup
class Avant(_Borne):
    lookup_name, octets, ordinaire = "avant", "~<~", "<"


def find_suivant(prefixe: str) -> str:
    """The first text, character by character, after all those that begin so."""
    kept = prefixe.rstrip(DERNIER)
    if not kept:
        raise ValueError("Rien ne vient après ce préfixe.")
    last = ord(kept[-1]) + 1
    return kept[:-1] + chr(0xE000 if last == 0xD800 else last)  # the halves of a pair are no characters
