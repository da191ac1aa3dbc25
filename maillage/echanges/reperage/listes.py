"""The lists: the queue, the files loaded, the report of one of them."""

from dataclasses import replace
from typing import Any

from django.db.models import Q, TextField
from django.db.models.functions import Cast
from django.urls import reverse

from maillage.echanges.reperage.models import Annonce
from maillage.echanges.reperage.nomenclatures import (
    LIBELLES_FICHIER,
    LIBELLES_SOURCE,
    LIBELLES_SUITE,
    EtatAnnonce,
)
from maillage.echanges.reperage.queries.annonces import filter_changees
from maillage.socle.classement import Categorie
from maillage.socle.tableaux import Colonne, Filtre, Genre, Saisie, Tableau
from maillage.socle.tableaux.declaration import Choix

E = EtatAnnonce
TOUTES, CHANGEES = "toutes", "changees"
TONS = {
    E.A_QUALIFIER: ("attention", "circle-dashed"), E.RETENUE: ("succes", "circle-check"),
    E.RAPPROCHEE: ("succes", "link"), E.ECARTEE: ("neutre", "ban"),
}  # fmt: skip


def get_classe(row: Any) -> str:
    return f"badge ton-{TONS[EtatAnnonce(row.etat)][0]}"


def get_icone(row: Any) -> str:
    return TONS[EtatAnnonce(row.etat)][1]


def search(rows: Any, texte: str) -> Any:
    return rows.filter(
        Q(objet__icontains=texte)
        | Q(acheteur__icontains=texte)
        | Q(numero__icontains=texte)
        | Q(siret__startswith=texte)
    )


def _narrow(rows: Any, value: str | None) -> Any:
    """The queue is what waits, unless one asks for something else."""
    if value == TOUTES:
        return rows
    return rows.filter(filter_changees()) if value == CHANGEES else rows.filter(etat=value or E.A_QUALIFIER)


def _say_jour(row: Any) -> str:
    return row.libelle_jour if row.jour else ""


def get_choix(row: Annonce) -> tuple[str, str]:
    return str(row.uuid), f"Choisir {row.objet}"


def filter_departement(rows: Any, code: str) -> Any:
    """Those that say this one among theirs. As text: SQLite does not look into a list."""
    return rows.annotate(codes=Cast("departements", TextField())).filter(codes__contains=f'"{code}"')


def build_annonces(departements: Choix) -> Tableau:
    """`departements`: those that the service looks at, by code."""
    filtre = Filtre("departement", "Département", filter_departement, choix=departements)
    return replace(ANNONCES, filtres=(*ANNONCES.filtres, filtre)) if len(departements) > 1 else ANNONCES


ANNONCES = Tableau(
    code="annonces",
    titre="Annonces",
    singulier="annonce",
    colonnes=(
        Colonne("objet", "Objet", lambda row: row.objet or "Sans objet", tri=("objet",), lien=lambda row: row.get_absolute_url(),
                categorie=Categorie.CLAUSE, precision=lambda row: row.nom_acheteur),
        Colonne("pourquoi", "Pourquoi elle est là", lambda row: " ; ".join(row.raisons), categorie=Categorie.CLAUSE,
                manquant="déjà connue ici"),
        Colonne("points", "Points", lambda row: row.points, Genre.NOMBRE, tri=("points", "jour"), categorie=Categorie.CLAUSE,
                definition="Indices d’insertion additionnés : ils classent la file, ils ne décident de rien."),
        Colonne("jour", "Date", lambda row: row.jour, Genre.DATE, tri=("jour",), precision=_say_jour,
                categorie=Categorie.CLAUSE, definition="Notifié (DECP), paru (BOAMP) ou prévu (programmation)."),
        Colonne("montant", "Montant HT (€)", lambda row: row.montant, Genre.NOMBRE, tri=("montant",),
                categorie=Categorie.CLAUSE),
        Colonne("source", "Source", lambda row: row.libelle_source, tri=("source",), categorie=Categorie.CLAUSE),
        Colonne("etat", "État", lambda row: row.libelle_etat, tri=("etat",), classe=get_classe, icone=get_icone,
                categorie=Categorie.CLAUSE, is_visible=False),
        Colonne("motif", "Motif", lambda row: row.libelle_motif, categorie=Categorie.CLAUSE, is_visible=False),
        Colonne("numero", "Numéro", lambda row: row.numero, categorie=Categorie.CLAUSE, is_visible=False),
        Colonne("departements", "Départements", lambda row: ", ".join(row.departements), categorie=Categorie.CLAUSE,
                is_visible=False),
        Colonne("limite", "Offres jusqu’au", lambda row: row.limite_le, Genre.DATE, tri=("limite_le",),
                categorie=Categorie.CLAUSE, is_visible=False),
    ),
    filtres=(
        Filtre("q", "Objet, acheteur ou numéro", search, Saisie.TEXTE),
        Filtre("source", "Source", lambda rows, value: rows.filter(source=value),
               choix=[(s.value, libelle) for s, libelle in LIBELLES_SOURCE.items()], tous="Toutes"),
        Filtre("etat", "Montrer", _narrow, tous="À qualifier", is_perimetre=True,
               choix=[(E.RETENUE.value, "Retenues"), (E.RAPPROCHEE.value, "Rapprochées"), (E.ECARTEE.value, "Écartées"),
                      (CHANGEES, "Suivies, et changées depuis"), (TOUTES, "Toutes")]),
    ),
    tri="-points",
    vide="Versez un fichier : ce qu’il annonce dans vos départements attendra ici votre décision.",
)  # fmt: skip

FICHIERS = Tableau(
    code="fichiers_annonces",
    titre="Fichiers versés",
    singulier="fichier",
    colonnes=(
        Colonne("nom", "Fichier", lambda row: row.nom, tri=("nom",), lien=lambda row: row.get_absolute_url()),
        Colonne("source", "Contenu", lambda row: row.libelle_source, tri=("source",)),
        Colonne("etat", "État", lambda row: row.libelle_etat, tri=("etat",)),
        Colonne("lus", "Lus", lambda row: row.lus, Genre.NOMBRE, tri=("lus",)),
        Colonne("nouvelles", "Mis dans la file", lambda row: row.nouvelles, Genre.NOMBRE, tri=("nouvelles",)),
        Colonne("refuses", "Refusés", lambda row: row.refuses, Genre.NOMBRE, tri=("refuses",)),
        Colonne("depose", "Déposé le", lambda row: row.depose_le, Genre.INSTANT, tri=("depose_le",)),
    ),
    filtres=(
        Filtre("source", "Contenu", lambda rows, value: rows.filter(source=value),
               choix=[(s.value, libelle) for s, libelle in LIBELLES_SOURCE.items()]),
        Filtre("etat", "État", lambda rows, value: rows.filter(etat=value),
               choix=[(etat.value, libelle) for etat, libelle in LIBELLES_FICHIER.items()]),
    ),
    tri="-depose",
    vide="Choisissez ci-dessus ce que contient votre fichier.",
)  # fmt: skip

RELEVES = Tableau(
    code="releves_annonces",
    titre="Compte rendu",
    singulier="ligne",
    colonnes=(
        Colonne("place", "Dans le fichier", lambda row: row.place, tri=("rang", "pk")),
        Colonne("uid", "Identifiant", lambda row: row.uid, tri=("uid", "rang"), manquant="aucun", categorie=Categorie.CLAUSE),
        Colonne("suite", "Ce qui en est fait", lambda row: row.libelle_suite, tri=("suite", "rang")),
        Colonne("message", "Explication", lambda row: row.message, categorie=Categorie.CLAUSE),
    ),
    filtres=(
        Filtre("q", "Identifiant ou mot de l’explication",
               lambda rows, texte: rows.filter(Q(message__icontains=texte) | Q(uid__icontains=texte)), Saisie.TEXTE),
        Filtre("suite", "Ce qui en est fait", lambda rows, value: rows.filter(suite=value),
               choix=[(suite.value, libelle) for suite, libelle in LIBELLES_SUITE.items()]),
    ),
    tri="place",
    vide="Rien de ce fichier ne s’exécute dans vos départements.",
)  # fmt: skip


def write_export(fichier: Any) -> str:
    """Address of the exports of its report, less their extension."""
    return reverse("reperage:releve", args=[fichier.uuid, "csv"]).removesuffix(".csv")
