"""The lists of the étapes, declared as data: the offer, one file, one's own participants."""

from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse

from maillage.parcours.models import Positionnement
from maillage.parcours.nomenclatures.etapes import (
    LIBELLES_FAMILLE,
    LIBELLES_FINANCEMENT,
    LIBELLES_POSITIONNEMENT,
    TYPES,
    EtatPositionnement,
    Famille,
)
from maillage.socle.classement import Categorie
from maillage.socle.tableaux import Action, Colonne, Filtre, Genre, Saisie, Tableau

FAMILLES = [(famille.value, libelle) for famille, libelle in LIBELLES_FAMILLE.items()]
ETATS = [(etat.value, libelle) for etat, libelle in LIBELLES_POSITIONNEMENT.items()]
TONS = {
    EtatPositionnement.PROPOSE: ("neutre", "circle-dashed"),
    EtatPositionnement.EN_ATTENTE: ("attention", "clock"),
    EtatPositionnement.ACCEPTE: ("neutre", "check"),
    EtatPositionnement.PREVU: ("neutre", "calendar"),
    EtatPositionnement.EN_COURS: ("information", "circle-dot"),
    EtatPositionnement.TERMINE: ("succes", "circle-check"),
    EtatPositionnement.INTERROMPU: ("attention", "circle-alert"),
    EtatPositionnement.REFUSE: ("neutre", "ban"),
    EtatPositionnement.NON_VENU: ("neutre", "user-x"),
}


def get_classe(etape: Positionnement) -> str:
    return f"badge ton-{TONS[EtatPositionnement(etape.etat)][0]}"


def get_icone(etape: Positionnement) -> str:
    return TONS[EtatPositionnement(etape.etat)][1]


def of_famille(rows: Any, famille: str) -> Any:
    return rows.filter(type__in=[code for code, t in TYPES.items() if t.famille == Famille(famille)])


ETAT = Colonne("etat", "État", lambda e: e.libelle_etat, tri=("etat",), classe=get_classe, icone=get_icone)
DU = Colonne("du", "Depuis", lambda e: e.debut or e.prevu_du, Genre.DATE, tri=("debut", "prevu_du"),
             precision=lambda e: "" if e.debut or not e.prevu_du else "prévu")  # fmt: skip
AU = Colonne("au", "Jusqu’au", lambda e: e.fin or e.prevu_au, Genre.DATE, tri=("fin", "prevu_au"),
             precision=lambda e: "" if e.fin or not e.prevu_au else "prévu")  # fmt: skip
HEURES = Colonne("heures", "Heures réalisées", lambda e: e.heures_realisees, Genre.NOMBRE, tri=("heures_realisees",))


def build_offre(*, on: date) -> Tableau:
    def narrow(rows: Any, value: str) -> Any:
        over = Q(au__lt=on)
        return rows.filter(over) if value == "terminees" else rows.exclude(over)

    return Tableau(
        code="offre",
        titre="Actions proposées",
        singulier="action",
        colonnes=(
            Colonne("intitule", "Action", lambda a: a.intitule, tri=("intitule",),
                    lien=lambda a: reverse("parcours:action", args=[a.uuid])),
            Colonne("type", "Type", lambda a: a.type_local or a.definition.libelle, tri=("type",)),
            Colonne("famille", "Famille", lambda a: LIBELLES_FAMILLE[a.definition.famille], is_visible=False),
            Colonne("operateur", "Opérateur", lambda a: a.operateur, tri=("operateur__nom",)),
            Colonne("financement", "Financement", lambda a: a.libelle_financement, tri=("financement",)),
            Colonne("heures", "Heures", lambda a: a.heures, Genre.NOMBRE, tri=("heures",)),
            Colonne("personnes", "Personnes", lambda a: a.personnes, Genre.NOMBRE, tri=("personnes",),
                    definition="Positionnées aujourd’hui, de la proposition à l’étape en cours."),
            Colonne("attente", "En attente", lambda a: a.attente, Genre.NOMBRE, tri=("attente",)),
            Colonne("au", "Jusqu’au", lambda a: a.au, Genre.DATE, tri=("au",)),
        ),
        filtres=(
            Filtre("q", "Intitulé ou opérateur", _search_action, Saisie.TEXTE),
            Filtre("famille", "Famille", of_famille, choix=FAMILLES, tous="Toutes"),
            Filtre("financement", "Financement", lambda rows, value: rows.filter(financement=value),
                   choix=[(f.value, nom) for f, nom in LIBELLES_FINANCEMENT.items()]),
            Filtre("quand", "Quand", narrow, choix=[("ouvertes", "Ouvertes"), ("terminees", "Terminées")],
                   tous="Toutes"),
        ),
        tri="intitule",
        vide="Ajoutez la première : ses sessions et ses places viendront ensuite.",
    )  # fmt: skip


def _search_action(rows: Any, texte: str) -> Any:
    return rows.filter(Q(intitule__icontains=texte) | Q(operateur__nom__icontains=texte))


ETAPES_DU_DOSSIER = Tableau(
    code="etapes",
    titre="Étapes du parcours",
    singulier="étape",
    colonnes=(
        Colonne("intitule", "Étape", lambda e: e.intitule, tri=("intitule",),
                lien=lambda e: reverse("parcours:etape", args=[e.uuid]),
                precision=lambda e: "porte d’entrée" if e.avant_entree else ""),
        Colonne("type", "Type", lambda e: e.type_local or e.definition.libelle, tri=("type",)),
        Colonne("famille", "Famille", lambda e: LIBELLES_FAMILLE[e.definition.famille], is_visible=False),
        Colonne("operateur", "Opérateur", lambda e: e.operateur, tri=("operateur__nom",)),
        ETAT, DU, AU, HEURES,
        Colonne("resultat", "Résultat", lambda e: e.libelle_resultat or e.libelle_motif, tri=("resultat", "motif")),
    ),
    filtres=(
        Filtre("etat", "État", lambda rows, value: rows.filter(etat=value), choix=ETATS),
        Filtre("famille", "Famille", of_famille, choix=FAMILLES, tous="Toutes"),
    ),
    tri="-du",
    vide="Proposez une première étape : elle apparaîtra ici.",
    nominatif=True,
)  # fmt: skip


def _search_personne(rows: Any, texte: str) -> Any:
    for word in texte.split()[:4]:
        nom = "parcours__personne__nom_"
        rows = rows.filter(
            Q(**{f"{nom}naissance__icontains": word}) | Q(**{f"{nom}usage__icontains": word})
            | Q(parcours__personne__prenoms__icontains=word) | Q(intitule__icontains=word)
        )  # fmt: skip
    return rows


MES_ETAPES = Tableau(
    code="mes-etapes",
    titre="Personnes de mes étapes",
    singulier="personne",
    colonnes=(
        Colonne("personne", "Personne", lambda e: e.parcours.personne, categorie=Categorie.IDENTITE,
                tri=("parcours__personne__nom_naissance", "parcours__personne__prenoms"),
                lien=lambda e: reverse("parcours:etape", args=[e.uuid])),
        Colonne("intitule", "Étape", lambda e: e.intitule, tri=("intitule",)),
        ETAT, DU, AU, HEURES,
        Colonne("prevues", "Heures prévues", lambda e: e.heures_prevues, Genre.NOMBRE, tri=("heures_prevues",),
                is_visible=False),
    ),
    filtres=(
        Filtre("q", "Nom ou étape", _search_personne, Saisie.TEXTE),
        Filtre("etat", "État", lambda rows, value: rows.filter(etat=value), choix=ETATS),
    ),
    tri="personne",
    vide="Les référents positionnent des personnes sur vos étapes : elles apparaîtront ici, et en partiront trente jours après.",
    nominatif=True,
)  # fmt: skip


def list_actions(etape: Positionnement) -> list[Action]:
    cible = f"l’étape de {etape.parcours.personne}"
    return [Action("Présences", cible, reverse("parcours:etape_presences", args=[etape.uuid]))]
