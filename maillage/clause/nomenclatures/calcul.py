"""How the hours of a clause are counted, and what changes them once the contract runs (domaine 02 § 4 and § 5)."""

from enum import StrEnum


class ModeCalcul(StrEnum):
    FORMULE = "formule"
    POURCENTAGE_HEURES = "pourcentage_heures"
    HEURES_PAR_TRANCHE_EUR = "heures_par_tranche_eur"
    HEURES_PAR_BON = "heures_par_bon"
    FORFAIT = "forfait"


M = ModeCalcul
LIBELLES_MODE: dict[ModeCalcul, str] = {
    M.FORMULE: "Part du montant",
    M.POURCENTAGE_HEURES: "Part des heures travaillées (NPNRU)",
    M.HEURES_PAR_TRANCHE_EUR: "Tant d’heures par tranche d’euros",
    M.HEURES_PAR_BON: "Tant d’heures par bon de commande",
    M.FORFAIT: "Volume fixé d’avance",
}
# What each way of counting needs, in the order it is told.
HYPOTHESES: dict[ModeCalcul, tuple[str, ...]] = {
    M.FORMULE: ("montant_ht", "part_main_oeuvre", "taux_insertion", "cout_horaire"),
    M.POURCENTAGE_HEURES: ("montant_ht", "part_main_oeuvre", "taux_insertion", "cout_horaire"),
    M.HEURES_PAR_TRANCHE_EUR: ("montant_ht", "tranche_eur", "heures_unite"),
    M.HEURES_PAR_BON: ("bons_prevus", "heures_unite"),
    M.FORFAIT: ("heures_unite",),
}
LIBELLES_HYPOTHESE: dict[str, str] = {
    "montant_ht": "montant estimé hors taxes",
    "part_main_oeuvre": "part de main-d’œuvre",
    "taux_insertion": "taux d’insertion",
    "cout_horaire": "coût d’une heure",
    "tranche_eur": "tranche d’euros",
    "heures_unite": "heures par tranche, par bon, ou en tout",
    "bons_prevus": "nombre de bons prévus",
    "part_qpv": "part réservée aux habitants de QPV",
}
FORMULES: dict[ModeCalcul, str] = {
    M.FORMULE: "Montant × part de main-d’œuvre × taux d’insertion ÷ coût d’une heure.",
    M.POURCENTAGE_HEURES: "Heures travaillées (montant × part de main-d’œuvre ÷ coût d’une heure) × taux du programme.",
    M.HEURES_PAR_TRANCHE_EUR: "Montant ÷ tranche × heures par tranche. L’engagement est la somme des bons notifiés ; le montant maximal ne sert qu’à prévoir.",
    M.HEURES_PAR_BON: "Nombre de bons × heures par bon. L’engagement est la somme des bons notifiés ; le nombre prévu ne sert qu’à prévoir.",
    M.FORFAIT: "Le volume écrit, sans formule.",
}
# Their engagement grows with the orders: none is due on the day of the notification.
A_BONS: frozenset[ModeCalcul] = frozenset({M.HEURES_PAR_TRANCHE_EUR, M.HEURES_PAR_BON})


class EffetHeures(StrEnum):
    PROPORTIONNEL = "proportionnel"
    FIXE = "fixe"
    AUCUN = "aucun"


LIBELLES_EFFET: dict[EffetHeures, str] = {
    EffetHeures.PROPORTIONNEL: "En proportion du montant",
    EffetHeures.FIXE: "Un nombre d’heures convenu",
    EffetHeures.AUCUN: "Aucune heure ne change",
}


class StatutAvenant(StrEnum):
    PROPOSE = "propose"
    VALIDE = "valide"
    ECARTE = "ecarte"


LIBELLES_STATUT_AVENANT: dict[StatutAvenant, str] = {
    StatutAvenant.PROPOSE: "À valider",
    StatutAvenant.VALIDE: "Validé",
    StatutAvenant.ECARTE: "Écarté",
}


class NatureTranche(StrEnum):
    TRANCHE = "tranche"
    RECONDUCTION = "reconduction"


LIBELLES_TRANCHE: dict[NatureTranche, str] = {
    NatureTranche.TRANCHE: "Tranche",
    NatureTranche.RECONDUCTION: "Reconduction",
}
