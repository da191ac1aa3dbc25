"""Who buys what, why one may do without a clause, and what a clause says at least (domaine 02 § 2)."""

from enum import StrEnum


class Acheteur(StrEnum):
    ETAT = "etat"
    COLLECTIVITE = "collectivite"


class Achat(StrEnum):
    TRAVAUX = "travaux"
    FOURNITURES_SERVICES = "fournitures_services"


class Derogation(StrEnum):
    """Reasons the law gives for doing without; each is written down with its justification."""

    SOLUTION_DISPONIBLE = "solution_disponible"
    LIEN_INSUFFISANT = "lien_insuffisant"
    CONCURRENCE = "concurrence"
    TRAVAUX_COURTS = "travaux_courts"


LIBELLES_DEROGATION: dict[Derogation, str] = {
    Derogation.SOLUTION_DISPONIBLE: "Une solution est immédiatement disponible",
    Derogation.LIEN_INSUFFISANT: "Le lien avec l’objet du marché est insuffisant",
    Derogation.CONCURRENCE: "La concurrence serait restreinte, ou l’exécution trop difficile",
    Derogation.TRAVAUX_COURTS: "Les travaux durent moins de six mois",
}
LIBELLES_MENTION = {
    "perimetre": "le périmètre de la clause",
    "facilitateur": "les coordonnées du facilitateur",
    "publics": "les publics éligibles",
    "volume": "le volume d’heures",
}
