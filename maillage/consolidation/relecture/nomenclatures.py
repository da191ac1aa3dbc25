"""What a report may be reproached with, and how much it matters. Pure."""

from collections.abc import Mapping
from enum import StrEnum


class Gravite(StrEnum):
    BLOQUANT = "bloquant"
    A_VERIFIER = "a_verifier"
    REMARQUE = "remarque"


GRAVITES: Mapping[Gravite, str] = {
    Gravite.BLOQUANT: "Bloque la publication",
    Gravite.A_VERIFIER: "À vérifier",
    Gravite.REMARQUE: "À dire au lecteur",
}
RANG: Mapping[Gravite, int] = {gravite: rang for rang, gravite in enumerate(GRAVITES)}


class Regle(StrEnum):
    """The order is that of the page: what is missing, what contradicts, what misleads."""

    BLANC = "blanc"
    SOMME = "somme"
    TOTAL_100 = "total_100"
    MOYENNE = "moyenne"
    RAPPORT = "rapport"
    EVOLUTION = "evolution"
    DEUX_VALEURS = "deux_valeurs"
    DEUX_DEFINITIONS = "deux_definitions"
    TAUX_EMPLOI = "taux_emploi"
    DENOMINATEUR = "denominateur"
    DEPASSE = "depasse"
    ANNEE = "annee"
    SYNTHESE = "synthese"
    ARRONDI = "arrondi"


REGLES: Mapping[Regle, str] = {
    Regle.BLANC: "Blanc laissé dans le rapport",
    Regle.SOMME: "Somme qui ne retombe pas sur son total",
    Regle.TOTAL_100: "Pourcentages qui ne font pas 100",
    Regle.MOYENNE: "Moyenne qui ne suit pas du total",
    Regle.RAPPORT: "Rapport qui ne suit pas de ses deux termes",
    Regle.EVOLUTION: "Évolution qui ne suit pas des deux années",
    Regle.DEUX_VALEURS: "Deux valeurs sous un même libellé",
    Regle.DEUX_DEFINITIONS: "Deux définitions pour un même chiffre",
    Regle.TAUX_EMPLOI: "Taux dit « emploi » qui compte toutes les sorties positives",
    Regle.DENOMINATEUR: "Taux sans dénominateur, ou rapporté à une autre population",
    Regle.DEPASSE: "Partie plus grande que le tout",
    Regle.ANNEE: "Année ou date impossible",
    Regle.SYNTHESE: "Chiffre de synthèse sans appui dans le corps",
    Regle.ARRONDI: "Arrondis qui ne vont pas ensemble",
}
