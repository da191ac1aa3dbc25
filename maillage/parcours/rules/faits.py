"""A parcours becomes a coded row that names nobody (domaine 05 § 4.3): what it keeps, and whether it may be kept at all.

The combination (year × region × sex × age × level) must be that of at least eleven files, living or already turned
into rows; otherwise the region widens, then the sensitive variable goes; otherwise nothing is written. So that:
nobody is alone in a combination (individualisation), no key nor date leads from one row to another or to a file
(corrélation), and the disability of a small group is not told (inférence).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from maillage.parcours.nomenclatures.conservation import GROUPES_DE_REGIONS
from maillage.parcours.rules.indicateurs.profils import TRANCHES
from maillage.participants.nomenclatures.niveaux import Groupe, Niveau
from maillage.participants.rules.niveaux import get_groupe
from maillage.socle.dates import count_months
from maillage.socle.parametres import fixe

SEUIL = fixe(
    "T2.k", "dossiers d’une même combinaison, au moins, pour garder un fait statistique", "dossiers", 11,
    "protection des données, § 4.3 (k ≥ 11)",
)  # fmt: skip
FRANCE = ""


@dataclass(frozen=True, slots=True)
class Fait:
    """Codes and classes only. `region` empty: the whole country."""

    annee_entree: int
    annee_sortie: int | None
    region: str
    sexe: str
    age: str
    niveau: str
    deld: bool | None
    brsa: bool | None
    boeth: bool | None
    etapes: tuple[tuple[str, int], ...]
    sortie: str
    semestres: int | None


def class_age(age: int | None) -> str:
    return next((nom for nom, low, high in TRANCHES if age is not None and low <= age <= high), "")


def class_niveau(diplome: int | None, niveau: int | None) -> Groupe | None:
    """That of the diploma, or else of the level reached."""
    value = diplome or niveau
    return get_groupe(Niveau(value)) if value else None


def class_duree(entree: date, sortie: date | None) -> int | None:
    """Whole half-years."""
    return None if sortie is None else count_months(entree, sortie) // 6


def list_generalisations(fait: Fait) -> Iterator[Fait]:
    """From the finest that might be kept to the coarsest."""
    if fait.region != FRANCE:
        yield fait
        if groupe := GROUPES_DE_REGIONS.get(fait.region):
            yield replace(fait, region=groupe)
    yield replace(fait, region=FRANCE, boeth=None)


def list_regions(region: str) -> list[str] | None:
    """Those that a region, or a group of them, covers; None: all of them."""
    if region == FRANCE:
        return None
    return [code for code, groupe in GROUPES_DE_REGIONS.items() if groupe == region] or [region]


def choose(fait: Fait, count: Callable[[Fait], int], *, seuil: int) -> Fait | None:
    """The finest whose combination is common enough; None: it goes without a trace."""
    return next((row for row in list_generalisations(fait) if count(row) >= seuil), None)
