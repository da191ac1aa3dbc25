"""Who asks for the figures of the network, who deposits those of a dispositif."""

from enum import StrEnum

from maillage.socle.permissions import Table, declare, has_role, sur_cible
from maillage.socle.roles import Role


class Droit(StrEnum):
    DEPOSER = "déposer les chiffres de l’année de son dispositif"
    SUIVRE_CAMPAGNES = "suivre les campagnes de dépôts du réseau"
    TENIR_CAMPAGNES = "ouvrir et tenir les campagnes de dépôts du réseau"
    SAISIR_TOTAUX = "saisir les totaux qu’une structure déclare"
    EXPLIQUER = "expliquer les écarts d’un dépôt : le sien, ou les totaux saisis pour une structure"
    LIRE_DEPOT = "lire un dépôt : le sien, ou pour la consolidation"


# The dispositif one works for, not those attached to it.
own_dispositif = sur_cible("son propre dispositif", lambda acteur, cible: cible.dispositif_id == acteur.dispositif)

# What the network typed, it may explain.
totaux_declares = sur_cible("totaux déclarés au réseau", lambda acteur, cible: cible.is_agrege)

PERMISSIONS: Table = declare(
    "Consolidation : dépôts",
    {
        Droit.DEPOSER: [[own_dispositif, has_role(Role.DIRECTEUR)]],
        Droit.SUIVRE_CAMPAGNES: [[has_role(Role.STATISTICIEN, Role.ANIMATEUR_RESEAU)]],
        Droit.TENIR_CAMPAGNES: [[has_role(Role.STATISTICIEN, Role.ANIMATEUR_RESEAU)]],
        Droit.SAISIR_TOTAUX: [[has_role(Role.STATISTICIEN)]],
        Droit.EXPLIQUER: [
            [own_dispositif, has_role(Role.DIRECTEUR)],
            [totaux_declares, has_role(Role.STATISTICIEN)],
        ],
        # Cells before any control of disclosure: of the network, its statisticians alone read them.
        Droit.LIRE_DEPOT: [[own_dispositif, has_role(Role.DIRECTEUR)], [has_role(Role.STATISTICIEN)]],
    },
)
