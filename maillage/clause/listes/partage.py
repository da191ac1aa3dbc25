"""« Marchés partagés »: lots followed with other structures."""

from typing import Any

from django.urls import reverse

from maillage.clause.listes.marches import get_classe, get_icone, search
from maillage.clause.nomenclatures.partage import LIBELLES_SUIVI, RoleSuivi
from maillage.socle.classement import Categorie
from maillage.socle.tableaux import Colonne, Filtre, Genre, Saisie, Tableau

FILTRE = Filtre(
    "role", "Votre rôle", lambda rows, value: rows.filter(mon_role=value),
    choix=[(role.value, libelle) for role, libelle in LIBELLES_SUIVI.items()], tous="Tous",
)  # fmt: skip


def get_role(lot: Any) -> str:
    return LIBELLES_SUIVI[RoleSuivi(lot.mon_role)]


def build_partages() -> Tableau:
    C = Categorie.CLAUSE
    return Tableau(
        code="marches_partages",
        titre="Lots suivis à plusieurs",
        singulier="lot",
        colonnes=(
            Colonne("lot", "Marché et lot", lambda lot: lot.marche.objet, tri=("marche__objet", "numero"),
                    lien=lambda lot: reverse("clause:lot_partage", args=[lot.uuid]), categorie=C,
                    precision=lambda lot: str(lot) if lot.numero else ""),
            Colonne("role", "Votre rôle", get_role, tri=("mon_role",), categorie=C),
            Colonne("pilote", "Pilote", lambda lot: lot.pilote, tri=("pilote",), categorie=C),
            Colonne("structures", "Structures", lambda lot: lot.structures, Genre.NOMBRE, tri=("structures",), categorie=C,
                    definition="Celles qui suivent le lot aujourd’hui, la vôtre comprise."),
            Colonne("etat", "État", lambda lot: lot.libelle_etat, tri=("etat",), classe=get_classe, icone=get_icone,
                    categorie=C),
            Colonne("part", "Votre part (h)", lambda lot: lot.ma_part, Genre.NOMBRE, tri=("ma_part",), categorie=C),
            Colonne("engagees", "Heures engagées", lambda lot: lot.engagees, Genre.NOMBRE, tri=("engagees",), categorie=C,
                    definition="Du lot entier, dernière version de l’engagement."),
        ),
        filtres=(Filtre("q", "Objet, lot ou donneur d’ordre", search, Saisie.TEXTE), FILTRE),
        tri="lot",
        vide="Un lot arrive ici quand une autre structure le suit avec vous : invitez-en une depuis la page du lot.",
    )  # fmt: skip
