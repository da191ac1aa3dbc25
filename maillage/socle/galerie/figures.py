"""Charts and maps of the gallery: fictitious figures, and a land that does not exist."""

from typing import Any

from maillage.socle.graphiques import (
    Barre,
    Cartouche,
    Classe,
    Figure,
    Fond,
    Mesure,
    Part,
    Point,
    barres,
    barres_empilees,
    carte_france,
    courbe,
    petits_multiples,
)

SOURCE = "exemple, chiffres fictifs"
SERIES = ("CDI", "CDD", "Formation")
ANNEES = ("2023", "2024", "2025", "2026")
SORTIES = {"CDI": (310, 342, 398, 412), "CDD": (320, None, 301, 298), "Formation": (150, 161, 172, 187)}
PAYS = ("Valombre", "Rives d’Arsonne", "Haute-Lorme", "Plateau de Sauve")


def build_figures() -> list[tuple[str, Figure]]:
    """The name of each helper, and what it draws."""
    mesures = [Mesure(a, v, s) for s in SERIES for a, v in zip(ANNEES, SORTIES[s], strict=True)]
    parts = [Part(pays, serie, 40 + 25 * rang + 15 * place) for place, pays in enumerate(PAYS[:3]) for rang, serie in enumerate(SERIES)]  # fmt: skip
    par_annee = [[serie, *SORTIES[serie]] for serie in SERIES]
    par_pays = [[pays, *(p.valeur for p in parts if p.libelle == pays)] for pays in PAYS[:3]]
    return [
        (
            "barres",
            _figure(
                "Le CDI est le premier motif de sortie",
                "Barres horizontales : CDI 412, CDD 298, formation 187, création d’activité non renseignée.",
                barres([Barre("CDI", 412), Barre("CDD", 298), Barre("Formation", 187), Barre("Création d’activité", None)], accent="CDI"),
                ["Motif", "Sorties"],
                [["CDI", 412], ["CDD", 298], ["Formation", 187], ["Création d’activité", None]],
            ),
        ),
        (
            "barres_empilees",
            _figure(
                "Les trois pays placent surtout en formation",
                "Barres empilées : CDI, CDD et formation dans trois pays.",
                barres_empilees(parts, series=SERIES),
                ["Pays", *SERIES],
                par_pays,
            ),
        ),
        (
            "courbe",
            _figure(
                "Les sorties en CDI augmentent chaque année",
                "Courbes de 2023 à 2026 ; le nombre de CDD de 2024 n’est pas connu.",
                courbe(mesures, series=SERIES),
                ["Motif", *ANNEES],
                par_annee,
            ),
        ),
        (
            "petits_multiples",
            _figure(
                "Chaque motif, à la même échelle",
                "Trois petites courbes de 2023 à 2026, une par motif.",
                petits_multiples(mesures, series=SERIES),
                ["Motif", *ANNEES],
                par_annee,
            ),
        ),
        (
            "carte_france, points",
            _figure(
                "Deux PLIE et une Maison de l’emploi",
                "Carte d’un pays fictif et de son île : trois repères.",
                carte_france(
                    get_fond(),
                    points=[Point(150, 120, "PLIE du Pays de Valombre", "PLIE", "/galerie/figures/#valombre"),
                            Point(430, 130, "PLIE des Rives d’Arsonne", "PLIE", "/galerie/figures/#arsonne"),
                            Point(420, 320, "MDE du Plateau", "MDE", "/galerie/figures/#plateau")],
                    categories=("PLIE", "MDE"),
                ),
                ["Structure", "Type"],
                [["PLIE du Pays de Valombre", "PLIE"], ["PLIE des Rives d’Arsonne", "PLIE"], ["MDE du Plateau", "MDE"]],
            ),
        ),
        (
            "carte_france, valeurs",
            _figure(
                "La Haute-Lorme n’a pas encore déposé",
                "Carte d’un pays fictif : part des sorties positives, une zone sans valeur.",
                carte_france(
                    get_fond(),
                    valeurs={"1": 52.0, "2": 47.0, "3": None, "4": 38.0},
                    classes=(Classe(0, "moins de 45 %"), Classe(45, "45 à 50 %"), Classe(50, "50 % et plus")),
                ),
                ["Pays", "Sorties positives (%)"],
                [[PAYS[0], 52], [PAYS[1], 47], [PAYS[2], None], [PAYS[3], 38]],
            ),
        ),
    ]  # fmt: skip


def _figure(titre: str, description: str, spec: Any, colonnes: list[str], lignes: list[list[Any]]) -> Figure:
    return Figure(titre, description, spec, colonnes, lignes, source=SOURCE, publique=True)


def get_fond() -> Fond:
    """Four areas and one island."""
    areas = [
        [(80, 60), (300, 40), (310, 200), (90, 220)],
        [(300, 40), (560, 70), (540, 220), (310, 200)],
        [(90, 220), (310, 200), (300, 400), (120, 380)],
        [(310, 200), (540, 220), (520, 390), (300, 400)],
        [(20, 340), (60, 330), (66, 380), (24, 388)],
    ]
    noms = (*PAYS, "Île de Sauve")
    features = [
        {"type": "Feature", "properties": {"code": str(rang), "nom": nom},
         "geometry": {"type": "Polygon", "coordinates": [[*area, area[0]]]}}
        for rang, (nom, area) in enumerate(zip(noms, areas, strict=True), 1)
    ]  # fmt: skip
    return Fond("exemple", features, (Cartouche("Île de Sauve", (8, 320, 70, 80)),), 600, 440)
