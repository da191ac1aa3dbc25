"""The list of operations."""

from typing import Any

from django.db.models import Q
from django.urls import reverse

from maillage.clause.listes.marches import TONS
from maillage.clause.nomenclatures.amont import LIBELLES_PROGRAMME
from maillage.clause.nomenclatures.lots import LIBELLES_ETAT
from maillage.clause.queries.operations import find_etat
from maillage.socle.classement import Categorie
from maillage.socle.tableaux import Colonne, Filtre, Genre, Saisie, Tableau


def _tell_etat(row: Any) -> str:
    etat = find_etat(row)
    return LIBELLES_ETAT[etat] if etat else "Aucun marché"


def _get_classe(row: Any) -> str:
    etat = find_etat(row)
    return f"badge ton-{TONS[etat][0] if etat else 'neutre'}"


def _get_icone(row: Any) -> str:
    etat = find_etat(row)
    return TONS[etat][1] if etat else "circle-dashed"


def _search(rows: Any, texte: str) -> Any:
    return rows.filter(
        Q(intitule__icontains=texte) | Q(maitre_ouvrage__nom__icontains=texte) | Q(acheteur__nom__icontains=texte)
    )


def build_operations() -> Tableau:
    return Tableau(
        code="operations_clause",
        titre="Opérations",
        singulier="opération",
        colonnes=(
            Colonne("intitule", "Opération", lambda row: row.intitule, tri=("intitule",), categorie=Categorie.CLAUSE,
                    lien=lambda row: reverse("clause:operation", args=[row.uuid])),
            Colonne("maitre_ouvrage", "Maître d’ouvrage", lambda row: row.maitre_ouvrage, tri=("maitre_ouvrage__nom",),
                    categorie=Categorie.CLAUSE),
            Colonne("acheteur", "Acheteur", lambda row: row.acheteur, tri=("acheteur__nom",), categorie=Categorie.CLAUSE,
                    is_visible=False, definition="Quand ce n’est pas le maître d’ouvrage."),
            Colonne("programme", "Programme", lambda row: row.libelle_programme, tri=("programme",),
                    categorie=Categorie.CLAUSE),
            Colonne("etat", "État", _tell_etat, classe=_get_classe, icone=_get_icone, categorie=Categorie.CLAUSE,
                    definition="Celui du moins avancé de ses lots encore suivis."),
            Colonne("marches", "Marchés", lambda row: row.nb_marches, Genre.NOMBRE, tri=("nb_marches",),
                    categorie=Categorie.CLAUSE),
            Colonne("lots", "Lots", lambda row: row.nb_lots, Genre.NOMBRE, tri=("nb_lots",), categorie=Categorie.CLAUSE,
                    is_visible=False),
            Colonne("montant", "Montant prévisionnel HT (€)", lambda row: row.montant_previsionnel, Genre.NOMBRE,
                    tri=("montant_previsionnel",), categorie=Categorie.CLAUSE),
            Colonne("lancement", "Lancement prévu", lambda row: row.lancement_prevu, Genre.DATE, tri=("lancement_prevu",),
                    categorie=Categorie.CLAUSE),
        ),
        filtres=(
            Filtre("q", "Intitulé, maître d’ouvrage ou acheteur", _search, Saisie.TEXTE),
            Filtre("programme", "Programme", lambda rows, value: rows.filter(programme=value),
                   choix=[(p.value, libelle) for p, libelle in LIBELLES_PROGRAMME.items()]),
        ),
        tri="intitule",
        vide="Inscrivez ce que vos acheteurs programment : leurs marchés s’y rattacheront.",
    )  # fmt: skip
