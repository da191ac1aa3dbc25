"""The lists of files behind a figure, and behind an answer that is missing."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.urls import reverse

from maillage.consolidation.direct.nomenclatures import (
    CORRIGEABLES,
    LIBELLES_ETAT,
    TONS_ETAT,
    VARIABLES,
    Etat,
    Source,
    Variable,
)
from maillage.indicateurs.lignes import Place
from maillage.parcours.listes.file_active import search
from maillage.socle.classement import Categorie
from maillage.socle.formulaires.retours import add_retour
from maillage.socle.tableaux import Colonne, Filtre, Genre, Saisie, Tableau

LIBELLES_PLACE: dict[Place, str] = {
    Place.COMPTE: "Compté", Place.BASE: "Dans la base seulement", Place.INCONNU: "Réponse inconnue",
}  # fmt: skip
TONS_PLACE: dict[Place, tuple[str, str]] = {
    Place.COMPTE: ("succes", "check"), Place.BASE: ("neutre", "circle-dashed"), Place.INCONNU: ("attention", "circle-question-mark"),
}  # fmt: skip


class Page(NamedTuple):
    """`cle`: of a row, what the address names."""

    nom: str
    libelle: str
    cle: str = "uuid"

    def write_url(self, row: Any) -> str:
        return reverse(self.nom, args=[getattr(row, self.cle)])


# Where each answer is mended; what has no page of its own is mended from the file.
PAGES: dict[Source, Page] = {
    Source.IDENTITE: Page("parcours:identite", "Ouvrir l’identité"),
    Source.NAISSANCE: Page("parcours:identite", "Ouvrir l’identité"),
    Source.SITUATION: Page("parcours:situation", "Ouvrir la situation"),
    Source.ADRESSE: Page("parcours:adresse", "Ouvrir l’adresse"),
    Source.EMPLOI: Page("parcours:decrire_emploi", "Ouvrir l’emploi", "emploi"),
}
DOSSIER = Page("parcours:dossier", "Ouvrir le dossier")
PHOTO = Page("parcours:photo", "Ouvrir la photo d’entrée")
PERSONNE = Colonne(
    "personne", "Personne", lambda row: row.personne, tri=("personne__nom_naissance", "personne__prenoms"),
    lien=lambda row: reverse("parcours:dossier", args=[row.uuid]), categorie=Categorie.IDENTITE,
)  # fmt: skip
REFERENT = Colonne(
    "referent", "Référent", lambda row: row.referent, tri=("referent__nom", "referent__prenom"),
    categorie=Categorie.PARCOURS,
)  # fmt: skip
ENTREE = Colonne(
    "entree", "Entrée", lambda row: row.date_entree, Genre.DATE, tri=("date_entree",), categorie=Categorie.PARCOURS
)
SORTIE = Colonne(
    "sortie", "Sortie", lambda row: row.date_sortie, Genre.DATE, tri=("date_sortie",), categorie=Categorie.PARCOURS,
    manquant="en cours",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Annees:
    """Those that can be counted, the latest first; the one that is counted when none is asked."""

    toutes: Sequence[int]
    defaut: int


def _keep(rows: Any, value: Any) -> Any:
    """The year and the cell say of what the list is made: its rows are already those."""
    return rows


def _make_annee(annees: Annees) -> Filtre:
    return Filtre(
        "annee", "Année", _keep, choix=[(str(one), str(one)) for one in annees.toutes], tous=str(annees.defaut),
        is_perimetre=True,
    )  # fmt: skip


def _search_nom() -> Filtre:
    return Filtre("q", "Nom", search, Saisie.TEXTE)


def build_dossiers(
    code: str,
    places: Mapping[int, Mapping[Place, int]],
    *,
    unite: str,
    comptees: Collection[Place],
    details: Sequence[tuple[str, str]],
    annees: Annees,
) -> Tableau:
    """`places`: of each parcours, how many of its rows stand where.

    `unite`: what a row is, when it is not the parcours; those of the places `comptees` are counted.
    """

    def get_place(row: Any) -> Place:
        return next(place for place in Place if places[row.pk].get(place))

    def filter_place(rows: Any, value: str) -> Any:
        return rows.filter(pk__in=[cle for cle, found in places.items() if found.get(Place(value))])

    fois = Colonne(
        "fois", unite.capitalize(), lambda row: sum(places[row.pk].get(place, 0) for place in comptees), Genre.NOMBRE, categorie=Categorie.PARCOURS,
        definition="Combien ce dossier en a dans ce chiffre.",
    )  # fmt: skip
    present = [place for place in Place if any(found.get(place) for found in places.values())]
    return Tableau(
        code=f"direct-{code.replace('.', '-')}", titre="Dossiers qui pèsent sur ce chiffre", singulier="dossier",
        colonnes=(
            PERSONNE,
            Colonne(
                "place", "Place", lambda row: LIBELLES_PLACE[get_place(row)], categorie=Categorie.PARCOURS,
                classe=lambda row: f"badge ton-{TONS_PLACE[get_place(row)][0]}",
                icone=lambda row: TONS_PLACE[get_place(row)][1],
                definition="Compté dans le chiffre, dans sa base seulement, ou sans la réponse qui le dirait.",
            ),
            *([fois] if unite else []), REFERENT, ENTREE, SORTIE,
        ),
        filtres=(
            _search_nom(),
            *([Filtre("place", "Place", filter_place, choix=[(p.value, LIBELLES_PLACE[p]) for p in present], tous="Toutes")]
              if len(present) > 1 else []),
            *([Filtre("detail", "Détail", _keep, choix=[d for d in details if d[0]], tous=details[0][1], is_perimetre=True)]
              if len(details) > 1 else []),
            _make_annee(annees),
        ),
        tri="personne", vide="Aucun dossier n’est compté ici cette année.",
    )  # fmt: skip


def build_manques(
    variable: Variable, etats: Mapping[int, Etat], *, annees: Annees, with_etats: bool, can_mend: bool, ici: str
) -> Tableau:
    """`with_etats`: says of each file what can be done. `can_mend`: leads to the form that holds the answer, which comes
    back here (`ici`) once it is mended."""

    def filter_etat(rows: Any, value: str) -> Any:
        return rows.filter(pk__in=[cle for cle, etat in etats.items() if etat == value])

    def find_page(row: Any) -> Page:
        return PHOTO if etats[row.pk] is Etat.A_REPORTER else PAGES.get(VARIABLES[variable].source, DOSSIER)

    def is_corrigeable(row: Any) -> bool:
        return etats[row.pk] in CORRIGEABLES

    etat = Colonne(
        "etat", "À faire", lambda row: LIBELLES_ETAT[etats[row.pk]], categorie=Categorie.PARCOURS,
        classe=lambda row: f"badge ton-{TONS_ETAT[etats[row.pk]][0]}", icone=lambda row: TONS_ETAT[etats[row.pk]][1],
        definition="Ce qui peut encore être fait de cette réponse.",
    )  # fmt: skip
    corriger = Colonne(
        "corriger", "Où corriger", lambda row: find_page(row).libelle if is_corrigeable(row) else "",
        lien=lambda row: add_retour(find_page(row).write_url(row), ici) if is_corrigeable(row) else "",
        categorie=Categorie.PARCOURS, definition="Le formulaire du dossier qui porte cette réponse.",
    )  # fmt: skip
    choix = [(one.value, LIBELLES_ETAT[one]) for one in Etat if one in etats.values()]
    return Tableau(
        code=f"direct-manques-{variable.value}", titre="Dossiers sans cette réponse", singulier="dossier",
        colonnes=(
            PERSONNE, *([etat] if with_etats else []), *([corriger] if can_mend else []), REFERENT, ENTREE, SORTIE,
        ),
        filtres=(
            _search_nom(), *([Filtre("etat", "À faire", filter_etat, choix=choix)] if with_etats else []),
            _make_annee(annees),
        ),
        tri="personne", vide="Toutes les réponses sont données.",
    )  # fmt: skip
