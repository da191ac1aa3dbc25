"""What the proofreading adds to the navigation."""

from maillage.consolidation.relecture.permissions import Droit
from maillage.socle.navigation import Entree, declare

declare(
    Entree("Relire un rapport", "relecture:relire", icone="list-checks", droit=Droit.RELIRE, groupe="Réseau", ordre=400)
)
