"""« Bilans »: every version that was frozen, and which were handed over."""

from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import localdate

from maillage.clause.nomenclatures.bilans import LIBELLES_BILAN, LIBELLES_PERIMETRE
from maillage.clause.queries.changes import list_changes
from maillage.socle.acteur import Acteur
from maillage.socle.classement import Categorie
from maillage.socle.nomenclatures import choix
from maillage.socle.tableaux import Colonne, Filtre, Genre, Saisie, Tableau

ETATS = {
    "a_transmettre": ("À transmettre", "attention", "send"),
    "transmis": ("Transmis", "succes", "circle-check"),
    "remplace": ("Remplacé", "neutre", "archive"),
}


CHANGE = "change"


def find_etat(bilan: Any) -> str:
    if bilan.transmis_le:
        return "transmis"
    return "remplace" if bilan.is_remplace else "a_transmettre"


def narrow(rows: Any, value: str) -> Any:
    if value == "transmis":
        return rows.filter(transmis_le__isnull=False)
    return rows.filter(transmis_le=None, is_remplace=value == "remplace")


def get_taux(bilan: Any) -> str:
    for code in ("TAUX_REALISATION", "AVANCEMENT"):
        found = bilan.instantane.find(code)
        if found and found.valeur is not None:
            return str(found.ecrite)
    return ""


def build_bilans(acteur: Acteur) -> Tableau:
    def keep_changes(rows: Any, value: str) -> Any:
        changes = list_changes(acteur, on=localdate())
        return rows.filter(pk__in=changes) if value == CHANGE else rows.exclude(pk__in=changes)

    return Tableau(
        code="bilans",
        titre="Bilans",
        singulier="bilan",
        colonnes=(
            Colonne("titre", "Bilan de", lambda row: row.titre, tri=("titre",), categorie=Categorie.CLAUSE,
                    lien=lambda row: reverse("clause:bilan", args=[row.uuid]), precision=lambda row: row.sous_titre),
            Colonne("perimetre", "Périmètre", lambda row: row.libelle_perimetre, tri=("perimetre",), categorie=Categorie.CLAUSE),
            Colonne("type", "Type", lambda row: row.libelle_type, tri=("type",), categorie=Categorie.CLAUSE),
            Colonne("periode", "Période", lambda row: row.periode.libelle, tri=("au", "du"), categorie=Categorie.CLAUSE),
            Colonne("heures", "Heures", lambda row: row.heures, Genre.NOMBRE, tri=("heures",), categorie=Categorie.CLAUSE,
                    definition="Heures réelles validées de la période, telles que figées."),
            Colonne("taux", "Réalisation", get_taux, Genre.TEXTE, categorie=Categorie.CLAUSE,
                    definition="Taux du lot ; sur plusieurs lots, ceux qui sont échus, sinon tous."),
            Colonne("etat", "État", lambda row: ETATS[find_etat(row)][0], categorie=Categorie.CLAUSE,
                    classe=lambda row: f"badge ton-{ETATS[find_etat(row)][1]}", icone=lambda row: ETATS[find_etat(row)][2]),
            Colonne("version", "Version", lambda row: row.numero, Genre.NOMBRE, tri=("numero",), categorie=Categorie.CLAUSE, is_visible=False),
            Colonne("extrait", "Heures validées au", lambda row: localdate(row.extrait_le), Genre.DATE, tri=("extrait_le",), categorie=Categorie.CLAUSE),
            Colonne("transmis", "Transmis le", lambda row: row.transmis_le, Genre.DATE, tri=("transmis_le",), categorie=Categorie.CLAUSE, is_visible=False),
        ),
        filtres=(
            Filtre("q", "Marché, lot ou donneur d’ordre", lambda rows, texte: rows.filter(Q(titre__icontains=texte) | Q(sous_titre__icontains=texte)), Saisie.TEXTE),
            Filtre("etat", "État", narrow, choix=[(code, libelle) for code, (libelle, _, _) in ETATS.items()]),
            Filtre("depuis", "Depuis", keep_changes, choix=[(CHANGE, "Des heures ont changé"), ("pareil", "Rien n’a changé")]),
            Filtre("perimetre", "Périmètre", lambda rows, value: rows.filter(perimetre=value), choix=choix(LIBELLES_PERIMETRE)),
            Filtre("type", "Type", lambda rows, value: rows.filter(type=value), choix=choix(LIBELLES_BILAN)),
        ),
        tri="-extrait",
        vide="Choisissez un lot ou un donneur d’ordre et une période : le bilan se compte tout seul.",
    )  # fmt: skip
