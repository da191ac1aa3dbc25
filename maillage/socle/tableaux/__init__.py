"""The one list component. Import from here what a domain declares; `liste` and `exports` serve its views."""

from maillage.socle.tableaux.declaration import Action, Colonne, Filtre, Genre, Saisie, Tableau

__all__ = ["Action", "Colonne", "Filtre", "Genre", "Saisie", "Tableau"]
