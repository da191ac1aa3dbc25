"""Makes the files of `maillage/territoire/donnees/` from a folder of the official tables; run once per COG.

    python outils/prepare_territoire.py DOSSIER

DOSSIER holds communes-2026.csv, epci-2026.csv, … and regions.geojson, departements.geojson, as described in
`maillage/territoire/donnees/LICENCE.md`. The output is byte for byte the same for the same input.
"""

import csv
import gzip
import io
import json
import math
import sys
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from statistics import median
from typing import Any

Point = tuple[float, float]
Box = tuple[Point, Point]

SORTIE = Path(__file__).resolve().parent.parent / "maillage" / "territoire" / "donnees"
COMMUNES = [
    "code",
    "nom",
    "code_departement",
    "code_arrondissement",
    "siren_epci",
    "siren_ept",
    "code_ze2020",
    "origine_ze",
    "population",
    "codes_postaux",
    "latitude",
    "longitude",
    "origine_point",
    "anciens_codes",
]
# A mairie farther than this from the middle of its EPCI, or this far out of its departement, is another one of the
# same name, or lost the sign of its longitude. Small islands are not in the outlines: hence the margin.
LOIN_KM = 60
MARGE_DEGRES = 0.2
TRES_ETENDU = "973"  # Guyane, where EPCI are hundreds of kilometres wide
TABLES = {
    "regions-2026.csv": ["code", "nom", "zone", "chef_lieu", "population"],
    "departements-2026.csv": ["code", "nom", "code_region", "zone", "chef_lieu", "population"],
    "arrondissements-2026.csv": ["code", "nom", "code_departement"],
    "epci-2026.csv": ["siren", "nom", "type", "mode_financement", "population_municipale"],
    "zones-emploi-2020.csv": ["code", "nom"],
}


def main(source: Path) -> None:
    SORTIE.mkdir(exist_ok=True)
    for name, columns in TABLES.items():
        (SORTIE / name).write_text(_write(_read(source / name), columns), encoding="utf-8")
    communes = _read(source / "communes-2026.csv")
    outlines = json.loads((source / "departements.geojson").read_text(encoding="utf-8"))
    _mend_points(communes, {f["properties"]["code"]: _box(f["geometry"]["coordinates"]) for f in outlines["features"]})
    _compress("communes-2026.csv.gz", _write(communes, COMMUNES))
    for name in ("regions.geojson", "departements.geojson"):
        content = json.loads((source / name).read_text(encoding="utf-8"))
        _compress(f"{name}.gz", json.dumps(content, ensure_ascii=False, separators=(",", ":")))
    for path in sorted(SORTIE.iterdir()):
        print(f"{path.name:32} {path.stat().st_size:>9}")


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def _write(rows: list[dict[str, str]], columns: list[str]) -> str:
    """The kept columns, in the order of the codes; names as their source writes them."""
    output = io.StringIO()
    writer = csv.DictWriter(output, columns, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(sorted(rows, key=lambda row: row[columns[0]]))
    return output.getvalue()


def _mend_points(communes: list[dict[str, str]], boxes: dict[str, Box]) -> None:
    """Puts back a lost minus sign; a mairie that is elsewhere gives way to the middle of its EPCI (`approche`)."""
    middles = _find_middles(communes)
    for row in communes:
        middle = middles.get(row["siren_epci"])
        if middle is None or not row["latitude"] or row["code_departement"] == TRES_ETENDU:
            continue
        point = float(row["latitude"]), float(row["longitude"])
        box = boxes[row["code_departement"]]
        if _is_plausible(point, middle, box):
            continue
        mirrored = (point[0], -point[1])
        mended, origin = (mirrored, "mairie") if _is_plausible(mirrored, middle, box) else (middle, "approche")
        print(f"{row['code']} {row['nom']} : {point} -> {mended} ({origin})")
        row |= {"latitude": f"{mended[0]:.5f}", "longitude": f"{mended[1]:.5f}", "origine_point": origin}


def _is_plausible(point: Point, middle: Point, box: Box) -> bool:
    (bottom, left), (top, right) = box
    inside = bottom - MARGE_DEGRES <= point[0] <= top + MARGE_DEGRES
    return inside and left - MARGE_DEGRES <= point[1] <= right + MARGE_DEGRES and _km(point, middle) <= LOIN_KM


def _box(coordinates: list[Any]) -> Box:
    """The extent of an outline, as its south-west and north-east corners (latitude first)."""
    if isinstance(coordinates[0], int | float):
        point = (coordinates[1], coordinates[0])
        return point, point
    boxes = [_box(part) for part in coordinates]
    return (
        (min(b[0][0] for b in boxes), min(b[0][1] for b in boxes)),
        (max(b[1][0] for b in boxes), max(b[1][1] for b in boxes)),
    )


def _find_middles(communes: Iterable[dict[str, str]]) -> dict[str, Point]:
    points = defaultdict(list)
    for row in communes:
        if row["latitude"] and row["siren_epci"] and not math.isnan(float(row["latitude"])):
            points[row["siren_epci"]].append((float(row["latitude"]), float(row["longitude"])))
    return {siren: (median(p[0] for p in found), median(p[1] for p in found)) for siren, found in points.items()}


def _km(left: Point, right: Point) -> float:
    """Infinite when a coordinate is not a number."""
    distance = 111.2 * math.hypot(left[0] - right[0], (left[1] - right[1]) * math.cos(math.radians(right[0])))
    return math.inf if math.isnan(distance) else distance


def _compress(name: str, text: str) -> None:
    (SORTIE / name).write_bytes(gzip.compress(text.encode("utf-8"), compresslevel=9, mtime=0))


if __name__ == "__main__":
    if len(sys.argv) != 2 or not Path(sys.argv[1]).is_dir():
        sys.exit("Usage : python outils/prepare_territoire.py DOSSIER_DES_TABLES")
    main(Path(sys.argv[1]))
