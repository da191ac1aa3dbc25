"""Every line of time that one noted."""

from typing import Any

from django.db.models import Q
from django.urls import reverse

from maillage.clause.forms.facilitateurs import write_lot
from maillage.clause.nomenclatures.facilitateurs import LIBELLES_TACHE
from maillage.socle.classement import Categorie
from maillage.socle.tableaux import Colonne, Filtre, Genre, Saisie, Tableau

C = Categorie.COMPTES


def search(rows: Any, texte: str) -> Any:
    return rows.filter(
        Q(lot__marche__objet__icontains=texte) | Q(lot__marche__acheteur__nom__icontains=texte)
        | Q(operation__intitule__icontains=texte) | Q(donneur__nom__icontains=texte) | Q(note__icontains=texte)
    )  # fmt: skip


def build_temps() -> Tableau:
    return Tableau(
        code="mon_temps",
        titre="Temps noté",
        singulier="ligne",
        colonnes=(
            Colonne("le", "Jour", lambda row: row.le, Genre.DATE, tri=("le", "pk"), categorie=C,
                    lien=lambda row: reverse("clause:temps_corriger", args=[row.uuid])),
            Colonne("tache", "Tâche", lambda row: row.libelle_tache, tri=("tache",), categorie=C),
            Colonne("moment", "Moment", lambda row: row.famille, categorie=C, is_visible=False),
            Colonne("minutes", "Minutes", lambda row: row.minutes, Genre.NOMBRE, tri=("minutes",), categorie=C),
            Colonne("marche", "Marché, opération", lambda row: write_lot(row.lot) if row.lot else row.operation or "",
                    tri=("lot__marche__objet",), categorie=Categorie.CLAUSE),
            Colonne("donneur", "Donneur d’ordre", lambda row: row.acheteur or "", categorie=Categorie.CLAUSE),
            Colonne("note", "Note", lambda row: row.note, categorie=C),
        ),
        filtres=(
            Filtre("q", "Marché, opération, donneur d’ordre ou note", search, Saisie.TEXTE),
            Filtre("tache", "Tâche", lambda rows, value: rows.filter(tache=value),
                   choix=[(tache.value, libelle) for tache, libelle in LIBELLES_TACHE.items()], tous="Toutes"),
            Filtre("du", "Depuis le", lambda rows, value: rows.filter(le__gte=value), Saisie.DATE),
            Filtre("au", "Jusqu’au", lambda rows, value: rows.filter(le__lte=value), Saisie.DATE),
        ),
        tri="-le",
        vide="Notez votre premier temps depuis « Ma semaine », ou depuis la page d’un lot.",
    )  # fmt: skip
