"""The list of the files to put right, declared."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.urls import reverse

from maillage.parcours.listes.file_active import search
from maillage.parcours.nomenclatures.qualite import LIBELLES_ANOMALIE, TONS_ANOMALIE, Anomalie
from maillage.parcours.rules.qualite import RANGS, Constat
from maillage.socle.classement import Categorie
from maillage.socle.tableaux import Colonne, Filtre, Genre, Saisie, Tableau

Constats = Mapping[int, Sequence[Constat]]
NATURES = [(anomalie.value, nom) for anomalie, nom in LIBELLES_ANOMALIE.items()]
ICONES = {"danger": "triangle-alert", "attention": "circle-alert", "neutre": "circle-dashed"}


def select_rows(rows: QuerySet[Any], constats: Constats) -> QuerySet[Any]:
    """Those with something to mend, with the rank of the gravest (`gravite`) and how many there are (`nombre`)."""
    by_rang: dict[int, list[int]] = {}
    by_nombre: dict[int, list[int]] = {}
    for cle, found in constats.items():
        by_rang.setdefault(RANGS[found[0].anomalie], []).append(cle)
        by_nombre.setdefault(len(found), []).append(cle)
    return (
        rows.filter(pk__in=list(constats))
        .select_related("personne", "referent")
        .annotate(gravite=_pick(by_rang), nombre=_pick(by_nombre))
    )


def _pick(keys: Mapping[int, Sequence[int]]) -> Case:
    whens = [When(pk__in=found, then=Value(value)) for value, found in sorted(keys.items())]
    return Case(*whens, default=Value(0), output_field=IntegerField())


def build_tableau(constats: Constats, referents: Sequence[tuple[str, str]]) -> Tableau:
    """`constats`: of all the files, by key, so that no row asks for anything."""

    def get_pire(row: Any) -> Anomalie:
        return constats[row.pk][0].anomalie

    def write_phrases(row: Any) -> str:
        return " ".join(constat.phrase for constat in constats[row.pk])

    def filter_anomalie(rows: Any, value: str) -> Any:
        return rows.filter(pk__in=[cle for cle, found in constats.items() if any(c.anomalie == value for c in found)])

    return Tableau(
        code="qualite",
        titre="Qualité des dossiers",
        singulier="dossier",
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
                "nature", "À corriger", lambda row: LIBELLES_ANOMALIE[get_pire(row)], tri=("gravite",),
                categorie=Categorie.PARCOURS, definition="Ce qui presse le plus ; le détail suit.",
                classe=lambda row: f"badge ton-{TONS_ANOMALIE[get_pire(row)]}",
                icone=lambda row: ICONES[TONS_ANOMALIE[get_pire(row)]],
            ),
            Colonne(
                "detail", "Détail", write_phrases, categorie=Categorie.PARCOURS,
                definition="Tout ce qui est à corriger ou à compléter, le plus grave d’abord.",
            ),
            Colonne(
                "nombre", "Points", lambda row: len(constats[row.pk]), Genre.NOMBRE, tri=("nombre",), is_visible=False,
                categorie=Categorie.PARCOURS, definition="Nombre de points à corriger dans le dossier.",
            ),
            Colonne(
                "etat", "État", lambda row: row.libelle_etat, tri=("etat",), is_visible=False,
                categorie=Categorie.PARCOURS,
            ),
            Colonne(
                "entree", "Entrée", lambda row: row.date_entree, Genre.DATE, tri=("date_entree",), is_visible=False,
                categorie=Categorie.PARCOURS,
            ),
        ),
        filtres=(
            Filtre("q", "Nom", search, Saisie.TEXTE),
            Filtre("referent", "Référent", lambda rows, value: rows.filter(referent=value), choix=referents),
            Filtre("nature", "Nature", filter_anomalie, choix=NATURES),
        ),
        tri="nature",
        vide="Les dates se suivent, les pièces sont là, les réponses aussi.",
        nominatif=True,
    )  # fmt: skip
