"""What a deposit says, as it is read before and after: its figures with their bases, the year before beside."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from maillage.consolidation.depots.catalogues import get_regles
from maillage.consolidation.depots.models import Campagne
from maillage.indicateurs.calcul import compose
from maillage.indicateurs.cellules import TOTAL, Cellule
from maillage.indicateurs.mesures import AnyMesure, Effectif, Somme, Taux
from maillage.indicateurs.valeurs import derive, derive_base, round_half_up
from maillage.socle.typographie import FINE, write_nombre, write_unite


@dataclass(frozen=True, slots=True)
class Chiffre:
    """`avant`: of the year before, where it is known. An empty `valeur` has nothing to be divided by."""

    code: str
    libelle: str
    valeur: str
    base: str
    avant: str


@dataclass(frozen=True, slots=True)
class Groupe:
    """A chapter of the catalogue. `is_principal`: read first."""

    libelle: str
    chiffres: list[Chiffre]
    is_principal: bool


def list_groupes(campagne: Campagne, cellules: Iterable[Cellule], *, avant: Mapping[str, int]) -> list[Groupe]:
    """The measures the network numbers, not broken down, in the order they are printed."""
    regles = get_regles(campagne.consolide)
    catalogue = regles.catalogue
    found = {c.code: c for c in compose(catalogue, cellules) if c.ventilation == TOTAL}
    groupes = [
        Groupe(
            chapitre.libelle,
            [
                Chiffre(
                    mesure.code, mesure.libelle, _write(mesure, found[mesure.code]), _write_base(mesure, found[mesure.code]),
                    _write_avant(mesure, avant),
                )
                for mesure in chapitre.mesures if mesure.repere and mesure.code in found
            ],
            chapitre.code in regles.principaux,
        )
        for chapitre in catalogue.chapitres
    ]  # fmt: skip
    return [groupe for groupe in groupes if groupe.chiffres]


def _write(mesure: AnyMesure, cellule: Cellule) -> str:
    valeur = derive(mesure, cellule)
    if valeur is None:
        return ""
    return _write_dans_son_unite(mesure, valeur)


def _write_dans_son_unite(mesure: AnyMesure, valeur: Decimal) -> str:
    """« 47 % », « 12 jours », « 1,28 étape par participant »; of a count or a total, the line says it."""
    if mesure.unite == "%":
        return f"{write_nombre(valeur)}{FINE}%"
    if isinstance(mesure, Effectif | Somme) or not mesure.unite:
        return write_nombre(valeur)
    return f"{write_nombre(valeur)} {write_unite(mesure.unite, valeur)}"


def _write_avant(mesure: AnyMesure, avant: Mapping[str, int]) -> str:
    if mesure.code not in avant or not isinstance(mesure, Effectif | Somme):
        return ""
    diviseur = mesure.diviseur if isinstance(mesure, Somme) else 1
    return write_nombre(round_half_up(avant[mesure.code] / Decimal(diviseur), mesure.decimales))


def _write_base(mesure: AnyMesure, cellule: Cellule) -> str:
    """Of what is divided, with its name; a count is its own base."""
    if isinstance(mesure, Effectif | Somme):
        return ""
    if not isinstance(mesure, Taux):
        return f"sur {write_nombre(cellule.base)} ({mesure.compte})"
    return f"sur {write_nombre(derive_base(mesure, cellule))} ({mesure.base})"
