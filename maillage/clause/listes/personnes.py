"""« Personnes éligibles »: where each of them stands."""

from typing import Any

from django.urls import reverse

from maillage.clause.models import Lot
from maillage.clause.nomenclatures.eligibilites import LIBELLES_DECISION, Decision
from maillage.clause.queries.personnes import search_personnes
from maillage.socle.classement import Categorie
from maillage.socle.tableaux import Colonne, Filtre, Genre, Saisie, Tableau

TONS = {
    Decision.ACCORDEE: ("badge ton-succes", "circle-check"), Decision.RENOUVELEE: ("badge ton-succes", "circle-check"),
    Decision.REFUSEE: ("badge ton-attention", "ban"),
}  # fmt: skip
A_CONSTATER = ("badge ton-neutre", "circle-dashed")


def _ton(row: Any) -> tuple[str, str]:
    return TONS[Decision(row.decision)] if row.decision else A_CONSTATER


def build_personnes(*, lot: Lot | None = None) -> Tableau:
    """`lot`: the person chosen goes on to it."""
    suite = f"?lot={lot.uuid}" if lot else ""

    def narrow(rows: Any, value: str) -> Any:
        if value == "en_emploi":
            return rows.filter(en_emploi=True)
        return rows.filter(decision=None) if value == "a_constater" else rows.filter(decision=value)

    return Tableau(
        code="personnes_clause",
        titre="Personnes éligibles",
        singulier="personne",
        colonnes=(
            Colonne("personne", "Personne", lambda row: f"{row.nom} {row.prenom}", tri=("nom_naissance", "prenoms"),
                    lien=lambda row: reverse("clause:personne", args=[row.uuid]) + suite, categorie=Categorie.IDENTITE),
            Colonne("numero", "Dossier", lambda row: row.numero, Genre.NOMBRE, tri=("numero",),
                    categorie=Categorie.IDENTITE),
            Colonne("naissance", "Naissance", lambda row: row.date_naissance, Genre.DATE, tri=("date_naissance",),
                    categorie=Categorie.IDENTITE),
            Colonne("eligibilite", "Éligibilité",
                    lambda row: LIBELLES_DECISION[Decision(row.decision)] if row.decision else "À constater",
                    tri=("decision",), classe=lambda row: _ton(row)[0], icone=lambda row: _ton(row)[1],
                    categorie=Categorie.CLAUSE),
            Colonne("premier", "Premier contrat", lambda row: row.premier, Genre.DATE, tri=("premier",),
                    categorie=Categorie.CLAUSE),
            Colonne("dernier", "Dernier contrat", lambda row: row.dernier, Genre.DATE, tri=("dernier",),
                    categorie=Categorie.CLAUSE),
        ),
        filtres=(
            Filtre("q", "Nom ou numéro de dossier", search_personnes, Saisie.TEXTE),
            Filtre("situation", "Où elle en est", narrow, choix=[
                ("en_emploi", "En contrat"), ("a_constater", "Éligibilité à constater"),
                (Decision.ACCORDEE.value, "Éligible"), (Decision.REFUSEE.value, "Refusée")]),
        ),
        tri="personne",
        nominatif=True,
        vide="Une personne s’ajoute depuis le lot où elle va travailler, ou ici.",
    )  # fmt: skip
