"""Where a market followed here was first told: in a public file, or in what its purchaser foresees (domaine 02 § 4)."""

from enum import StrEnum


class Source(StrEnum):
    DECP = "decp"
    BOAMP = "boamp"
    PROGRAMMATION = "programmation"


LIBELLES_SOURCE: dict[Source, str] = {
    Source.DECP: "Données essentielles (DECP)",
    Source.BOAMP: "Avis du BOAMP",
    Source.PROGRAMMATION: "Programmation d’un acheteur",
}
