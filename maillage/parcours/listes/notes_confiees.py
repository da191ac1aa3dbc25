"""The list of the social notes that people let somebody read, declared. Notes never leave in an export (R-55)."""

from django.urls import reverse
from django.utils.timezone import localtime

from maillage.socle.classement import Categorie
from maillage.socle.tableaux import Colonne, Genre, Tableau

CONFIEES = Tableau(
    code="notes_confiees",
    titre="Notes confiées",
    singulier="note",
    pluriel="notes",
    colonnes=(
        Colonne(
            "personne", "Personne", lambda row: row.parcours.personne,
            tri=("parcours__personne__nom_naissance", "parcours__personne__prenoms"),
            lien=lambda row: reverse("parcours:note_confiee", args=[row.uuid]), categorie=Categorie.IDENTITE,
        ),
        Colonne("le", "Contact du", lambda row: localtime(row.debut).date(), Genre.DATE, tri=("debut",),
                categorie=Categorie.PARCOURS),
        Colonne("type", "Type", lambda row: row.libelle_type, tri=("type",), categorie=Categorie.PARCOURS),
        Colonne("referent", "Écrite avec", lambda row: row.referent, tri=("referent__nom", "referent__prenom"),
                categorie=Categorie.PARCOURS),
    ),
    tri="-le",
    vide="Une personne peut demander à son référent que vous lisiez ses notes sociales : elles seront ici.",
    nominatif=True,
)  # fmt: skip
