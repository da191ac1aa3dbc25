"""Fictitious people and figures of the gallery. No real person, no stored row."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.core.paginator import Paginator
from django.http import QueryDict

from maillage.socle.galerie import figures, formulaires, listes
from maillage.socle.galerie.palette import COULEURS, ICONES, PAIRES

ONGLETS = [
    {"libelle": "Vue d’ensemble", "url": "?onglet=vue", "courant": True},
    {"libelle": "Diagnostic", "url": "?onglet=diagnostic"},
    {"libelle": "Étapes", "url": "?onglet=etapes", "compte": 4},
    {"libelle": "Emploi", "url": "?onglet=emploi"},
    {"libelle": "Documents", "url": "?onglet=documents", "compte": 12},
    {"libelle": "FSE", "url": "?onglet=fse"},
    {"libelle": "Historique", "url": "?onglet=historique"},
]
ETAPES = [
    {"libelle": "Orientation", "etat": "fait", "detail": "04/12/2025"},
    {"libelle": "Commission", "etat": "fait", "detail": "08/01/2026"},
    {"libelle": "Contrat", "etat": "fait", "detail": "12/01/2026"},
    {"libelle": "Parcours", "etat": "en-cours", "detail": "10 mois"},
    {"libelle": "Emploi"},
    {"libelle": "Six mois"},
    {"libelle": "Sortie"},
]


REPONSES = {
    "400": ("400.html", "La demande est illisible."),
    "403": ("403.html", "Votre rôle n’ouvre pas cette page : que faire ensuite."),
    "404": ("404.html", "Rien à cette adresse, ou rien que vous puissiez voir : la même page pour les deux."),
    "500": ("exploitation/erreur.html", "La panne est de notre côté ; un repère la retrouve."),
    "503": ("exploitation/indisponible.html", "La base ne répond pas : ce qui est enregistré l’est toujours."),
}


def build(code: str, posted: Mapping[str, Any] | None, *, query: QueryDict, today: date) -> dict[str, Any]:
    """What one board shows."""
    makers = {
        "fondations": lambda: {"couleurs": COULEURS, "paires": PAIRES, "icones": ICONES},
        "champs": lambda: _champs(posted, today),
        "tableaux": _tableaux,
        "listes": lambda: {
            "liste": listes.build_exemple(query, today=today),
            "chronique": listes.build_chronique_exemple(query, today=today),
        },
        "surfaces": lambda: {"onglets": ONGLETS},
        "signes": lambda: {"identite": _identite()},
        "deroule": lambda: {"etapes": ETAPES, "evenements": _evenements(today), "fil": FIL},
        "figures": lambda: {"tableau_figure": TABLEAU_FIGURE, "figures": figures.build_figures()},
        "file": lambda: {"onglets": FILE_ONGLETS, "personnes": _personnes(today)},
        "dossier": lambda: {"onglets": ONGLETS, "etapes": ETAPES, "evenements": _evenements(today), "identite": _identite(),
                            "rendez_vous": today + timedelta(days=5), "entree": today - timedelta(days=313)},
        "boutons": dict,
        "reponses": lambda: {"reponses": REPONSES},
        "entretien": lambda: {"form": formulaires.Entretien(posted, initial={"jour": today, "duree": "45"})},
    }  # fmt: skip
    return makers[code]()


FIL = [("Accueil", "/"), ("Annuaire", "/annuaire/"), ("PLIE du Pays de Valombre", "")]


def _champs(posted: Mapping[str, Any] | None, today: date) -> dict[str, Any]:
    refused = {"objet": "", "courriel": "claire.martin", "jour": "2026-02-30", "heure": "14:00", "heures": "260",
               "notes": "Vient avec sa fille.", "presence": "", "themes": ["mobilité"]}  # fmt: skip
    return {
        "form": formulaires.TousLesChamps(posted, initial={"jour": today, "themes": ["emploi", "mobilité"], "presence": "present"}),
        "refuse": formulaires.Refuse({f"refuse-{name}": value for name, value in refused.items()}, prefix="refuse"),
        "communes": [
            {"libelle": "Saint-Aubin-sur-Arsonne", "detail": "00120 · Pays de Valombre", "choisi": True},
            {"libelle": "Saint-Aubin-le-Haut", "detail": "00134 · Pays de Valombre"},
            {"libelle": "Saint-Aubinet", "detail": "00218 · Rives d’Arsonne"},
        ],
    }  # fmt: skip


def _tableaux() -> dict[str, Any]:
    return {
        "colonnes": [
            {"libelle": "Structure", "tri": "?tri=-nom", "sens": "ascending"},
            {"libelle": "Région", "tri": "?tri=region"},
            {"libelle": "Personnes suivies", "nombre": True, "tri": "?tri=suivies"},
            {"libelle": "Sorties positives", "nombre": True},
            {"libelle": "Dernier dépôt"},
        ],
        "lignes": [
            ["PLIE du Pays de Valombre", "Occitanie", "912", "47 %", "12/03/2026"],
            ["PLIE des Rives d’Arsonne", "Occitanie", "1 204", "51 %", "02/03/2026"],
            ["PLIE de la Haute-Lorme", "Grand Est", "87", "–", "Non déposé"],
        ],
        "pied": ["Ensemble (3 structures)", "", "2 203", "49 %", ""],
        "page": Paginator(range(1234), 25).page(7),
        "filtres": [
            {"libelle": "Type : PLIE", "url": "?region=76"},
            {"libelle": "Région : Occitanie", "url": "?type=plie"},
        ],
    }


TABLEAU_FIGURE = {
    "colonnes": [{"libelle": "Motif"}, {"libelle": "Sorties", "nombre": True}, {"libelle": "Part", "nombre": True}],
    "lignes": [["CDI", "412", "38 %"], ["CDD de plus de six mois", "298", "27 %"], ["Formation qualifiante", "187", "17 %"],
               ["Création d’activité", "96", "9 %"], ["Autres", "98", "9 %"]],
}  # fmt: skip


def _identite() -> list[tuple[str, Any]]:
    return [
        ("Née le", "07/06/1983 (43 ans)"),
        ("Adresse", "12, rue des Tanneries, Valombre (QPV Les Tanneries)"),
        ("Situation à l’entrée", "Demandeuse d’emploi de longue durée, allocataire du RSA"),
        ("Diplôme", "CAP petite enfance"),
        ("Permis B", ""),
    ]


def _evenements(today: date) -> list[dict[str, Any]]:
    def il_y_a(jours: int) -> date:
        return today - timedelta(days=jours)

    return [
        {"titre": "Entretien à l’agence", "jour": il_y_a(1), "icone": "message-square-text", "ton": "information",
         "texte": "Immersion confirmée chez Verdier : départ lundi, horaires compatibles avec l’école.",
         "auteur": "Claire Martin, référente", "url": "?evenement=4"},
        {"titre": "Étape close : atelier mobilité", "jour": il_y_a(12), "icone": "flag", "ton": "succes",
         "texte": "Objectif atteint : trajet en car repéré, abonnement ouvert.", "auteur": "Association Roule en Arsonne"},
        {"titre": "Absente au rendez-vous", "jour": il_y_a(26), "icone": "calendar-x", "ton": "attention",
         "texte": "Message laissé le jour même ; rappel prévu.", "auteur": "Claire Martin, référente"},
        {"titre": "Contrat d’engagement signé", "jour": il_y_a(313), "icone": "file-pen-line", "auteur": "Aïcha Bellamy"},
    ]  # fmt: skip


FILE_ONGLETS = [
    {"libelle": "Toutes", "url": "?etat=toutes", "courant": True, "compte": 74},
    {"libelle": "Actifs", "url": "?etat=actifs", "compte": 61},
    {"libelle": "En emploi", "url": "?etat=emploi", "compte": 8},
    {"libelle": "Suspendus", "url": "?etat=suspendus", "compte": 5},
]


def _personnes(today: date) -> list[dict[str, Any]]:
    rows = [
        ("Bellamy Aïcha", 52, 5, "Immersion chez Verdier", "Mobilité, garde", ("attention", "Sans contact 52 j")),
        ("Brunet Solène", 8, 12, "Formation aide-soignante", "", ("information", "Attestation à demander")),
        ("Dhaou Karim", 48, None, "Permis B", "Mobilité", ("attention", "Sans contact 48 j")),
        ("Ferrand Luc", 15, 3, "Chantier d’insertion", "Logement", None),
        ("Keïta Mariam", 3, 20, "Atelier numérique", "Langue", None),
        ("Ott Sylvain", 21, 1, "CDI chez Verdier", "", ("danger", "Six mois à valider vendredi")),
        ("Pons Dolorès", 33, 9, "Diagnostic en cours", "Santé, budget", ("neutre", "Contrat à signer")),
        ("Vasseur Théo", 11, None, "CDD Rives Services", "", ("succes", "Preuve reçue")),
    ]
    return [
        {"nom": nom, "contact": today - timedelta(days=jours), "prochain": today + timedelta(days=suite) if suite else None,
         "etape": etape, "freins": freins, "signe": signe}
        for nom, jours, suite, etape, freins, signe in rows
    ]  # fmt: skip
