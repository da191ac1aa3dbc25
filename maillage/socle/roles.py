"""The roles of the network (domaine 01 § 1.2, 02 § 1, 05 § 3): code, libellé, what they do, where they stand."""

from dataclasses import dataclass
from enum import StrEnum


class Portee(StrEnum):
    """What an habilitation is attached to."""

    DISPOSITIF = "dispositif"
    REGION = "region"
    DEPARTEMENT = "departement"
    RESEAU = "reseau"


class Role(StrEnum):
    REFERENT = "referent"
    REFERENT_ETAPE = "referent_etape"
    PRESCRIPTEUR = "prescripteur"
    COORDINATEUR = "coordinateur"
    DIRECTEUR = "directeur"
    RELATION_ENTREPRISE = "relation_entreprise"
    FACILITATEUR = "facilitateur"
    GESTIONNAIRE_FSE = "gestionnaire_fse"
    CONTROLEUR = "controleur"
    COORDINATEUR_REGIONAL = "coordinateur_regional"
    COORDINATEUR_DEPARTEMENTAL = "coordinateur_departemental"
    STATISTICIEN = "statisticien"
    ANIMATEUR_RESEAU = "animateur_reseau"
    ELU = "elu"
    OPERATEUR = "operateur"
    CHARGE_MDE = "charge_mde"
    ACHETEUR = "acheteur"
    ADMINISTRATEUR = "administrateur"
    DPD = "dpd"


@dataclass(frozen=True, slots=True)
class Fonction:
    """`nominatif`: sees data that name people. `sensible`: the second factor is compulsory, names or not."""

    libelle: str
    description: str
    portee: Portee
    nominatif: bool
    sensible: bool = False

    @property
    def second_facteur(self) -> bool:
        """Whether a password alone is too little for this role (domaine 05 § 9)."""
        return self.nominatif or self.sensible


FONCTIONS: dict[Role, Fonction] = {
    Role.REFERENT: Fonction(
        "Référent·e de parcours", "Accompagne ses participants, de l’entrée aux six mois d’emploi.",
        Portee.DISPOSITIF, True,
    ),
    Role.REFERENT_ETAPE: Fonction(
        "Référent·e d’étape", "Suit les participants positionnés sur ses étapes, chez l’opérateur.",
        Portee.DISPOSITIF, True,
    ),
    Role.PRESCRIPTEUR: Fonction(
        "Prescripteur·rice", "Oriente des personnes et suit la réponse du dispositif.", Portee.DISPOSITIF, True,
    ),
    Role.COORDINATEUR: Fonction(
        "Coordinateur·rice de parcours", "Tient les entrées, les sorties et la charge des référents.",
        Portee.DISPOSITIF, True,
    ),
    Role.DIRECTEUR: Fonction(
        "Direction", "Pilote le dispositif et décide qui y travaille.", Portee.DISPOSITIF, True,
    ),
    Role.RELATION_ENTREPRISE: Fonction(
        "Chargé·e de relation entreprise", "Trouve les offres et met en relation.", Portee.DISPOSITIF, True,
    ),
    Role.FACILITATEUR: Fonction(
        "Facilitateur·rice de la clause", "Suit les marchés clausés, de la préparation au bilan.",
        Portee.DISPOSITIF, True,
    ),
    Role.GESTIONNAIRE_FSE: Fonction(
        "Gestionnaire FSE", "Tient les opérations, les pièces et le contrôle de service fait.",
        Portee.DISPOSITIF, True,
    ),
    Role.CONTROLEUR: Fonction(
        "Contrôleur·euse", "Vérifie un échantillon ouvert, pour la durée du contrôle.", Portee.DISPOSITIF, True,
    ),
    Role.OPERATEUR: Fonction(
        "Opérateur (direction)", "Suit ses conventions et les participants de ses actions.",
        Portee.DISPOSITIF, True,
    ),
    Role.CHARGE_MDE: Fonction(
        "Chargé·e de mission MDE", "Mène le plan d’action de la Maison de l’emploi.", Portee.DISPOSITIF, False,
    ),
    Role.ACHETEUR: Fonction(
        "Donneur d’ordre", "Lit les bilans de ses marchés, sans identité.", Portee.DISPOSITIF, False,
    ),
    Role.ELU: Fonction(
        "Élu·e", "Lit les indicateurs protégés ; jamais un nom.", Portee.DISPOSITIF, False,
    ),
    Role.DPD: Fonction(
        "Délégué·e à la protection des données", "Contrôle les accès, les durées et les demandes des personnes.",
        Portee.DISPOSITIF, True,
    ),
    Role.COORDINATEUR_REGIONAL: Fonction(
        "Coordination régionale", "Voit les totaux et les marchés partagés d’une région.", Portee.REGION, False,
    ),
    Role.COORDINATEUR_DEPARTEMENTAL: Fonction(
        "Coordination départementale", "Voit les totaux et les marchés partagés d’un ou de plusieurs départements.",
        Portee.DEPARTEMENT, False,
    ),
    Role.STATISTICIEN: Fonction(
        "Statisticien·ne du réseau", "Consolide et publie les chiffres du réseau ; ne voit aucune personne.",
        Portee.RESEAU, False,
    ),
    Role.ANIMATEUR_RESEAU: Fonction(
        "Animation du réseau", "Tient l’annuaire et anime le réseau ; ne voit aucune personne.",
        Portee.RESEAU, False,
    ),
    Role.ADMINISTRATEUR: Fonction(
        "Administration technique", "Tient l’installation ; n’ouvre aucun dossier.", Portee.RESEAU, False, True,
    ),
}  # fmt: skip
