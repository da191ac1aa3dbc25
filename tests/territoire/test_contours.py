"""Outlines: everything we load can be drawn, and a point falls inside its own departement."""

import pytest

from maillage.territoire import contours
from maillage.territoire.jeu import read_jeu_livre


def _codes(collection):
    return {feature["properties"]["code"] for feature in collection["features"]}


def test_il_y_a_un_contour_pour_chaque_region_et_departement_de_metropole_et_des_drom():
    jeu = read_jeu_livre()
    assert _codes(contours.read_regions()) == {r["code"] for r in jeu.regions if r["zone"] != "com"}
    assert _codes(contours.read_departements()) == {d["code"] for d in jeu.departements if d["zone"] != "com"}


@pytest.mark.parametrize("read", [contours.read_regions_planes, contours.read_departements_plans])
def test_tout_tient_dans_le_plan_et_chaque_cartouche_dans_sa_boite(read):
    boites = {cadre.code: cadre.boite for cadre in contours.CARTOUCHES}
    for feature in read()["features"]:
        box = boites.get(feature["properties"]["cadre"]) or (0, 0, contours.LARGEUR, contours.HAUTEUR)
        for x, y in _points(feature["geometry"]["coordinates"]):
            assert box[0] - 1 <= x <= box[0] + box[2] + 1
            assert box[1] - 1 <= y <= box[1] + box[3] + 1


def test_l_ain_n_est_pas_la_guadeloupe():
    ain = next(f for f in contours.read_departements_plans()["features"] if f["properties"]["code"] == "01")
    guadeloupe = next(f for f in contours.read_regions_planes()["features"] if f["properties"]["code"] == "01")
    assert (ain["properties"]["cadre"], guadeloupe["properties"]["cadre"]) == ("metropole", "971")


def test_les_points_tombent_dans_l_emprise_de_leur_departement():
    """Small islands are not drawn and some mairies are a few kilometres out: hence the margin (about 25 km)."""
    emprises = {}
    for feature in contours.read_departements_plans()["features"]:
        xs, ys = zip(*_points(feature["geometry"]["coordinates"]), strict=True)
        emprises[feature["properties"]["code"]] = (min(xs) - 23, max(xs) + 23, min(ys) - 23, max(ys) + 23)
    for commune in read_jeu_livre().communes:
        if commune["latitude"]:
            code = commune["code_departement"]
            point = contours.project(float(commune["longitude"]), float(commune["latitude"]), departement=code)
            assert point
            left, right, top, bottom = emprises[code]
            assert left <= point[0] <= right, commune["nom"]
            assert top <= point[1] <= bottom, commune["nom"]


def test_le_pacifique_n_est_pas_sur_la_carte():
    assert contours.project(166.4, -22.2, departement="988") is None


def _points(coordinates):
    if isinstance(coordinates[0], int | float):
        yield coordinates
    else:
        for part in coordinates:
            yield from _points(part)
