"""How near somebody is to being counted on a market: found eligible, to be found so, or soon."""

from enum import StrEnum


class Degre(StrEnum):
    """In the order they are read."""

    CONSTATEE = "constatee"
    A_CONSTATER = "a_constater"
    BIENTOT = "bientot"


LIBELLES_DEGRE: dict[Degre, str] = {
    Degre.CONSTATEE: "Éligibilité constatée",
    Degre.A_CONSTATER: "À constater",
    Degre.BIENTOT: "Bientôt éligible",
}
# Words of a sector or of a trade that tell nothing of it.
BANALS = frozenset(
    {"agent", "aide", "autre", "avec", "corps", "dans", "etat", "pour", "secte", "servi", "tous", "trava"}
)
