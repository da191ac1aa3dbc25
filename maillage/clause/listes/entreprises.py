"""« Entreprises »: those met on a market, who answers their statements."""

from typing import Any

from django.db.models import Q
from django.urls import reverse

from maillage.clause.rules.releves import write_mois
from maillage.socle.classement import Categorie
from maillage.socle.tableaux import Colonne, Filtre, Genre, Saisie, Tableau


def search(rows: Any, texte: str) -> Any:
    return rows.filter(Q(nom__icontains=texte) | Q(siret__icontains="".join(texte.split())))


ENTREPRISES = Tableau(
    code="entreprises_clause",
    titre="Entreprises",
    singulier="entreprise",
    colonnes=(
        Colonne("nom", "Entreprise", lambda row: row.nom, tri=("nom",), categorie=Categorie.ENTREPRISES,
                lien=lambda row: reverse("clause:entreprise", args=[row.uuid])),
        Colonne("siret", "SIRET", lambda row: row.siret, categorie=Categorie.ENTREPRISES, is_visible=False),
        Colonne("en_cours", "Lots en cours", lambda row: row.en_cours, Genre.NOMBRE, tri=("en_cours",),
                categorie=Categorie.CLAUSE),
        Colonne("declarant", "Répond aux relevés", lambda row: row.declarant or "", categorie=Categorie.ENTREPRISES,
                definition="La fonction de la personne à qui part le lien du mois."),
        Colonne("dernier", "Dernier relevé", lambda row: write_mois(row.dernier) if row.dernier else "", tri=("dernier",),
                categorie=Categorie.CLAUSE),
    ),
    filtres=(
        Filtre("q", "Nom ou SIRET", search, Saisie.TEXTE),
        Filtre("declarant", "Relevés", lambda rows, value: rows.filter(declarant__isnull=value == "sans"),
               choix=[("sans", "Personne n’y répond"), ("avec", "Quelqu’un y répond")], tous="Toutes"),
    ),
    tri="nom",
    vide="Elles s’inscrivent sur un lot, quand il est attribué.",
)  # fmt: skip
