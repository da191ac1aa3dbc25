"""Charts and maps: one value, `Figure`, rendered the same in the page, the PDF and the download."""

from maillage.socle.graphiques.aides import Barre, Mesure, Part, barres, barres_empilees, courbe, petits_multiples
from maillage.socle.graphiques.cartes import Cartouche, Classe, Fond, Point, carte_france
from maillage.socle.graphiques.figures import Figure, FigureIncomplete
from maillage.socle.graphiques.grilles import grille
from maillage.socle.graphiques.svg import Lien

__all__ = [
    "Barre",
    "Cartouche",
    "Classe",
    "Figure",
    "FigureIncomplete",
    "Fond",
    "Lien",
    "Mesure",
    "Part",
    "Point",
    "barres",
    "barres_empilees",
    "carte_france",
    "courbe",
    "grille",
    "petits_multiples",
]
