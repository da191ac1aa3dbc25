"""The parcours behind the figures of a PLIE: its columns, whom it names, where each answer is mended."""

from typing import Any

from django.urls import reverse

from maillage.consolidation.direct.metiers import Objet, Page
from maillage.consolidation.direct.nomenclatures import Etat
from maillage.consolidation.direct.permissions import Droit
from maillage.consolidation.direct.plie.dossiers import resolve_numeros, select_dossiers
from maillage.consolidation.direct.plie.variables import VARIABLES, Source, Variable
from maillage.parcours.listes.file_active import search
from maillage.socle.classement import Categorie
from maillage.socle.tableaux import Colonne, Genre

# Where each answer is mended; what has no page of its own is mended from the file.
PAGES: dict[Source, tuple[str, str]] = {
    Source.IDENTITE: ("parcours:identite", "Ouvrir l’identité"),
    Source.NAISSANCE: ("parcours:identite", "Ouvrir l’identité"),
    Source.SITUATION: ("parcours:situation", "Ouvrir la situation"),
    Source.ADRESSE: ("parcours:adresse", "Ouvrir l’adresse"),
    Source.EMPLOI: ("parcours:decrire_emploi", "Ouvrir l’emploi"),
}
DOSSIER = ("parcours:dossier", "Ouvrir le dossier")
PHOTO = ("parcours:photo", "Ouvrir la photo d’entrée")
PARCOURS = Objet(
    cle="parcours", singulier="dossier", pluriel="dossiers", droit=Droit.VOIR_DOSSIERS, resolve=resolve_numeros,
    select=select_dossiers,
    colonnes=(
        Colonne(
            "personne", "Personne", lambda row: row.personne, tri=("personne__nom_naissance", "personne__prenoms"),
            lien=lambda row: reverse("parcours:dossier", args=[row.uuid]), categorie=Categorie.IDENTITE,
        ),
        Colonne(
            "referent", "Référent", lambda row: row.referent, tri=("referent__nom", "referent__prenom"),
            categorie=Categorie.PARCOURS,
        ),
        Colonne(
            "entree", "Entrée", lambda row: row.date_entree, Genre.DATE, tri=("date_entree",), categorie=Categorie.PARCOURS
        ),
        Colonne(
            "sortie", "Sortie", lambda row: row.date_sortie, Genre.DATE, tri=("date_sortie",), categorie=Categorie.PARCOURS,
            manquant="en cours",
        ),
    ),
    recherche=("Nom", search), ouverture="Chaque nom mène au dossier, où une erreur se corrige.",
    fermes=("dossier archivé compte sans pouvoir s’ouvrir", "dossiers archivés comptent sans pouvoir s’ouvrir"),
    uniques=frozenset({"parcours"}),
)  # fmt: skip


def find_page(variable: str, etat: Etat, row: Any) -> Page:
    source = Source(VARIABLES[Variable(variable)].source)
    nom, libelle = PHOTO if etat is Etat.A_REPORTER else PAGES.get(source, DOSSIER)
    return Page(libelle, reverse(nom, args=[row.emploi if nom == "parcours:decrire_emploi" else row.uuid]))
