"""« Lots en alerte »: one line per lot, with why and what to do first."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse

from maillage.clause.listes.marches import get_classe, get_icone, search
from maillage.clause.nomenclatures.lots import LIBELLES_ETAT
from maillage.clause.rules.alertes import LIBELLES_ALERTE, SURVEILLES, Alerte
from maillage.socle.classement import Categorie
from maillage.socle.tableaux import Colonne, Filtre, Genre, Saisie, Tableau


def build_alertes(alertes: Mapping[int, Sequence[Alerte]]) -> Tableau:
    """`alertes`: by lot, the most pressing first."""

    def narrow(rows: Any, code: str) -> Any:
        return rows.filter(pk__in=[lot for lot, found in alertes.items() if code in {a.code for a in found}])

    def tell(lot: Any) -> str:
        return "\n".join(f"{alerte.libelle} : {alerte.pourquoi}" for alerte in alertes[lot.pk])

    return Tableau(
        code="alertes_clause",
        titre="Lots en alerte",
        singulier="lot en alerte",
        pluriel="lots en alerte",
        colonnes=(
            Colonne("lot", "Marché et lot", lambda lot: lot.marche.objet, tri=("marche__objet", "numero"),
                    lien=lambda lot: reverse("clause:lot", args=[lot.uuid]), categorie=Categorie.CLAUSE,
                    precision=lambda lot: str(lot) if lot.numero else ""),
            Colonne("acheteur", "Donneur d’ordre", lambda lot: lot.marche.acheteur, tri=("marche__acheteur__nom",),
                    categorie=Categorie.CLAUSE, is_visible=False),
            Colonne("etat", "État", lambda lot: lot.libelle_etat, tri=("etat",), classe=get_classe, icone=get_icone,
                    categorie=Categorie.CLAUSE),
            Colonne("premiere", "Alerte", lambda lot: alertes[lot.pk][0].libelle, categorie=Categorie.CLAUSE),
            Colonne("pourquoi", "Pourquoi", lambda lot: alertes[lot.pk][0].pourquoi, categorie=Categorie.CLAUSE),
            Colonne("geste", "À faire", lambda lot: alertes[lot.pk][0].geste, categorie=Categorie.CLAUSE),
            Colonne("nombre", "Alertes", lambda lot: len(alertes[lot.pk]), Genre.NOMBRE, categorie=Categorie.CLAUSE,
                    definition="Combien de raisons différentes de s’en occuper."),
            Colonne("toutes", "Toutes les alertes", tell, categorie=Categorie.CLAUSE, is_visible=False),
            Colonne("fin", "Fin prévue", lambda lot: lot.marche.fin_prevue, Genre.DATE, tri=("marche__fin_prevue",),
                    categorie=Categorie.CLAUSE),
        ),
        filtres=(
            Filtre("q", "Objet, lot ou donneur d’ordre", search, Saisie.TEXTE),
            Filtre("alerte", "Alerte", narrow, choix=[(c.value, libelle) for c, libelle in LIBELLES_ALERTE.items()],
                   tous="Toutes"),
            Filtre("etat", "État", lambda rows, value: rows.filter(etat=value),
                   choix=[(etat.value, LIBELLES_ETAT[etat]) for etat in sorted(SURVEILLES)]),
        ),
        tri="fin",
        vide="Rien ne presse : les lots suivent leur plan, leurs pièces sont là.",
    )  # fmt: skip
