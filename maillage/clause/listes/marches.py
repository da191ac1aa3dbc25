"""« Mes marchés », and the donneurs d'ordre."""

from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse

from maillage.clause.models import AvenantDuLot, Question
from maillage.clause.nomenclatures.calcul import StatutAvenant
from maillage.clause.nomenclatures.lots import LIBELLES_ETAT, LIBELLES_PHASE, PHASES, EtatLot, Phase
from maillage.clause.nomenclatures.marches import LIBELLES_DONNEUR_ORDRE
from maillage.clause.nomenclatures.suivi import StatutPenalite
from maillage.clause.queries.amont import select_donneurs_finissants
from maillage.clause.queries.marches import A_PREPARER, FINAUX, select_offres
from maillage.clause.rules.volumes import show
from maillage.socle.classement import Categorie
from maillage.socle.tableaux import Colonne, Filtre, Genre, Saisie, Tableau
from maillage.territoire.models import Commune
from maillage.territoire.rules import normalize

E = EtatLot
A_REPRENDRE: dict[str, Q] = {
    "amont": Q(etat__in=A_PREPARER),
    "questions": Q(marche__in=Question.objects.filter(repondue_le=None).values("marche")),
    "lieu": Q(marche__lieu_commune=None) & ~Q(etat__in=FINAUX),
    "avenants": Q(pk__in=AvenantDuLot.objects.filter(statut=StatutAvenant.PROPOSE).values("lot")),
}
LIBELLES_REPRENDRE = [
    ("offres", "Offres remises"), ("amont", "Clause à préparer"), ("questions", "Question sans réponse"),
    ("avenants", "Avenant à trancher"), ("lieu", "Lieu d’exécution à renseigner"),
]  # fmt: skip
TONS: dict[EtatLot, tuple[str, str]] = {
    **dict.fromkeys(EtatLot, ("neutre", "circle-dashed")),
    **dict.fromkeys((E.CLAUSE_VALIDEE, E.PUBLIE, E.ANALYSE, E.ATTRIBUE, E.NOTIFIE, E.PLANIFIE), ("information", "circle-dot")),
    E.EN_EXECUTION: ("succes", "circle-check"),
    **dict.fromkeys((E.INFRUCTUEUX, E.SUSPENDU, E.A_SOLDER), ("attention", "circle-alert")),
    **dict.fromkeys((E.SANS_CLAUSE, E.RESILIE), ("neutre", "ban")),
}  # fmt: skip


def get_classe(lot: Any) -> str:
    return f"badge ton-{TONS[EtatLot(lot.etat)][0]}"


def get_icone(lot: Any) -> str:
    return TONS[EtatLot(lot.etat)][1]


def search(rows: Any, texte: str) -> Any:
    return rows.filter(
        Q(marche__objet__icontains=texte) | Q(intitule__icontains=texte) | Q(marche__numero__icontains=texte)
        | Q(marche__acheteur__nom__icontains=texte)
    )  # fmt: skip


def search_lieu(rows: Any, texte: str) -> Any:
    """A commune by its name or one of its codes, an EPCI by its name, a site in words."""
    ici = (
        Q(cle__contains=normalize(texte))
        | Q(code=texte)
        | Q(codes_postaux__icontains=texte)
        | Q(epci__nom__icontains=texte)
    )
    return rows.filter(
        Q(marche__lieu_commune__in=Commune.objects.filter(ici)) | Q(marche__lieu_precision__icontains=texte)
    )


def build_marches(*, on: date) -> Tableau:
    def narrow(rows: Any, value: str) -> Any:
        return rows.filter(select_offres(on) if value == "offres" else A_REPRENDRE[value], mon_role="pilote")

    return Tableau(
        code="marches",
        titre="Lots suivis",
        singulier="lot",
        colonnes=(
            Colonne("lot", "Marché et lot", lambda lot: lot.marche.objet, tri=("marche__objet", "numero"),
                    lien=lambda lot: reverse("clause:lot", args=[lot.uuid]), categorie=Categorie.CLAUSE,
                    precision=lambda lot: str(lot) if lot.numero else ""),
            Colonne("acheteur", "Donneur d’ordre", lambda lot: lot.marche.acheteur, tri=("marche__acheteur__nom",),
                    categorie=Categorie.CLAUSE),
            Colonne("lieu", "Lieu", lambda lot: lot.marche.lieu_commune, tri=("marche__lieu_commune__nom",),
                    categorie=Categorie.CLAUSE, definition="La commune où le marché s’exécute.", manquant="Non renseigné", is_visible=False),
            Colonne("etat", "État", lambda lot: lot.libelle_etat, tri=("etat",), classe=get_classe, icone=get_icone,
                    categorie=Categorie.CLAUSE),
            Colonne("entreprise", "Entreprise", lambda lot: lot.tete, tri=("tete",), categorie=Categorie.CLAUSE),
            Colonne("pilote", "Pilote", lambda lot: lot.pilote, tri=("pilote",), categorie=Categorie.CLAUSE, is_visible=False),
            Colonne("calculees", "Heures calculées", lambda lot: None if lot.heures is None else show(lot.heures), Genre.NOMBRE, categorie=Categorie.CLAUSE,
                    definition="Montant × part de main-d’œuvre × taux d’insertion ÷ coût d’une heure, arrondi à l’heure inférieure."),
            Colonne("engagees", "Heures engagées", lambda lot: lot.engagees, Genre.NOMBRE, tri=("engagees",),
                    categorie=Categorie.CLAUSE, definition="La dernière version de l’engagement."),
            Colonne("montant", "Montant HT (€)", lambda lot: lot.montant_ht, Genre.NOMBRE, tri=("montant_ht",),
                    categorie=Categorie.CLAUSE, is_visible=False),
            Colonne("limite", "Offres jusqu’au", lambda lot: lot.marche.limite_le, Genre.DATE, tri=("marche__limite_le",),
                    categorie=Categorie.CLAUSE, is_visible=False),
            Colonne("fin", "Fin prévue", lambda lot: lot.marche.fin_prevue, Genre.DATE, tri=("marche__fin_prevue",),
                    categorie=Categorie.CLAUSE, is_visible=False),
        ),
        filtres=(
            Filtre("q", "Objet, lot ou donneur d’ordre", search, Saisie.TEXTE),
            Filtre("lieu", "Lieu d’exécution", search_lieu, Saisie.TEXTE),
            Filtre("phase", "Phase", lambda rows, value: rows.filter(etat__in=PHASES[Phase(value)]),
                   choix=[(phase.value, libelle) for phase, libelle in LIBELLES_PHASE.items()], tous="Toutes"),
            Filtre("etat", "État", lambda rows, value: rows.filter(etat=value),
                   choix=[(etat.value, libelle) for etat, libelle in LIBELLES_ETAT.items()]),
            Filtre("penalite", "Pénalité", lambda rows, value: rows.filter(penalites__statut=StatutPenalite.PROPOSEE).distinct(),
                   choix=[("attend", "Décision attendue")], tous="Toutes"),
            Filtre("suivi", "Suivi", lambda rows, value: rows.filter(mon_role=value) if value == "pilote" else rows.exclude(mon_role="pilote"),
                   choix=[("pilote", "Pilotés par nous"), ("autres", "Partagés avec nous")], tous="Tous"),
            Filtre("reprendre", "À reprendre", narrow, choix=LIBELLES_REPRENDRE),
        ),
        tri="lot",
        vide="Repérez le premier : son lot, sa clause et ses heures viendront ensuite.",
    )  # fmt: skip


def build_donneurs(*, on: date) -> Tableau:
    return Tableau(
        code="donneurs_ordre",
        titre="Donneurs d’ordre",
        singulier="donneur d’ordre",
        pluriel="donneurs d’ordre",
        colonnes=(
            Colonne("nom", "Nom", lambda row: row.nom, tri=("nom",), categorie=Categorie.CLAUSE,
                    lien=lambda row: reverse("clause:donneur", args=[row.uuid])),
            Colonne("type", "Nature", lambda row: row.libelle_type, tri=("type",), categorie=Categorie.CLAUSE),
            Colonne("siret", "SIRET", lambda row: row.siret, categorie=Categorie.CLAUSE, is_visible=False),
            Colonne("lots", "Lots", lambda row: row.lots, Genre.NOMBRE, tri=("lots",), categorie=Categorie.CLAUSE),
            Colonne("en_cours", "Lots en cours", lambda row: row.en_cours, Genre.NOMBRE, tri=("en_cours",),
                    categorie=Categorie.CLAUSE, definition="Ni clos, ni résiliés, ni sans clause."),
        ),
        filtres=(
            Filtre("q", "Nom", lambda rows, texte: rows.filter(nom__icontains=texte), Saisie.TEXTE),
            Filtre("type", "Nature", lambda rows, value: rows.filter(type=value),
                   choix=[(t.value, libelle) for t, libelle in LIBELLES_DONNEUR_ORDRE.items()], tous="Toutes"),
            Filtre("convention", "Convention", lambda rows, value: rows.filter(select_donneurs_finissants(on=on)),
                   choix=[("bientot", "Se termine bientôt")], tous="Toutes"),
        ),
        tri="nom",
        vide="Ils s’inscrivent avec leur premier marché.",
    )  # fmt: skip
