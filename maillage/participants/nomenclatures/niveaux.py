"""The levels of training, in both nomenclatures (domaine 01 § 5.5). The old scale runs the other way: VI is the lowest."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum


class Niveau(IntEnum):
    """The national framework of 2019, as stored."""

    N1 = 1
    N2 = 2
    N3 = 3
    N4 = 4
    N5 = 5
    N6 = 6
    N7 = 7
    N8 = 8


class Groupe(StrEnum):
    """The groups of the network's report."""

    SANS_QUALIFICATION = "sans"
    PEU_QUALIFIE = "peu"
    QUALIFIE = "qualifie"


LIBELLES_GROUPE: dict[Groupe, str] = {
    Groupe.SANS_QUALIFICATION: "Sans qualification",
    Groupe.PEU_QUALIFIE: "Peu qualifié",
    Groupe.QUALIFIE: "Qualifié",
}


@dataclass(frozen=True, slots=True)
class Definition:
    """`ancien`: the level of 1969; `cite`: the international one, that the FSE asks for."""

    ancien: str
    repere: str
    groupe: Groupe
    cite: str


DEFINITIONS: dict[Niveau, Definition] = {
    Niveau.N1: Definition("VI", "sortie avant la fin du collège, sans diplôme", Groupe.SANS_QUALIFICATION, "0-2"),
    Niveau.N2: Definition(
        "V bis", "fin de 3e, ou CAP-BEP commencé sans diplôme, brevet", Groupe.SANS_QUALIFICATION, "2"
    ),
    Niveau.N3: Definition("V", "CAP, BEP", Groupe.PEU_QUALIFIE, "3"),
    Niveau.N4: Definition("IV", "baccalauréat, brevet professionnel", Groupe.QUALIFIE, "3-4"),
    Niveau.N5: Definition("III", "bac + 2 (BTS, DUT)", Groupe.QUALIFIE, "5"),
    Niveau.N6: Definition("II", "bac + 3 ou 4 (licence)", Groupe.QUALIFIE, "6"),
    Niveau.N7: Definition("I", "master, diplôme d’ingénieur", Groupe.QUALIFIE, "7"),
    Niveau.N8: Definition("I", "doctorat", Groupe.QUALIFIE, "8"),
}


def write_niveau(niveau: Niveau) -> str:
    """« Niveau 3 (ancien V) : CAP, BEP »."""
    definition = DEFINITIONS[niveau]
    return f"Niveau {niveau.value} (ancien {definition.ancien}) : {definition.repere}"
