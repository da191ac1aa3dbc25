"""What public data add to the navigation."""

from maillage.clause.navigation import MARCHES
from maillage.clause.permissions import Droit
from maillage.socle.navigation import Entree, declare

declare(
    Entree(
        "Annonces à qualifier", "reperage:annonces", icone="inbox", droit=Droit.VOIR_MARCHES, groupe=MARCHES, ordre=15
    )
)
