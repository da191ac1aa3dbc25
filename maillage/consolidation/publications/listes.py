"""« Chiffres publiés »: every figure that went out, before Maillage and since, with its base, its definition, where it is printed."""

from decimal import Decimal
from typing import Any

from maillage.consolidation.publications.lecture_chiffres import has_base, name_detail, name_unite, name_ventilation
from maillage.consolidation.publications.models import ChiffrePublie
from maillage.consolidation.publications.queries import select_chiffres
from maillage.socle.classement import Categorie
from maillage.socle.tableaux import Colonne, Filtre, Genre, Saisie, Tableau
from maillage.socle.typographie import fold

C = Categorie.PUBLIE
NIVEAUX = [
    ("france", "France"), ("region", "Région"), ("departement", "Département"), ("dispositif", "Dispositif"),
    ("autre", "Autre territoire"),
]  # fmt: skip
MAILLAGE = "maillage"
DEUX = "autre valeur"
SANS_BASE = "sans base : un total"


def build_chiffres() -> Tableau:
    return Tableau(
        code="chiffres_publies",
        titre="Chiffres publiés",
        singulier="chiffre",
        colonnes=(
            Colonne("libelle", "Ce qui est compté", lambda row: row.libelle, tri=("libelle", "detail", "annee"), categorie=C,
                    lien=lambda row: row.get_absolute_url(), precision=name_detail),
            Colonne("annee", "Année", lambda row: str(row.annee), categorie=C, tri=("annee", "libelle", "detail")),
            Colonne("lieu", "Territoire", lambda row: row.lieu, tri=("lieu", "libelle"), categorie=C),
            Colonne("valeur", "Valeur", lambda row: row.valeur, Genre.NOMBRE, tri=("valeur",), categorie=C, absence=say_absence,
                    precision=name_unite,
                    definition="Masquée, elle parlerait de trop peu de personnes, ou en laisserait retrouver une autre."),
            Colonne("base", "Base", read_base, Genre.NOMBRE, categorie=C, absence=say_base, precision=read_base_dite,
                    definition="Sur combien la valeur est calculée ; d’un document d’avant Maillage, telle qu’il la dit."),
            Colonne("origine", "Publié par", name_origine, categorie=C, tri=("document", "libelle"),
                    definition="Maillage, ou le document d’avant Maillage d’où le chiffre est repris sans être recalculé."),
            Colonne("contredit", "Ailleurs", lambda row: DEUX if row.has_autre else "", categorie=C, manquant="",
                    lien=lambda row: f"{row.get_absolute_url()}#ailleurs",
                    definition="La même chose, la même année, a été publiée avec une autre valeur."),
            Colonne("ventilation", "Ventilation", name_ventilation, categorie=C, is_visible=False),
            Colonne("detail", "Détail", lambda row: row.detail, categorie=C, is_visible=False),
            Colonne("unite", "Unité", name_unite, categorie=C, is_visible=False),
            Colonne("base_dite", "Base, en mots", read_base_dite, categorie=C, is_visible=False),
            Colonne("couverture", "Dispositifs", lambda row: row.couverture, Genre.NOMBRE, categorie=C, is_visible=False,
                    definition="Combien de dispositifs ont dit ce qu’il faut pour ce chiffre."),
            Colonne("version", "Version", lambda row: row.version, Genre.NOMBRE, categorie=C, is_visible=False,
                    definition="De la définition : deux versions ne se comparent pas sans le dire."),
            Colonne("parution", "Date du document", name_parution, categorie=C, is_visible=False),
            Colonne("endroit", "Page ou section", lambda row: row.endroit, categorie=C, is_visible=False),
            Colonne("code", "Code", lambda row: row.code, categorie=C, is_visible=False),
        ),
        filtres=(
            Filtre("q", "Un mot", _search, Saisie.TEXTE),
            Filtre("annee", "Année", lambda rows, value: rows.filter(annee=value), choix=list_annees, tous="Toutes"),
            Filtre("origine", "Publié par", _narrow_origine, choix=list_origines),
            Filtre("niveau", "Niveau", lambda rows, value: rows.filter(niveau=value), choix=NIVEAUX),
            Filtre("territoire", "Territoire", lambda rows, value: rows.filter(lieu__icontains=value), Saisie.TEXTE),
            Filtre("detail", "Détail", _narrow, choix=[("ensemble", "Sans ventilation"), ("ventile", "Ventilés")]),
            Filtre("contredit", "Ailleurs", lambda rows, value: rows.filter(has_autre=True), choix=[("oui", "Avec une autre valeur")]),
        ),
        tri="libelle",
        exporte_tout=True,
        vide="Aucun chiffre publié ne correspond. Les définitions disent tout ce qui se compte.",
        source="Chiffres publiés dans Maillage ; avant lui, repris de documents publiés, et non recalculés.",
    )  # fmt: skip


def say_absence(row: ChiffrePublie) -> str:
    return "masqué" if row.is_masque else f"laissé en blanc ({row.ecrit})"


def say_base(row: ChiffrePublie) -> str:
    if not has_base(row):
        return SANS_BASE
    return "masquée" if row.is_masque else row.base_dite or "non dite"


def read_base(row: ChiffrePublie) -> Decimal | int | None:
    return row.base_imprimee if has_base(row) else None


def read_base_dite(row: ChiffrePublie) -> str:
    return row.base_dite if has_base(row) else ""


def name_origine(row: ChiffrePublie) -> str:
    return row.document or "Maillage"


def name_parution(row: ChiffrePublie) -> str:
    if row.publication is None:
        return row.parution
    return f"{row.publication.publie_le:%d/%m/%Y}" if row.publication.publie_le else ""


def _search(rows: Any, value: str) -> Any:
    """Every word of it, in any order, with or without its accents."""
    for word in fold(value).split():
        rows = rows.filter(mots__contains=word)
    return rows


def _narrow(rows: Any, value: str) -> Any:
    return rows.filter(detail="") if value == "ensemble" else rows.exclude(detail="")


def _narrow_origine(rows: Any, value: str) -> Any:
    return rows.filter(document="" if value == MAILLAGE else value)


def list_annees() -> list[tuple[str, str]]:
    annees = select_chiffres().order_by("-annee").values_list("annee", flat=True).distinct()
    return [(str(annee), str(annee)) for annee in annees]


def list_origines() -> list[tuple[str, str]]:
    documents = (
        select_chiffres().exclude(document="").order_by("document").values_list("document", flat=True).distinct()
    )
    return [(MAILLAGE, "Maillage"), *((nom, nom) for nom in documents)]
