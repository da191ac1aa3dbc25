"""The lists of the take-over: the files, the points to mend of one of them."""

from typing import Any

from maillage.echanges.reprise.models import Anomalie, Depot
from maillage.echanges.reprise.nomenclatures import LIBELLES_DEPOT, LIBELLES_GRAVITE, LIBELLES_NATURE
from maillage.socle.classement import Categorie
from maillage.socle.tableaux import Colonne, Filtre, Genre, Saisie, Tableau


def _filter_texte(rows: Any, texte: str) -> Any:
    return rows.filter(message__icontains=texte) | rows.filter(colonne__icontains=texte)


def _get_url(row: Depot) -> str:
    return row.get_absolute_url()


DEPOTS = Tableau(
    code="reprises",
    titre="Fichiers repris",
    singulier="fichier",
    colonnes=(
        Colonne("nom", "Fichier", lambda row: row.nom, tri=("nom",), lien=_get_url),
        Colonne("nature", "Contenu", lambda row: row.libelle_nature, tri=("nature",)),
        Colonne("etat", "État", lambda row: row.libelle_etat, tri=("etat",)),
        Colonne("lignes", "Lignes", lambda row: row.lignes, Genre.NOMBRE, tri=("lignes",)),
        Colonne("erreurs", "À corriger", lambda row: row.erreurs, Genre.NOMBRE, tri=("erreurs",)),
        Colonne("crees", "Créés", lambda row: row.crees, Genre.NOMBRE, tri=("crees",)),
        Colonne("depose", "Déposé le", lambda row: row.depose_le, Genre.INSTANT, tri=("depose_le",)),
    ),
    filtres=(
        Filtre(
            "nature", "Contenu", lambda rows, value: rows.filter(nature=value),
            choix=[(nature.value, libelle) for nature, libelle in LIBELLES_NATURE.items()],
        ),
        Filtre(
            "etat", "État", lambda rows, value: rows.filter(etat=value),
            choix=[(etat.value, libelle) for etat, libelle in LIBELLES_DEPOT.items()],
        ),
    ),
    tri="-depose",
    vide="Choisissez ci-dessus ce que contient votre fichier.",
)  # fmt: skip


def _get_ligne(row: Anomalie) -> str | int:
    return row.ligne or "tout le fichier"


ANOMALIES = Tableau(
    code="reprise_points",
    titre="Points relevés",
    singulier="point",
    colonnes=(
        Colonne("ligne", "Ligne", _get_ligne, tri=("ligne", "pk")),
        Colonne("colonne", "Colonne", lambda row: row.colonne, tri=("colonne", "ligne")),
        Colonne(
            "valeur", "Valeur", lambda row: row.valeur, tri=("valeur", "ligne"), manquant="vide",
            categorie=Categorie.IDENTITE,
        ),
        Colonne("message", "Que faire", lambda row: row.message, tri=("message", "ligne")),
        Colonne("gravite", "Gravité", lambda row: row.libelle_gravite, tri=("gravite", "ligne")),
    ),
    filtres=(
        Filtre("q", "Mot du message ou de la colonne", _filter_texte, Saisie.TEXTE),
        Filtre(
            "gravite", "Gravité", lambda rows, value: rows.filter(gravite=value),
            choix=[(gravite.value, libelle) for gravite, libelle in LIBELLES_GRAVITE.items()],
        ),
    ),
    tri="ligne",
    vide="Rien à corriger dans ce fichier.",
    nominatif=True,
)  # fmt: skip
