"""The lists of the way in, declared: mine, those received, the prescripteurs, the contacts outside."""

from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse

from maillage.parcours.nomenclatures.etats import LIBELLES_ORIENTATION, ORIENTATIONS_CLOSES, EtatOrientation
from maillage.parcours.nomenclatures.orientation import LIBELLES_TYPE_PRESCRIPTEUR
from maillage.parcours.rules import orientation as regles
from maillage.socle.classement import Categorie
from maillage.socle.tableaux import Colonne, Filtre, Genre, Saisie, Tableau
from maillage.socle.typographie import write_date_courte

TONS = {
    EtatOrientation.BROUILLON: "neutre", EtatOrientation.TRANSMISE: "information",
    EtatOrientation.A_COMPLETER: "attention", EtatOrientation.RECEVABLE: "information",
    EtatOrientation.EN_ACCUEIL: "information", EtatOrientation.PRESENTEE: "information",
    EtatOrientation.AGREEE: "succes", EtatOrientation.AJOURNEE: "attention", EtatOrientation.REFUSEE: "danger",
    EtatOrientation.SANS_SUITE: "neutre", EtatOrientation.ANNULEE: "neutre",
}  # fmt: skip
ICONES = {
    "neutre": "circle-dashed", "information": "circle-dot", "attention": "clock-alert", "succes": "check",
    "danger": "ban",
}  # fmt: skip


def get_ton(row: Any) -> str:
    return TONS[EtatOrientation(row.etat)]


def _etat(**options: Any) -> Colonne:
    return Colonne(
        "etat", "État", lambda row: row.libelle_etat, tri=("etat",),
        classe=lambda row: f"badge ton-{get_ton(row)}", icone=lambda row: ICONES[get_ton(row)], **options,
    )  # fmt: skip


def _nom(row: Any) -> str:
    return row.nom_complet or f"Orientation n° {row.numero}"


def build_siennes(*, on: date) -> Tableau:
    """`on`: the day by which an answer is late or not."""

    def get_echeance(row: Any) -> date | None:
        return None if row.attente is None else regles.get_echeance(row.attente, None)

    def dress(row: Any) -> tuple[str, str]:
        due = get_echeance(row)
        return ("badge ton-danger", "clock-alert") if due is not None and due < on else ("", "")

    return Tableau(
        code="mes_orientations",
        titre="Vos orientations",
        singulier="orientation",
        colonnes=(
            Colonne(
                "personne", "Personne", _nom, tri=("nom_naissance", "prenoms"), categorie=Categorie.IDENTITE,
                lien=lambda row: reverse("parcours:orientation", args=[row.uuid]),
            ),
            _etat(),
            Colonne(
                "promise", "Réponse promise", lambda row: regles.write_echeance(get_echeance(row), on=on),
                tri=("attente", "date_prescription"),
                definition="Le jour où le dispositif a promis de répondre, tant que la réponse n’est pas venue.",
                classe=lambda row: dress(row)[0], icone=lambda row: dress(row)[1],
            ),
            Colonne(
                "transmise", "Transmise", lambda row: row.date_prescription, Genre.DATE, tri=("date_prescription",),
                manquant="pas encore",
            ),
            Colonne(
                "reponse", "Réponse", lambda row: row.reponse_le, Genre.DATE, tri=("reponse_le",), manquant="pas encore"
            ),
        ),
        filtres=(
            Filtre(
                "etat", "État", lambda rows, value: rows.filter(etat=value),
                choix=[(etat.value, libelle) for etat, libelle in LIBELLES_ORIENTATION.items()],
            ),
        ),
        tri="-transmise",
        vide="« Orienter une personne » en ouvre une première : vous suivrez ici la réponse.",
        nominatif=True,
    )  # fmt: skip


def build_entrees(*, on: date) -> Tableau:
    """`on`: the day by which an answer is late or not."""

    def get_echeance(row: Any) -> date | None:
        return None if row.attente is None else regles.get_echeance(row.attente, None)

    def write_reponse(row: Any) -> str:
        due = get_echeance(row)
        if due is None:
            return f"donnée le {write_date_courte(row.reponse_le)}" if row.reponse_le else ""
        if due < on:
            return f"en retard de {(on - due).days} j"
        return f"dans {(due - on).days} j"

    def dress(row: Any) -> tuple[str, str]:
        due = get_echeance(row)
        if due is None:
            return "", ""
        return ("badge ton-danger", "clock-alert") if due < on else ("badge ton-information", "clock")

    def keep(rows: Any, value: str | None) -> Any:
        if value == "toutes":
            return rows
        return (
            rows.filter(etat__in=ORIENTATIONS_CLOSES)
            if value == "closes"
            else rows.exclude(etat__in=ORIENTATIONS_CLOSES)
        )

    return Tableau(
        code="entrees",
        titre="Orientations reçues",
        singulier="orientation",
        pluriel="orientations",
        colonnes=(
            Colonne(
                "personne", "Personne", _nom, tri=("nom_naissance", "prenoms"), categorie=Categorie.IDENTITE,
                lien=lambda row: reverse("parcours:entree", args=[row.uuid]),
            ),
            Colonne(
                "reponse", "Réponse", write_reponse, tri=("attente", "date_prescription"),
                classe=lambda row: dress(row)[0], icone=lambda row: dress(row)[1],
                definition="Combien de jours restent avant la réponse promise au prescripteur.",
            ),
            _etat(),
            Colonne("prescripteur", "Qui oriente", lambda row: row.prescripteur.nom, tri=("prescripteur__nom",)),
            Colonne("transmise", "Transmise", lambda row: row.date_prescription, Genre.DATE, tri=("date_prescription",)),
            Colonne("commune", "Commune", lambda row: row.commune and row.commune.nom, tri=("commune__nom",)),
            Colonne(
                "accueil", "Accueil", lambda row: row.referent_accueil, tri=("referent_accueil__nom",), is_visible=False
            ),
            Colonne(
                "rdv", "Premier rendez-vous", lambda row: row.date_premier_rdv, Genre.DATE, tri=("date_premier_rdv",),
                is_visible=False,
            ),
        ),
        filtres=(
            Filtre("q", "Nom", search, Saisie.TEXTE),
            Filtre(
                "lesquelles", "Lesquelles", keep, choix=[("closes", "Closes"), ("toutes", "Toutes")], tous="En cours",
                is_perimetre=True,
            ),
            Filtre(
                "etat", "État", lambda rows, value: rows.filter(etat=value),
                choix=[(e.value, nom) for e, nom in LIBELLES_ORIENTATION.items() if e is not EtatOrientation.BROUILLON],
            ),
        ),
        tri="reponse",
        vide="Elles arrivent ici dès qu’un prescripteur en transmet une.",
        nominatif=True,
    )  # fmt: skip


def search(rows: Any, texte: str) -> Any:
    for word in texte.split()[:4]:
        rows = rows.filter(Q(nom_naissance__icontains=word) | Q(nom_usage__icontains=word) | Q(prenoms__icontains=word))
    return rows


PRESCRIPTEURS = Tableau(
    code="prescripteurs",
    titre="Prescripteurs",
    singulier="prescripteur",
    colonnes=(
        Colonne(
            "nom", "Structure", lambda row: row.nom, tri=("nom",),
            lien=lambda row: reverse("parcours:prescripteur", args=[row.uuid]),
        ),
        Colonne("type", "Nature", lambda row: row.libelle_type, tri=("type", "nom")),
        Colonne("courriel", "Courriel", lambda row: row.courriel),
        Colonne(
            "lien", "Lien jusqu’au", lambda row: row.lien_jusqu_au, Genre.DATE, tri=("lien_jusqu_au",), manquant="aucun"
        ),
        Colonne("derniere", "Dernière orientation", lambda row: row.derniere, Genre.DATE, tri=("derniere",)),
    ),
    filtres=(
        Filtre("q", "Nom", lambda rows, value: rows.filter(nom__icontains=value), Saisie.TEXTE),
        Filtre(
            "type", "Nature", lambda rows, value: rows.filter(type=value),
            choix=[(t.value, nom) for t, nom in LIBELLES_TYPE_PRESCRIPTEUR.items()], tous="Toutes",
        ),
    ),
    tri="nom",
    vide="Inscrivez une structure qui vous oriente des personnes : vous pourrez lui donner un lien.",
)  # fmt: skip

DECOUVERTES = Tableau(
    code="decouvertes",
    titre="Rencontres « aller vers »",
    singulier="rencontre",
    colonnes=(
        Colonne("le", "Le", lambda row: row.le, Genre.DATE, tri=("le",)),
        Colonne("lieu", "Lieu", lambda row: row.lieu, tri=("lieu",)),
        Colonne("commune", "Commune", lambda row: row.commune and row.commune.nom, tri=("commune__nom",)),
        Colonne("age", "Âge", lambda row: row.libelle_tranche, tri=("tranche_age",)),
        Colonne("besoins", "Ce qu’elle cherche", lambda row: ", ".join(row.libelles_besoins)),
        Colonne("suite", "Suite", lambda row: row.suite),
        Colonne(
            "orientation", "Orientation", lambda row: f"n° {row.orientation.numero}" if row.orientation else "",
            tri=("orientation__numero",),
        ),
    ),
    filtres=(
        Filtre(
            "suivies", "Devenues", lambda rows, value: rows.filter(orientation__isnull=value == "non"),
            choix=[("oui", "Une orientation"), ("non", "Restées anonymes")], tous="Toutes",
        ),
    ),
    tri="-le",
    vide="Notez ici, en quelques secondes, les personnes rencontrées dehors, sans leur nom.",
)  # fmt: skip
