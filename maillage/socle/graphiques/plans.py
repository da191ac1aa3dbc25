"""How a map is laid out: wide, insets at the left of the mainland; on a telephone, in rows under it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from maillage.socle.graphiques.aides import ETROITE

# A wide map stands beside a list, some 560 px wide whatever its plane: its letters are counted for that width.
VUE_LARGE, LETTRE = 560, 14
COLONNES, ECART, TITRE, CADRE = 3, 8, 24, 60


@dataclass(frozen=True, slots=True)
class Cartouche:
    """An overseas inset: its name and its frame (x, y, width, height) on the plane of the map."""

    libelle: str
    boite: tuple[float, float, float, float]

    def holds(self, x: float, y: float) -> bool:
        left, top, width, height = self.boite
        return left <= x <= left + width and top <= y <= top + height


@dataclass(frozen=True, slots=True)
class Plan:
    """Outlines and insets as they are drawn, and where a place of the wide plane goes on this one."""

    features: Sequence[Mapping[str, Any]] = field(repr=False)
    cartouches: tuple[Cartouche, ...]
    largeur: float
    hauteur: float
    lettre: int
    place: Callable[[float, float], tuple[float, float]] = field(repr=False)


def lay_wide(
    features: Sequence[Mapping[str, Any]], cartouches: tuple[Cartouche, ...], largeur: float, hauteur: float
) -> Plan:
    return Plan(features, cartouches, largeur, hauteur, round(LETTRE * largeur / VUE_LARGE), lambda x, y: (x, y))


def lay_narrow(features: Sequence[Mapping[str, Any]], cartouches: tuple[Cartouche, ...]) -> Plan:
    """The mainland spans the width; each inset keeps its shape in a frame of one same size."""
    mainland = [
        point
        for feature in features
        for point in list_points(feature["geometry"]["coordinates"])
        if not any(cartouche.holds(*point) for cartouche in cartouches)
    ]
    left, right = min(x for x, _ in mainland), max(x for x, _ in mainland)
    top, bottom = min(y for _, y in mainland), max(y for _, y in mainland)
    scale = ETROITE / (right - left)
    foot = (bottom - top) * scale
    width = (ETROITE - (COLONNES - 1) * ECART) / COLONNES
    frames = [
        replace(cartouche, boite=(
            rank % COLONNES * (width + ECART), foot + TITRE + rank // COLONNES * (TITRE + CADRE), width, CADRE,
        ))
        for rank, cartouche in enumerate(cartouches)
    ]  # fmt: skip

    def place(x: float, y: float) -> tuple[float, float]:
        for wide, frame in zip(cartouches, frames, strict=True):
            if wide.holds(x, y):
                return _fit(x, y, wide.boite, frame.boite)
        return round((x - left) * scale, 2), round((y - top) * scale, 2)

    rows = -(-len(cartouches) // COLONNES)
    moved = [dict(feature, geometry=_move(feature["geometry"], place)) for feature in features]
    return Plan(moved, tuple(frames), ETROITE, foot + rows * (TITRE + CADRE) + 1, LETTRE, place)


def _fit(
    x: float, y: float, wide: tuple[float, float, float, float], frame: tuple[float, float, float, float]
) -> tuple[float, float]:
    """From one frame to the middle of another, without stretching."""
    scale = min(frame[2] / wide[2], frame[3] / wide[3])
    return (
        round(frame[0] + frame[2] / 2 + (x - wide[0] - wide[2] / 2) * scale, 2),
        round(frame[1] + frame[3] / 2 + (y - wide[1] - wide[3] / 2) * scale, 2),
    )


def _move(geometry: Mapping[str, Any], place: Callable[[float, float], tuple[float, float]]) -> dict[str, Any]:
    def move(coordinates: Any) -> Any:
        if isinstance(coordinates[0], int | float):
            return list(place(coordinates[0], coordinates[1]))
        return [move(part) for part in coordinates]

    return {"type": geometry["type"], "coordinates": move(geometry["coordinates"])}


def list_points(coordinates: Any) -> list[tuple[float, float]]:
    if isinstance(coordinates[0], int | float):
        return [(coordinates[0], coordinates[1])]
    return [point for part in coordinates for point in list_points(part)]
