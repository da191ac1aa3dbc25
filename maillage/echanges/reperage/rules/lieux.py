"""In which départements a contract is carried out, from the place code that its notice gives."""

from collections.abc import Mapping
from dataclasses import dataclass

from maillage.socle.typographie import fold

CORSE = frozenset({"2A", "2B"})


@dataclass(frozen=True, slots=True)
class Lieu:
    """`departements`: empty when the place cannot be read. `is_multi`: a whole region, or the country."""

    departements: frozenset[str]
    is_multi: bool = False
    is_partout: bool = False

    def is_suivi(self, suivis: frozenset[str]) -> bool:
        return self.is_partout or bool(self.departements & suivis)


def find_lieu(code: str, type_lieu: str, *, regions: Mapping[str, frozenset[str]]) -> Lieu:
    """`regions`: the départements of each. A table may have lost the leading zero of a code."""
    nature, code = fold(type_lieu).removeprefix("code "), code.strip().upper()
    if not code:
        return Lieu(frozenset())
    if nature == "pays":
        return Lieu(frozenset(), is_multi=True, is_partout=code in ("FR", "FRA", "FRANCE"))
    if nature == "region":
        found = regions.get(code.zfill(2), regions.get(code, frozenset()))
        return Lieu(found, is_multi=True)
    if nature in ("code postal", "postal"):
        return Lieu(_read_postal(code))
    if nature == "departement":
        return Lieu(frozenset({code.zfill(2)}))
    if nature in ("commune", "arrondissement", "canton"):
        longueur = {"commune": 5, "arrondissement": 3, "canton": 4}[nature]
        return Lieu(frozenset({_cut(code.zfill(longueur))}))
    return Lieu(_read_postal(code) if len(code) > 3 else frozenset({code.zfill(2)}))


def find_codes(code: str, type_lieu: str) -> tuple[str, str]:
    """What may name one commune: its INSEE code, or a postal code, which may be that of several; one or both empty."""
    nature, code = fold(type_lieu).removeprefix("code "), code.strip().upper()
    if not code:
        return "", ""
    if nature == "commune":
        return code.zfill(5), ""
    return "", code.zfill(5) if nature in ("code postal", "postal") else ""


def _read_postal(code: str) -> frozenset[str]:
    code = code.zfill(5)
    return CORSE if code.startswith("20") else frozenset({_cut(code)})


def _cut(code: str) -> str:
    return code[:3] if code.startswith(("97", "98")) and len(code) > 3 else code[:2]
