"""Pictures of the tests: plain, invented rows."""

from typing import Any

from maillage.socle.graphiques import (
    Barre,
    Classe,
    Figure,
    Lien,
    Mesure,
    Part,
    Point,
    barres,
    barres_empilees,
    carte_france,
    courbe,
    grille,
    petits_multiples,
)
from maillage.territoire.fonds import get_fond_regions

SERIES = ("CDI", "CDD", "Formation")
ANNEES = ("2023", "2024", "2025")


def make_figure(spec: Any = None, **fields: Any) -> Figure:
    values: dict[str, Any] = {
        "titre": "Le CDI vient en tête",
        "description": "Barres horizontales : CDI 31 555, CDD non renseigné.",
        "spec": spec or barres([Barre("CDI", 31555), Barre("CDD", None)]),
        "colonnes": ("Sortie", "Effectif"),
        "lignes": [("CDI", 31555), ("CDD", None)],
        "source": "exemple",
        "publique": True,
    }
    return Figure(**(values | fields))


def make_carte(**fields: Any) -> Figure:
    points = [
        Point(500, 300, "PLIE d’ici <&>", "PLIE", "/annuaire/ici/"),
        Point(500, 300, "MDE d’ici", "MDE", "/annuaire/mde/"),
        Point(700, 500, "PLIE d’ailleurs", "PLIE", "/annuaire/ailleurs/"),
    ]
    return make_figure(carte_france(get_fond_regions(), points=points, categories=("PLIE", "MDE")), **fields)


def all_specs() -> dict[str, Any]:
    """Each drawing of the package, and each way it has to draw."""
    mesures = [Mesure(annee, None if annee == "2024" else 1000 * rang, serie)
               for rang, serie in enumerate(SERIES, 1) for annee in ANNEES]  # fmt: skip
    parts = [Part(libelle, serie, 100 * rang) for libelle in ("Nord", "Sud") for rang, serie in enumerate(SERIES, 1)]
    niveaux = [Mesure(annee, niveau, "Logement") for annee, niveau in zip(ANNEES, (0, None, 3), strict=True)]
    regions = get_fond_regions()
    aires: dict[str, Any] = {
        "valeurs": {"11": 12.0, "84": 3.0},
        "classes": [Classe(0, "moins de 5"), Classe(5, "5 et plus")],
    }
    return {
        "barres": barres([Barre("CDI", 31555), Barre("CDD", None)], accent="CDI"),
        "barres_parts": barres([Barre("CDI", 0.25), Barre("CDD", None, "masqué")], format=".0%"),
        "barres_empilees": barres_empilees(parts, series=SERIES),
        "barres_normalisees": barres_empilees(parts, series=SERIES, normalise=True),
        "courbe": courbe(mesures, series=SERIES),
        "courbe_seule": courbe([Mesure(annee, 1000) for annee in ANNEES]),
        "courbe_ecrite": courbe([Mesure(annee, 1000) for annee in ANNEES], is_ecrite=True),
        "petits_multiples": petits_multiples(mesures, series=SERIES),
        "grille": grille(niveaux, series=("Logement", "Mobilité"), maximum=4),
        "carte": make_carte().spec,
        "carte_accent": carte_france(regions, points=[Point(500, 300, "PLIE d’ici", "PLIE")], accent="84"),
        "choroplethe": carte_france(regions, **aires),
        "choroplethe_liens": carte_france(regions, **aires, liens={"11": Lien("/regions/11/", "Île-de-France")}),
    }
