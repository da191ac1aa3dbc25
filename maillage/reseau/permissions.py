"""Who may do what with the network's directory: one table. Reading it needs no account."""

from enum import StrEnum

from maillage.socle.permissions import Table, declare, has_role, sur_acteur, sur_cible
from maillage.socle.roles import Role


class Droit(StrEnum):
    VOIR_DISPOSITIF = "voir la page de son dispositif"
    MODIFIER_FICHE = "modifier la fiche d’un dispositif"
    DECLARER_TERRITOIRE = "déclarer le territoire d’un dispositif"
    DECLARER_PORTAGE = "déclarer la structure porteuse d’un dispositif"
    TENIR_CONTACTS = "tenir les contacts d’un dispositif"
    DECLARER_MOYENS = "déclarer l’équipe, les logiciels et la gestion du FSE d’un dispositif"
    CHOISIR_VISIBILITE = "choisir qui lit les champs d’une fiche"
    DECLARER_JALON = "déclarer l’histoire d’un dispositif (nom, fusion, fermeture)"
    SUIVRE_FICHES = "suivre la vérification des fiches du réseau"


# The dispositif one works for, not those attached to it: an OI reads its PLIE, it does not speak for them.
own_dispositif = sur_cible("son propre dispositif", lambda acteur, cible: cible.dispositif_id == acteur.dispositif)
rattache = sur_acteur("toute personne rattachée à un dispositif", lambda acteur: acteur.dispositif is not None)
equipe = has_role(Role.DIRECTEUR, Role.COORDINATEUR)
direction = has_role(Role.DIRECTEUR)
tete_de_reseau = has_role(Role.ANIMATEUR_RESEAU)

PERMISSIONS: Table = declare(
    "reseau",
    {
        Droit.VOIR_DISPOSITIF: [[rattache]],
        Droit.MODIFIER_FICHE: [[own_dispositif, equipe], [tete_de_reseau]],
        Droit.DECLARER_TERRITOIRE: [[own_dispositif, equipe], [tete_de_reseau]],
        Droit.DECLARER_PORTAGE: [[own_dispositif, direction], [tete_de_reseau]],
        # The names of people: only their own team writes them, the network head included in those who may not.
        Droit.TENIR_CONTACTS: [[own_dispositif, equipe]],
        # What the structure may keep from the network head, the network head does not write for it.
        Droit.DECLARER_MOYENS: [[own_dispositif, equipe]],
        Droit.CHOISIR_VISIBILITE: [[own_dispositif, direction]],
        Droit.DECLARER_JALON: [[own_dispositif, direction], [tete_de_reseau]],
        Droit.SUIVRE_FICHES: [[tete_de_reseau]],
    },
)
