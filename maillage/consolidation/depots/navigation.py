"""What the deposits add to the navigation."""

from maillage.consolidation.depots.permissions import Droit
from maillage.socle.navigation import Entree, declare

declare(
    Entree("Mes dépôts", "depots:mes_depots", icone="send", droit=Droit.DEPOSER, groupe="Vue d’ensemble", ordre=350)
)
declare(
    Entree(
        "Campagnes de dépôts",
        "depots:campagnes",
        icone="inbox",
        droit=Droit.SUIVRE_CAMPAGNES,
        groupe="Réseau",
        ordre=360,
    )
)
