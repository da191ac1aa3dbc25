"""Who lives near a market and is eligible, or nearly: why, how far, what to look at first."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from maillage.clause.nomenclatures.proches import LIBELLES_DEGRE, Degre
from maillage.clause.queries.personnes import search_personnes
from maillage.clause.queries.proches import Trouve
from maillage.parcours.listes.file_active import search as search_parcours
from maillage.socle.classement import Categorie
from maillage.socle.tableaux import Colonne, Filtre, Genre, Saisie, Tableau

TONS: dict[Degre, tuple[str, str]] = {
    Degre.CONSTATEE: ("badge ton-succes", "circle-check"), Degre.A_CONSTATER: ("badge ton-information", "circle-dot"),
    Degre.BIENTOT: ("badge ton-attention", "clock"),
}  # fmt: skip


def write_phrase(parts: tuple[str, ...]) -> str:
    texte = "\u00a0; ".join(parts)
    return f"{texte[:1].upper()}{texte[1:]}." if texte else ""


def build_proches(trouves: Mapping[int, Trouve], *, en_parcours: bool, suite: str = "") -> Tableau:
    """`en_parcours`: rows are parcours, opened as such; otherwise persons of the service, whose contract is for `suite`."""

    def get(row: Any) -> Trouve:
        return trouves[row.personne_id if en_parcours else row.pk]

    def get_personne(row: Any) -> Any:
        return row.personne if en_parcours else row

    def link(row: Any) -> str:
        if en_parcours:
            return reverse("parcours:dossier", args=[row.uuid])
        return reverse("clause:personne", args=[row.uuid]) + suite

    champ = "personne" if en_parcours else "pk"

    def narrow(rows: Any, keep: Any) -> Any:
        return rows.filter(**{f"{champ}__in": [key for key, found in trouves.items() if keep(found)]})

    prefixe = "personne__" if en_parcours else ""
    return Tableau(
        code="proches_parcours" if en_parcours else "proches_clause",
        titre="Personnes proches",
        singulier="personne",
        colonnes=(
            Colonne("personne", "Personne", lambda row: f"{get_personne(row).nom} {get_personne(row).prenom}",
                    tri=(f"{prefixe}nom_naissance", f"{prefixe}prenoms"), lien=link, categorie=Categorie.IDENTITE),
            Colonne("degre", "Éligibilité", lambda row: LIBELLES_DEGRE[get(row).proche.degre], tri=("rang",),
                    classe=lambda row: TONS[get(row).proche.degre][0], icone=lambda row: TONS[get(row).proche.degre][1],
                    categorie=Categorie.CLAUSE,
                    definition="Constatée d’abord, puis à constater, puis bientôt par date ; à égalité, le plus près."),
            Colonne("commune", "Habite", lambda row: get(row).commune, categorie=Categorie.IDENTITE,
                    manquant="adresse inconnue"),
            Colonne("km", "Distance (km)", lambda row: get(row).proche.km, Genre.NOMBRE, tri=("km",),
                    categorie=Categorie.IDENTITE, definition="À vol d’oiseau, de mairie à mairie.", manquant="inconnue"),
            Colonne("raisons", "Pourquoi", lambda row: write_phrase(get(row).proche.raisons),
                    categorie=Categorie.SITUATION),
            Colonne("reserves", "À voir d’abord", lambda row: write_phrase(get(row).proche.reserves),
                    categorie=Categorie.SITUATION),
            Colonne("le", "Critère atteint le", lambda row: get(row).proche.le, Genre.DATE, categorie=Categorie.SITUATION,
                    is_visible=False),
        ),
        filtres=(
            Filtre("q", "Nom", search_parcours if en_parcours else search_personnes, Saisie.TEXTE),
            Filtre("degre", "Éligibilité", lambda rows, value: narrow(rows, lambda t: t.proche.degre == value),
                   choix=[(degre.value, libelle) for degre, libelle in LIBELLES_DEGRE.items()], tous="Toutes"),
            Filtre("secteur", "Métier", lambda rows, value: narrow(rows, lambda t: t.proche.is_du_secteur),
                   choix=[("oui", "Proche de ce secteur")], tous="Tous"),
        ),
        tri="degre",
        vide="Personne de connu n’habite assez près avec un critère atteint, ou bientôt atteint.",
        nominatif=True,
    )  # fmt: skip
