"""The boards of the gallery, in the order in which one learns the house."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Planche:
    code: str
    libelle: str
    description: str
    icone: str


PLANCHES = (
    Planche("fondations", "Fondations", "Couleurs, lettres, espaces, icônes, mise en page.", "palette"),
    Planche("boutons", "Boutons", "Agir, aller, renoncer ; attente et double clic.", "mouse-pointer-click"),
    Planche("champs", "Champs", "Saisir, choisir, déposer ; aides, erreurs, résumé.", "text-cursor-input"),
    Planche("tableaux", "Tableaux", "Lire, trier, filtrer, tourner les pages.", "table-2"),
    Planche("listes", "Listes", "Filtrer, trier, choisir ses colonnes ; tout est dans l’adresse.", "list-filter"),
    Planche("surfaces", "Surfaces", "Cartes, onglets, dialogues, alertes, listes vides.", "layers"),
    Planche("signes", "Signes", "Badges, chiffres clés, fiches, progression.", "badge-check"),
    Planche("deroule", "Déroulé", "Étapes, chronologies, fil d’Ariane.", "milestone"),
    Planche("figures", "Figures", "Graphiques et cartes, avec leur tableau.", "chart-column"),
    Planche("file", "Écran : ma file active", "La densité du travail quotidien.", "users-round"),
    Planche("dossier", "Écran : un dossier", "Qui, où en est-on, et ensuite.", "folder-open"),
    Planche("entretien", "Écran : un entretien", "Un compte rendu en moins d’une minute.", "message-square-text"),
    Planche("reponses", "Réponses", "Refus, absence, panne, maintenance.", "unplug"),
)
