"""From one nomenclature of levels to the other, and to the groups of the network's report (domaine 01 § 5.5)."""

from maillage.participants.nomenclatures.niveaux import DEFINITIONS, Groupe, Niveau

ANCIENS: dict[str, tuple[Niveau, ...]] = {}
for _niveau, _definition in DEFINITIONS.items():
    ANCIENS[_definition.ancien] = (*ANCIENS.get(_definition.ancien, ()), _niveau)


def get_groupe(niveau: Niveau) -> Groupe:
    return DEFINITIONS[niveau].groupe


def is_peu_ou_pas_qualifie(niveau: Niveau) -> bool:
    """V, V bis and VI, that is 1 to 3. Source: Consolidation des PLIE 2019, § 2.2."""
    return get_groupe(niveau) is not Groupe.QUALIFIE


def read_ancien(texte: str) -> tuple[Niveau, bool] | None:
    """The level for an old one (« V bis », « niveau iv »), and whether it must be verified: I may be 7 or 8."""
    cle = " ".join(texte.upper().replace("NIVEAU", "").replace("BIS", " bis").split())
    found = ANCIENS.get(cle)
    return None if found is None else (found[0], len(found) > 1)
