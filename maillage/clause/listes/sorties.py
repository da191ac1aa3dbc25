"""« Après la clause »: who is to be asked, who answered, who could not be reached."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from maillage.clause.nomenclatures.suivi import LIBELLES_JALON
from maillage.clause.queries.personnes import search_personnes
from maillage.clause.queries.sorties import Due
from maillage.participants.models import Personne
from maillage.socle.classement import Categorie
from maillage.socle.tableaux import Colonne, Filtre, Genre, Saisie, Tableau

ETATS = {
    "a_demander": "À demander", "repondue": "Situation connue", "injoignable": "Injoignable", "depassee": "Délai passé",
}  # fmt: skip
TONS = {
    "a_demander": ("attention", "phone"), "repondue": ("succes", "circle-check"), "injoignable": ("neutre", "ban"),
    "depassee": ("neutre", "circle-dashed"),
}  # fmt: skip


def build_sorties(dues: Mapping[int, Due]) -> Tableau:
    """`dues`: by contract, the milestone it is at."""

    def keep(rows: Any, test: Any) -> Any:
        return rows.filter(pk__in=[cle for cle, due in dues.items() if test(due)])

    def search(rows: Any, texte: str) -> Any:
        return rows.filter(personne__in=search_personnes(Personne.objects.all(), texte))

    def tell(emploi: Any) -> str:
        suivi = dues[emploi.pk].suivi
        if suivi is None:
            return ""
        if suivi.situation:
            return f"{suivi.libelle_situation}, le {suivi.demande_le:%d/%m/%Y}"
        if suivi.tentatives:
            return f"Sans réponse, {suivi.tentatives} fois"
        return f"Lien remis le {suivi.lien_le:%d/%m/%Y}" if suivi.lien_le else ""

    return Tableau(
        code="sorties_clause",
        titre="Personnes à interroger",
        singulier="personne",
        nominatif=True,
        colonnes=(
            Colonne("personne", "Personne", lambda e: e.personne, tri=("personne__nom_naissance", "personne__prenoms"),
                    lien=lambda e: reverse("clause:sortie", args=[e.uuid, int(dues[e.pk].echeance.jalon)]),
                    categorie=Categorie.IDENTITE),
            Colonne("jalon", "Jalon", lambda e: LIBELLES_JALON[dues[e.pk].echeance.jalon], categorie=Categorie.CLAUSE,
                    precision=lambda e: f"le {dues[e.pk].echeance.prevu_le:%d/%m/%Y}"),
            Colonne("etat", "État", lambda e: ETATS[dues[e.pk].etat], categorie=Categorie.CLAUSE,
                    classe=lambda e: f"badge ton-{TONS[dues[e.pk].etat][0]}", icone=lambda e: TONS[dues[e.pk].etat][1]),
            Colonne("su", "Ce qu’on sait", tell, categorie=Categorie.CLAUSE, manquant="Rien encore"),
            Colonne("metier", "Dernier contrat", lambda e: e.metier, categorie=Categorie.CLAUSE,
                    precision=lambda e: str(e.employeur)),
            Colonne("fin", "Fini le", lambda e: e.fin, Genre.DATE, tri=("fin_reelle", "fin_prevue"),
                    categorie=Categorie.CLAUSE),
        ),
        filtres=(
            Filtre("q", "Nom", search, Saisie.TEXTE),
            Filtre("etat", "État", lambda rows, value: keep(rows, lambda due: due.etat == value), choix=list(ETATS.items())),
            Filtre("jalon", "Jalon", lambda rows, value: keep(rows, lambda due: due.echeance.jalon == int(value)),
                   choix=[(str(int(j)), libelle) for j, libelle in LIBELLES_JALON.items()]),
        ),
        tri="-fin",
        vide="Six mois après la fin d’un dernier contrat, la personne apparaît ici.",
    )  # fmt: skip
