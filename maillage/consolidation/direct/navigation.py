"""What one's own consolidation adds to the navigation."""

from maillage.consolidation.direct.permissions import Droit
from maillage.socle.navigation import Entree, declare

declare(
    Entree("Ma consolidation", "direct:consolidation", icone="chart-no-axes-combined", droit=Droit.VOIR_EN_DIRECT,
           groupe="Vue d’ensemble", ordre=1)
)  # fmt: skip
