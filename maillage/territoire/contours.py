"""Outlines of regions and departements, and the plane of the French map: mainland plus five overseas insets.

Everything is read from the package; nothing from the database. `maillage.territoire.ATTRIBUTION` goes beside
whatever is drawn from here.
"""

import gzip
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

LARGEUR, HAUTEUR = 1060, 895

Geojson = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Cadre:
    """A local equirectangular projection; `boite` (x, y, width, height) is where the inset is drawn in the plane."""

    code: str
    libelle: str
    cos_lat: float
    echelle: float
    dx: float
    dy: float
    boite: tuple[int, int, int, int] | None = None

    def project(self, longitude: float, latitude: float) -> tuple[float, float]:
        """To the plane of LARGEUR × HAUTEUR, y downwards."""
        return longitude * self.cos_lat * self.echelle + self.dx, -latitude * self.echelle + self.dy


METROPOLE = Cadre("metropole", "France métropolitaine", 0.68835, 91.08086, 450.62696, 4653.22991)
CARTOUCHES = (
    Cadre("971", "Guadeloupe", 0.96035, 142.4649, 8471.04478, 2401.29311, (8, 32, 126, 126)),
    Cadre("972", "Martinique", 0.96765, 228.21577, 13544.97484, 3605.16598, (8, 202, 126, 126)),
    Cadre("973", "Guyane", 0.99805, 30.26968, 1674.49971, 553.95982, (8, 372, 126, 126)),
    Cadre("974", "La Réunion", 0.9327, 190.22156, -9781.56452, -3414.47661, (8, 542, 126, 126)),
    Cadre("976", "Mayotte", 0.97498, 332.32628, -14565.29861, -3490.24169, (8, 712, 126, 126)),
)
_PAR_DEPARTEMENT = {cadre.code: cadre for cadre in CARTOUCHES}
# Region 01 is Guadeloupe, departement 01 is Ain: two tables.
_PAR_REGION = dict(zip(("01", "02", "03", "04", "06"), CARTOUCHES, strict=True))


def get_cadre(departement: str) -> Cadre | None:
    """Where a departement is drawn; None for the collectivités of the Pacific and the Atlantic, which the map omits."""
    if departement.startswith(("97", "98")):
        return _PAR_DEPARTEMENT.get(departement)
    return METROPOLE


def project(longitude: float, latitude: float, *, departement: str) -> tuple[float, float] | None:
    """A point on the plane of the map, in the inset of its departement."""
    cadre = get_cadre(departement)
    return cadre.project(longitude, latitude) if cadre else None


@cache
def read_regions() -> Geojson:
    """The 18 regions in longitude and latitude; properties `code`, `nom`."""
    return _read("regions.geojson.gz")


@cache
def read_departements() -> Geojson:
    """The 101 departements in longitude and latitude; properties `code`, `nom`, `region`."""
    return _read("departements.geojson.gz")


@cache
def read_regions_planes() -> Geojson:
    """The same on the plane of the map, insets in their place: draw with an identity projection."""
    return _flatten(read_regions(), _PAR_REGION)


@cache
def read_departements_plans() -> Geojson:
    """The same on the plane of the map, insets in their place: draw with an identity projection."""
    return _flatten(read_departements(), _PAR_DEPARTEMENT)


def _read(name: str) -> Geojson:
    content = files("maillage.territoire").joinpath("donnees", name).read_bytes()
    return dict(json.loads(gzip.decompress(content)))


def _flatten(collection: Geojson, cadres: Mapping[str, Cadre]) -> Geojson:
    features = []
    for feature in collection["features"]:
        cadre = cadres.get(feature["properties"]["code"], METROPOLE)
        geometry = feature["geometry"]
        features.append(
            {
                "type": "Feature",
                "properties": feature["properties"] | {"cadre": cadre.code},
                "geometry": {"type": geometry["type"], "coordinates": _project_all(geometry["coordinates"], cadre)},
            }
        )
    return {"type": "FeatureCollection", "features": features}


def _project_all(coordinates: Any, cadre: Cadre) -> Any:
    if isinstance(coordinates[0], int | float):
        x, y = cadre.project(coordinates[0], coordinates[1])
        return [round(x, 1), round(y, 1)]
    return [_project_all(part, cadre) for part in coordinates]
