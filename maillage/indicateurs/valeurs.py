"""A value is derived from a cell, last of all: one division, one rounding, half up."""

from decimal import ROUND_HALF_UP, Decimal
from math import ceil

from maillage.indicateurs.cellules import Cellule
from maillage.indicateurs.mesures import MOITIE, AnyMesure, Effectif, Mediane, Moyenne, Somme, Taux


def derive_exacte(mesure: AnyMesure, cellule: Cellule) -> Decimal | None:
    """Before rounding; None where nothing is known, which is not zero."""
    if isinstance(mesure, Effectif):
        return Decimal(cellule.numerateur)
    if not cellule.base:
        return None if is_inconnue(mesure, cellule) else Decimal(0)
    if isinstance(mesure, Somme):
        return Decimal(cellule.numerateur) / mesure.diviseur
    if isinstance(mesure, Taux):
        return Decimal(cellule.numerateur) * mesure.facteur / cellule.base
    if isinstance(mesure, Moyenne):
        return Decimal(cellule.numerateur) / cellule.base / mesure.diviseur
    return _find_quantile(mesure, cellule) / mesure.diviseur


def is_inconnue(mesure: AnyMesure, cellule: Cellule) -> bool:
    """On an empty base, there is nothing to divide by; but a total of rows that everybody tells is zero when there is none."""
    if isinstance(mesure, Effectif) or cellule.base:
        return False
    return not (isinstance(mesure, Somme) and mesure.is_nulle_sans_ligne) or bool(cellule.non_reponse)


def derive(mesure: AnyMesure, cellule: Cellule) -> Decimal | None:
    value = derive_exacte(mesure, cellule)
    return None if value is None else round_half_up(value, mesure.decimales)


def derive_base(mesure: AnyMesure, cellule: Cellule) -> Decimal:
    """What it is out of, as it is read: hours and not the hundredths that they are counted in."""
    terme = getattr(mesure, "denominateur", None)
    if not isinstance(terme, Somme):
        return Decimal(cellule.base)
    return round_half_up(Decimal(cellule.base) / terme.diviseur, terme.decimales)


def round_half_up(value: Decimal, decimales: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-decimales), rounding=ROUND_HALF_UP)


def _find_quantile(mesure: Mediane, cellule: Cellule) -> Decimal:
    """The median of an even count lies between its two middle values; another quantile is a value of the series."""
    count = cellule.base
    if mesure.quantile == MOITIE:
        return Decimal(_find_rang(cellule, (count - 1) // 2) + _find_rang(cellule, count // 2)) / 2
    return Decimal(_find_rang(cellule, ceil(count * mesure.quantile) - 1))


def _find_rang(cellule: Cellule, rang: int) -> int:
    seen = 0
    for value, count in cellule.histogramme:
        seen += count
        if rang < seen:
            return value
    raise ValueError(f"Histogramme incomplet : {seen} valeurs pour une base de {cellule.base} ({cellule.code}).")
