"""A release as the next ones must know it, written as plain data and read back the same."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from maillage.consolidation.secret.nomenclatures import Contributeurs, Nature
from maillage.consolidation.secret.tableaux import (
    Axe,
    Cellule,
    Cle,
    Identite,
    Nombre,
    Pourcentage,
    Publication,
    Rapport,
    Somme,
    Tableau,
)

FORMAT = "maillage.memoire/1"


def write_publication(publication: Publication) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "code": publication.code,
        "tableaux": [
            {
                "code": tableau.code, "mesure": tableau.mesure, "periode": tableau.periode, "nature": tableau.nature.value,
                "contributeurs": tableau.contributeurs.value,
                "axes": [
                    {"code": axe.code, "sensible": axe.is_sensible, "sommes": [[s.total, list(s.parts)] for s in axe.sommes]}
                    for axe in tableau.axes
                ],
                "cellules": [
                    [list(place), _write(c.valeur), [[who, _write(part)] for who, part in c.parts], c.is_offerte, c.is_structurelle]
                    for place, c in tableau.cellules.items()
                ],
            }
            for tableau in publication.tableaux
        ],
        "rapports": [[_write_cle(one.numerateur), _write_cle(one.denominateur)] for one in publication.rapports],
        "identites": [[[facteur, _write_cle(cle)] for facteur, cle in one.termes] for one in publication.identites],
        "montrees": sorted(_write_cle(cle) for cle in publication.montrees),
        "pourcentages": [
            [_write_cle(one.numerateur), _write_cle(one.denominateur), str(one.valeur), str(one.pas)]
            for one in publication.pourcentages
        ],
    }  # fmt: skip


def read_publication(data: Mapping[str, Any]) -> Publication:
    if data.get("format") != FORMAT:
        raise ValueError(f"Une publication d’avant est au format « {data.get('format')} », attendu « {FORMAT} ».")
    return Publication(
        data["code"],
        tuple(_read_tableau(one) for one in data["tableaux"]),
        tuple(Rapport(_read_cle(first), _read_cle(second)) for first, second in data["rapports"]),
        tuple(Identite(tuple((facteur, _read_cle(cle)) for facteur, cle in termes)) for termes in data["identites"]),
        frozenset(_read_cle(cle) for cle in data["montrees"]),
        tuple(
            Pourcentage(_read_cle(first), _read_cle(second), Decimal(valeur), Decimal(pas))
            for first, second, valeur, pas in data["pourcentages"]
        ),
    )


def _read_tableau(data: Mapping[str, Any]) -> Tableau:
    axes = tuple(
        Axe(axe["code"], tuple(Somme(total, tuple(parts)) for total, parts in axe["sommes"]), axe["sensible"])
        for axe in data["axes"]
    )
    cellules = {
        tuple(place): Cellule(
            _read(valeur), tuple((who, _read(part)) for who, part in parts), is_offerte, is_structurelle
        )
        for place, valeur, parts, is_offerte, is_structurelle in data["cellules"]
    }
    return Tableau(
        data["code"], data["mesure"], data["periode"], axes, cellules, Nature(data["nature"]),
        Contributeurs(data["contributeurs"]),
    )  # fmt: skip


def _write(nombre: Nombre) -> int | str:
    return nombre if isinstance(nombre, int) else str(nombre)


def _read(nombre: int | str) -> Nombre:
    return nombre if isinstance(nombre, int) else Decimal(nombre)


def _write_cle(cle: Cle) -> list[Any]:
    return [cle.mesure, cle.periode, [list(pair) for pair in cle.coordonnees]]


def _read_cle(data: Any) -> Cle:
    mesure, periode, coordonnees = data
    return Cle(mesure, periode, tuple((axe, modalite) for axe, modalite in coordonnees))
