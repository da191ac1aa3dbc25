"""« Chiffres publiés »: every figure that went out, with its base, its coverage and its definition."""

from typing import Any

from django.urls import reverse

from maillage.consolidation.publications.models import ChiffrePublie
from maillage.socle.classement import Categorie
from maillage.socle.tableaux import Colonne, Filtre, Genre, Saisie, Tableau

C = Categorie.PUBLIE
NIVEAUX = [("france", "France"), ("region", "Région"), ("departement", "Département"), ("dispositif", "Dispositif")]
MASQUE = "masqué"


def build_chiffres() -> Tableau:
    return Tableau(
        code="chiffres_publies",
        titre="Chiffres publiés",
        singulier="chiffre",
        colonnes=(
            Colonne("libelle", "Indicateur", lambda row: row.libelle, tri=("libelle", "detail"), categorie=C,
                    lien=lambda row: f"{reverse('portail:definitions')}#{row.code}", precision=lambda row: row.detail),
            Colonne("annee", "Année", lambda row: str(row.publication.campagne.millesime), categorie=C,
                    tri=("publication__campagne__millesime", "libelle")),
            Colonne("lieu", "Territoire", lambda row: row.lieu, tri=("lieu", "libelle"), categorie=C),
            Colonne("valeur", "Valeur", lambda row: row.valeur, Genre.NOMBRE, tri=("valeur",), categorie=C,
                    manquant=MASQUE, definition="Masquée, elle parlerait de trop peu de personnes, ou en laisserait retrouver une autre."),
            Colonne("unite", "Unité", lambda row: row.unite, categorie=C),
            Colonne("base", "Base", lambda row: row.base, Genre.NOMBRE, categorie=C, definition="Sur combien la valeur est calculée."),
            Colonne("couverture", "Dispositifs", lambda row: row.couverture, Genre.NOMBRE, categorie=C,
                    definition="Combien de dispositifs ont dit ce qu’il faut pour ce chiffre."),
            Colonne("version", "Version", lambda row: row.version, Genre.NOMBRE, categorie=C, is_visible=False,
                    definition="De la définition : deux versions ne se comparent pas sans le dire."),
            Colonne("publie_le", "Publié le", lambda row: row.publication.publie_le, Genre.INSTANT, categorie=C, is_visible=False,
                    tri=("publication__publie_le",)),
            Colonne("code", "Code", lambda row: row.code, categorie=C, is_visible=False),
        ),
        filtres=(
            Filtre("q", "Mot de l’indicateur", _search, Saisie.TEXTE),
            Filtre("annee", "Année", lambda rows, value: rows.filter(publication__campagne__millesime=value), choix=list_annees, tous="Toutes"),
            Filtre("niveau", "Niveau", lambda rows, value: rows.filter(niveau=value), choix=NIVEAUX),
            Filtre("territoire", "Territoire", lambda rows, value: rows.filter(lieu__icontains=value), Saisie.TEXTE),
            Filtre("detail", "Détail", _narrow, choix=[("ensemble", "Sans ventilation"), ("ventile", "Ventilés")]),
        ),
        tri="libelle",
        vide="Aucun chiffre publié ne correspond. Les définitions disent tout ce qui se compte.",
    )  # fmt: skip


def _search(rows: Any, value: str) -> Any:
    return rows.filter(libelle__icontains=value) | rows.filter(detail__icontains=value) | rows.filter(code=value)


def _narrow(rows: Any, value: str) -> Any:
    return rows.filter(ventilation="") if value == "ensemble" else rows.exclude(ventilation="")


def list_annees() -> list[tuple[str, str]]:
    rows = ChiffrePublie.objects.filter(publication__etat="publiee").order_by("-publication__campagne__millesime")
    return [
        (str(annee), str(annee)) for annee in rows.values_list("publication__campagne__millesime", flat=True).distinct()
    ]
