"""The lines of the navigation that accounts bring."""

from maillage.comptes.permissions import Droit
from maillage.socle.navigation import Entree, declare


def declare_all() -> None:
    declare(Entree("Accueil", "comptes:accueil", icone="house", ordre=1))
    declare(
        Entree(
            "Équipe et habilitations",
            "comptes:equipe",
            icone="users-round",
            droit=Droit.VOIR_EQUIPE,
            ordre=80,
            groupe="Dispositif",
        )
    )
    declare(
        Entree(
            "Structures et accès",
            "comptes:structures",
            icone="key-round",
            droit=Droit.OUVRIR_STRUCTURES,
            ordre=85,
            groupe="Administration",
        )
    )
    declare(Entree("Qui peut quoi", "comptes:droits", icone="table-properties", ordre=90, groupe="Administration"))
