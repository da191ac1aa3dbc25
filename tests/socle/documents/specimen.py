"""The data of the specimen document, invented."""

from datetime import date
from typing import Any

from maillage.socle.documents.rendu import describe_figure
from tests.socle.graphiques.exemples import make_figure

JOUR = date(2026, 3, 2)


def make_donnees(**fields: Any) -> dict[str, Any]:
    values: dict[str, Any] = {
        "titre": "Fiche d’essai",
        "sous_titre": "Données fictives",
        "mention": "Maillage : exemple fictif",
        "edite_le": JOUR,
        "note": "un exemple ; rien n’est vrai !",
        "chiffres": [{"valeur": 31555, "libelle": "sorties", "base": "47 % de positives"}],
        "paires": [("Nom", "PLIE d’essai"), ("Département", None)],
        "figure": describe_figure(make_figure()),
        "legende": "Sorties par motif",
        "colonnes": ["Motif", "Effectif"],
        "lignes": [("CDI", 31555), ("CDD", "non renseigné")],
    }
    return values | fields
