"""« Fins d’éligibilité »: until when the hours of each count, and what is left to decide."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.urls import reverse

from maillage.clause.queries.personnes import search_personnes
from maillage.clause.rules.fins_eligibilite import LIBELLES_FIN_ELIGIBILITE, EtatFin, Fin
from maillage.socle.classement import Categorie
from maillage.socle.tableaux import Action, Colonne, Filtre, Genre, Saisie, Tableau

TONS: dict[EtatFin, tuple[str, str]] = {
    EtatFin.FINIE: ("badge ton-attention", "circle-alert"), EtatFin.EN_CONTRAT: ("badge ton-information", "circle-dot"),
    EtatFin.SANS_CONTRAT: ("badge ton-neutre", "circle-dashed"),
}  # fmt: skip


def build_fins(fins: Mapping[int, Fin], *, on: date) -> Tableau:
    def narrow(rows: Any, value: str) -> Any:
        return rows.filter(pk__in=[key for key, fin in fins.items() if fin.etat == value])

    return Tableau(
        code="fins_eligibilite",
        titre="Fins d’éligibilité",
        singulier="personne",
        nominatif=True,
        colonnes=(
            Colonne("personne", "Personne", lambda row: f"{row.nom} {row.prenom}", tri=("nom_naissance", "prenoms"),
                    lien=lambda row: reverse("clause:personne", args=[row.uuid]), categorie=Categorie.IDENTITE),
            Colonne("etat", "Où elle en est", lambda row: LIBELLES_FIN_ELIGIBILITE[fins[row.pk].etat], tri=("rang",),
                    classe=lambda row: TONS[fins[row.pk].etat][0], icone=lambda row: TONS[fins[row.pk].etat][1],
                    categorie=Categorie.CLAUSE,
                    definition="Les durées finies avec un contrat en cours d’abord, puis celles en contrat, par date."),
            Colonne("au", "Ses heures comptent jusqu’au", lambda row: fins[row.pk].au, Genre.DATE,
                    categorie=Categorie.CLAUSE),
            Colonne("jours", "Jours restants", lambda row: max(0, fins[row.pk].count_jours(on=on)), Genre.NOMBRE,
                    categorie=Categorie.CLAUSE),
            Colonne("contrat", "Contrat jusqu’au", lambda row: fins[row.pk].contrat_au, Genre.DATE,
                    categorie=Categorie.CLAUSE, manquant="–"),
        ),
        filtres=(
            Filtre("q", "Nom", search_personnes, Saisie.TEXTE),
            Filtre("etat", "Où elle en est", narrow,
                   choix=[(etat.value, libelle) for etat, libelle in LIBELLES_FIN_ELIGIBILITE.items()]),
        ),
        tri="etat",
        vide="Aucune durée d’éligibilité ne finit bientôt.",
    )  # fmt: skip


def list_actions(row: Any) -> list[Action]:
    return [Action("Prolonger", f"l’éligibilité de {row}", reverse("clause:eligibilite", args=[row.uuid]))]
